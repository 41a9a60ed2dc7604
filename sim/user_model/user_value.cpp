#include "sim/user_model/user_value.h"

#include <algorithm>

#include <boost/random/normal_distribution.hpp>
#include <fmt/format.h>

#include "sim/numerics/exponential.h"
#include "sim/random/streams.h"
#include "sim/support/suggestion.h"

namespace reprise {
namespace {

const std::vector<std::string> kNames = {"normal", "lognormal", "uniform"};

// Returns a user's value before limits.
double drawn(const UserValue& value, Stream& stream) {
  boost::random::normal_distribution<double> normal;
  switch (value.distribution) {
    case ValueDistribution::normal:
      return value.a + value.b * normal(stream);
    case ValueDistribution::lognormal:
      return value.a * exponential(value.b * normal(stream));
    case ValueDistribution::uniform:
      return value.a + (value.b - value.a) * uniform_unit(stream());
    case ValueDistribution::constant:
      break;
  }
  return value.a;
}

}  // namespace

void check_limits(const Limits& limits, const UserValue& value, const Node& node,
                  const std::string& what) {
  // A mean or a median outside of the limits would give nearly all users the limit itself.
  limits.check(value.a, node, what);
  if (value.distribution == ValueDistribution::uniform) limits.check(value.b, node, what);
}

UserValue ParameterType<UserValue>::read(const Node& node, const std::string& what) {
  if (!node.is_map()) {
    if (node.is_scalar()) return ParameterType<double>::read(node, what);
    throw wrong_type(node, what, "a number, or a distribution such as {normal: [0.8, 0.1]}");
  }
  if (node.fields.size() != 1) {
    throw wrong_type(node, what, "one distribution such as {normal: [0.8, 0.1]}");
  }
  const Field& field = node.fields.front();
  const auto found = std::find(kNames.begin(), kNames.end(), field.key);
  if (found == kNames.end()) {
    throw UserError(field.key_place,
                    fmt::format("'{}' for '{}' is no distribution{}; known: {}", field.key, what,
                                did_you_mean(field.key, kNames), fmt::join(kNames, ", ")));
  }
  UserValue value;
  value.distribution = static_cast<ValueDistribution>(1 + (found - kNames.begin()));
  const std::string inside = what + "." + field.key;
  const auto numbers = ParameterType<std::vector<double>>::read(field.value, inside);
  if (numbers.size() != 2) {
    throw wrong_type(field.value, inside,
                     value.distribution == ValueDistribution::normal ? "[mean, standard deviation]"
                     : value.distribution == ValueDistribution::lognormal
                         ? "[median, standard deviation of the logarithm]"
                         : "[lowest, highest]");
  }
  value.a = numbers[0];
  value.b = numbers[1];
  if (value.distribution == ValueDistribution::uniform) {
    if (value.b < value.a)
      throw wrong_type(field.value, inside, "[lowest, highest], in this order");
  } else if (value.b < 0) {
    throw wrong_type(field.value, inside, "a standard deviation of at least 0");
  }
  if (value.distribution == ValueDistribution::lognormal) {
    if (value.a < 0) throw wrong_type(field.value, inside, "a median of at least 0");
    // Beyond it, values are no longer numbers that a double can hold.
    constexpr double kMostDeviation = 100;
    if (value.b > kMostDeviation) {
      throw wrong_type(field.value, inside, "a standard deviation of the logarithm of at most 100");
    }
  }
  return value;
}

Node ParameterType<UserValue>::write(const UserValue& value) {
  if (value.distribution == ValueDistribution::constant) {
    return ParameterType<double>::write(value.a);
  }
  Node node = Node::make_map();
  node.set(kNames[static_cast<std::size_t>(value.distribution) - 1],
           ParameterType<std::vector<double>>::write({value.a, value.b}));
  return node;
}

ValueOfUser::ValueOfUser(const UserValue& value, const World& world, const std::string& name,
                         const Limits& limits, const GivenUserValues* given)
    : constant_(value.a) {
  const auto own = given == nullptr ? decltype(given->of.end())() : given->of.find(name);
  const bool some_own = given != nullptr && own != given->of.end();
  if (value.distribution == ValueDistribution::constant && !some_own) return;
  constexpr std::uint64_t kSeed = 1;
  const StreamKey key = stream_key(kSeed, "user_model/" + name);
  std::vector<double> values(world.users.size());
  for (UserIndex user = 0; user < values.size(); ++user) {
    const std::int64_t id = world.users.ids[user];
    if (some_own) {
      const auto at = own->second.find(id);
      if (at != own->second.end()) {
        const double number = at->second.value;
        limits.check(number, Node::make_scalar(write_number(number), at->second.place),
                     fmt::format("{} of user {}", name, id));
        values[user] = number;
        continue;
      }
    }
    if (value.distribution == ValueDistribution::constant) {
      values[user] = value.a;
      continue;
    }
    Stream stream(key, static_cast<std::uint64_t>(id));
    values[user] = std::clamp(drawn(value, stream), limits.min, limits.max);
  }
  values_ = std::make_shared<const std::vector<double>>(std::move(values));
}

}  // namespace reprise
