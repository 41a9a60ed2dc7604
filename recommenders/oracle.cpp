// The recommender `oracle`, the ceiling: it knows the hidden session and always plays the unplayed
// track with the longest listening time, artist discount included.
#include <limits>
#include <optional>

#include "recommenders/oracle_search/followed_order.h"
#include "recommenders/oracle_search/frontier.h"
#include "recommenders/recommender.h"

namespace reprise {
namespace {

// Number of tracks that the oracle asks NearestTracks for, per interest; it also asks for all
// tracks that the user would listen to for 1/(1 + exp(-2.5)) = 92 % or more. On the default world
// hardly one session in 500 looks deeper; such a session ranks the catalog by itself.
constexpr std::uint32_t kListed = 1024;
// Where so many tracks are listened to so long, a list ends here. A session of max_steps' default,
// 10 000, then still finds its tracks in the list, because hardly more than these are looked at. In
// a large catalog a fifth of all tracks may be above the floor: 0.8 MB a list, of a million tracks.
constexpr std::uint32_t kMostListed = 16'384;

float listed_floor(const UserTraits& traits) {
  if (!(traits.consume_sharpness > 0)) return std::numeric_limits<float>::infinity();
  return static_cast<float>(traits.consume_bias + 2.5 / traits.consume_sharpness);
}

// Returns whether two facts hold on which the search relies: a lower score never means a longer
// time, and a playback never makes other tracks of its artist better. They hold for a positive
// sharpness and a gamma of at most 1.
bool is_monotone(const UserTraits& traits) {
  return traits.consume_sharpness > 0 && traits.artist_discount_gamma <= 1;
}

// Returns the unplayed track of the largest value(track), the first one of equals; the session's
// interest if all tracks were played.
template <class Value>
TrackId best_of_catalog(const Session& session, const Value& value) {
  TrackId best = session.interest();
  double best_value = -1;
  for (TrackId track = 0; track < session.world().catalog.n_tracks(); ++track) {
    if (session.playbacks().contains(track)) continue;
    const double of_track = value(track);
    if (of_track > best_value) {
      best = track;
      best_value = of_track;
    }
  }
  return best;
}

// Looks at every track at every step. This is needed for users for whom is_monotone() is false.
TrackId best_of_all(const Session& session) {
  const World& world = session.world();
  return best_of_catalog(session, [&](TrackId track) {
    return Frontier::share_of(session, track) *
           world.users.discount(session.user(),
                                session.playbacks().plays_of(world.catalog.artist_of[track]));
  });
}

// What the oracle keeps of a session. Most sessions play what the oracle says and nothing else.
class Search final : public Scratch {
 public:
  void clear() override {
    order_.clear();
    frontier_.clear();
  }
  TrackId best(const Session& session, const NearestTracks& nearest) {
    if (FollowedOrder::is_known_of(session.world())) {
      if (const auto track = order_.next(session, nearest)) return *track;
    }
    return frontier_.best(session, nearest);
  }

 private:
  FollowedOrder order_;
  Frontier frontier_;
};

// The oracle of worlds with a user model: plays the track that the model expects to be heard
// longest next, among the nearest tracks of each of the user's interests that the session has not
// played. It looks at all interests, because the session's may move. In a session that has played
// all of these it looks at the whole catalog.
class GreedyBound final : public Recommender {
 public:
  explicit GreedyBound(const NearestTracks& nearest) : nearest_(nearest) {}

  TrackId next(Request& request) const override {
    const Session& session = *request.hidden;
    TrackId best = session.interest();
    double best_value = -1;
    for (const TrackId interest : request.world.users.interests(request.user)) {
      std::uint32_t looked_at = 0;
      for (const TrackId track : nearest_.of(interest)) {
        if (session.playbacks().contains(track)) continue;
        if (++looked_at > kLookedAt) break;
        const double value = session.expected_share(track);
        if (value > best_value) {
          best = track;
          best_value = value;
        }
      }
    }
    if (best_value >= 0) return best;
    return best_of_catalog(session, [&](TrackId track) { return session.expected_share(track); });
  }

  static constexpr std::uint32_t kListed = 256;
  static constexpr std::uint32_t kLookedAt = 24;

 private:
  const NearestTracks& nearest_;
};

class Oracle final : public Recommender {
 public:
  Oracle(const NearestTracks& nearest, std::size_t scratch)
      : nearest_(nearest), scratch_(scratch) {}

  TrackId next(Request& request) const override {
    const Session& session = *request.hidden;
    if (!is_monotone(request.world.users.traits[request.user])) return best_of_all(session);
    return static_cast<Search&>(*request.scratch[scratch_]).best(session, nearest_);
  }

 private:
  const NearestTracks& nearest_;
  std::size_t scratch_;
};

const Registration<RecommenderPart> registration(
    "knows the hidden session and plays the unplayed track it would be listened to longest, artist "
    "discount included: the ceiling, not a recommender one could build",
    Parameters<NoParameters>("oracle"),
    Capabilities{.observes_latent_state = true, .privileged = true},
    [](const NoParameters&, Build& build) -> std::unique_ptr<Recommender> {
      if (build.world.user_model != nullptr) {
        build.nearest_needs.push_back({NearestOf::user_interests, GreedyBound::kListed, nullptr});
        build.warnings.emplace_back(
            "under this user model the oracle is a greedy bound: it plays the track that is "
            "expected to be heard longest next, which need not make the longest session");
        return std::make_unique<GreedyBound>(build.nearest);
      }
      build.nearest_needs.push_back({NearestOf::interests, kListed, listed_floor, kMostListed});
      return std::make_unique<Oracle>(build.nearest,
                                      build.add_scratch([] { return std::make_unique<Search>(); }));
    });

}  // namespace
}  // namespace reprise
