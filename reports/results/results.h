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
struct MetricEstimate {
  std::string metric;
  double mean = 0;
  double lower = 0;
  double upper = 0;
};

/// A figure of a whole treatment that has no value per user: catalogue coverage, Gini of plays.
struct CatalogValue {
  std::string metric;
  double value = 0;
};

/// Why fallbacks were asked; the sum is TreatmentResult::fallbacks.
struct FallbackCauses {
  std::uint64_t no_anchor = 0;
  std::uint64_t no_list = 0;
  std::uint64_t exhausted = 0;
};

/// The intervals, at the experiment's confidence and each on its own, of shares in a list: as many
/// of each as there are shares, not numbers where nothing is known; empty where they were not made.
struct ShareIntervals {
  std::vector<double> lower;
  std::vector<double> upper;
};

/// Where a treatment's sessions part from the control's.
struct Divergence {
  std::uint64_t sessions = 0;     // that were looked at
  std::uint64_t parted = 0;       // of which so many are not the same to the end
  std::uint64_t median_step = 0;  // of these, the step at which half have parted; from 1
};

struct TreatmentResult {
  std::string name;
  std::string recommender;  // its sentence, as YAML in one line
  bool control = false;
  // Sees the hidden session, as no service could: a ceiling to measure others by, never the answer.
  bool oracle = false;
  // Uses something else that no service could know, such as true inner products.
  bool privileged = false;
  std::uint64_t users = 0;  // with at least one session
  std::uint64_t sessions = 0;
  std::uint64_t recommendations = 0;
  std::uint64_t fallbacks = 0;  // recommendations that a fallback made
  FallbackCauses fallback_causes;
  std::uint64_t lists_asked = 0;  // by sentences, of their candidates
  std::uint64_t lists_found = 0;
  std::vector<MetricEstimate> metrics;
  std::vector<CatalogValue> catalog;
  // Sessions by how many tracks were recommended in them: lengths[n] had n, but for the last entry,
  // which counts the longer ones, too. Empty where it was not counted.
  std::vector<std::uint64_t> lengths;
  ShareIntervals reaching;  // element n: of the sessions with n or more, among all
  ShareIntervals
      in_single_bins;  // of those in each bin of reports/results/length_bins.h
  ShareIntervals in_doubled_bins;  // from 0 on
  // Of the first, second, ... recommended track, over the sessions that had one, as far as enough
  // sessions reach: the mean time (0 to 1), and the share that cost budget. The latter is empty
  // where it was not counted.
  std::vector<double> time_by_step;
  ShareIntervals time_intervals;
  std::vector<double> skips_by_step;
  ShareIntervals skip_intervals;
  std::optional<Divergence> divergence;
  // How far from random to oracle on the scale of log(mean_time_per_session): 0 is random, 1 the
  // oracle, below 0 worse than random. Absent when it was not measured.
  std::optional<double> oracle_gap_closed;
  // The interval of the treatment's own mean on that scale, its two ends taken as known.
  std::optional<double> oracle_gap_closed_lower;
  std::optional<double> oracle_gap_closed_upper;
};

/// The shape of a relative interval: Fieller's set need not be bounded.
enum class IntervalShape {
  bounded,     // [lower, upper]
  two_rays,    // up to lower, and from upper on: the control's mean may be 0
  whole_line,  // the data say nothing about the ratio: no numbers
};

/// One treatment minus another, usually the control, on one metric.
struct Effect {
  std::string treatment;
  std::string against;  // what it is compared with, called the control below
  std::string metric;
  double control_mean = 0;
  double treatment_mean = 0;
  double effect = 0;  // percent of the control's mean, as lower and upper
  double lower = 0;
  double upper = 0;
  IntervalShape shape = IntervalShape::bounded;
  // Of lower to upper and of difference_lower to difference_upper. Where several treatments are
  // compared it is more than the experiment's, so that an interval excludes 0 exactly when
  // p_adjusted says so.
  double confidence = 0.95;
  double p = 1;           // of this comparison by itself
  double p_adjusted = 1;  // among all that the experiment compares on the metric
  bool significant = false;
  // For one that is neither: so many sampled sessions would find it with a chance of 80 % if it is
  // what it seems. Absent where it was not asked, and where no number of sessions of these users
  // would.
  std::optional<double> required_sessions;
  bool no_size_suffices = false;  // it was asked, and none would
  bool equivalent = false;        // shown to lie within the experiment's margin on either side of 0
  double difference = 0;          // absolute
  double difference_lower = 0;
  double difference_upper = 0;
  std::string design;    // "paired" or "split"
  std::string interval;  // "fieller" or "notebook"
  // Variance of a split comparison of plain means over that of this one; a live test needs this
  // many times the sessions. Absent when this is that comparison, or does not vary at all.
  std::optional<double> variance_reduction;
  std::optional<double> correlation;  // of the two treatments, over users who played both
};

/// What a trait of users means, for whoever shows groups of them.
struct TraitDescription {
  std::string name;     // as SegmentEffect::trait
  std::string meaning;  // the rest of a sentence that begins with the name and ":"
};

/// An effect among those users for whom a trait lies between two values: who gains?
struct SegmentEffect {
  std::string trait;  // "consume_bias", ...
  double from = 0;    // the lowest and the highest value of the trait in the group
  double to = 0;
  std::uint64_t users = 0;
  Effect effect;  // on the first headline metric of the experiment
};

/// A treatment's means in one part of a run.
struct TreatmentMeans {
  std::string treatment;
  std::vector<MetricEstimate> metrics;  // with intervals of this part alone
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

/// How long a run was played that was to stop when its effects were known well enough.
struct Stopping {
  std::vector<std::string> metrics;  // whose effects
  std::string goal;      // "each effect known to 1% of the control's mean on either side"
  bool reached = false;  // else it went on to the most sessions allowed
  std::uint64_t looks = 0;
  std::uint64_t sessions = 0;  // sampled until then
  std::uint64_t most = 0;      // that were allowed
  // That a plan fixed beforehand would have taken for the same, had one known how many to plan.
  std::optional<double> fixed_sessions;
};

struct DroppedTreatment {
  std::string treatment;
  std::uint64_t sessions = 0;  // that it played until then
};

/// What came of a run that was to find the best of its treatments.
struct Selected {
  std::string metric;
  std::string method;                     // with what it promises
  bool finished = false;                  // else it went on to the most sessions allowed
  std::vector<std::string> best;          // the one, or those left when it ended, best first
  std::vector<DroppedTreatment> dropped;  // the last one first
  std::uint64_t sessions = 0;             // played
  std::uint64_t saved = 0;                // that playing all to the end would have taken more
};

/// How an effect settled on the way, with intervals that hold at all points at once.
struct Course {
  struct Point {
    std::uint64_t sessions = 0;
    double effect = 0;  // percent of the control's mean, as lower and upper
    double lower = 0;   // not a number where the interval is not bounded
    double upper = 0;
  };
  std::string treatment;
  std::string metric;
  std::vector<Point> points;  // by sessions
};

/// A share that was counted, with the interval at the experiment's confidence of the chance behind
/// it.
struct CoverageShare {
  double share = 0;
  double lower = 0;
  double upper = 1;
};

/// What became of one effect's intervals when the experiment was simulated again and again.
struct CoverageRow {
  std::string treatment;
  std::string metric;
  double truth = 0;               // the effect, percent of the control's mean
  CoverageShare coverage;         // intervals that hold the truth
  CoverageShare false_positives;  // called significant where there is no effect
  CoverageShare found;            // called significant where there is this one
};

struct CoverageSimulation {
  std::uint64_t runs = 0;
  std::vector<CoverageRow> rows;  // treatment by treatment, metric by metric
};

/// Something that has to hold of every sound run, whatever it compares.
struct HealthCheck {
  std::string name;
  bool passed = true;
  std::string text;  // what was found, with its numbers
};

struct Results {
  std::string program;  // that made them: "reprise 0.1.0 (commit 1234567)"; empty in older files
  std::string experiment;
  std::string config_hash;  // of the resolved config
  std::string config;       // the resolved config as YAML
  std::string design;
  std::string random;  // "streams" or "numpy"
  std::string interval;
  std::string estimator;  // "mean", or what takes out luck, as YAML in one line
  double confidence = 0.95;
  std::string multiplicity;  // how p values of one metric are adjusted for each other
  double margin = 0;         // of equivalence, percent of the control's mean; 0: none was stated
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
  std::vector<Effect> pairs;                // each treatment against each, where that was asked for
  std::vector<SegmentEffect> groups;        // trait by trait, treatment by treatment, rising
  std::vector<TraitDescription> traits;     // of these groups, as far as they are described
  std::vector<Replication> replications;    // empty for a single seed
  std::vector<Day> days;                    // empty for a single day
  std::vector<ModelResult> models;          // in the order they were trained
  std::optional<Stopping> stopping;
  std::optional<Selected> selected;
  std::vector<Course> courses;  // by the looks of a rule, or else as users are added one by one
  std::optional<CoverageSimulation> coverage;
  std::vector<HealthCheck> health;
  std::vector<std::string> warnings;
};

}  // namespace reprise
