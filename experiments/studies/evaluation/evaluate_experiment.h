// Plays logs under some treatments of an experiment, estimates all treatments from them, plays the
// treatments themselves, and says which estimates were worth what: `reprise evaluate EXPERIMENT`.
#pragma once

#include <span>

#include "experiments/simulation/workspace.h"
#include "experiments/spec/experiment_spec.h"
#include "reports/results/evaluation_results.h"
#include "sim/support/interruption.h"
#include "sim/support/progress.h"

namespace reprise {

struct EvaluationOptions {
  std::int64_t threads = 0;
  const StopFlag* stop = nullptr;
};

/// Evaluates. `of_worlds` is the experiment once for each world (EvaluationSpec::worlds), with the
/// same treatments. The truth of a world are the experiment's seeds x episodes; logs have seeds of
/// their own. Results are the same bits for any number of threads. Throws UserError when nothing
/// can be estimated, or when a treatment that plays logs cannot tell its propensities, and
/// Interrupted.
EvaluationResults evaluate_experiment(std::span<const ExperimentSpec> of_worlds,
                                      Workspace& workspace, const EvaluationOptions& options,
                                      const Progress& progress);

/// A log of a service: the files that LogRows takes.
struct ServiceLogRequest {
  std::vector<std::string> paths;
  std::optional<std::string> experiment;  // of the log; absent: the only one
  std::optional<std::string> treatment;   // of the log: its sessions alone; absent: all
  HeldOut held_out = HeldOut::time;
};

/// Estimates the treatments of an experiment from a log of its world's users and tracks. Plays
/// nothing. Throws UserError for a log without propensities, or with users or tracks that the world
/// does not have.
OfflineNumbers evaluate_log(const ExperimentSpec& spec, const ServiceLogRequest& request,
                            Workspace& workspace, const EvaluationOptions& options,
                            const Progress& progress);

}  // namespace reprise
