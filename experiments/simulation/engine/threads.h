// Runs work on a given number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace reprise {

/// Calls `work` in a TBB arena of `threads` threads; 0 means one thread per processor. TBB
/// algorithms inside `work` use that many threads and no more.
void with_threads(std::int64_t threads, const std::function<void()>& work);

/// Returns a remark for people if `threads` (0: one per processor) are more than the processors
/// that this process may run on; else an empty text. A launcher or the system may allow a process
/// fewer processors than the machine has.
std::string threads_remark(std::int64_t threads);

}  // namespace reprise
