// The recommender `oracle`, the ceiling: it knows the hidden session and always plays the unplayed
// track with the longest listening time, artist discount included.
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "recommenders/recommender.h"
#include "sim/sessions/session_table.h"

namespace reprise {
namespace {

// Number of tracks that the oracle asks NearestTracks for, per interest; it also asks for all
// tracks that the user would listen to for 1/(1 + exp(-2.5)) = 92 % or more. On the default world
// hardly one session in 500 looks deeper; such a session ranks the catalog by itself.
constexpr std::uint32_t kListed = 1024;

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

// The tracks of one session by descending score, as far as the search has looked. The tracks of
// each artist form a line, best first, and only the head of a line competes: the value of the head
// changes only when the artist is played. The content follows from the session's interest and
// playbacks.
class Frontier final : public Scratch {
 public:
  void clear() override {
    listed_ = {};
    ranked_.clear();
    looked_.clear();
    lines_.clear();
    heads_.clear();
    next_share_.reset();
  }

  // Returns the unplayed track with the largest share of time; among equal shares, the track with
  // the best score.
  TrackId best(const Session& session, const NearestTracks& nearest) {
    const World& world = session.world();
    if (listed_.empty()) listed_ = nearest.of(session.interest());
    while (true) {
      refresh(session);
      // A track that the search has not looked at yet has at most the share of the next track
      // without a discount.
      if (looked_.size() == world.catalog.n_tracks()) break;
      const TrackId track = at_rank(session, static_cast<std::uint32_t>(looked_.size()));
      if (!next_share_) next_share_ = most_from(session, track);
      if (!heads_.empty() && heads_.front().value >= *next_share_) break;
      const bool exact = !session.world().catalog.embeddings.are_halves();
      look_at(session, track, exact ? *next_share_ : share_of(session, track));
      next_share_.reset();
    }
    // When every track has been played, any further track is a repeat.
    return heads_.empty() ? session.interest() : looked_[heads_.front().rank].track;
  }

  static double share_of(const Session& session, TrackId track) {
    const World& world = session.world();
    return listening_share(response_of(world),
                           world.catalog.embeddings.score(session.interest(), track),
                           session.traits());
  }

  // Returns the most that `track` or any track after it in nearest order is listened to. The order
  // is that of float32 products; a half score may be above it by a rounding.
  static double most_from(const Session& session, TrackId track) {
    const World& world = session.world();
    const Embeddings& embeddings = world.catalog.embeddings;
    float score = embeddings.score(session.interest(), track);
    if (embeddings.are_halves()) {
      const float roundings = 0x1p-10f + static_cast<float>(embeddings.dim()) * 0x1p-23f;
      score += std::abs(score) * roundings + 0x1p-24f;
    }
    return listening_share(response_of(world), score, session.traits());
  }

 private:
  static constexpr std::uint32_t kNobody = std::numeric_limits<std::uint32_t>::max();

  // A track that the search has looked at. Its index in looked_ is its rank by score.
  struct Looked {
    TrackId track;
    ArtistId artist;
    double share;        // without the artist discount
    std::uint32_t next;  // rank of the artist's next track in the line
  };
  struct Line {
    std::uint32_t head = kNobody;
    std::uint32_t tail = kNobody;
  };
  // The head of an artist's line, as an entry of the heap.
  struct Head {
    double value;  // share x discount after `plays` playbacks of the artist
    std::uint32_t rank;
    std::uint32_t plays;  // playbacks of the artist when the head was pushed
    bool operator<(const Head& other) const {
      return value < other.value || (value == other.value && rank > other.rank);
    }
  };

  // Brings the top of the heap up to date. A head is up to date if its artist was not played since
  // the push. Every other head has a value that is too large. So the top of the heap is the best
  // head as soon as it is up to date.
  void refresh(const Session& session) {
    while (!heads_.empty()) {
      const Head top = heads_.front();
      const ArtistId artist = looked_[top.rank].artist;
      if (session.playbacks().plays_of(artist) == top.plays) return;
      std::pop_heap(heads_.begin(), heads_.end());
      heads_.pop_back();
      Line& line = lines_[artist];
      while (line.head != kNobody && session.playbacks().contains(looked_[line.head].track)) {
        line.head = looked_[line.head].next;
      }
      if (line.head != kNobody) push_head(session, line.head);
    }
  }

  void look_at(const Session& session, TrackId track, double share) {
    const auto rank = static_cast<std::uint32_t>(looked_.size());
    const ArtistId artist = session.world().catalog.artist_of[track];
    looked_.push_back({track, artist, share, kNobody});
    if (session.playbacks().contains(track)) return;
    Line& line = lines_[artist];
    if (line.head == kNobody) {
      line.head = rank;
      push_head(session, rank);
    } else {
      looked_[line.tail].next = rank;
    }
    line.tail = rank;
  }

  void push_head(const Session& session, std::uint32_t rank) {
    const std::uint32_t plays = session.playbacks().plays_of(looked_[rank].artist);
    const double discount = session.world().users.discount(session.user(), plays);
    heads_.push_back({looked_[rank].share * discount, rank, plays});
    std::push_heap(heads_.begin(), heads_.end());
  }

  TrackId at_rank(const Session& session, std::uint32_t rank) {
    if (rank < listed_.size()) {
      constexpr std::uint32_t kAhead = 4;
      if (rank + kAhead < listed_.size()) {
        session.world().catalog.embeddings.prefetch(listed_[rank + kAhead]);
      }
      return listed_[rank];
    }
    if (rank >= ranked_.size()) rank_deeper(session, rank);
    return ranked_[rank];
  }

  // Ranks the catalog by score, down to twice the requested depth.
  void rank_deeper(const Session& session, std::uint32_t rank) {
    const Embeddings& embeddings = session.world().catalog.embeddings;
    std::vector<std::pair<float, TrackId>> scored(embeddings.size());
    for (TrackId track = 0; track < scored.size(); ++track) {
      scored[track] = {-embeddings.score(session.interest(), track), track};
    }
    const std::size_t depth = std::min<std::size_t>(scored.size(), 2 * (std::size_t{rank} + 1));
    const auto end = scored.begin() + static_cast<std::ptrdiff_t>(depth);
    std::nth_element(scored.begin(), end - 1, scored.end());
    std::sort(scored.begin(), end);
    ranked_.clear();
    for (auto at = scored.begin(); at != end; ++at) ranked_.push_back(at->second);
  }

  std::span<const TrackId> listed_;
  std::vector<TrackId> ranked_;
  std::vector<Looked> looked_;
  std::optional<double> next_share_;  // the most that tracks not looked at yet can have
  SessionTable<Line> lines_;          // per artist
  std::vector<Head> heads_;           // a heap
};

// Looks at every track at every step. This is needed for users for whom is_monotone() is false.
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
  Oracle(const NearestTracks& nearest, std::size_t scratch)
      : nearest_(nearest), scratch_(scratch) {}

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
    Parameters<NoParameters>("oracle"),
    Capabilities{.observes_latent_state = true, .privileged = true},
    [](const NoParameters&, Build& build) {
      build.nearest_needs.push_back({NearestOf::interests, kListed, listed_floor});
      return std::make_unique<Oracle>(
          build.nearest, build.add_scratch([] { return std::make_unique<Frontier>(); }));
    });

}  // namespace
}  // namespace reprise
