// Reads the log of a service from which models are trained: the homework's train.csv.
#pragma once

#include <string>
#include <vector>

#include "sim/sessions/listening.h"
#include "sim/world/world.h"

namespace reprise {

/// What one user listened to, in the order of the file.
struct UserRows {
  UserIndex user = 0;
  std::vector<TrackId> tracks;
  std::vector<Hundredths> times;
};

/// Reads CSV with a header that names user, track and time (a share of the track); other columns
/// are ignored. The file is plain or gzip. Users come in the order of their first rows. Throws
/// UserError with file:row for users and tracks that are not of the world, and for times outside 0
/// to 1.
std::vector<UserRows> read_log_of_file(const std::string& path, const World& world);

}  // namespace reprise
