// Fuzzes `sweep:` of an experiment, the sweep's cells, and the experiments of the first cells.
#include "experiments/studies/sweeps/cells.h"
#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  read_or_refuse([&] {
    Node experiment = parse_yaml(
        "{experiment: e, control: a, treatments: {a: random, b: {anchor: first_track, candidates: "
        "{nearest: 30}, pick: first}}}",
        "experiment");
    experiment.set("sweep", parse_yaml(std::string(text_of(data, size)), "input"));
    const ExperimentSpec spec = read_experiment(experiment);
    if (!spec.sweep) return;
    SweepMethodContext context;
    const std::unique_ptr<SweepMethod> method = spec.sweep->method.make(context);
    const std::vector<SweepPoint> points = method->points(spec.sweep->parameters.axes);
    method->rounds(points.size(), 20'000);
    describe_axes(spec.sweep->parameters.axes, points);
    for (std::size_t i = 0; i < points.size() && i < 3; ++i) plan_cell(spec, points[i], i);
  });
  return 0;
}
