#include "experiments/spec/outside_inputs.h"

#include <fmt/format.h>

namespace reprise {

std::vector<std::string> outside_inputs(const ExperimentSpec& spec) {
  std::vector<std::string> inputs;
  for (const NamedTreatment& treatment : spec.treatments.named) {
    if (treatment.recommender.declared.asks_service) {
      inputs.push_back(fmt::format("the treatment {} asks a service", treatment.name));
    }
    if (treatment.recommender.declared.unfingerprinted) {
      inputs.push_back(
          fmt::format("the treatment {} is Python code, which may read what no fingerprint tells",
                      treatment.name));
    }
  }
  if (spec.between_days && !spec.between_days->command.empty()) {
    inputs.push_back(fmt::format("a command runs between days ({})", spec.between_days->command));
  }
  return inputs;
}

}  // namespace reprise
