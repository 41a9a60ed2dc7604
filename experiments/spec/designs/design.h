// A design assigns users to treatments and compares two treatments. A new design is one new file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/spec/estimators/estimator.h"
#include "experiments/statistics/relative_effect.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

/// Treatment minus control on one metric, before reports put it into words.
struct Comparison {
  StudentInterval difference;
  MeanDifference means;  // the input of relative intervals
  // The variance of a split comparison of plain means with the same number of users per treatment,
  // divided by the variance of this comparison. Absent where this comparison is such a split
  // comparison, or where its difference does not vary.
  std::optional<double> variance_reduction;
  std::optional<double> correlation;  // of the two treatments, over the users who played both
};

class Design {
 public:
  virtual ~Design() = default;

  /// Returns whether a user plays one treatment alone, as in a live service. Otherwise every user
  /// plays all of them.
  virtual bool one_treatment_per_user() const = 0;

  /// Returns the treatment of each user (0 is the control), or an empty list when every user plays
  /// all treatments: exactly when not one_treatment_per_user().
  virtual std::vector<std::uint32_t> assignment(const Users& users,
                                                std::size_t n_treatments) const = 0;

  /// Compares two treatments user by user, at confidence 1 - alpha. Both treatments have users.
  virtual Comparison compare(const UserValues& control, const UserValues& treatment,
                             const Estimator& estimator, double alpha) const = 0;
};

/// The facts of the experiment that the makers of designs need.
struct DesignContext {
  std::string experiment;  // the experiment's name
  // The ids of the world's users as their file writes them, if any of them is text; else empty.
  std::vector<std::string> user_ids = {};
};

struct DesignPart {
  static constexpr const char* kind = "design";
  using Made = std::unique_ptr<Design>;
  using Context = DesignContext;
};

}  // namespace reprise
