// The search of the oracle in a session that other recommenders play in, too. The tracks of each
// artist form a line, best first, and only the head of a line competes: the value of the head
// changes only when the artist is played. The content follows from the session's interest and
// playbacks.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "recommenders/oracle_search/ranked_tracks.h"
#include "sim/sessions/session_table.h"

namespace reprise {

/// The tracks of one session by descending score, as far as the search has looked. Not to be shared
/// by threads.
class Frontier {
 public:
  void clear();

  /// Returns the unplayed track with the largest share of time; among equal shares, the track with
  /// the best score; the interest when every track was played. The user's sharpness must be
  /// positive and gamma at most 1.
  TrackId best(const Session& session, const NearestTracks& nearest);

  /// Returns the share of the track without the artist discount.
  static double share_of(const Session& session, TrackId track);

 private:
  static constexpr std::uint32_t kNobody = 0xffffffff;

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

  static double most_from(const Session& session, TrackId track);
  void refresh(const Session& session);
  void look_at(const Session& session, TrackId track, double share);
  void push_head(const Session& session, std::uint32_t rank);

  RankedTracks tracks_;
  std::vector<Looked> looked_;
  std::optional<double> next_share_;  // the most that tracks not looked at yet can have
  SessionTable<Line> lines_;          // per artist
  std::vector<Head> heads_;           // a heap
};

}  // namespace reprise
