// What a run found out, as plain values: everything a table, a report or a results file shows.
// Identical inputs give identical Results, so no clock, host or path is in here (the manifest has
// those).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reprise {

/// Which direction of a metric a reader should be glad of.
enum class Better { higher, lower, neither };

/// What a metric is, for whoever shows it: the metric's own file says so, no report repeats it.
struct MetricDescription {
  std::string name;
  std::string unit;  // "tracks", "ms", "share of the recommendations"; may be empty
  Better better = Better::neither;
};

/// A metric of one treatment: mean over users with at least one session, and its interval.
struct MetricFigure {
  std::string metric;
  double mean = 0;
  double lower = 0;
  double upper = 0;
};

/// A figure of a whole treatment that has no value per user: catalogue coverage, Gini of plays.
struct CatalogFigure {
  std::string metric;
  double value = 0;
};

/// Why fallbacks were asked; the sum is TreatmentResult::fallbacks.
struct FallbackCauses {
  std::uint64_t no_anchor = 0;
  std::uint64_t no_list = 0;
  std::uint64_t exhausted = 0;
};

struct TreatmentResult {
  std::string name;
  std::string recommender;  // its sentence, as YAML in one line
  bool control = false;
  // Sees the hidden session, as no service could: a ceiling to measure others by, never the answer.
  bool oracle = false;
  // Uses something else that no service could know, such as true inner products.
  bool oracle_side = false;
  std::uint64_t users = 0;  // with at least one session
  std::uint64_t sessions = 0;
  std::uint64_t recommendations = 0;
  std::uint64_t fallbacks = 0;  // recommendations that a fallback made
  FallbackCauses fallback_causes;
  std::uint64_t lists_asked = 0;  // by sentences, of their candidates
  std::uint64_t lists_found = 0;
  std::vector<MetricFigure> metrics;
  std::vector<CatalogFigure> catalog;
  // Sessions by how many tracks were recommended in them: lengths[n] had n, but for the last entry,
  // which counts the longer ones, too. Empty where it was not counted.
  std::vector<std::uint64_t> lengths;
  // Mean time (0 to 1) of the first, second, ... recommended track, over the sessions that had one;
  // as far as enough sessions reach.
  std::vector<double> time_by_step;
  // How far from random to oracle on the scale of log(mean_time_per_session): 0 is random, 1 the
  // oracle, below 0 worse than random. Absent when it was not measured.
  std::optional<double> way_to_oracle;
  // The interval of the treatment's own mean on that scale, its two ends taken as known.
  std::optional<double> way_to_oracle_lower;
  std::optional<double> way_to_oracle_upper;
};

/// The shape of a relative interval: Fieller's set need not be bounded.
enum class IntervalShape {
  bounded,     // [lower, upper]
  two_rays,    // up to lower, and from upper on: the control's mean may be 0
  whole_line,  // the data say nothing about the ratio: no numbers
};

/// Treatment minus control on one metric.
struct Effect {
  std::string treatment;
  std::string metric;
  double control_mean = 0;
  double treatment_mean = 0;
  double effect = 0;  // percent of the control's mean, as lower and upper
  double lower = 0;
  double upper = 0;
  IntervalShape shape = IntervalShape::bounded;
  double p = 1;
  bool significant = false;
  double difference = 0;  // absolute
  double difference_lower = 0;
  double difference_upper = 0;
  std::string design;    // "paired" or "split"
  std::string interval;  // "fieller" or "notebook"
  // Paired design only: variance of a split comparison over that of this one; a live test needs
  // this many times the sessions. Absent when the paired differences do not vary at all.
  std::optional<double> variance_reduction;
};

/// An effect among those users for whom a trait lies between two values: who gains?
struct GroupEffect {
  std::string trait;  // "consume_bias", ...
  double from = 0;    // the lowest and the highest value of the trait in the group
  double to = 0;
  std::uint64_t users = 0;
  Effect effect;  // on the first headline metric of the experiment
};

/// A treatment's means in one part of a run.
struct TreatmentMeans {
  std::string treatment;
  std::vector<MetricFigure> metrics;  // with intervals of this part alone
};

/// One seed of a run with several: its treatments' means, in the order of Results::treatments.
struct Replication {
  std::uint64_t seed = 0;
  std::vector<TreatmentMeans> treatments;
};

/// One day of a run with several, all seeds together.
struct Day {
  std::uint64_t day = 0;  // from 1
  std::vector<TreatmentMeans> treatments;
};

/// One epoch or iteration of a model's training.
struct ModelStep {
  std::int64_t step = 0;  // from 1
  double learning_rate = 0;
  double train = 0;                  // loss
  std::optional<double> validation;  // loss
};

/// How a model was trained.
struct ModelResult {
  std::string name;
  std::string kind;  // "embedding_ranker", ...
  std::string loss;  // what its losses are
  std::uint64_t sessions = 0;
  std::uint64_t pairs = 0;
  std::vector<ModelStep> steps;
  std::int64_t best_step = 0;
  std::string stopped;  // why it stopped early; empty when it did not
  // On pairs held out: the model, the mean time, and times shuffled. Absent where none were.
  std::optional<double> test;
  std::optional<double> test_of_mean;
  std::optional<double> test_of_random;
};

struct WorldSummary {
  std::string description;  // "generated, preset 2023, seed 1" or the files
  std::string fingerprint;  // of its content
  std::uint64_t tracks = 0;
  std::uint64_t artists = 0;
  std::uint64_t users = 0;
  std::uint64_t dim = 0;
};

/// Where sessions come from the log of a service, which knows nothing of worlds, seeds,
/// recommenders or fallbacks.
struct LogSummary {
  std::uint64_t files = 0;
  std::uint64_t rows = 0;   // of the experiment
  std::string first;        // when its first row was written: "2023-04-16 18:26:44 UTC"
  std::string last;         // and its last one
  std::string fingerprint;  // of the log's text
  std::string command;      // that reads it again, with LOG... in place of the files
};

struct Results {
  std::string experiment;
  std::string config_hash;  // of the resolved config
  std::string config;       // the resolved config as YAML
  std::string design;
  std::string random;  // "streams" or "numpy"
  std::string interval;
  double confidence = 0.95;
  std::string control;
  std::uint64_t episodes = 0;  // per replication
  std::vector<std::uint64_t> seeds;
  WorldSummary world;
  // Present where nothing was played: config, world, seeds and whatever else only a simulator knows
  // are empty then.
  std::optional<LogSummary> log;
  std::vector<MetricDescription> metrics;  // those known; one that is missing is shown all the same
  std::vector<TreatmentResult> treatments;  // control first, then as in the file
  std::vector<Effect> effects;              // treatment by treatment, metric by metric
  std::vector<GroupEffect> groups;          // trait by trait, treatment by treatment, rising
  std::vector<Replication> replications;    // empty for a single seed
  std::vector<Day> days;                    // empty for a single day
  std::vector<ModelResult> models;          // in the order they were trained
  std::vector<std::string> warnings;
};

}  // namespace reprise
