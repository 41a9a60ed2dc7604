// Experiments on a world that is generated in milliseconds.
#pragma once

#include <string>

#include <fmt/format.h>

#include "experiments/studies/run_experiment.h"
#include "tests/experiments/run_alone.h"

namespace reprise {

/// Returns an experiment. `settings` are its further keys as YAML between braces: treatments,
/// episodes, ...
inline ExperimentSpec small_experiment(const std::string& settings, std::size_t users = 400) {
  return read_experiment(parse_yaml(
      fmt::format("{{experiment: small, world: {{generate: {{preset: 2023, tracks: 400, users: {}, "
                  "dim: 8, seed: 1}}}}, control: a, {}}}",
                  users, settings),
      "test"));
}

/// Runs such an experiment and returns its results.
inline Results small_results(const std::string& settings, std::size_t users = 400) {
  return run_alone(small_experiment(settings, users)).results;
}

}  // namespace reprise
