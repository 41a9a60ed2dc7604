#include "tests/reports/random_results.h"

#include <random>

#include <fmt/format.h>

#include "reports/results/headline_metrics.h"

namespace reprise {
namespace {

class RandomRun {
 public:
  explicit RandomRun(std::uint32_t number) : random_(number) {}

  Results make() {
    Results results;
    results.experiment = "random";
    results.design = "paired";
    results.control = "control";
    results.multiplicity = "holm";
    results.seeds = {1};
    results.margin = chance(0.3) ? 2 : 0;
    results.metrics = {{std::string(kHeadlineMetric), "tracks listened to", Better::higher}};
    const int others = 1 + static_cast<int>(random_() % 6);
    add(results, "control", 1);
    for (int i = 1; i <= others; ++i) {
      add(results, fmt::format("t{}", i), 1 + 0.01 * normal() * (chance(0.5) ? 1 : 10));
    }
    if (chance(0.3)) add(results, "oracle", 40);
    const bool pairs = chance(0.5);
    for (std::size_t other = 1; other < results.treatments.size(); ++other) {
      results.effects.push_back(compare(results, 0, other));
      for (std::size_t one = 0; pairs && one < other; ++one) {
        results.pairs.push_back(compare(results, one, other));
      }
    }
    if (chance(0.3)) {
      Selected selected;
      selected.metric = kHeadlineMetric;
      selected.method = "a method";
      selected.indifference = chance(0.5) ? "5% of the control's mean" : "";
      selected.finished = chance(0.8);
      // The selection weighs sessions in its own way, so any of them may be its best.
      selected.best = {results.treatments[random_() % static_cast<unsigned>(1 + others)].name};
      if (!selected.finished) selected.best.emplace_back("t1");
      selected.sessions = 1000;
      results.selected = selected;
    }
    return results;
  }

 private:
  bool chance(double share) { return std::uniform_real_distribution<>()(random_) < share; }
  double normal() { return std::normal_distribution<>()(random_); }

  void add(Results& results, const std::string& name, double factor) {
    TreatmentResult treatment;
    treatment.name = name;
    treatment.recommender = name;
    treatment.control = results.treatments.empty();
    treatment.oracle = name == "oracle";
    treatment.users = 100;
    treatment.sessions = 1000;
    treatment.metrics.push_back(
        {std::string(kHeadlineMetric), 2 * factor, 1.9 * factor, 2.1 * factor});
    results.treatments.push_back(treatment);
  }

  Effect compare(const Results& results, std::size_t one, std::size_t other) {
    const double control = results.treatments[one].metrics.front().mean;
    const double treatment = results.treatments[other].metrics.front().mean;
    Effect effect;
    effect.treatment = results.treatments[other].name;
    effect.against = results.treatments[one].name;
    effect.metric = kHeadlineMetric;
    effect.control_mean = control;
    effect.treatment_mean = treatment;
    effect.difference = treatment - control;
    // Some intervals end just beside 0.
    const double half = chance(0.2) ? std::abs(effect.difference) * (chance(0.5) ? 0.999 : 1.001)
                                    : control * 0.01 * std::exp(normal());
    effect.difference_lower = effect.difference - half;
    effect.difference_upper = effect.difference + half;
    effect.effect = 100 * effect.difference / control;
    effect.lower = 100 * effect.difference_lower / control;
    effect.upper = 100 * effect.difference_upper / control;
    effect.significant = effect.lower > 0 || effect.upper < 0;
    effect.p = effect.p_adjusted = effect.significant ? 0.01 : 0.5;
    effect.equivalent =
        results.margin > 0 && effect.lower > -results.margin && effect.upper < results.margin;
    return effect;
  }

  std::mt19937 random_;
};

}  // namespace

Results random_results(std::uint32_t number) { return RandomRun(number).make(); }

}  // namespace reprise
