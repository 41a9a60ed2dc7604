#include "tests/reports/sample_results.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "reports/summary/comparison.h"
#include "reports/summary/session_lengths.h"

namespace reprise {
namespace {

struct Sample {
  std::string name;
  std::string recommender;
  double scale;  // listening, as a multiple of the control's
  bool significant;
};

Effect make_effect(const std::string& treatment, const std::string& metric, double control_mean,
                   double treatment_mean, double half_width, bool significant) {
  Effect effect;
  effect.treatment = treatment;
  effect.metric = metric;
  effect.control_mean = control_mean;
  effect.treatment_mean = treatment_mean;
  effect.difference = treatment_mean - control_mean;
  effect.difference_lower = effect.difference - half_width;
  effect.difference_upper = effect.difference + half_width;
  effect.effect = 100 * effect.difference / control_mean;
  effect.lower = 100 * effect.difference_lower / control_mean;
  effect.upper = 100 * effect.difference_upper / control_mean;
  effect.against = "random";
  effect.p = significant ? 1e-9 : 0.4375;
  effect.p_adjusted = significant ? 2e-9 : 0.875;
  effect.significant = significant;
  effect.design = "paired";
  effect.interval = "fieller";
  return effect;
}

void add_treatment(Results& results, const Sample& sample) {
  struct Metric {
    std::string name;
    double control;
    // A treatment's mean is the control's mean times scale to this power.
    double power;
  };
  static const std::vector<Metric> metrics{{"sessions", 2.3128, 0},
                                           {"time", 4.6563, 1},
                                           {"mean_tracks_per_session", 7.0125, 0.75},
                                           {"mean_time_per_session", 2.0132, 1},
                                           {"skip_rate", 0.8314, -0.25},
                                           {"repeat_rate", 0.0125, 0.25},
                                           {"artists_per_session", 6.4375, -0.25}};
  const bool control = results.treatments.empty();
  TreatmentResult treatment;
  treatment.name = sample.name;
  treatment.recommender = sample.recommender;
  treatment.control = control;
  treatment.oracle = sample.name == "oracle";
  treatment.users = 8647;
  treatment.sessions = results.episodes * results.seeds.size();
  treatment.recommendations = 120000;
  treatment.privileged = treatment.oracle || sample.name == "first_track";
  treatment.lists_asked = treatment.oracle ? 0 : treatment.recommendations;
  treatment.lists_found = treatment.lists_asked;
  if (sample.name == "first_track") {
    treatment.fallbacks = 1530;
    treatment.fallback_causes = {.no_anchor = 0, .no_list = 1000, .exhausted = 530};
    treatment.lists_asked += 530;
    treatment.lists_found -= 470;
  }
  for (const Metric& metric : metrics) {
    const double mean = metric.control * std::pow(sample.scale, metric.power);
    const double half_width = 0.0125 * mean;
    treatment.metrics.push_back({metric.name, mean, mean - half_width, mean + half_width});
    if (control) continue;
    const bool significant = sample.significant && metric.power != 0;
    Effect effect = make_effect(sample.name, metric.name, metric.control, mean,
                                metric.power == 0 ? 0 : half_width, significant);
    if (metric.power != 0) effect.variance_reduction = 1.5 + sample.scale;
    results.effects.push_back(effect);
  }
  treatment.catalog = {{"catalogue_coverage", 0.8125 / sample.scale}, {"gini_of_plays", 0.4375}};
  treatment.oracle_gap_closed = std::log(sample.scale) / std::log(94.5);
  treatment.oracle_gap_closed_lower = std::log(sample.scale * 0.9875) / std::log(94.5);
  treatment.oracle_gap_closed_upper = std::log(sample.scale * 1.0125) / std::log(94.5);
  results.treatments.push_back(treatment);
}

void add_replications(Results& results) {
  for (const std::uint64_t seed : results.seeds) {
    Replication replication;
    replication.seed = seed;
    for (const TreatmentResult& treatment : results.treatments) {
      TreatmentMeans means;
      means.treatment = treatment.name;
      for (const MetricEstimate& figure : treatment.metrics) {
        const double mean = figure.mean * (1 + 0.001 * (static_cast<double>(seed) - 2));
        means.metrics.push_back({figure.metric, mean, mean * 0.98, mean * 1.02});
      }
      replication.treatments.push_back(means);
    }
    results.replications.push_back(replication);
  }
}

void add_days(Results& results, std::uint64_t days) {
  for (std::uint64_t number = 1; number <= days; ++number) {
    Day day;
    day.day = number;
    for (const TreatmentResult& treatment : results.treatments) {
      TreatmentMeans means;
      means.treatment = treatment.name;
      for (const MetricEstimate& figure : treatment.metrics) {
        const double mean = figure.mean * (1 + 0.01 * static_cast<double>(number));
        means.metrics.push_back({figure.metric, mean, mean * 0.96, mean * 1.04});
      }
      day.treatments.push_back(means);
    }
    results.days.push_back(day);
  }
}

Results empty_run() {
  Results results;
  results.program =
      "reprise 0.1.0 (commit 1234567)";  // the version is fixed, because goldens contain it
  results.experiment = "first_track_anchor";
  results.config_hash = "9f1c3a5b7d2e4f60";
  results.config = "experiment: first_track_anchor\ncontrol: random\nepisodes: 20000\n";
  results.design = "paired";
  results.random = "streams";
  results.interval = "fieller";
  results.estimator = "mean";
  results.multiplicity = "holm";
  results.control = "random";
  results.episodes = 20000;
  results.seeds = {1};
  results.world = {"generated, preset 2023, seed 1", "5ad0c1", 50000, 8021, 10000, 64};
  results.metrics = {{"mean_time_per_session", "tracks listened to", Better::higher},
                     {"mean_tracks_per_session", "tracks", Better::higher},
                     {"skip_rate", "", Better::lower},
                     {"artists_per_session", "artists", Better::neither}};
  return results;
}

// Adds an interval around a share. Its half-width is a tenth of share * (1 - share). The shares 0
// and 1 have no interval.
void add_interval(double share, ShareIntervals& intervals) {
  const double half = 0.1 * share * (1 - share);
  intervals.lower.push_back(half > 0 ? share - half : std::nan(""));
  intervals.upper.push_back(half > 0 ? share + half : std::nan(""));
}

// Adds sessions that end after each track with the same probability, so that their lengths fall
// geometrically.
void add_sessions(TreatmentResult& treatment, double mean_tracks) {
  constexpr std::size_t kLongest = 2000;
  constexpr int kSteps = 60;
  const double stays = 1 - 1 / mean_tracks;
  double going = static_cast<double>(treatment.sessions);
  treatment.lengths.push_back(0);
  for (std::size_t length = 1; length < kLongest && going >= 1; ++length) {
    const double ended = std::ceil(going * (1 - stays));
    treatment.lengths.push_back(static_cast<std::uint64_t>(ended));
    going -= ended;
  }
  treatment.lengths.push_back(static_cast<std::uint64_t>(going));
  for (int step = 0; step < kSteps && step < 8 * mean_tracks; ++step) {
    treatment.time_by_step.push_back(stays * (1 - 0.004 * step));
    treatment.skips_by_step.push_back(1 - treatment.time_by_step.back());
    add_interval(treatment.time_by_step.back(), treatment.time_intervals);
    add_interval(treatment.skips_by_step.back(), treatment.skip_intervals);
  }
  const std::vector<double> reaching = shares_reaching(treatment);
  const auto from = [&](std::size_t n) { return n < reaching.size() ? reaching[n] : 0; };
  for (std::size_t n = 0; n < treatment.lengths.size(); ++n) {
    add_interval(from(n), treatment.reaching);
  }
  for (const bool doublings : {false, true}) {
    ShareIntervals& intervals = doublings ? treatment.in_doubled_bins : treatment.in_single_bins;
    const std::size_t most = treatment.lengths.size() - 1;
    for (const LengthBin& bin :
         length_bins(0, doublings ? most : std::min(most, kMostSingleLengths), doublings)) {
      add_interval(from(bin.first) - from(bin.last + 1), intervals);
    }
  }
}

void add_groups(Results& results) {
  struct Trait {
    std::string name;
    double low;
    double high;
    double slope;  // slope of the effect over the groups
  };
  constexpr int kGroups = 10;
  results.traits = {{"consume_bias", "how good a match must be; the more, the harder to please"}};
  for (const Trait& trait :
       {Trait{"consume_bias", 2.5, 7.75, 0.125}, Trait{"consume_sharpness", 0.5, 2.25, -0.0625},
        Trait{"session_budget", 1, 9, 0}}) {
    for (const TreatmentResult& treatment : results.treatments) {
      if (treatment.control) continue;
      const double scale = find_estimate(treatment.metrics, "mean_time_per_session")->mean / 2.0132;
      for (int group = 0; group < kGroups; ++group) {
        const double width = (trait.high - trait.low) / kGroups;
        const double lean = 1 + trait.slope * (group - 4.5);
        const double mean = 2 + 2 * (scale - 1) * lean;
        results.groups.push_back({trait.name, trait.low + width * group,
                                  trait.low + width * (group + 1), std::nullopt, 865,
                                  make_effect(treatment.name, "mean_time_per_session", 2, mean,
                                              0.125 * mean, std::abs(mean - 2) > 0.125 * mean)});
      }
    }
  }
}

}  // namespace

Results sample_results() {
  Results results = empty_run();
  results.seeds = {1, 2, 3};
  add_treatment(results, {"random", "random", 1, false});
  add_treatment(results, {"sticky_artist", "sticky_artist", 0.875, true});
  add_treatment(results, {"top_pop", "{top_pop: 100}", 1.0078125, false});
  add_treatment(results,
                {"first_track",
                 "{anchor: first_track, candidates: {nearest: {top: 100}}, exclude: session, "
                 "pick: first, fallback: {top_pop: 100}}",
                 6.25, true});
  add_treatment(results, {"oracle", "oracle", 94.5, true});
  add_replications(results);
  results.warnings = {
      "sticky_artist played a repeat in 3.1% of its recommendations; its artists have few tracks",
      "the control plays like random"};
  return results;
}

Results results_with_days(int days) {
  Results results = sample_results();
  add_days(results, static_cast<std::uint64_t>(days));
  return results;
}

Results results_with_treatments(int count, const std::string& prefix) {
  Results results = empty_run();
  add_treatment(results, {"random", "random", 1, false});
  for (int i = 1; i <= count; ++i) {
    add_treatment(results, {fmt::format("{}{}", prefix, i), "{top_pop: 100}", 1 + 0.125 * i, true});
  }
  return results;
}

Results results_with_sessions(int count, const std::string& prefix) {
  Results results = results_with_treatments(count, prefix);
  double mean_tracks = 7;
  for (TreatmentResult& treatment : results.treatments) {
    add_sessions(treatment, mean_tracks);
    mean_tracks *= 1.5;
  }
  add_groups(results);
  return results;
}

Results results_with_effect(const Effect& effect) {
  Results results = empty_run();
  results.metrics.clear();
  for (const std::string name : {"random", "top_pop"}) {
    TreatmentResult treatment;
    treatment.name = name;
    treatment.control = name == "random";
    treatment.users = 1;
    treatment.sessions = 1;
    const double mean = treatment.control ? effect.control_mean : effect.treatment_mean;
    treatment.metrics = {{"mean_time_per_session", mean, mean, mean}};
    results.treatments.push_back(treatment);
  }
  Effect named = effect;
  named.treatment = "top_pop";
  named.metric = "mean_time_per_session";
  results.effects = {named};
  return results;
}

Results results_with_models(int count) {
  Results results = sample_results();
  for (int i = 1; i <= count; ++i) {
    ModelResult model;
    model.name = fmt::format("model_{}", i);
    model.kind = "embedding_ranker";
    model.loss = "squared error of the time";
    model.sessions = 20000;
    model.pairs = 140000;
    model.best_step = 8;
    model.stopped = "no better for 2 epochs";
    model.test = 0.0625;
    for (int step = 1; step <= 10; ++step) {
      model.steps.push_back({step, 0.125, 0.5 / step, 0.25 + 0.001 * (step - 8) * (step - 8)});
    }
    results.models.push_back(model);
  }
  return results;
}

Results log_sample_results() {
  const Results played = results_with_sessions(1, "T");
  Results results;
  results.experiment = "LISTS";
  results.design = "split";
  results.interval = "fieller";
  results.control = "C";
  const auto is_of_logs = [](const std::string& metric) {
    return metric.starts_with("mean_") || metric == "sessions" || metric == "time";
  };
  for (const MetricDescription& metric : played.metrics) {
    if (is_of_logs(metric.name)) results.metrics.push_back(metric);
  }
  for (const Effect& effect : played.effects) {
    if (is_of_logs(effect.metric)) results.effects.push_back(effect);
  }
  for (Effect& effect : results.effects) {
    effect.design = "split";
    effect.variance_reduction.reset();
  }
  for (const TreatmentResult& one : played.treatments) {
    TreatmentResult& treatment = results.treatments.emplace_back();
    treatment.name = one.control ? "C" : one.name;
    treatment.control = one.control;
    treatment.users = one.users;
    treatment.sessions = one.sessions;
    treatment.recommendations = 10 * one.sessions;
    for (const MetricEstimate& figure : one.metrics) {
      if (is_of_logs(figure.metric)) treatment.metrics.push_back(figure);
    }
    treatment.lengths = one.lengths;
    treatment.time_by_step = one.time_by_step;
  }
  LogSummary& log = results.log.emplace();
  log.files = 2;
  log.rows = 12'088;
  log.first = "2023-04-16 18:26:44 UTC";
  log.last = "2023-04-16 18:28:53 UTC";
  log.fingerprint = "b47649241bcec7f7";
  log.command = "reprise analyze LOG... --experiment LISTS";
  results.warnings = {"1 row has a time outside 0 to 1 (first at log.json:7)"};
  return results;
}

Results results_of_stop() {
  Results results = sample_results();
  results.replications.clear();
  results.margin = 2;
  results.estimator = "control_variate";
  results.stopping = Stopping{{"mean_time_per_session"},
                              "each effect known to 2% of the control's mean on either side",
                              true,
                              3,
                              60000,
                              1000000,
                              21234.5};
  for (const char* treatment : {"top_pop", "first_track"}) {
    Course course{treatment, "mean_time_per_session", {}};
    const double effect = find_effect(results, treatment, course.metric)->effect;
    for (int look = 1; look <= 3; ++look) {
      const double width = 6.0 / look;
      course.points.push_back({20000u * static_cast<std::uint64_t>(look), effect + 1.0 / look,
                               effect - width, effect + width});
    }
    course.points[0].lower = course.points[0].upper = std::numeric_limits<double>::quiet_NaN();
    results.courses.push_back(course);
  }
  results.pairs = {*find_effect(results, "first_track", "mean_time_per_session"),
                   *find_effect(results, "first_track", "mean_time_per_session")};
  results.pairs[1].against = "top_pop";
  results.coverage = CoverageSimulation{200,
                                        {{"first_track",
                                          "mean_time_per_session",
                                          525.25,
                                          {0.945, 0.904, 0.972},
                                          {0.055, 0.028, 0.096},
                                          {1, 0.982, 1}}}};
  results.health = {{"tracks - time = budget", true, "+0.0012 on average: p 0.4"},
                    {"identical arms", false, "100 sessions played again are not the same"}};
  for (TreatmentResult& treatment : results.treatments) {
    if (!treatment.control) treatment.divergence = Divergence{500, 470, 2};
  }
  for (Effect& effect : results.effects) {
    effect.correlation = 0.625;
    if (!effect.significant && effect.treatment == "top_pop") effect.required_sessions = 3.21e6;
    effect.no_size_suffices = !effect.significant && effect.treatment == "sticky_artist";
  }
  return results;
}

Results results_of_selection() {
  Results results = sample_results();
  results.replications.clear();
  results.selected =
      Selected{"mean_time_per_session",
               "Kim and Nelson's procedure: with probability 0.95 the best, or within 1% of it",
               "1% of the control's mean",
               true,
               {"first_track"},
               {{"top_pop", 40000}, {"sticky_artist", 20000}},
               180000,
               60000};
  return results;
}

Results nasty_results() {
  Results results = sample_results();
  const std::vector<std::string> names{
      "a|b", "<script>alert(1)</script>", "**bold** `tick` _x_",
      "two\nlines\x1b[2J\xff and a name that goes on for far longer than any terminal is wide",
      "名前\xE2\x80\xAEoracle 🎵"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string old = results.treatments[i].name;
    results.treatments[i].name = names[i];
    for (Effect& effect : results.effects) {
      if (effect.treatment == old) effect.treatment = names[i];
    }
    for (Replication& replication : results.replications) {
      replication.treatments[i].treatment = names[i];
    }
  }
  results.control = names[0];
  results.experiment = "# <img src=x>\n```";
  results.treatments[1].recommender = "``{top_pop: 1}``";
  results.world.description = "files <b>x</b>, https://example.com, [a](b)";
  results.warnings = {"<script> & | www.example.com\n- not a bullet \x1b[31m"};
  results.config = "experiment: |\n  ```\n  ````\n  # not a heading\n";
  results.metrics.push_back({"repeat_rate",
                             "a very long unit | with a pipe and \x1b[31m colour that goes on",
                             Better::lower});
  return results;
}

}  // namespace reprise
