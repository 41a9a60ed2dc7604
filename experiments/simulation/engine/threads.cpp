#include "experiments/simulation/engine/threads.h"

#include <thread>

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

namespace reprise {

void with_threads(std::int64_t threads, const std::function<void()>& work) {
  const std::size_t processors = std::max(1u, std::thread::hardware_concurrency());
  // By default TBB starts no more threads than there are processors.
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  threads > 0 ? static_cast<std::size_t>(threads) : processors);
  tbb::task_arena arena(threads > 0 ? static_cast<int>(threads) : tbb::task_arena::automatic);
  arena.execute(work);
}

}  // namespace reprise
