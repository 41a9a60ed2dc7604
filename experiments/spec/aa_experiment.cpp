#include "experiments/spec/aa_experiment.h"

#include <fmt/format.h>

namespace reprise {

ExperimentSpec aa_experiment(const ExperimentSpec& spec) {
  Node node = spec.written;
  std::erase_if(node.fields, [](const Field& field) { return field.key == "select"; });
  const Node control = *node.find("treatments")->find(spec.control);
  Node treatments = Node::make_map();
  treatments.place = node.find("treatments")->place;
  treatments.set(spec.control, control);
  treatments.set(fmt::format("{} again", spec.control), control);
  node.set("treatments", std::move(treatments));
  return read_experiment(node);
}

}  // namespace reprise
