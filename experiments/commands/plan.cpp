#include <cmath>
#include <iostream>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "experiments/analysis/sequential_rule.h"
#include "experiments/commands/command.h"
#include "experiments/commands/console.h"
#include "experiments/commands/experiment_file.h"
#include "experiments/commands/option_value.h"
#include "experiments/commands/progress_display.h"
#include "experiments/commands/stop_signals.h"
#include "experiments/spec/values/percent.h"
#include "experiments/statistics/confidence_sequence.h"
#include "experiments/statistics/power.h"
#include "experiments/studies/pilot.h"
#include "experiments/studies/sweeps/cells.h"
#include "reports/console/console_text.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"
#include "sim/support/files/cache_directory.h"

namespace reprise {
namespace {

namespace po = boost::program_options;
using Json = nlohmann::ordered_json;

Usage usage() {
  Usage usage{"plan", po::options_description("options")};
  usage.options.add_options()  //
      ("effect", po::value<std::string>(),
       "the effect to be found: 5% of the control's mean, or a number in the metric's units; left "
       "out, several are planned for")  //
      ("sessions", po::value<std::string>(),
       "so many sessions are to be played: what they can show; left out, the experiment's own")  //
      ("power", po::value<std::string>()->default_value("80%"),
       "the chance of finding the effect")                                    //
      ("metric", po::value<std::string>(), "left out: the headline metrics")  //
      ("pilot", po::value<std::string>(),
       "sessions of the pilot; left out: two for each user, at least 20000")  //
      ("set", po::value<std::vector<std::string>>()->composing(),
       "KEY=VALUE: as for run, one value a key; may be repeated")  //
      ("quiet", "no progress")                                     //
      ("json", "print the plan as JSON instead of tables");
  usage.positional.add("file", 1);
  return usage;
}

struct Question {
  std::vector<PlannedEffect> effects;
  double sessions = 0;
  double power = 0.8;
  double alpha = 0.05;          // of the experiment
  double alpha_of_each = 0.05;  // of one comparison among all those of its metric, at worst
  std::size_t comparisons = 1;  // of one metric
  std::optional<double> rho2;   // of intervals that hold at every look; absent for a fixed length

  // Returns the alpha of one comparison after so many sessions.
  double alpha_after(double played) const {
    if (!rho2) return alpha_of_each;
    const double critical =
        confidence_sequence_critical(static_cast<std::uint64_t>(played), *rho2, alpha_of_each);
    // After few sessions nothing is found, whatever the effect; the logarithm of 0 is not needed.
    constexpr double kLeast = 1e-300;
    return std::max(student_t_two_sided_p(critical, 1e9), kLeast);
  }
};

// Sets how the run will test: the adjustment for several treatments, and looks before the end.
void plan_tests(Question& question, const ExperimentSpec& spec, const Pilot& pilot) {
  std::set<std::string> compared;
  for (const PlannedTreatment& one : pilot.treatments) compared.insert(one.treatment);
  question.comparisons = compared.size();
  // Holm's and Benjamini and Hochberg's first step asks for alpha / comparisons, and if no other
  // effect is found, there is no second.
  question.alpha_of_each = spec.multiplicity == Multiplicity::none
                               ? question.alpha
                               : question.alpha / static_cast<double>(question.comparisons);
  const IntervalRule rule = interval_rule(spec, 1);
  if (rule.anytime_look) question.rho2 = rule.anytime_look->rho2;
}

Question read_question(const po::variables_map& values, const ExperimentSpec& spec) {
  Question question;
  question.alpha = 1 - spec.confidence;
  const Percent power = *option_value<Percent>(values, "power");
  question.power = 0.01 * power.percent;
  if (!(question.power > question.alpha / 2 && question.power < 1)) {
    throw UserError({fmt::format("--power {}", values["power"].as<std::string>()), 0, 0},
                    "expected a chance between that of an effect of 0 and 100%, such as 80%");
  }
  if (const std::optional<Width> effect = option_value<Width>(values, "effect")) {
    question.effects.push_back(
        {effect->relative ? 0.01 * effect->value : effect->value, effect->relative});
  } else {
    for (const double percent : {1, 2, 5, 10, 20})
      question.effects.push_back({0.01 * percent, true});
  }
  question.sessions = static_cast<double>(
      option_value<std::int64_t>(values, "sessions", {.min = 4, .max = 1e12})
          .value_or(spec.episodes * static_cast<std::int64_t>(spec.seeds.values.size())));
  return question;
}

std::string effect_text(const PlannedEffect& effect) {
  return effect.relative ? fmt::format("{:.6g}%", 100 * effect.value)
                         : fmt::format("{:.6g}", effect.value);
}

std::string design_name(PlannedDesign design) {
  return design == PlannedDesign::paired ? "paired" : "split";
}

std::string sessions_text(const std::optional<double>& sessions) {
  if (!sessions) return "never";
  // A pilot is exact to about two digits, so the number is rounded to two digits.
  const double unit = std::pow(10, std::max(0.0, std::floor(std::log10(*sessions)) - 1));
  return count_text(static_cast<std::uint64_t>(std::ceil(*sessions / unit) * unit));
}

// Says after how many sessions every effect is as well known as `stop` asks for.
std::optional<std::string> width_note(const Pilot& pilot, const Question& question,
                                      const ExperimentSpec& spec) {
  if (!spec.stop || !spec.stop->half_width) return std::nullopt;
  const Width& width = *spec.stop->half_width;
  const PlannedEffect half{width.relative ? 0.01 * width.value : width.value, width.relative};
  const PlannedDesign design =
      design_of(spec)->one_treatment_per_user() ? PlannedDesign::split : PlannedDesign::paired;
  double most = 0;
  for (const PlannedTreatment& one : pilot.treatments) {
    const auto decides = [&](const Metric* metric) { return metric->name == one.metric; };
    const std::vector<const Metric*>& metrics = spec.stop->metric.metrics;
    if (std::none_of(metrics.begin(), metrics.end(), decides)) continue;
    const auto sessions = sessions_for_width(
        one.forecast, design, half, [&](double after) { return question.alpha_after(after); });
    if (!sessions) {
      return fmt::format("These users differ too much from each other for {} on either side.",
                         width_words(width));
    }
    most = std::max(most, *sessions);
  }
  if (most == 0) return std::nullopt;
  const std::string expected = sessions_text(most);
  return most > static_cast<double>(spec.stop->max_episodes)
             ? fmt::format(
                   "{} on either side would take about {} sessions, and max_episodes is {}.",
                   width_words(width), expected,
                   count_text(static_cast<std::uint64_t>(spec.stop->max_episodes)))
             : fmt::format("{} on either side is expected after about {} sessions{}.",
                           width_words(width), expected,
                           spec.stop->decided ? ", unless all is decided before" : "");
}

// Says how the plan's tests are those of the run.
std::vector<std::string> notes(const Pilot& pilot, const Question& question,
                               const ExperimentSpec& spec) {
  std::vector<std::string> notes;
  if (question.alpha_of_each < question.alpha) {
    const double alone = detectable_standard_errors(question.alpha, question.power);
    const double among = detectable_standard_errors(question.alpha_of_each, question.power);
    notes.push_back(
        fmt::format("Planned for {} treatments adjusted for each other ({}), if nothing is found "
                    "in the others: "
                    "up to {:.3g} times the sessions of one alone.",
                    question.comparisons,
                    spec.multiplicity == Multiplicity::holm ? "Holm" : "Benjamini and Hochberg",
                    (among / alone) * (among / alone)));
  }
  if (spec.estimator.name != "mean") {
    notes.push_back(fmt::format("Means are estimated by {}, as much better as in the pilot.",
                                spec.estimator.name));
  }
  if (question.rho2) {
    notes.push_back(fmt::format(
        "'{}' looks after every {} sessions, with intervals that hold at all looks: these are the "
        "sessions after which a look finds the effect.",
        spec.stop ? "stop" : "select", count_text(static_cast<std::uint64_t>(spec.episodes))));
  }
  if (const std::optional<std::string> width = width_note(pilot, question, spec)) {
    notes.push_back(*width);
  }
  return notes;
}

void print_tables(const Pilot& pilot, const Question& question, const ExperimentSpec& spec) {
  const ConsoleTableOptions console = console_options(false);
  ConsoleText text(console.width, console.colour);
  const auto alpha_after = [&](double sessions) { return question.alpha_after(sessions); };
  text.paragraph(
      fmt::format("from a pilot of {} sessions over {} users; power {:.6g}%, confidence {:.6g}%",
                  count_text(pilot.sessions), count_text(pilot.users), 100 * question.power,
                  100 * (1 - question.alpha)),
      2, TextStyle::plain);
  std::vector<std::string> metrics;
  for (const PlannedTreatment& one : pilot.treatments) {
    if (std::find(metrics.begin(), metrics.end(), one.metric) == metrics.end()) {
      metrics.push_back(one.metric);
    }
  }
  // One table for each metric, with a row for each treatment and design.
  bool never = false;
  for (const std::string& metric : metrics) {
    TextTable table;
    table.columns = {{"treatment", Align::left}, {"design", Align::left}};
    for (const PlannedEffect& effect : question.effects) {
      table.columns.push_back({fmt::format("sessions for {}", effect_text(effect))});
    }
    table.columns.push_back(
        {fmt::format("{} show", count_text(static_cast<std::uint64_t>(question.sessions)))});
    const bool one_effect = question.effects.size() == 1;
    if (one_effect) table.columns.push_back({"and find it with"});
    for (const PlannedTreatment& one : pilot.treatments) {
      if (one.metric != metric) continue;
      for (const PlannedDesign design : {PlannedDesign::paired, PlannedDesign::split}) {
        std::vector<TextCell> row{{printable(one.treatment)}, {design_name(design)}};
        for (const PlannedEffect& effect : question.effects) {
          const auto sessions =
              sessions_needed(one.forecast, design, effect, alpha_after, question.power);
          never |= !sessions;
          row.push_back({sessions_text(sessions)});
        }
        const bool relative = question.effects.front().relative;
        const std::optional<double> smallest =
            smallest_effect(one.forecast, design, relative, question.sessions,
                            alpha_after(question.sessions), question.power);
        row.push_back({!smallest  ? "nothing"
                       : relative ? fmt::format("{:.2g}%", 100 * *smallest)
                                  : fmt::format("{:.2g}", *smallest)});
        if (one_effect) {
          row.push_back(
              {share_text(planned_power(one.forecast, design, question.effects.front(),
                                        question.sessions, alpha_after(question.sessions)),
                          1)});
        }
        table.rows.push_back(std::move(row));
      }
    }
    text.begin_part();
    text.title(printable(metric), "sampled sessions, and the smallest effect that is found");
    text.table(table);
  }
  // Explain the words of the tables.
  text.begin_part();
  for (const std::string& note : notes(pilot, question, spec)) {
    text.paragraph(printable(note), 0, TextStyle::plain);
  }
  text.paragraph(
      "A paired design plays each sampled session under every treatment, a split (a live test) "
      "under "
      "one of them.",
      0, TextStyle::faint);
  if (never) {
    text.paragraph(
        "never: these users differ too much from each other; only a world with more of them would "
        "show it.",
        0, TextStyle::faint);
  }
  std::cout << text.take();
}

Json json_of(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json plan_json(const Pilot& pilot, const Question& question, const ExperimentSpec& spec) {
  const auto alpha_after = [&](double sessions) { return question.alpha_after(sessions); };
  Json json{{"pilot_sessions", pilot.sessions},
            {"users", pilot.users},
            {"power", question.power},
            {"confidence", 1 - question.alpha},
            {"sessions", question.sessions},
            {"comparisons", question.comparisons},
            {"alpha", question.alpha_of_each},
            {"estimator", spec.estimator.name},
            {"looks", question.rho2.has_value()},
            {"plans", Json::array()}};
  for (const PlannedTreatment& one : pilot.treatments) {
    for (const PlannedDesign design : {PlannedDesign::paired, PlannedDesign::split}) {
      Json effects = Json::array();
      for (const PlannedEffect& effect : question.effects) {
        effects.push_back({{"effect", effect.value},
                           {"relative", effect.relative},
                           {"sessions", json_of(sessions_needed(one.forecast, design, effect,
                                                                alpha_after, question.power))},
                           {"power", planned_power(one.forecast, design, effect, question.sessions,
                                                   alpha_after(question.sessions))}});
      }
      const auto smallest = [&](bool relative) {
        return json_of(smallest_effect(one.forecast, design, relative, question.sessions,
                                       alpha_after(question.sessions), question.power));
      };
      json["plans"].push_back({{"treatment", one.treatment},
                               {"metric", one.metric},
                               {"design", design_name(design)},
                               {"control_mean", one.forecast.control_mean()},
                               {"smallest_lift", smallest(true)},
                               {"smallest_effect", smallest(false)},
                               {"effects", std::move(effects)}});
    }
  }
  return json;
}

int plan(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  if (values.count("file") == 0) {
    throw UserError("name an experiment file: reprise plan FILE; configs/experiments/ has some");
  }
  const ExperimentSpec spec = read_experiment_file(
      values["file"].as<std::vector<std::string>>().front(), read_settings(values));
  Question question = read_question(values, spec);
  std::vector<const Metric*> metrics;
  if (values.count("metric") != 0) {
    const std::string name = values["metric"].as<std::string>();
    metrics.push_back(ParameterType<const Metric*>::read(
        Node::make_scalar(name, {"--metric " + name, 0, 0}), "--metric"));
    if (metrics.front()->average == Average::of_sessions) {
      throw UserError({"--metric " + name, 0, 0},
                      "is a quantile of all sessions, whose interval has no formula to plan by; "
                      "choose a metric that has a value for each user");
    }
  } else {
    for (const std::string_view name : kHeadlineMetrics) {
      metrics.push_back(find_metric(std::string(name)));
    }
  }
  const auto sessions = static_cast<std::uint64_t>(
      option_value<std::int64_t>(values, "pilot", {.min = 100, .max = 1e12}).value_or(0));
  const StopSignals signals;
  Workspace workspace(cache_directory());
  const bool json = values.count("json") != 0;
  // Users of other models differ otherwise, so each model has a pilot and a plan of its own.
  std::vector<std::string> models;
  if (spec.sweep && spec.sweep->user_models) {
    for (const NamedUserModel& model : spec.sweep->user_models->named) {
      models.push_back(model.name);
    }
  }
  const std::vector<ExperimentSpec> specs = under_each_user_model(spec);
  Json plans = Json::array();
  for (std::size_t i = 0; i < specs.size(); ++i) {
    std::optional<Pilot> pilot;
    {
      ProgressDisplay display(values.count("quiet") != 0);
      pilot =
          play_pilot(specs[i], workspace, sessions, metrics, signals.flag(), display.progress());
    }
    plan_tests(question, specs[i], *pilot);
    if (json) {
      plans.push_back(plan_json(*pilot, question, specs[i]));
      if (!models.empty()) plans.back()["user_model"] = models[i];
      continue;
    }
    if (!models.empty()) {
      std::cout << fmt::format("{}under the user model {}\n\n", i == 0 ? "" : "\n",
                               name_in_prose(models[i]));
    }
    print_tables(*pilot, question, specs[i]);
  }
  if (json) std::cout << (models.empty() ? plans.front() : plans).dump(2) << "\n";
  return kOk;
}

const CommandRegistration registration(
    {"plan", "FILE|- [options]",
     "from a short pilot: sessions for an effect, and what so many sessions can show", plan});

}  // namespace
}  // namespace reprise
