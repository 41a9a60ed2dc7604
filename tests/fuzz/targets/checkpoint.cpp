// Fuzzes checkpoints of a run, as `--resume` and `merge` read them. The input's checksum is mended.
#include "experiments/running/checkpoints.h"
#include "experiments/simulation/prepared.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mend_checksum.h"
#include "tests/fuzz/mistake.h"

namespace {

// A run of two seeds of two days each.
struct Run {
  reprise::ExperimentSpec spec = reprise::read_experiment(reprise::parse_yaml(
      "{experiment: e, world: {generate: {tracks: 30, users: 10, dim: 4}}, episodes: 10000, days: "
      "2, "
      "seeds: [1, 2], metrics: [mean_time_per_session, median_tracks_per_session], control: a, "
      "treatments: {a: random, b: {top_pop: 5}}}",
      "experiment"));
  reprise::Workspace workspace;
  reprise::Timings timings;
  reprise::Prepared prepared = reprise::prepare(spec, workspace, timings, {});
  std::vector<reprise::Totals> shape = prepared.no_totals();
  reprise::RunState empty{
      reprise::WorkPartition(spec, 2, prepared.treatments, prepared.world().users.size()),
      [this](const std::vector<reprise::Totals>& totals) { return prepared.means_of(totals); }};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  static const Run run;
  const InputInMemory file(mend_last_checksum(text_of(data, size)));
  read_or_refuse([&] {
    const LoadedCheckpoints loaded =
        load_checkpoints({file.path(), file.path()}, {"h", "w", "p"}, run.shape, run.empty);
    const RunState& run_state = loaded.run_state;
    run_state.sessions();
    run_state.share();
    for (std::uint64_t seed = 0; seed < run_state.partition().seeds(); ++seed) {
      run_state.earlier_days(seed);
      for (std::uint64_t day = 0; day < run_state.partition().days(); ++day)
        run_state.missing(seed, day);
    }
    if (!run_state.complete()) return;
    run_state.days();
    run.prepared.means_of(run_state.totals());
  });
  return 0;
}
