#include "experiments/spec/outside_inputs.h"

#include <fmt/format.h>

namespace reprise {
namespace {

// Adds what a recommender reads that the experiment's files do not tell.
void add_inputs(const std::string& recommender, const Capabilities& declared,
                std::vector<std::string>& inputs) {
  if (declared.asks_service) inputs.push_back(fmt::format("{} asks a service", recommender));
  if (declared.unfingerprinted) {
    inputs.push_back(
        fmt::format("{} is Python code, which may read what no fingerprint tells", recommender));
  }
}

}  // namespace

std::vector<std::string> outside_inputs(const ExperimentSpec& spec) {
  std::vector<std::string> inputs;
  for (const NamedTreatment& treatment : spec.treatments.named) {
    add_inputs("the treatment " + treatment.name, treatment.recommender.declared, inputs);
  }
  for (const NamedModel& model : spec.models.named) {
    add_inputs("a policy of the log of model " + model.name, model.model.declared, inputs);
  }
  if (spec.between_days && !spec.between_days->command.empty()) {
    inputs.push_back(fmt::format("a command runs between days ({})", spec.between_days->command));
  }
  return inputs;
}

}  // namespace reprise
