// One person's export of what they heard, as one more user of a world that was made otherwise.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "experiments/listens/read_listens.h"
#include "experiments/listens/track_lengths.h"
#include "reports/results/person_summary.h"
#include "sim/world/world.h"

namespace reprise {

/// Which tracks of a log are which of a catalog.
struct MatchedTracks {
  static constexpr TrackId kNone = std::numeric_limits<TrackId>::max();

  std::vector<TrackId> track_of;  // by track of the log; kNone where the catalog has no such track
  std::uint64_t by_id = 0;        // tracks
  std::uint64_t by_names = 0;
};

/// Matches tracks: by id where all ids of the log are numbers of the catalog and it names no
/// titles, or where the catalog has the id in the title's place (worlds fitted to logs without
/// titles); else by artist and title, both case-folded and trimmed, as `reprise listens` joins
/// them. Of several tracks of that name the first is taken. Pure.
MatchedTracks match_tracks(const ListeningLog& log, const Catalog& catalog);

/// A person as a user of a world.
struct Person {
  UserTraits traits;
  std::vector<TrackId> interests;
  PersonSummary summary;  // without id, files and the world's description
};

/// Fits a person to the log's plays of tracks that the world has.
///
/// - Interests: sessions are cut into groups by the directions of the world's rows, as for worlds
///   fitted to plays (choose_heard_interests); `interests` of them at most.
/// - Bias and sharpness: from the shares of at least fifty plays, given the interests, shrunk to
///   the world's users by priors with their means and spreads; else those means.
/// - Budget: the mean of what sessions leave unheard, shrunk to the world's mean as if that was
/// seen
///   in five sessions. All else is as in the middle user.
///
/// Throws UserError for a log of several people or of none, and when fewer than 20 plays, 5 tracks
/// or 3 sessions are of tracks that the world has.
Person fit_person(const ListeningLog& log, const TrackLengths& lengths,
                  const MatchedTracks& matched, const World& world, std::int64_t interests);

}  // namespace reprise
