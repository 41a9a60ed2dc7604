#include "sim/world_files/user_values.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/support/files/json_lines.h"
#include "sim/support/suggestion.h"
#include "sim/user_model/parts.h"
#include "sim/world_files/user_field_reader.h"

namespace reprise {
namespace {

template <class Part>
void add_names(std::vector<std::string>& names) {
  for (const auto& part : Registry<Part>::instance().entries()) {
    for (const ParameterInfo& parameter : part.parameters) {
      if (parameter.type == ParameterType<UserValue>::name()) {
        names.push_back(part.name + "." + parameter.name);
      }
    }
  }
}

// Returns the names of all parameters that users may have values of.
std::vector<std::string> known_names() {
  std::vector<std::string> names;
  add_names<InterestPart>(names);
  add_names<StatePart>(names);
  add_names<ResponsePart>(names);
  add_names<RepeatPart>(names);
  add_names<FatiguePart>(names);
  add_names<LeavePart>(names);
  add_names<ReturnPart>(names);
  return names;
}

}  // namespace

GivenUserValues read_user_values(const std::filesystem::path& path) {
  constexpr const char* kKey = "user_model";
  const std::vector<std::string> names = known_names();
  GivenUserValues given;
  read_json_lines(path, [&](const JsonLine& line) {
    if (!line.has(kKey)) return;
    const nlohmann::json& values = line.object().at(kKey);
    if (!values.is_object()) {
      throw line.wrong(kKey, "an object of numbers, such as {\"hazard.heard\": 0.05}");
    }
    const std::int64_t user = read_user_id(line, "user");
    for (const auto& [name, value] : values.items()) {
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        throw UserError(
            line.place(),
            fmt::format("'{}' of user {} is no parameter of a user model that users may "
                        "have values of{}; `reprise list` has the parts, and a name is "
                        "PART.PARAMETER, such as 'hazard.heard'",
                        name, user, did_you_mean(name, names)));
      }
      if (!value.is_number()) {
        throw UserError(line.place(), fmt::format("'{}' of user {} is {}; expected a number", name,
                                                  user, value.dump()));
      }
      given.of[name][user] = {value.get<double>(), line.place()};
    }
  });
  return given;
}

}  // namespace reprise
