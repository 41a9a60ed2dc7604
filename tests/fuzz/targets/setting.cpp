// Fuzzes `--set KEY=VALUE`: each line of the input is one setting, applied to an experiment.
#include "experiments/commands/experiment_file.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  static const InputInMemory experiment(
      "{experiment: e, world: {generate: {tracks: 400}}, seeds: [1, 2], control: a, treatments: "
      "{a: "
      "random, b: {one_of: [[0.5, random], [0.5, {top_pop: 10}]]}}}");
  std::vector<std::string> options;
  std::string_view rest = text_of(data, size);
  while (!rest.empty() && options.size() < 20) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    options.emplace_back(line);
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  boost::program_options::variables_map values;
  values.insert({"set", {options, false}});
  read_or_refuse([&] { read_experiment_file(experiment.path().string(), read_settings(values)); });
  return 0;
}
