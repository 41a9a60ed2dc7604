// How long work reports where it stands.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace reprise {

/// Called with the stage's name and how much of how much is done (total 0: not known). From any
/// thread, one call at a time. It may throw Interrupted, which ends the work.
using Progress = std::function<void(std::string_view stage, std::size_t done, std::size_t total)>;

}  // namespace reprise
