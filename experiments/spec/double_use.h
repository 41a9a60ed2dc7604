// Finds policies that learn from what judges them: a world that was fitted to a log errs where its
// log erred, and a policy that learned from the same sessions, or from sessions of that world, goes
// there.
#pragma once

#include <string>
#include <vector>

#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// Returns a warning for each model of an experiment in a fitted world that learns from the log of
/// the world's own users, or from sessions that were played in the world; none in other worlds.
/// Pure.
std::vector<std::string> double_uses(const ExperimentSpec& spec);

}  // namespace reprise
