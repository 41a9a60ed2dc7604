#include "sim/world_source/user_filter.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "sim/world/user_traits.h"

namespace reprise {
namespace {

UserCondition read_condition(const Field& field) {
  UserCondition condition{
      .field = field.key, .values = {}, .from = {}, .to = {}, .place = field.key_place};
  const Node& node = field.value;
  const auto value = [&](const Node& one) {
    if (!one.is_scalar()) {
      throw wrong_type(one, field.key, "a value, a list of values or a range {from: 1, to: 5}");
    }
    condition.values.push_back(one.scalar);
  };
  if (node.is_sequence() && !node.items.empty()) {
    for (const Node& one : node.items) value(one);
  } else if (node.is_map() && !node.fields.empty()) {
    for (const Field& end : node.fields) {
      if (end.key != "from" && end.key != "to") {
        throw UserError(end.key_place, fmt::format("unknown key '{}'; a range is {{from: 1, to: "
                                                   "5}}, and may lack an end",
                                                   end.key));
      }
      (end.key == "from" ? condition.from : condition.to) =
          ParameterType<double>::read(end.value, end.key);
    }
    if (condition.from && condition.to && *condition.from > *condition.to) {
      throw UserError(node.place,
                      fmt::format("the range of '{}' ends before it begins", field.key));
    }
  } else {
    value(node);
  }
  return condition;
}

// Returns the number that is written as this text, "18" or "18.0"; nothing for other texts.
std::optional<double> number_in(const std::string& text) {
  try {
    return ParameterType<double>::read(Node::make_scalar(text), "");
  } catch (const UserError&) {
    return std::nullopt;
  }
}

// Tells of each user whether the condition is met.
using Meets = std::function<bool(UserIndex)>;

Meets meets_number(const UserCondition& condition, std::function<double(UserIndex)> number) {
  for (const std::string& text : condition.values) {
    if (number_in(text)) continue;
    throw UserError(condition.place, fmt::format("'{}' is a number of users, and '{}' is none",
                                                 condition.field, text));
  }
  return [&condition, number = std::move(number)](UserIndex user) {
    const double value = number(user);
    if (std::isnan(value)) return false;
    if (condition.values.empty()) {
      return value >= condition.from.value_or(value) && value <= condition.to.value_or(value);
    }
    return std::any_of(condition.values.begin(), condition.values.end(),
                       [&](const std::string& text) { return number_in(text) == value; });
  };
}

Meets meets_text(const UserCondition& condition, const UserField& field) {
  if (condition.values.empty()) {
    throw UserError(condition.place,
                    fmt::format("'{}' holds texts, which have no range; name them: {{{}: [{}]}}",
                                field.name, field.name, field.values.front()));
  }
  std::vector<bool> wanted(field.values.size());
  for (const std::string& text : condition.values) {
    const auto at = std::find(field.values.begin(), field.values.end(), text);
    if (at == field.values.end()) {
      throw UserError(condition.place, fmt::format("no user has '{}' as '{}'{}", text, field.name,
                                                   did_you_mean(text, field.values)));
    }
    wanted[static_cast<std::size_t>(at - field.values.begin())] = true;
  }
  return [&field, wanted = std::move(wanted)](UserIndex user) {
    return field.value_of[user] != UserField::kNoValue && wanted[field.value_of[user]];
  };
}

Meets meets(const UserCondition& condition, const Users& users, const UserFields& fields) {
  std::vector<std::string> names;
  for (const UserField& field : fields.columns) {
    names.push_back(field.name);
    if (field.name != condition.field) continue;
    if (field.is_text()) return meets_text(condition, field);
    return meets_number(condition, [&field](UserIndex user) { return field.numbers[user]; });
  }
  for (const UserTrait& trait : user_traits()) {
    names.emplace_back(trait.name);
    if (trait.name != condition.field) continue;
    return meets_number(condition, [&](UserIndex user) { return trait.of(users.traits[user]); });
  }
  throw UserError(condition.place,
                  fmt::format("users have no field '{}'{}; known: {}", condition.field,
                              did_you_mean(condition.field, names), fmt::join(names, ", ")));
}

}  // namespace

std::string UserFilter::text() const {
  std::vector<std::string> parts;
  for (const UserCondition& one : all) {
    if (!one.values.empty()) {
      parts.push_back(fmt::format("{} = {}", one.field, fmt::join(one.values, " or ")));
      continue;
    }
    parts.push_back(one.field);
    if (one.from) parts.back() += fmt::format(" from {:g}", *one.from);
    if (one.to) parts.back() += fmt::format(" to {:g}", *one.to);
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

UserFilter ParameterType<UserFilter>::read(const Node& node, const std::string& what) {
  if (!node.is_map() || node.fields.empty()) {
    throw wrong_type(node, what, "a map of fields, such as {country: DE, age: {from: 18, to: 30}}");
  }
  UserFilter filter;
  for (const Field& field : node.fields) filter.all.push_back(read_condition(field));
  return filter;
}

Node ParameterType<UserFilter>::write(const UserFilter& filter) {
  Node node = Node::make_map();
  for (const UserCondition& one : filter.all) {
    Node value = Node::make_map();
    if (!one.values.empty()) {
      std::vector<Node> values;
      for (const std::string& text : one.values) values.push_back(Node::make_scalar(text));
      value = Node::make_sequence(std::move(values));
    }
    if (one.from) value.set("from", Node::make_scalar(write_number(*one.from)));
    if (one.to) value.set("to", Node::make_scalar(write_number(*one.to)));
    node.set(one.field, std::move(value));
  }
  return node;
}

std::vector<UserIndex> users_of(const UserFilter& filter, const Users& users,
                                const UserFields& fields) {
  std::vector<Meets> conditions;
  for (const UserCondition& one : filter.all) conditions.push_back(meets(one, users, fields));
  std::vector<UserIndex> chosen;
  for (UserIndex user = 0; user < users.size(); ++user) {
    if (std::all_of(conditions.begin(), conditions.end(),
                    [user](const Meets& met) { return met(user); })) {
      chosen.push_back(user);
    }
  }
  if (chosen.empty()) {
    throw UserError(filter.all.front().place,
                    fmt::format("none of the {} users has {}", users.size(), filter.text()));
  }
  return chosen;
}

}  // namespace reprise
