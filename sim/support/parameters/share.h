// Shares may be written in percent: 95% for 0.95.
#pragma once

#include "sim/support/parameters/parameters.h"

namespace reprise {

/// Returns the tree with each percentage as the share that it is, 95% as 0.95; everything else, and
/// text in quotes, stays as it is. Pure.
Node percent_as_share(const Node& node);

/// Returns whether the limits are those of a share: both within 0 to 1. Pure.
bool are_of_share(const Limits& limits);

/// Returns whether a declared parameter is a share. Pure.
bool is_share(const ParameterInfo& parameter);

}  // namespace reprise
