#include "experiments/studies/simulate_coverage.h"

#include <algorithm>
#include <limits>

#include <boost/random/uniform_int_distribution.hpp>
#include <xxhash.h>

#include "experiments/analysis/compare_treatments.h"
#include "experiments/analysis/null_comparison.h"
#include "experiments/analysis/sequential_rule.h"
#include "experiments/running/play.h"
#include "experiments/statistics/binomial_interval.h"

namespace reprise {
namespace {

// The outcome of one simulated run, for one treatment and metric.
struct SimulatedRun {
  double control = 0;
  double treatment = 0;
  double lower = 0;
  double upper = 0;
  IntervalShape shape = IntervalShape::bounded;
  bool found = false;           // the effect is significant
  bool false_positive = false;  // the comparison without an effect is significant
};

// Returns true when the interval of a simulated run holds a true lift, in percent.
bool holds(const SimulatedRun& simulate_run, double lift) {
  switch (simulate_run.shape) {
    case IntervalShape::bounded:
      return simulate_run.lower <= lift && lift <= simulate_run.upper;
    case IntervalShape::two_rays:
      return lift <= simulate_run.lower || lift >= simulate_run.upper;
    case IntervalShape::whole_line:
      break;
  }
  return true;
}

// Simulates the runs and counts. Changes the users, seeds and assignment of `prepared`, and
// restores them in the destructor.
class CoverageSimulator {
 public:
  CoverageSimulator(Prepared& prepared, std::uint64_t seeds, std::uint64_t runs,
                    const StopFlag* stop, const Progress& progress)
      : prepared_(prepared),
        seeds_(prepared.seeds),
        assignment_(prepared.assignment),
        played_seeds_(seeds),
        runs_(runs),
        stop_(stop),
        progress_(progress),
        settings_(effect_settings(prepared.spec)) {
    settings_.estimates.rule = interval_rule(prepared.spec, seeds);
  }
  ~CoverageSimulator() {
    prepared_.resample.reset();
    prepared_.seeds = seeds_;
    prepared_.assignment = assignment_;
  }
  CoverageSimulator(const CoverageSimulator&) = delete;
  CoverageSimulator& operator=(const CoverageSimulator&) = delete;

  CoverageSimulation run() {
    require_all_lists();
    for (std::uint64_t run = 0; run < runs_; ++run) {
      check_stop(stop_);
      if (progress_) progress_("calibration", run, runs_);
      simulate_run(run);
    }
    return result();
  }

 private:
  // The nearest tracks of all interests are computed, because any user may be drawn. The large
  // number of episodes asks for all of them.
  void require_all_lists() const {
    require_lists(prepared_, prepared_.treatments, prepared_.seeds,
                  std::numeric_limits<std::uint64_t>::max() / 8, true, progress_);
  }

  std::uint64_t derived_seed(std::uint64_t run, std::uint64_t index) const {
    const std::uint64_t parts[] = {seeds_.front(), run, index};
    const std::uint64_t seed = XXH3_64bits(parts, sizeof parts);
    return prepared_.spec.random == RandomSource::numpy ? seed & 0xffffffffU : seed;
  }

  void resample(std::uint64_t run) {
    const World& world = *prepared_.shared->open.world;
    Resample sample;
    Stream draws(stream_key(seeds_.front(), "calibration/persons"), run);
    boost::random::uniform_int_distribution<UserIndex> person(
        0, static_cast<UserIndex>(world.users.size() - 1));
    for (std::size_t i = 0; i < world.users.size(); ++i)
      sample.resampled_users.push_back(person(draws));
    sample.world = with_resampled_users(world, sample.resampled_users);
    prepared_.resample = std::move(sample);
    prepared_.assignment =
        prepared_.design->assignment(prepared_.world().users, prepared_.treatments.size());
    prepared_.seeds.clear();
    for (std::uint64_t i = 0; i < played_seeds_; ++i) {
      prepared_.seeds.push_back(derived_seed(run, i));
    }
  }

  void simulate_run(std::uint64_t run) {
    resample(run);
    PlayOptions options;
    options.stop = stop_;
    const PlayOutcome outcome = play(prepared_, options, {});
    const std::vector<Totals>& totals = outcome.run_state.totals();
    // The strata of an estimator depend on the users, so the resampled users need an estimator of
    // their own.
    EstimatorContext context{prepared_.world().users, prepared_.shared->open.fields,
                             prepared_.spec.estimator.place};
    const std::unique_ptr<Estimator> estimator = prepared_.spec.estimator.make(context);
    std::vector<TreatmentComparison> real;
    std::vector<TreatmentComparison> null;
    for (std::size_t treatment = 1; treatment < prepared_.treatments.size(); ++treatment) {
      if (prepared_.treatments[treatment].capabilities.observes_latent_state) continue;
      for (const Metric* metric : prepared_.spec.user_metrics()) {
        const UserValues control = totals[0].values(*metric, *prepared_.observables);
        const UserValues treated = totals[treatment].values(*metric, *prepared_.observables);
        real.push_back(compare(*estimator, *metric, treatment, control, treated));
        const Stream draws(stream_key(seeds_.front(), "calibration/null"), run,
                           static_cast<std::uint32_t>(treatment));
        const auto [one, other] = prepared_.assignment.empty()
                                      ? swapped_at_random(control, treated, draws)
                                      : reassigned_at_random(control, treated, draws);
        null.push_back(compare(*estimator, *metric, treatment, one, other));
      }
    }
    // The effects are adjusted for each other, as the run's own effects are.
    const std::vector<Effect> effects = build_effects(settings_, real);
    const std::vector<Effect> none = build_effects(settings_, null);
    simulated_runs_.resize(effects.size());
    for (std::size_t row = 0; row < effects.size(); ++row) {
      const Effect& effect = effects[row];
      simulated_runs_[row].push_back({.control = effect.control_mean,
                                      .treatment = effect.treatment_mean,
                                      .lower = effect.lower,
                                      .upper = effect.upper,
                                      .shape = effect.shape,
                                      .found = effect.significant,
                                      .false_positive = none[row].significant});
    }
  }

  TreatmentComparison compare(const Estimator& estimator, const Metric& metric,
                              std::size_t treatment, const UserValues& control,
                              const UserValues& treated) const {
    return compare_users(settings_, *prepared_.design, estimator, metric.name,
                         {prepared_.treatments[0].name, control},
                         {prepared_.treatments[treatment].name, treated});
  }

  CoverageSimulation result() const {
    CoverageSimulation coverage;
    coverage.runs = runs_;
    std::size_t row = 0;
    for (std::size_t treatment = 1; treatment < prepared_.treatments.size(); ++treatment) {
      if (prepared_.treatments[treatment].capabilities.observes_latent_state) continue;
      for (const Metric* metric : prepared_.spec.user_metrics()) {
        coverage.rows.push_back(
            row_of(prepared_.treatments[treatment].name, metric->name, simulated_runs_[row++]));
      }
    }
    return coverage;
  }

  CoverageRow row_of(const std::string& treatment, const std::string& metric,
                     const std::vector<SimulatedRun>& simulated_runs) const {
    CoverageRow result{treatment, metric, 0, {}, {}, {}};
    double control = 0;
    double treated = 0;
    for (const SimulatedRun& simulate_run : simulated_runs) {
      control += simulate_run.control;
      treated += simulate_run.treatment;
    }
    result.truth = 100 * (treated / control - 1);
    std::uint64_t covered = 0;
    std::uint64_t false_positives = 0;
    std::uint64_t found = 0;
    for (const SimulatedRun& simulate_run : simulated_runs) {
      covered += holds(simulate_run, result.truth);
      false_positives += simulate_run.false_positive;
      found += simulate_run.found;
    }
    result.coverage = share(covered);
    result.false_positives = share(false_positives);
    result.found = share(found);
    return result;
  }

  CoverageShare share(std::uint64_t count) const {
    const BinomialInterval interval = clopper_pearson(count, runs_, 1 - prepared_.spec.confidence);
    return {static_cast<double>(count) / static_cast<double>(runs_), interval.lower,
            interval.upper};
  }

  Prepared& prepared_;
  std::vector<std::uint64_t> seeds_;
  std::vector<std::uint32_t> assignment_;
  std::uint64_t played_seeds_;
  std::uint64_t runs_;
  const StopFlag* stop_;
  const Progress& progress_;
  EffectSettings settings_;
  std::vector<std::vector<SimulatedRun>> simulated_runs_;  // by treatment and metric, then by run
};

}  // namespace

CoverageSimulation simulate_coverage(Prepared& prepared, std::uint64_t seeds_played,
                                     std::uint64_t runs, const StopFlag* stop,
                                     const Progress& progress) {
  return CoverageSimulator(prepared, seeds_played, runs, stop, progress).run();
}

}  // namespace reprise
