// UserValue: a parameter of a user model that each user may have a value of its own of. It is
// written as a number, which all users have, or as a distribution, from which each user's value is
// drawn once. A user whose line in users.json has a value keeps that.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/support/parameters/nested.h"
#include "sim/world/world.h"

namespace reprise {

/// The distributions of users' values. The numbers a and b are mean and standard deviation of
/// `normal`, median and standard deviation of the logarithm of `lognormal`, ends of `uniform`.
enum class ValueDistribution { constant, normal, lognormal, uniform };

struct UserValue {
  ValueDistribution distribution = ValueDistribution::constant;
  double a = 0;
  double b = 0;

  UserValue() = default;
  UserValue(double value) : a(value) {}  // NOLINT: a number is the usual value
};

/// Checks the numbers of a distribution's: a constant, and both ends of `uniform`, must lie in the
/// limits. Draws of other distributions are moved to the nearest limit.
void check_limits(const Limits& limits, const UserValue& value, const Node& node,
                  const std::string& what);

template <>
struct ParameterType<UserValue> {
  static std::string name() { return "number or distribution"; }
  static UserValue read(const Node& node, const std::string& what);
  static Node write(const UserValue& value);
};

/// The values that users.json gives users of parameters of their models.
struct GivenUserValues {
  struct Value {
    double value = 0;
    Place place;  // of the user in the file, for errors
  };
  // By the parameter's name, "hazard.heard", then by the user's id.
  std::map<std::string, std::unordered_map<std::int64_t, Value>> of;
};

/// A parameter's value for each user. Copies share the values. Immutable.
class ValueOfUser {
 public:
  ValueOfUser() = default;
  /// Draws the users' values at (1, "user_model/" + name, user id), so they depend on nothing but
  /// the distribution and the users' ids. Takes those of `given` instead where there are some, and
  /// throws UserError where one of them is outside of the limits. `given` may be null.
  ValueOfUser(const UserValue& value, const World& world, const std::string& name,
              const Limits& limits, const GivenUserValues* given = nullptr);

  /// Returns the value of a user of the world for which it was made.
  double operator()(UserIndex user) const {
    return values_ == nullptr ? constant_ : (*values_)[user];
  }

 private:
  double constant_ = 0;
  std::shared_ptr<const std::vector<double>> values_;
};

}  // namespace reprise
