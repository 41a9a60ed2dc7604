#include "sim/world/user_traits.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace reprise {

const std::vector<UserTrait>& user_traits() {
  static const std::vector<UserTrait> traits{
      {"consume_bias",
       "how good a match a track must be to be heard half through; the more, the harder to please",
       [](const UserTraits& user) { return user.consume_bias; }},
      {"consume_sharpness",
       "how fast the time listened falls from good matches to bad ones; the more, the nearer to "
       "all or nothing",
       [](const UserTraits& user) { return user.consume_sharpness; }},
      {"session_budget", "how many disappointing tracks end a session; the more, the more patient",
       [](const UserTraits& user) { return static_cast<double>(user.session_budget); }}};
  return traits;
}

namespace {

// Sorts `users` by value and cuts them into at most `most` segments of about equal size.
template <class Value>
std::vector<UserSegment> cut_by(std::vector<UserIndex> users, std::size_t most,
                                const Value& value) {
  std::stable_sort(users.begin(), users.end(),
                   [&](UserIndex a, UserIndex b) { return value(a) < value(b); });
  std::vector<UserSegment> groups;
  for (std::size_t i = 0; i < users.size(); ++i) {
    const double x = value(users[i]);
    const bool full = !groups.empty() && i >= groups.size() * users.size() / most;
    if (groups.empty() || (full && x != groups.back().to)) {
      groups.push_back({.from = x, .to = x, .value = {}, .users = {}});
    }
    groups.back().to = x;
    groups.back().users.push_back(users[i]);
  }
  return groups;
}

std::vector<UserSegment> cut_by_texts(const std::vector<UserIndex>& users,
                                      const std::vector<std::uint32_t>& value_of,
                                      const std::vector<std::string>& values, std::size_t most) {
  std::vector<UserSegment> of_value(values.size());
  for (std::size_t value = 0; value < values.size(); ++value) of_value[value].value = values[value];
  for (std::size_t i = 0; i < users.size(); ++i) of_value[value_of[i]].users.push_back(users[i]);
  std::stable_sort(
      of_value.begin(), of_value.end(),
      [](const UserSegment& a, const UserSegment& b) { return a.users.size() > b.users.size(); });
  while (!of_value.empty() && of_value.back().users.empty()) of_value.pop_back();
  std::size_t frequent = 0;
  while (frequent < of_value.size() && of_value[frequent].users.size() >= kFewestAlike) ++frequent;
  if (frequent > most || (frequent < of_value.size() && frequent >= most)) frequent = most - 1;
  if (frequent == of_value.size() || frequent == 0) {
    if (frequent == 0) return {};
    return of_value;
  }
  UserSegment others{.from = 0, .to = 0, .value = kOtherValues, .users = {}};
  for (std::size_t i = frequent; i < of_value.size(); ++i) {
    others.users.insert(others.users.end(), of_value[i].users.begin(), of_value[i].users.end());
  }
  std::sort(others.users.begin(), others.users.end());
  of_value.resize(frequent);
  of_value.push_back(std::move(others));
  return of_value;
}

}  // namespace

std::vector<UserSegment> segments_by_trait(const Users& users, const UserTrait& trait,
                                           std::size_t most) {
  std::vector<UserIndex> all(users.size());
  for (UserIndex user = 0; user < all.size(); ++user) all[user] = user;
  return cut_by(std::move(all), most, [&](UserIndex user) { return trait.of(users.traits[user]); });
}

std::vector<UserSegment> segments_by_field(const Users& users, const UserField& field,
                                           std::size_t most) {
  std::vector<UserIndex> with;
  std::vector<std::uint32_t> value_of;
  UserSegment without{.from = 0, .to = 0, .value = kNoValueGiven, .users = {}};
  for (UserIndex user = 0; user < users.size(); ++user) {
    const UserIndex original = users.original_of(user);
    const bool has = field.is_text() ? field.value_of[original] != UserField::kNoValue
                                     : !std::isnan(field.numbers[original]);
    (has ? with : without.users).push_back(user);
    if (has && field.is_text()) value_of.push_back(field.value_of[original]);
  }
  const std::size_t room = most - (without.users.empty() ? 0 : 1);
  std::vector<UserSegment> segments = field.is_text()
                                          ? cut_by_texts(with, value_of, field.values, room)
                                          : cut_by(with, room, [&](UserIndex user) {
                                              return field.numbers[users.original_of(user)];
                                            });
  if (!segments.empty() && !without.users.empty()) segments.push_back(std::move(without));
  return segments;
}

std::vector<UserCut> field_cuts(const Users& users, const UserFields& fields) {
  std::vector<UserCut> cuts;
  for (const UserField& field : fields.columns) {
    const std::string meaning =
        field.is_text()
            ? fmt::format(
                  "a field of users.json, a segment for each of its frequent texts ({} in "
                  "all)",
                  field.values.size())
            : "a field of users.json, its numbers cut where segments hold about equally many users";
    cuts.push_back({field.name, meaning, [&users, &field](std::size_t most) {
                      return segments_by_field(users, field, most);
                    }});
  }
  return cuts;
}

std::vector<UserCut> user_cuts(const Users& users, const UserFields& fields) {
  std::vector<UserCut> cuts = field_cuts(users, fields);
  for (const UserTrait& trait : user_traits()) {
    cuts.push_back({trait.name, trait.meaning, [&users, &trait](std::size_t most) {
                      return segments_by_trait(users, trait, most);
                    }});
  }
  return cuts;
}

}  // namespace reprise
