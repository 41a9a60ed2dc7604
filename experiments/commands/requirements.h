// What `--require` asks of a run: claims that must hold, so that a pipeline can go on or stop.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/spec/experiment_spec.h"
#include "reports/results/results.h"

namespace reprise {

/// A segment of users, as reports call it: "country" and "DE", or "age" and "18 to 25".
struct RequiredSegment {
  std::string field;
  std::string value;
};

/// "B better", "B better than A", "B not worse by 1%", "B equivalent", each also "on METRIC" or
/// "among FIELD=VALUE".
struct Requirement {
  enum class Kind { better, not_worse, equivalent };

  std::string text;  // as typed
  std::string treatment;
  std::string against;  // the control, if no other treatment was named
  std::string metric;
  std::optional<RequiredSegment> among;  // absent: all users
  Kind kind = Kind::better;
  // In percent of the mean of `against`. 0 for Kind::better, and for an equivalence that the
  // experiment's own margin decides.
  double margin = 0;
};

/// Whether a requirement holds in the results of a run.
struct RequirementCheck {
  bool met = false;
  std::string finding;  // "+63.9%, 95% interval [+57.3%, +70.9%], better"
};

/// Reads a requirement on a run of the experiment. Throws UserError for text that is none, and for
/// a requirement that such a run could not decide. Safe to call from any thread.
Requirement read_requirement(const std::string& text, const ExperimentSpec& spec);

/// Checks a requirement. What is not known, is not met: a requirement holds if its verdict is the
/// one in the tables, or if the interval in the tables lies within its margin. Pure, safe to call
/// from any thread.
RequirementCheck check_requirement(const Requirement& requirement, const Results& results);

}  // namespace reprise
