#include "experiments/analysis/sequential_rule.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "experiments/statistics/confidence_sequence.h"
#include "experiments/statistics/error_history.h"

namespace reprise {
namespace {

// The settings of effects after so many seeds: with the experiment's adjustment for many
// comparisons, or with each effect by itself.
EffectSettings settings_after(const Prepared& prepared, std::uint64_t seeds) {
  EffectSettings settings = effect_settings(prepared.spec);
  settings.estimates.rule = interval_rule(prepared.spec, seeds);
  return settings;
}
EffectSettings settings_alone(const Prepared& prepared, std::uint64_t seeds) {
  EffectSettings settings = settings_after(prepared, seeds);
  settings.multiplicity = Multiplicity::none;
  return settings;
}

// Compares all treatments with the control on these metrics, over all seeds so far. The result is
// in the order of the metrics, then of the treatments.
std::vector<TreatmentComparison> comparisons_so_far(const Prepared& prepared,
                                                    const RunState& run_state,
                                                    const std::vector<const Metric*>& metrics) {
  const EffectSettings settings = settings_after(prepared, run_state.complete_seeds());
  std::vector<TreatmentComparison> comparisons;
  for (const Metric* metric : metrics) {
    const auto values = [&](std::size_t treatment) {
      return run_state.totals()[treatment].values(*metric, *prepared.observables);
    };
    const UserValues control = values(0);
    for (std::size_t treatment = 1; treatment < prepared.treatments.size(); ++treatment) {
      if (prepared.treatments[treatment].capabilities.observes_latent_state) continue;
      comparisons.push_back(
          compare_users(settings, *prepared.design, *prepared.estimator, metric->name,
                        {prepared.treatments[0].name, control},
                        {prepared.treatments[treatment].name, values(treatment)}));
    }
  }
  return comparisons;
}

// Returns the effects for the record: each in percent, with its anytime-valid interval by itself.
std::vector<TreatmentMeans> record_of(const Prepared& prepared, const RunState& run_state,
                                      const std::vector<TreatmentComparison>& comparisons) {
  std::vector<TreatmentMeans> record;
  for (const Effect& effect :
       build_effects(settings_alone(prepared, run_state.complete_seeds()), comparisons)) {
    auto at = std::find_if(record.begin(), record.end(), [&](const TreatmentMeans& one) {
      return one.treatment == effect.treatment;
    });
    if (at == record.end()) at = record.insert(at, {effect.treatment, {}});
    const bool bounded = effect.shape == IntervalShape::bounded;
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    at->metrics.push_back({effect.metric, effect.effect, bounded ? effect.lower : kUnknown,
                           bounded ? effect.upper : kUnknown});
  }
  return record;
}

// Ends the run when every effect is known as well as `stop` asks for.
class StopRule final : public SequentialRule {
 public:
  explicit StopRule(const Prepared& prepared) : prepared_(prepared), stop_(*prepared.spec.stop) {}

  Decision after(const RunState& run_state) const override {
    const auto comparisons = comparisons_so_far(prepared_, run_state, stop_.metric.metrics);
    return {record_of(prepared_, run_state, comparisons),
            reached(run_state, comparisons)
                ? std::vector<std::uint8_t>{}
                : std::vector<std::uint8_t>(prepared_.treatments.size(), 1)};
  }
  bool reached(const RunState& run_state) const {
    return reached(run_state, comparisons_so_far(prepared_, run_state, stop_.metric.metrics));
  }

 private:
  bool reached(const RunState& run_state,
               const std::vector<TreatmentComparison>& comparisons) const {
    const std::vector<Effect> all =
        build_effects(settings_after(prepared_, run_state.complete_seeds()), comparisons);
    return std::all_of(all.begin(), all.end(),
                       [this](const Effect& effect) { return known(effect); });
  }
  bool known(const Effect& effect) const {
    if (stop_.decided && (effect.significant || effect.equivalent)) return true;
    if (!stop_.half_width) return false;
    const bool relative = stop_.half_width->relative;
    if (relative && effect.shape != IntervalShape::bounded) return false;
    const double width =
        relative ? effect.upper - effect.lower : effect.difference_upper - effect.difference_lower;
    return width / 2 <= stop_.half_width->value;
  }

  const Prepared& prepared_;
  const StopSpec& stop_;
};

// Drops the treatments that the procedure of `select` finds to be behind.
class SelectRule final : public SequentialRule {
 public:
  explicit SelectRule(const Prepared& prepared)
      : prepared_(prepared), selection_(selection_of(prepared.spec)) {
    for (std::size_t treatment = 0; treatment < prepared.treatments.size(); ++treatment) {
      if (!prepared.treatments[treatment].capabilities.observes_latent_state)
        candidates_.push_back(treatment);
    }
  }

  Decision after(const RunState& run_state) const override {
    return {record_of(prepared_, run_state,
                      comparisons_so_far(prepared_, run_state, selection_->limits().metrics)),
            play_on(run_state)};
  }

  Selected result(const RunState& run_state) const {
    const CandidateMeans all = means(run_state);
    Selected selected;
    selected.metric = selection_->limits().metrics.front()->name;
    selected.method = selection_->words();
    selected.indifference = selection_->indifference();
    selected.finished = selection_->play_on(all).empty();
    for (const std::size_t candidate : selection_->best(all)) {
      selected.best.push_back(prepared_.treatments[candidates_[candidate]].name);
    }
    std::uint64_t most = 0;
    for (const Totals& totals : run_state.totals()) most = std::max(most, totals.sessions);
    for (const std::size_t treatment : candidates_) {
      const std::uint64_t sessions = run_state.totals()[treatment].sessions;
      selected.sessions += sessions;
      selected.saved += most - sessions;
      if (sessions < most)
        selected.dropped.push_back({prepared_.treatments[treatment].name, sessions});
    }
    std::stable_sort(selected.dropped.begin(), selected.dropped.end(),
                     [](const auto& a, const auto& b) { return a.sessions > b.sessions; });
    return selected;
  }

 private:
  std::vector<std::uint8_t> play_on(const RunState& run_state) const {
    const std::vector<std::uint8_t> left = selection_->play_on(means(run_state));
    if (left.empty()) return {};
    std::vector<std::uint8_t> playing(prepared_.treatments.size(), 0);
    // The control always plays on, because the other treatments are compared with it.
    playing[0] = 1;
    for (std::size_t i = 0; i < candidates_.size(); ++i) playing[candidates_[i]] |= left[i];
    return playing;
  }

  // Returns for each candidate its mean in each replication that it played. The sign is such that
  // more is better.
  CandidateMeans means(const RunState& run_state) const {
    const Metric& metric = *selection_->limits().metrics.front();
    const double sign = metric.better == Better::lower ? -1 : 1;
    CandidateMeans means(candidates_.size());
    for (const auto& [seed, treatments] : run_state.seeds()) {
      for (std::size_t i = 0; i < candidates_.size(); ++i) {
        for (const MetricEstimate& figure : treatments[candidates_[i]].metrics) {
          if (figure.metric == metric.name && std::isfinite(figure.mean)) {
            means[i].push_back(sign * figure.mean);
          }
        }
      }
    }
    return means;
  }

  const Prepared& prepared_;
  std::unique_ptr<Selection> selection_;
  std::vector<std::size_t> candidates_;  // indices of the treatments that can be selected
};

std::uint64_t episodes_of(const Prepared& prepared, std::uint64_t seeds) {
  return seeds * static_cast<std::uint64_t>(prepared.spec.episodes);
}

// fixed_sessions() returns the sessions that a plan fixed beforehand would have taken: until a
// plain interval is as narrow as asked for, or until the effect is found with this power.
constexpr double kPower = 0.9;

std::optional<double> fixed_sessions(const Prepared& prepared, const RunState& run_state) {
  const StopSpec& stop = *prepared.spec.stop;
  std::optional<double> most;
  const std::vector<Course> courses = courses_of_looks(prepared, run_state);
  for (const Effect& effect :
       build_effects(settings_alone(prepared, run_state.complete_seeds()),
                     comparisons_so_far(prepared, run_state, stop.metric.metrics))) {
    const double z = student_t_critical(1 - prepared.spec.confidence, 1e9);
    // The standard error of the effect in percent, at each look.
    ErrorHistory course;
    for (const Course& seen : courses) {
      if (seen.treatment != effect.treatment || seen.metric != effect.metric) continue;
      for (const Course::Point& point : seen.points) {
        const IntervalRule rule =
            interval_rule(prepared.spec, point.sessions / episodes_of(prepared, 1));
        const double critical = confidence_sequence_critical(rule.anytime_look->sessions,
                                                             rule.anytime_look->rho2, rule.alpha);
        const double error = (point.upper - point.lower) / (2 * critical);
        if (std::isfinite(error)) course.add(static_cast<double>(point.sessions), error);
      }
    }
    // The standard error that reaches the goal.
    const double wanted =
        stop.half_width && !(stop.decided && effect.significant)
            ? stop.half_width->value / z *
                  (stop.half_width->relative ? 1 : 100 / effect.control_mean)
            : std::abs(effect.effect) / (z + student_t_critical(2 * (1 - kPower), 1e9));
    const std::optional<double> sessions = course.sessions_for(wanted);
    if (!sessions) return std::nullopt;
    most = std::max(most.value_or(0), *sessions);
  }
  return most;
}

std::string goal_of(const ExperimentSpec& spec) {
  std::vector<std::string> goals;
  if (spec.stop->half_width) {
    goals.push_back(fmt::format("known to {} on either side", width_words(*spec.stop->half_width)));
  }
  if (spec.stop->decided) {
    goals.emplace_back(spec.margin.percent > 0 ? "shown to be better, worse or equivalent"
                                               : "shown to be better or worse");
  }
  return fmt::format("each effect {}", fmt::join(goals, " or "));
}

}  // namespace

IntervalRule interval_rule(const ExperimentSpec& spec, std::uint64_t seeds_played) {
  IntervalRule rule{.alpha = 1 - spec.confidence, .anytime_look = std::nullopt};
  if (!spec.sequential()) return rule;
  // The intervals are narrowest halfway between the first look and the last possible one, on a
  // logarithmic scale. Users come back, so the number of sessions is what grows. When all users
  // have come, the part of the error between users stays the same. This only makes the looks more
  // alike, and then leaving the band is no more likely than with independent increments (Slepian's
  // inequality).
  const double first = static_cast<double>(spec.episodes);
  const double last = first * static_cast<double>(spec.seeds.values.size());
  rule.anytime_look = AnytimeLook{
      confidence_sequence_rho2(rule.alpha, static_cast<std::uint64_t>(std::sqrt(first * last))),
      seeds_played * static_cast<std::uint64_t>(spec.episodes)};
  return rule;
}

std::unique_ptr<SequentialRule> make_rule(const Prepared& prepared) {
  if (prepared.spec.stop) return std::make_unique<StopRule>(prepared);
  if (prepared.spec.select) return std::make_unique<SelectRule>(prepared);
  return nullptr;
}

Stopping stopping_of(const Prepared& prepared, const RunState& run_state) {
  Stopping stopping;
  for (const Metric* metric : prepared.spec.stop->metric.metrics) {
    stopping.metrics.push_back(metric->name);
  }
  stopping.goal = goal_of(prepared.spec);
  stopping.reached = StopRule(prepared).reached(run_state);
  stopping.looks = run_state.complete_seeds();
  stopping.sessions = episodes_of(prepared, run_state.complete_seeds());
  stopping.most = episodes_of(prepared, prepared.spec.seeds.values.size());
  stopping.fixed_sessions = fixed_sessions(prepared, run_state);
  return stopping;
}

Selected selected_of(const Prepared& prepared, const RunState& run_state) {
  return SelectRule(prepared).result(run_state);
}

std::vector<Course> courses_of_looks(const Prepared& prepared, const RunState& run_state) {
  std::vector<Course> courses;
  for (const auto& [seed, treatments] : run_state.looks()) {
    for (const TreatmentMeans& treatment : treatments) {
      for (const MetricEstimate& figure : treatment.metrics) {
        auto course = std::find_if(courses.begin(), courses.end(), [&](const Course& one) {
          return one.treatment == treatment.treatment && one.metric == figure.metric;
        });
        if (course == courses.end()) {
          course = courses.insert(course, {treatment.treatment, figure.metric, {}});
        }
        course->points.push_back(
            {episodes_of(prepared, seed + 1), figure.mean, figure.lower, figure.upper});
      }
    }
  }
  return courses;
}

}  // namespace reprise
