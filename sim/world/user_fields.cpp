#include "sim/world/user_fields.h"

#include <cmath>

#include <nlohmann/json.hpp>
#include <xxhash.h>

#include "sim/support/number_text.h"
#include "sim/support/user_error.h"

namespace reprise {

const UserField* UserFields::find(std::string_view name) const {
  for (const UserField& column : columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

std::int64_t number_of_user(std::string_view text) {
  if (const auto number = number_of_text<std::int64_t>(text)) return *number;
  constexpr std::uint64_t kLower = (std::uint64_t{1} << 62) - 1;
  return static_cast<std::int64_t>(XXH3_64bits(text.data(), text.size()) & kLower);
}

UserFields fields_of(const UserFields& fields, const std::vector<UserIndex>& users) {
  UserFields some;
  for (const UserField& column : fields.columns) {
    UserField& kept = some.columns.emplace_back();
    kept.name = column.name;
    kept.values = column.values;
    for (const UserIndex user : users) {
      if (column.is_text()) {
        kept.value_of.push_back(column.value_of[user]);
      } else {
        kept.numbers.push_back(column.numbers[user]);
      }
    }
  }
  for (const UserIndex user : users) {
    if (!fields.ids.empty()) some.ids.push_back(fields.ids[user]);
  }
  return some;
}

std::string write_user_fields(const UserFields& fields) {
  nlohmann::json json{{"ids", fields.ids}, {"columns", nlohmann::json::array()}};
  for (const UserField& column : fields.columns) {
    nlohmann::json one{{"name", column.name}};
    if (column.is_text()) {
      one["values"] = column.values;
      one["value_of"] = column.value_of;
    } else {
      one["numbers"] = column.numbers;  // a number that is none becomes null
    }
    json["columns"].push_back(std::move(one));
  }
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

UserFields read_user_fields(std::string_view text, std::size_t users) {
  const auto demand = [](bool holds) {
    if (!holds) throw UserError("these are no fields of the world's users");
  };
  UserFields fields;
  try {
    const nlohmann::json json = nlohmann::json::parse(text);
    json.at("ids").get_to(fields.ids);
    demand(fields.ids.empty() || fields.ids.size() == users);
    for (const nlohmann::json& one : json.at("columns")) {
      UserField& column = fields.columns.emplace_back();
      one.at("name").get_to(column.name);
      if (one.contains("values")) {
        one.at("values").get_to(column.values);
        one.at("value_of").get_to(column.value_of);
        demand(!column.values.empty() && column.value_of.size() == users);
        for (const std::uint32_t value : column.value_of) {
          demand(value == UserField::kNoValue || value < column.values.size());
        }
        continue;
      }
      for (const nlohmann::json& number : one.at("numbers")) {
        column.numbers.push_back(number.is_null() ? std::nan("") : number.get<double>());
      }
      demand(column.numbers.size() == users);
    }
  } catch (const nlohmann::json::exception&) {
    demand(false);
  }
  return fields;
}

}  // namespace reprise
