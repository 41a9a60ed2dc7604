// How many threads work uses.
#pragma once

#include <cstdint>
#include <functional>

namespace reprise {

/// Calls `work` on so many threads, 0 for all processors: what it does with TBB uses that many and
/// no more.
void with_threads(std::int64_t threads, const std::function<void()>& work);

}  // namespace reprise
