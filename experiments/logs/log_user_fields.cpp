#include "experiments/logs/log_user_fields.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <fmt/format.h>

#include "sim/support/files/json_lines.h"
#include "sim/world_files/user_field_reader.h"

namespace reprise {

LogUserFields read_log_user_fields(const std::filesystem::path& path, const LogTotals& log) {
  LogUserFields found;
  found.file = path.filename().string();
  for (const LogTreatment& treatment : log.treatments) {
    for (const LogUser& user : treatment.users) found.ids.push_back(user.user);
  }
  std::sort(found.ids.begin(), found.ids.end());
  found.ids.erase(std::unique(found.ids.begin(), found.ids.end()), found.ids.end());
  // The first row is that of users who are not in the file.
  constexpr std::array<const char*, 2> kNoFields{"user", "interests"};
  constexpr UserIndex kUnknown = 0;
  UserFieldReader reader;
  reader.add(JsonLine(nlohmann::json{{"user", 0}}, {}), kNoFields);
  std::unordered_map<std::int64_t, UserIndex> row_of;
  read_json_lines(path, [&](const JsonLine& line) {
    const std::int64_t id = read_user_id(line, "user");
    if (!row_of.emplace(id, static_cast<UserIndex>(row_of.size() + 1)).second) {
      throw UserError(line.place(), fmt::format("user {} is there twice; remove one",
                                                shown(line.object().at("user"))));
    }
    reader.add(line, kNoFields);
  });
  std::vector<UserIndex> rows;
  for (const std::int64_t id : found.ids) {
    const auto row = row_of.find(id);
    rows.push_back(row == row_of.end() ? kUnknown : row->second);
    found.unknown += rows.back() == kUnknown ? 1 : 0;
  }
  const Place place{path.string(), 0, 0};
  if (found.unknown == found.ids.size()) {
    throw UserError(place, fmt::format("has none of the {} users of the log; expected their ids as "
                                       "'user'",
                                       found.ids.size()));
  }
  const UserFields of_file = std::move(reader).finish();
  if (of_file.columns.empty()) {
    throw UserError(place,
                    "has no field beside 'user' and 'interests', such as a country; expected "
                    "{\"user\": 5, \"country\": \"DE\"}");
  }
  found.fields = fields_of(of_file, rows);
  return found;
}

}  // namespace reprise
