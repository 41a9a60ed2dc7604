#include "experiments/simulation/engine/threads.h"

#include <thread>

#include <fmt/format.h>
#include <sched.h>
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

std::string threads_remark(std::int64_t threads) {
  cpu_set_t allowed;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0)
    return {};  // more than 1024 processors
  const std::int64_t own = CPU_COUNT(&allowed);
  if (threads <= own) return {};
  const std::int64_t all = std::max(1u, std::thread::hardware_concurrency());
  if (own >= all)
    return fmt::format("{} threads share {} processors, which is slower", threads, own);
  return fmt::format(
      "{} threads share {} of this machine's {} processors, because whatever started this process "
      "bound it to these (for mpirun, --bind-to none lets it use all)",
      threads, own, all);
}

}  // namespace reprise
