// The callback through which long work reports its progress.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace reprise {

/// Is called with the name of the stage, the amount done and the total amount (0: not known). Calls
/// come from any thread, one at a time. The callback may throw Interrupted, which ends the work.
using Progress = std::function<void(std::string_view stage, std::size_t done, std::size_t total)>;

}  // namespace reprise
