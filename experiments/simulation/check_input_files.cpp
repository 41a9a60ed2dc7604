#include "experiments/simulation/check_input_files.h"

#include "experiments/simulation/engine/treatment.h"
#include "sim/support/parameters/input_file.h"

namespace reprise {
namespace {

bool uses_models(const NamedTreatment& treatment) {
  bool uses = false;
  for_each_model_name(treatment.recommender.resolved, [&](const std::string&) { uses = true; });
  return uses;
}

}  // namespace

void check_input_files(const ExperimentSpec& spec, Workspace& workspace, const Progress& progress) {
  if (input_files_of(spec.resolved).empty()) return;
  const std::shared_ptr<SharedWorld> shared = workspace.world(spec.world, progress);
  for (const NamedTreatment& treatment : spec.treatments.named) {
    const RecommenderRecipe& recommender = treatment.recommender;
    // A file of code is run only where that is allowed.
    if (uses_models(treatment) || recommender.declared.runs_commands) continue;
    if (input_files_of(recommender.resolved).empty()) continue;
    make_treatment(treatment.name, recommender, *shared->open.world, *shared->open.nearest, nullptr,
                   progress);
  }
}

}  // namespace reprise
