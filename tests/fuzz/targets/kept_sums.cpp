// Fuzzes the sums of ceilings that the cache keeps from run to run. The input's checksum is mended.
#include "experiments/running/kept_sums.h"

#include "experiments/simulation/prepared.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mend_checksum.h"
#include "tests/fuzz/mistake.h"

namespace {

struct Run {
  reprise::ExperimentSpec spec = reprise::read_experiment(reprise::parse_yaml(
      "{experiment: e, world: {generate: {tracks: 30, users: 10, dim: 4}}, episodes: 100, metrics: "
      "[mean_time_per_session, median_tracks_per_session], control: a, treatments: {a: random, "
      "best: oracle}}",
      "experiment"));
  reprise::Workspace workspace;
  reprise::Timings timings;
  reprise::Prepared prepared = reprise::prepare(spec, workspace, timings, {});
  std::vector<reprise::Totals> shape = prepared.no_totals();
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  static const Run run;
  read_or_complain([&] {
    const Totals kept = read_kept_sums(mend_last_checksum(text_of(data, size)), run.shape.back());
    // A run adds what it reads to what it played, and reads metrics from the sums.
    std::vector<Totals> totals = run.shape;
    totals.back() += kept;
    run.prepared.means_of(totals);
  });
  return 0;
}
