#include "reports/sweeps/sweep_names.h"

#include <algorithm>

#include <fmt/format.h>

namespace reprise {
namespace {

// Returns the last `names` names of a path; dots separate the names.
std::string_view end_of_path(std::string_view path, std::size_t names) {
  std::size_t begin = path.size();
  for (; names > 0; --names) {
    begin = begin == 0 ? std::string_view::npos : path.rfind('.', begin - 1);
    if (begin == std::string_view::npos) return path;
  }
  return path.substr(begin + 1);
}

}  // namespace

std::vector<std::string> parameter_names(const SweepResults& sweep) {
  std::vector<std::string> names;
  for (const SweepParameter& parameter : sweep.parameters) {
    for (std::size_t length = 1;; ++length) {
      const std::string_view name = end_of_path(parameter.path, length);
      const auto sharing = std::count_if(
          sweep.parameters.begin(), sweep.parameters.end(),
          [&](const SweepParameter& other) { return end_of_path(other.path, length) == name; });
      if (sharing > 1 && name.size() < parameter.path.size()) continue;
      names.emplace_back(name);
      break;
    }
  }
  return names;
}

std::string_view value_text(const SweepResults& sweep, const SweepCell& cell,
                            std::size_t parameter) {
  return sweep.parameters[parameter].values[cell.values[parameter]];
}

std::string setting_words(const SweepResults& sweep, const SweepCell& cell,
                          const NameWriter& write_name) {
  const std::vector<std::string> names = parameter_names(sweep);
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < names.size(); ++i) {
    parts.push_back(
        fmt::format("{} = {}", write_name(names[i]), write_name(value_text(sweep, cell, i))));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string competitor_words(const SweepResults& sweep, const SweepCell& cell,
                             std::string_view treatment, const NameWriter& write_name) {
  const std::string setting = setting_words(sweep, cell, write_name);
  if (setting.empty()) return write_name(treatment);
  return fmt::format("{} with {}", write_name(treatment), setting);
}

}  // namespace reprise
