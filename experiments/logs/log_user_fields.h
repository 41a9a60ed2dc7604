// Reads the fields of a service's users, for segments of the users of a log.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/logs/log_sessions.h"
#include "sim/world/user_fields.h"

namespace reprise {

/// The fields of the users of a log.
struct LogUserFields {
  std::string file;               // its name without folders
  std::vector<std::int64_t> ids;  // every user of the log, once, by number
  UserFields fields;              // in the same order
  std::uint64_t unknown = 0;      // users of the log that are not in the file
};

/// Reads `path`, a users.json whose lines need a "user" alone, for the users of a log. Every value
/// that is a number or a text is a field, but "interests". Throws UserError for a file that cannot
/// be read, for a user who is there twice, and if the file has no user of the log, or no field.
LogUserFields read_log_user_fields(const std::filesystem::path& path, const LogTotals& log);

}  // namespace reprise
