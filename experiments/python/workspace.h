// What the functions of the module share.
#pragma once

#include <cstddef>

#include "experiments/simulation/workspace.h"

namespace reprise {

/// Requests of a batch, unless the user chooses: enough that entering Python costs little for each.
inline constexpr std::size_t kAskedAtOnce = 4096;

/// Returns the open worlds of this process, which stay open from run to run. Not to be used by two
/// threads at a time.
Workspace& shared_workspace();

}  // namespace reprise
