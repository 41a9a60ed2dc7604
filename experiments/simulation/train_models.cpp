#include "experiments/simulation/train_models.h"

#include <set>

#include <fmt/format.h>

#include "experiments/simulation/models/log_player.h"
#include "experiments/simulation/models/model_cache.h"
#include "sim/support/files/cache_kind.h"
#include "sim/support/fingerprint.h"
#include "sim/support/parameters/input_file.h"

namespace reprise {
namespace {

// The version of training. It must change whenever training gives different models, so that older
// models in the cache are not used.
constexpr int kTrainingVersion = 1;

constexpr const char* kFolder = "models";
const CacheKindRegistration cache_kind({kFolder, "trained models, and their lists"});

// Returns the reason why nothing should be expected of a model; empty if there is none.
std::string doubt_about(const TrainingReport& report) {
  const bool validated = !report.steps.empty() && report.steps.front().validation.has_value();
  if (validated && report.best_step == 0) {
    return "no epoch was better on the validation pairs than the model before training, so it has "
           "learned nothing; lower its learning rate, or give it more sessions";
  }
  if (report.test && report.test_of_mean && *report.test > *report.test_of_mean) {
    return fmt::format(
        "on the test pairs it predicts worse than the mean time does ({}: {:.4g} against {:.4g}); "
        "lower its learning rate, or give it more sessions",
        report.loss, *report.test, *report.test_of_mean);
  }
  return {};
}

}  // namespace

TrainedModels train_models(const ExperimentSpec& spec, SharedWorld& shared,
                           const std::filesystem::path& cache, const Progress& progress) {
  const World& world = *shared.open.world;
  TrainedModels trained;
  std::map<std::string, std::string> keys;
  std::set<std::string> of_outside;  // models that depend on what no key tells
  for (const NamedModel& named : spec.models.named) {
    // The key is a hash of everything that determines the model: its settings with the contents of
    // the files that they name, the world, and the models that take part in its log.
    std::string text =
        fmt::format("training {}\nworld {}\nname {}\n{}", kTrainingVersion, world.fingerprint,
                    named.name, write_yaml(by_content(named.model.resolved)));
    bool outside = named.model.declared.asks_service || named.model.declared.unfingerprinted;
    for_each_model_name(named.model.resolved, [&](const std::string& other) {
      outside |= of_outside.contains(other);
      if (other != named.name) text += keys[other] + "\n";
    });
    if (outside) of_outside.insert(named.name);
    const std::string& key = keys[named.name] = fingerprint128(text);
    // Look for the model in this process, then on disk. One whose log a service played may be
    // another now, so it is trained again.
    const ModelCache kept(
        cache.empty() || outside ? std::filesystem::path() : cache / kFolder / key, world);
    const KeptModel* model = outside ? nullptr : shared.models.find(key);
    std::optional<KeptModel> on_disk;
    if (model == nullptr && !outside && (on_disk = kept.load(progress))) {
      model = &shared.models.put(key, *std::move(on_disk));
    }
    if (model == nullptr) {
      // Train the model, because it was not found.
      LogPlayer logs(world, *shared.open.nearest, progress, &shared.log);
      Training training{world, named.name, logs, trained.models, progress, {}, named.model.place};
      training.report.name = named.name;
      training.report.kind = named.model.name;
      std::shared_ptr<Model> made = named.model.make(training);
      training.report.sessions = logs.sessions();
      training.report.privileged = logs.privileged();
      model = &shared.models.put(key, kept.keep(std::move(made), std::move(training.report)));
    }
    if (model->report.privileged) {
      trained.warnings.push_back(
          fmt::format("the log of model {} was played by a policy that uses true inner products, "
                      "which no service could have",
                      named.name));
    }
    if (const std::string doubt = doubt_about(model->report); !doubt.empty()) {
      trained.warnings.push_back(fmt::format("model {}: {}", named.name, doubt));
    }
    trained.models[named.name] = model->model;
    trained.reports.push_back(model->report);
  }
  return trained;
}

}  // namespace reprise
