#include "tests/reports/sweeps/sample_sweeps.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace reprise {
namespace {

constexpr double kHalfWidth = 4;  // in percent
constexpr double kControlMean = 2.0132;

Effect make_effect(const std::string& treatment, const std::string& metric, double control_mean,
                   double percent) {
  Effect effect;
  effect.treatment = treatment;
  effect.metric = metric;
  effect.control_mean = control_mean;
  effect.difference = control_mean * percent / 100;
  effect.treatment_mean = control_mean + effect.difference;
  effect.difference_lower = effect.difference - control_mean * kHalfWidth / 100;
  effect.difference_upper = effect.difference + control_mean * kHalfWidth / 100;
  effect.effect = percent;
  effect.lower = percent - kHalfWidth;
  effect.upper = percent + kHalfWidth;
  effect.significant = std::abs(percent) > kHalfWidth;
  effect.p = effect.significant ? 1e-9 : 0.4375;
  effect.design = "paired";
  effect.interval = "fieller";
  effect.variance_reduction = 2.5;
  return effect;
}

MetricEstimate figure(const std::string& metric, double mean) {
  return {metric, mean, 0.98 * mean, 1.02 * mean};
}

SweepCell make_cell(std::size_t number, const std::vector<std::size_t>& values, double percent) {
  SweepCell cell;
  cell.config_hash = fmt::format("c{:015x}", number);
  cell.values = values;
  cell.episodes = 20'000;
  cell.sessions = 60'000;
  const double skips = 0.8314;
  cell.treatments = {
      {"random", {figure("mean_time_per_session", kControlMean), figure("skip_rate", skips)}}};
  for (const auto& [name, effect] : {std::pair("top_pop", 0.5), std::pair("ranker", percent)}) {
    cell.effects.push_back(make_effect(name, "mean_time_per_session", kControlMean, effect));
    cell.effects.push_back(make_effect(name, "skip_rate", skips, -effect / 4));
    cell.treatments.push_back({name,
                               {figure("mean_time_per_session", kControlMean * (1 + effect / 100)),
                                figure("skip_rate", skips * (1 - effect / 400))}});
  }
  return cell;
}

void add_worlds(SweepCell& cell, const std::vector<std::string>& worlds, double percent,
                double step) {
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    const double effect = percent + step * (static_cast<double>(i) - 1);
    cell.worlds.push_back({worlds[i], effect, effect - 6, effect + 6, IntervalShape::bounded});
  }
}

std::size_t cells_of(const std::vector<SweepParameter>& parameters) {
  std::size_t cells = 1;
  for (const SweepParameter& parameter : parameters) cells *= parameter.values.size();
  return cells;
}

// Returns the values of a cell in the grid; the first parameter changes slowest.
std::vector<std::size_t> values_of(const std::vector<SweepParameter>& parameters,
                                   std::size_t cell) {
  std::vector<std::size_t> values(parameters.size());
  for (std::size_t i = parameters.size(); i-- > 0;) {
    values[i] = cell % parameters[i].values.size();
    cell /= parameters[i].values.size();
  }
  return values;
}

void rename(SweepResults& sweep, const std::string& old, const std::string& name) {
  if (sweep.control == old) sweep.control = name;
  for (SweepCell& cell : sweep.cells) {
    for (TreatmentMeans& means : cell.treatments) {
      if (means.treatment == old) means.treatment = name;
    }
    for (Effect& effect : cell.effects) {
      if (effect.treatment == old) effect.treatment = name;
    }
  }
  for (RankedCell& ranked : sweep.ranking) {
    if (ranked.treatment == old) ranked.treatment = name;
  }
}

}  // namespace

SweepParameter numeric_parameter(const std::string& path, std::size_t values, bool log_scale) {
  SweepParameter parameter;
  parameter.path = path;
  parameter.log_scale = log_scale;
  for (std::size_t i = 0; i < values; ++i) {
    const double number =
        log_scale ? std::pow(2.0, static_cast<double>(i)) : static_cast<double>(i + 1);
    parameter.numbers.push_back(number);
    parameter.values.push_back(fmt::format("{}", number));
  }
  return parameter;
}

SweepParameter choice_parameter(const std::string& path, const std::vector<std::string>& values) {
  SweepParameter parameter;
  parameter.path = path;
  parameter.values = values;
  return parameter;
}

SweepResults sweep_of(const std::vector<SweepParameter>& parameters,
                      const std::vector<double>& effects) {
  SweepResults sweep;
  sweep.program = "reprise 0.1.0 (commit 1234567)";
  sweep.experiment = "ranker_dims";
  sweep.hash = "5eed5eed5eed5eed";
  sweep.config = "experiment: ranker_dims\ncontrol: random\nsweep:\n  parameters: {}\n";
  sweep.method = "grid";
  sweep.design = "paired";
  sweep.control = "random";
  sweep.ranked_metric = "mean_time_per_session";
  sweep.seeds = {1, 2};
  sweep.metrics = {{"mean_time_per_session", "tracks listened to", Better::higher},
                   {"skip_rate", "", Better::lower}};
  sweep.parameters = parameters;
  for (std::size_t i = 0; i < cells_of(parameters); ++i) {
    sweep.cells.push_back(make_cell(i, values_of(parameters, i), effects[i]));
  }
  rank_again(sweep);
  return sweep;
}

SweepResults sweep_of(const std::vector<SweepParameter>& parameters) {
  std::vector<double> effects;
  for (std::size_t i = 0; i < cells_of(parameters); ++i) {
    const std::vector<std::size_t> values = values_of(parameters, i);
    double effect = -3;
    double weight = 24;
    for (std::size_t parameter = 0; parameter < values.size(); ++parameter) {
      const double last = static_cast<double>(parameters[parameter].values.size() - 1);
      if (last > 0) {
        const double share = static_cast<double>(values[parameter]) / last;
        // The effect rises up to two thirds of the axis and falls after that.
        effect += weight * (share - 0.75 * share * share * share);
      }
      weight *= -0.5;
    }
    effects.push_back(effect);
  }
  return sweep_of(parameters, effects);
}

Effect& ranked_effect(SweepResults& sweep, std::size_t cell) {
  return *std::find_if(sweep.cells[cell].effects.begin(), sweep.cells[cell].effects.end(),
                       [&](const Effect& effect) {
                         return effect.treatment == "ranker" &&
                                effect.metric == sweep.ranked_metric;
                       });
}

void rank_again(SweepResults& sweep) {
  sweep.ranking.clear();
  const double sign = sweep.ranked_better == Better::lower ? -1 : 1;
  for (std::size_t i = 0; i < sweep.cells.size(); ++i) {
    const CellStatus status = sweep.cells[i].status;
    if (status != CellStatus::done && status != CellStatus::dropped) continue;
    sweep.ranking.push_back({i, "ranker", std::nullopt, false});
  }
  const auto gain = [&](const RankedCell& ranked) {
    return sign * ranked_effect(sweep, ranked.cell).effect;
  };
  const auto dropped = [&](const RankedCell& ranked) {
    return sweep.cells[ranked.cell].status == CellStatus::dropped;
  };
  std::stable_sort(sweep.ranking.begin(), sweep.ranking.end(),
                   [&](const RankedCell& a, const RankedCell& b) {
                     if (dropped(a) != dropped(b)) return dropped(b);
                     return gain(a) > gain(b);
                   });
  for (RankedCell& ranked : sweep.ranking) {
    if (dropped(ranked)) continue;
    const double behind = gain(sweep.ranking.front()) - gain(ranked);
    ranked.p_as_best = behind > 0 ? std::exp(-behind) : 1;
    ranked.tied = behind <= kHalfWidth;
  }
}

SweepResults sample_sweep() {
  SweepResults sweep = sweep_of({numeric_parameter("models.ranker.dim", 4, true),
                                 choice_parameter("treatments.ranker.pick", {"first", "sample"})});
  sweep.worlds = {"seed 1", "seed 2", "seed 3"};
  for (SweepCell& cell : sweep.cells) {
    add_worlds(cell, sweep.worlds, ranked_effect(sweep, &cell - sweep.cells.data()).effect, 9);
  }
  sweep.cells[5].warnings = {"ranker played a repeat in 3.1% of its recommendations"};
  sweep.cells[7].warnings = sweep.cells[5].warnings;
  for (const std::size_t i : {3U, 6U}) {
    SweepCell& cell = sweep.cells[i];
    const bool failed = i == 3;
    SweepCell none;
    none.config_hash = cell.config_hash;
    none.values = cell.values;
    none.status = failed ? CellStatus::failed : CellStatus::missing;
    if (failed) none.error = "models.ranker: the loss became infinite in epoch 2";
    cell = none;
  }
  rank_again(sweep);
  sweep.warnings = {"worlds are few: intervals over 3 of them are wide"};
  return sweep;
}

SweepResults halved_sweep() {
  SweepResults sweep = sweep_of({numeric_parameter("models.ranker.dim", 3, false),
                                 numeric_parameter("models.ranker.epochs", 2, true)});
  sweep.method = "halving";
  for (const std::size_t i : {0U, 1U, 3U}) {
    sweep.cells[i].status = CellStatus::dropped;
    sweep.cells[i].episodes = 5000;
  }
  rank_again(sweep);
  return sweep;
}

SweepResults worlds_sweep() {
  SweepResults sweep = sweep_of({}, {6});
  sweep.worlds = {"seed 1", "seed 2", "seed 3", "seed 4", "seed 5"};
  add_worlds(sweep.cells[0], sweep.worlds, 6, 8);
  return sweep;
}

SweepResults user_models_sweep(const std::vector<double>& effects) {
  SweepResults sweep = sweep_of({}, {20});
  const std::vector<std::string> names{"botify", "bored", "people", "known tracks"};
  for (std::size_t i = 0; i < effects.size(); ++i) {
    sweep.user_models.push_back(names[i]);
    SweepCell under = make_cell(0, {}, effects[i]);
    if (i == 3) under.effects[0] = make_effect("top_pop", "mean_time_per_session", 2, 80);
    sweep.cells[0].user_models.push_back(
        {names[i], std::move(under.treatments), std::move(under.effects), {}});
  }
  return sweep;
}

SweepResults main_effects_sweep() {
  SweepResults sweep =
      sweep_of({numeric_parameter("world.users.model.leave.hazard.heard", 2, false),
                choice_parameter("world.users.model.response", {"logistic", "two_humps"})},
               {10, 12, 40, 41});
  MainEffects main;
  main.treatment = "ranker";
  main.cells = 4;
  main.explained = 0.9987;
  main.effects = {
      {"world.users.model.leave.hazard.heard", "1", "2", 11, 40.5, 29.5, 26.7, 32.3, true},
      {"world.users.model.response", "logistic", "two_humps", 25, 26.5, 1.5, -1.3, 4.3, false}};
  sweep.main_effects = main;
  return sweep;
}

SweepResults failed_sweep() {
  SweepResults sweep = sample_sweep();
  sweep.ranking.clear();
  for (SweepCell& cell : sweep.cells) {
    cell.status = CellStatus::failed;
    cell.error = "the control is not among the treatments";
    cell.treatments.clear();
    cell.effects.clear();
    cell.worlds.clear();
    cell.warnings.clear();
  }
  return sweep;
}

SweepResults nasty_sweep() {
  SweepResults sweep = sample_sweep();
  sweep.experiment = "# <img src=x>\n```";
  sweep.parameters[0].path = "models.a|b `tick`.<script>alert(1)</script>";
  sweep.parameters[0].numbers.clear();
  sweep.parameters[0].values = {
      "two\nlines\x1b[2J\xff", "`touch x`; \"; system(\"touch x\"); \"",
      "{candidates: {nearest: {top: 100}}, pick: first, and it goes on for longer than any page}",
      "名前\xE2\x80\xAE %s 50% _{sub} 🎵"};
  sweep.parameters[1].path = "treatments.ranker.a_name_of_thirty_letters_in_all";
  sweep.parameters[1].values = {"thirty_letters_that_end_in_one", "thirty_letters_that_end_in_two"};
  sweep.cells[3].error = "<b>no</b> | [a](b)\nEOD\nsystem(\"touch x\")";
  sweep.warnings = {"<script> & | www.example.com\n- not a bullet \x1b[31m"};
  sweep.config = "experiment: |\n  ```\n  ````\n  # not a heading\n";
  sweep.method = "<grid>";
  sweep.worlds[1] = "seed | <2>";
  for (SweepCell& cell : sweep.cells) {
    if (cell.worlds.size() > 1) cell.worlds[1].world = sweep.worlds[1];
  }
  rename(sweep, "random", "**control** `x`");
  rename(sweep, "ranker", "ran|ker <b>\n");
  return sweep;
}

}  // namespace reprise
