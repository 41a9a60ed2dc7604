// Checkpoints of a run, whose checksum is mended, as `--resume` and `merge` read them.
#include <xxhash.h>

#include "experiments/running/checkpoints.h"
#include "experiments/simulation/prepared.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

namespace {

// Two seeds of two days each.
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
  reprise::Played empty{
      reprise::Cut(spec, 2, prepared.arms, prepared.world().users.size()),
      [this](const std::vector<reprise::Totals>& totals) { return prepared.means_of(totals); }};
};

std::string mended(std::string_view input) {
  constexpr std::size_t kChecksumBytes = 8;
  std::string bytes(input);
  if (bytes.size() < kChecksumBytes) return bytes;
  const std::uint64_t checksum = XXH3_64bits(bytes.data(), bytes.size() - kChecksumBytes);
  for (std::size_t i = 0; i < kChecksumBytes; ++i) {
    bytes[bytes.size() - kChecksumBytes + i] = static_cast<char>(checksum >> 8 * i);
  }
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  static const Run run;
  const InputInMemory file(mended(text_of(data, size)));
  read_or_refuse([&] {
    const LoadedCheckpoints loaded =
        load_checkpoints({file.path(), file.path()}, {"h", "w", "p"}, run.shape, run.empty);
    const Played& played = loaded.played;
    played.sessions();
    played.share();
    for (std::uint64_t seed = 0; seed < played.cut().seeds(); ++seed) {
      played.earlier_days(seed);
      for (std::uint64_t day = 0; day < played.cut().days(); ++day) played.missing(seed, day);
    }
    if (!played.complete()) return;
    played.days();
    run.prepared.means_of(played.totals());
  });
  return 0;
}
