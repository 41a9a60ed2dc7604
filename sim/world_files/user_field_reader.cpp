#include "sim/world_files/user_field_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/support/number_text.h"

namespace reprise {

std::int64_t read_user_id(const JsonLine& line, const char* key) {
  if (line.has(key) && line.object().at(key).is_string()) {
    const std::string text = line.text(key);
    if (text.empty()) throw line.wrong(key, "an integer, or text that is not empty");
    return number_of_user(text);
  }
  return line.id(key, std::numeric_limits<std::int64_t>::min() + 1,
                 std::numeric_limits<std::int64_t>::max());
}

void UserFieldReader::add(const JsonLine& line, std::span<const char* const> known) {
  const auto user = static_cast<UserIndex>(ids_.size());
  const nlohmann::json& id = line.object().at("user");
  ids_.push_back(id.is_string() ? id.get<std::string>() : id.dump());
  text_ids_ |= !number_of_text<std::int64_t>(ids_.back());
  for (const auto& [key, value] : line.object().items()) {
    const bool is_value = value.is_number() || value.is_string() || value.is_boolean();
    if (!is_value || std::find(known.begin(), known.end(), key) != known.end()) continue;
    values_[key].emplace_back(user, value);
  }
}

UserFields UserFieldReader::finish() && {
  UserFields fields;
  const std::size_t users = ids_.size();
  if (text_ids_) fields.ids = std::move(ids_);
  for (const auto& [name, values] : values_) {
    UserField& column = fields.columns.emplace_back();
    column.name = name;
    const bool numbers = std::all_of(values.begin(), values.end(),
                                     [](const auto& one) { return one.second.is_number(); });
    if (numbers) {
      column.numbers.assign(users, std::nan(""));
      for (const auto& [user, value] : values) column.numbers[user] = value.template get<double>();
      continue;
    }
    const auto text = [](const nlohmann::json& value) {
      return value.is_string() ? value.get<std::string>() : value.dump();
    };
    for (const auto& [user, value] : values) column.values.push_back(text(value));
    std::sort(column.values.begin(), column.values.end());
    column.values.erase(std::unique(column.values.begin(), column.values.end()),
                        column.values.end());
    column.value_of.assign(users, UserField::kNoValue);
    for (const auto& [user, value] : values) {
      column.value_of[user] = static_cast<std::uint32_t>(
          std::lower_bound(column.values.begin(), column.values.end(), text(value)) -
          column.values.begin());
    }
  }
  return fields;
}

}  // namespace reprise
