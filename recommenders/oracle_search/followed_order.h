// The order in which the oracle plays a session that plays nothing else. It is known in advance:
// the k-th best track of an artist is played as the k-th of that artist, so its value (share x
// discount) does not change as the session goes on, and the order is that of the values. Tracks of
// equal k have one discount, so by score they are in order already, and only the heads of these
// levels are compared.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "recommenders/oracle_search/ranked_tracks.h"

namespace reprise {

/// The order of one session, worked out as far as the session has come. Not to be shared by
/// threads.
class FollowedOrder {
 public:
  void clear();

  /// Returns whether scores and shares of the world are such that next() may be asked: the list of
  /// nearest tracks is by score only where rows are float32, and shares are computed in double.
  static bool is_known_of(const World& world);

  /// Returns the unplayed track with the largest share x discount (equal values: with the best
  /// score, equal scores: with the least id), or the interest when every track was played. Returns
  /// nothing, from then on until clear(), when the session does not begin here with its first
  /// track alone, when it played other tracks than were returned, or when rounding put a better
  /// score below a worse one. The user's sharpness must be positive and gamma at most 1.
  std::optional<TrackId> next(const Session& session, const NearestTracks& nearest);

 private:
  static constexpr std::uint32_t kNobody = 0xffffffff;
  static constexpr std::size_t kBlock = 16;  // shares that are computed at a time

  // A track, at its rank by score.
  struct Ranked {
    double share;
    TrackId track;
    std::uint32_t next;  // rank of the next track of its level
  };
  struct Level {
    double discount = 0;
    std::uint32_t head = kNobody;
    std::uint32_t tail = kNobody;
  };
  // The first track of a level, as an entry of the heap.
  struct Head {
    double value;
    std::uint32_t rank;
    std::uint32_t level;
    bool before(const Head& other) const {
      return value > other.value || (value == other.value && rank < other.rank);
    }
  };

  bool follows(const Session& session) const;
  void begin(const Session& session);
  bool rank_block(const Session& session, const NearestTracks& nearest);
  bool enter(const Session& session);
  void push(Head head);
  void drop_top();
  void sink(std::size_t at, Head head);

  RankedTracks tracks_;
  // The tracks by score. The first entered_ of them are in levels; a block of others waits.
  std::vector<Ranked> ranked_;
  std::size_t entered_ = 0;
  std::size_t block_begin_ = 0;                      // rank of the first track of the block
  std::array<std::uint32_t, kBlock> block_plays_{};  // earlier plays of the artists of the block
  std::vector<std::uint32_t> plays_;  // of each artist, with those to come of ranked tracks
  std::span<const ArtistId> artist_of_;
  std::vector<Level> levels_;  // by earlier plays of the artist
  std::vector<Head> heads_;    // a heap of the levels that have tracks
  TrackId first_ = 0;
  std::size_t played_ = 0;  // tracks in the session when it was last asked for, or 0
  TrackId last_ = 0;        // what next() returned last
  bool left_ = false;       // next() has returned nothing
};

}  // namespace reprise
