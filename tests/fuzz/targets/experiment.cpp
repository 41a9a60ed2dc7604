// Fuzzes experiments: all that is read of them before anything is played. An experiment that was
// read is written as config.yaml, and reading that gives the same experiment.
#include "experiments/spec/experiment_spec.h"
#include "sim/support/check.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  const InputInMemory file(text_of(data, size));
  read_or_refuse([&] {
    const ExperimentSpec spec = read_experiment(read_yaml(file.path().string()));
    const std::string written = write_yaml(spec.resolved);
    const ExperimentSpec again = read_experiment(parse_yaml(written, "config.yaml"));
    REPRISE_CHECK(again.hash == spec.hash, "{}\nbecame\n{}", written, write_yaml(again.resolved));
  });
  return 0;
}
