// `sweep:` of an experiment, read and checked.
#pragma once

#include <string>
#include <vector>

#include "experiments/spec/sweeps/sweep_method.h"
#include "experiments/spec/sweeps/user_model_list.h"
#include "experiments/spec/values/seeds.h"
#include "sim/support/parameters/nested.h"

namespace reprise {

/// `parameters:`, a map from dotted paths to values.
struct SweepAxes {
  std::vector<SweepAxis> axes;
};

template <>
struct ParameterType<SweepAxes> {
  static std::string name() { return "map from paths to values"; }
  static SweepAxes read(const Node& node, const std::string& what);
  static Node write(const SweepAxes& axes);
};

struct SweepSpec {
  Recipe<SweepMethodPart> method;  // grid when left out
  SweepAxes parameters;
  std::optional<Seeds> worlds;  // seeds of each cell's worlds; absent: the experiment's own world
  std::optional<UserModelList> user_models;  // of each cell; absent: the experiment's own users
  std::string rank_by;    // a metric of the experiment; mean_time_per_session when left out
  std::string treatment;  // the treatment that ranks cells; empty: each cell's best
};

template <>
struct ParameterType<SweepSpec> {
  static std::string name() { return "map"; }
  static SweepSpec read(const Node& node, const std::string& what);
  static Node write(const SweepSpec& sweep);
};

/// Returns the declared keys of a sweep, for help texts.
std::vector<ParameterInfo> sweep_parameters();

}  // namespace reprise
