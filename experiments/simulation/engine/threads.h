// Runs work on a given number of threads.
#pragma once

#include <cstdint>
#include <functional>

namespace reprise {

/// Calls `work` in a TBB arena of `threads` threads; 0 means one thread per processor. TBB
/// algorithms inside `work` use that many threads and no more.
void with_threads(std::int64_t threads, const std::function<void()>& work);

}  // namespace reprise
