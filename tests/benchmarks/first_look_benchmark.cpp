// Measures what a person waits for: the whole of configs/experiments/first_look.yaml.
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include <benchmark/benchmark.h>

#include "experiments/studies/run_experiment.h"
#include "sim/support/files/file.h"

namespace reprise {
namespace {

// A cache of its own, removed in the end.
class Cache {
 public:
  Cache() {
    std::string name = (std::filesystem::temp_directory_path() / "reprise.XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    path_ = name;
  }
  ~Cache() { std::filesystem::remove_all(path_); }
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;

  const std::filesystem::path& path() const { return path_; }
  void empty() const {
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      std::filesystem::remove_all(entry.path());
    }
  }

 private:
  std::filesystem::path path_;
};

ExperimentSpec first_look() {
  const std::filesystem::path file = std::filesystem::path(REPRISE_BENCHMARKS_FOLDER) /
                                     "../../configs/experiments/first_look.yaml";
  return read_experiment(parse_yaml(read_file(file), file.string()));
}

void run_on_one_thread(const ExperimentSpec& spec, const std::filesystem::path& cache) {
  Workspace workspace(cache);
  RunOptions options;
  options.threads = 1;
  benchmark::DoNotOptimize(run_experiment(spec, workspace, options));
}

// Measures a run from an empty cache, or one after another: items are sessions. The world is
// generated or read anew each time, as by a process of its own.
void BM_FirstLook(benchmark::State& state, bool cold) {
  const ExperimentSpec spec = first_look();
  const Cache cache;
  if (!cold) run_on_one_thread(spec, cache.path());
  for (auto _ : state) {
    if (cold) {
      state.PauseTiming();
      cache.empty();
      state.ResumeTiming();
    }
    run_on_one_thread(spec, cache.path());
  }
  const auto sessions = spec.episodes * static_cast<std::int64_t>(spec.treatments.named.size());
  state.SetItemsProcessed(state.iterations() * sessions);
}
BENCHMARK_CAPTURE(BM_FirstLook, cold, true)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_FirstLook, warm, false)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace reprise
