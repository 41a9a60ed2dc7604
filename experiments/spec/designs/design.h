// A design says who plays what and how two treatments are compared. Adding one is one new file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/spec/estimators/estimator.h"
#include "experiments/statistics/relative_effect.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

/// Treatment minus control on one metric, before it is put into words.
struct Comparison {
  StudentInterval difference;
  MeanDifference means;  // what relative intervals are made of
  // What a split comparison of plain means with as many users an treatment has times the variance
  // of this one. Absent where this one is that, or does not vary.
  std::optional<double> variance_reduction;
  std::optional<double> correlation;  // of the two treatments, over users who played both
};

class Design {
 public:
  virtual ~Design() = default;

  /// The treatment each user belongs to (0 is the control), or empty: every user plays them all.
  virtual std::vector<std::uint32_t> assignment(const Users& users,
                                                std::size_t n_treatments) const = 0;

  /// Compares two treatments user by user, at confidence 1 - alpha. Both have users.
  virtual Comparison compare(const UserValues& control, const UserValues& treatment,
                             const Estimator& estimator, double alpha) const = 0;
};

/// What makers of designs need to know of the experiment.
struct DesignContext {
  std::string experiment;  // its name
};

struct DesignPart {
  static constexpr const char* kind = "design";
  using Made = std::unique_ptr<Design>;
  using Context = DesignContext;
};

}  // namespace reprise
