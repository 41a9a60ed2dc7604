// The ceiling: a recommender that knows the hidden session and always plays the track it would be
// listened to longest, artist discount included.
#include <algorithm>
#include <cmath>
#include <queue>

#include "recommenders/recommender.h"

namespace reprise {
namespace {

// Tracks ready to be taken from NearestTracks; sessions that play deeper rank the catalog themselves.
constexpr std::uint32_t kListed = 512;

// The search relies on two facts: a lower score never means a longer time, and a playback never makes
// its artist's other tracks better. They hold for a positive sharpness and a gamma of at most 1.
bool is_monotone(const UserTraits& traits) {
  return traits.consume_sharpness > 0 && traits.artist_discount_gamma <= 1;
}

// The tracks of one session by descending score, as far as the search has looked, with what each would
// bring. Follows from the session's interest and playbacks alone.
class Frontier final : public Scratch {
 public:
  void clear() override {
    ranked_.clear();
    queue_ = {};
    looked_ = 0;
    listed_ = {};
  }

  // The unplayed track with the largest share of time, the best-scored among equals.
  TrackId best(const Session& session, const NearestTracks& nearest) {
    const World& world = session.world();
    if (listed_.empty()) listed_ = nearest.of(session.interest());
    while (true) {
      // A discount that is out of date only makes a track look better than it is.
      while (!queue_.empty()) {
        const Candidate top = queue_.top();
        if (session.playbacks().contains(top.track)) {
          queue_.pop();
          continue;
        }
        const std::uint32_t plays = session.playbacks().plays_of(world.catalog.artist_of[top.track]);
        if (plays == top.artist_plays) break;
        queue_.pop();
        push(session, top.track, top.rank, top.share);
      }
      // Every track not looked at yet brings at most what the next one would without a discount.
      if (looked_ == world.catalog.n_tracks()) break;
      const TrackId track = at_rank(session, looked_);
      const double share = share_of(session, track);
      if (!queue_.empty() && queue_.top().value >= share) break;
      if (!session.playbacks().contains(track)) push(session, track, looked_, share);
      ++looked_;
    }
    // When everything has been played, whatever comes next is a repeat.
    return queue_.empty() ? session.interest() : queue_.top().track;
  }

  static double share_of(const Session& session, TrackId track) {
    const World& world = session.world();
    const UserTraits& traits = world.users.traits[session.user()];
    const double score = world.catalog.embeddings.score(session.interest(), track);
    return 1.0 / (1.0 + std::exp(-(score - traits.consume_bias) * traits.consume_sharpness));
  }

 private:
  struct Candidate {
    double value;        // share x discount at artist_plays
    double share;        // without discount
    std::uint32_t rank;  // by score
    std::uint32_t artist_plays;
    TrackId track;
    bool operator<(const Candidate& other) const {
      return value < other.value || (value == other.value && rank > other.rank);
    }
  };

  void push(const Session& session, TrackId track, std::uint32_t rank, double share) {
    const World& world = session.world();
    const std::uint32_t plays = session.playbacks().plays_of(world.catalog.artist_of[track]);
    queue_.push({share * world.users.discount(session.user(), plays), share, rank, plays, track});
  }

  TrackId at_rank(const Session& session, std::uint32_t rank) {
    if (rank < listed_.size()) return listed_[rank];
    if (ranked_.empty()) rank_catalog(session);
    return ranked_[rank];
  }

  void rank_catalog(const Session& session) {
    const Embeddings& embeddings = session.world().catalog.embeddings;
    std::vector<std::pair<float, TrackId>> scored(embeddings.size());
    for (TrackId track = 0; track < scored.size(); ++track) {
      scored[track] = {-embeddings.score(session.interest(), track), track};
    }
    std::sort(scored.begin(), scored.end());
    for (const auto& [score, track] : scored) ranked_.push_back(track);
  }

  std::span<const TrackId> listed_;
  std::vector<TrackId> ranked_;
  std::priority_queue<Candidate> queue_;
  std::uint32_t looked_ = 0;
};

// Without the two facts every track has to be looked at, at every step.
TrackId best_of_all(const Session& session) {
  const World& world = session.world();
  TrackId best = session.interest();
  double best_value = -1;
  for (TrackId track = 0; track < world.catalog.n_tracks(); ++track) {
    if (session.playbacks().contains(track)) continue;
    const double value =
        Frontier::share_of(session, track) *
        world.users.discount(session.user(),
                             session.playbacks().plays_of(world.catalog.artist_of[track]));
    if (value > best_value) {
      best = track;
      best_value = value;
    }
  }
  return best;
}

class Oracle final : public Recommender {
 public:
  Oracle(const NearestTracks& nearest, std::size_t scratch) : nearest_(nearest), scratch_(scratch) {}

  TrackId next(Request& request) const override {
    const Session& session = *request.hidden;
    if (!is_monotone(request.world.users.traits[request.user])) return best_of_all(session);
    return static_cast<Frontier&>(*request.scratch[scratch_]).best(session, nearest_);
  }

 private:
  const NearestTracks& nearest_;
  std::size_t scratch_;
};

const Registration<RecommenderPart> registration(
    "knows the hidden session and plays the unplayed track it would be listened to longest, artist "
    "discount included: the ceiling, not a recommender one could build",
    Parameters<NoParameters>("oracle"), [](const NoParameters&, Build& build) {
      build.needs_hidden = true;
      build.oracle_side = true;
      build.nearest_needs.push_back({NearestOf::interests, kListed});
      return std::make_unique<Oracle>(build.nearest,
                                      build.add_scratch([] { return std::make_unique<Frontier>(); }));
    });

}  // namespace
}  // namespace reprise
