// The tracks and users of a log as a world has them: under the numbers of a catalog, or of the log.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/fitting/log/fitting_log.h"
#include "experiments/listens/read_listens.h"
#include "sim/world/world.h"

namespace reprise {

/// Gives `result` tracks, artists and titles: those of the catalog if it has any, and then ids must
/// be its own; else those of the log, under their own numbers where all ids are whole numbers of a
/// catalog that is not much larger than the log, else numbered in the order of the log. Returns the
/// track of the world by track of the log. Throws UserError for a track that is not of the catalog.
std::vector<TrackId> take_tracks(const ListeningLog& log, const WorldData& catalog,
                                 FittingLog& result);

struct UserIds {
  std::vector<std::int64_t> ids;  // by user of the log, unique
  bool are_text = false;          // then the log's names are kept beside them
};

/// Returns the users' ids as worlds have them (number_of_user): the numbers where all names are
/// numbers, else the names' hashes. Pure.
UserIds ids_of_users(const ListeningLog& log);

}  // namespace reprise
