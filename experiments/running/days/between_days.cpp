#include "experiments/running/days/between_days.h"

#include <fmt/format.h>

#include "experiments/running/days/played_log.h"
#include "experiments/running/days/run_hook_command.h"

namespace reprise {

BetweenDays::BetweenDays(const Prepared& prepared, const StopFlag* stop, const Progress& progress,
                         std::map<std::string, std::string> variables)
    : prepared_(prepared),
      stop_(stop),
      progress_(progress),
      variables_(std::move(variables)),
      models_(prepared.trained.models) {}

SessionSink* BetweenDays::sink() {
  return prepared_.spec.between_days->retrain ? &sessions_ : nullptr;
}

std::span<const Treatment> BetweenDays::after_day(std::uint64_t finished) {
  const BetweenDaysSpec& spec = *prepared_.spec.between_days;
  if (!spec.command.empty()) {
    std::map<std::string, std::string> variables = variables_;
    variables["REPRISE_DAY"] = std::to_string(finished);
    run_hook_command(spec.command, variables, stop_);
  }
  if (spec.retrain) retrain();
  std::vector<Treatment> treatments;
  for (const NamedTreatment* treatment : prepared_.spec.ordered()) {
    treatments.push_back(make_treatment(treatment->name, treatment->recommender, prepared_.world(),
                                        prepared_.nearest(), &models_, progress_));
  }
  treatments_ = std::move(treatments);
  return treatments_;
}

void BetweenDays::retrain() {
  PlayedLog log(sessions_);
  for (const NamedModel& named : prepared_.spec.models.named) {
    TrainingReport report;
    Training training{prepared_.world(), named.name,       log, models_, progress_,
                      std::move(report), named.model.place};
    models_[named.name] = named.model.make(training);
  }
}

}  // namespace reprise
