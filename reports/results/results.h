// Defines Results: the findings of a run as plain values. They hold everything that a table, a
// report or a results file shows. Identical inputs give identical Results, so Results hold no
// clock, host or path (the manifest has those).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reprise {

/// The direction of a metric that is good.
enum class Better { higher, lower, neither };

/// The description of a metric, for the reports. Only the metric's own file gives the description;
/// no report repeats it.
struct MetricDescription {
  std::string name;
  std::string unit;  // "tracks", "ms", "share of the recommendations"; may be empty
  Better better = Better::neither;
};

/// The estimate of a metric for one treatment: the mean over users with at least one session, and
/// its interval.
struct MetricEstimate {
  std::string metric;
  double mean = 0;
  double lower = 0;
  double upper = 0;
};

/// A value of a whole treatment on a metric that has no value per user: catalogue coverage, Gini of
/// plays.
struct CatalogValue {
  std::string metric;
  double value = 0;
};

/// Counts the causes for which fallbacks were asked. The sum is TreatmentResult::fallbacks.
struct FallbackCauses {
  std::uint64_t no_anchor = 0;
  std::uint64_t no_list = 0;
  std::uint64_t exhausted = 0;
};

/// The intervals of the shares in a list, each at the experiment's confidence by itself. There are
/// as many bounds as shares; a bound is NaN if nothing is known. Both lists are empty if the
/// intervals were not made.
struct ShareIntervals {
  std::vector<double> lower;
  std::vector<double> upper;
};

/// Says how soon a treatment's sessions differ from the control's.
struct Divergence {
  std::uint64_t sessions = 0;  // sessions that were compared with the control's
  std::uint64_t parted = 0;    // compared sessions that differ from the control's
  // The step by which half of the parted sessions have differed; counted from 1.
  std::uint64_t median_step = 0;
};

struct TreatmentResult {
  std::string name;
  std::string recommender;  // the recommender's sentence, as YAML in one line
  // The same in words, for people who read no YAML. It follows from `recommender`, so results files
  // do without it; empty until somebody who knows recommenders has written it.
  std::string in_words;
  bool control = false;
  // The treatment observes the hidden session, which no service could do. So it is a ceiling for
  // the others, and never the answer.
  bool oracle = false;
  // The treatment uses something else that no service could know, such as true inner products.
  bool privileged = false;
  std::uint64_t users = 0;  // users with at least one session
  std::uint64_t sessions = 0;
  std::uint64_t recommendations = 0;
  std::uint64_t fallbacks = 0;  // recommendations that a fallback made
  FallbackCauses fallback_causes;
  std::uint64_t lists_asked = 0;  // lists of candidates that sentences asked for
  std::uint64_t lists_found = 0;
  std::vector<MetricEstimate> metrics;
  std::vector<CatalogValue> catalog;
  // The number of sessions by session length: lengths[n] sessions had n recommended tracks. The
  // last entry also counts all longer sessions. Empty if lengths were not counted.
  std::vector<std::uint64_t> lengths;
  // Element n is the interval of the share of all sessions that have n tracks or more.
  ShareIntervals reaching;
  ShareIntervals in_single_bins;   // shares of the bins of one length (see length_bins.h)
  ShareIntervals in_doubled_bins;  // shares of the doubling bins, from 0 on
  // Element n is about recommended track n + 1 of a session, over the sessions that had such a
  // track. The lists end where too few sessions reach the track. time_by_step is the mean time (0
  // to 1), skips_by_step the share of tracks that cost budget. skips_by_step is empty if it was not
  // counted.
  std::vector<double> time_by_step;
  ShareIntervals time_intervals;
  std::vector<double> skips_by_step;
  ShareIntervals skip_intervals;
  std::optional<Divergence> divergence;
  // The share of the way from random to the oracle that the treatment has gone, on the scale of
  // log(mean_time_per_session): 0 is random, 1 is the oracle, below 0 is worse than random. Absent
  // if it was not measured.
  std::optional<double> oracle_gap_closed;
  // The interval of oracle_gap_closed. It comes from the interval of the treatment's own mean; the
  // two ends of the scale count as known.
  std::optional<double> oracle_gap_closed_lower;
  std::optional<double> oracle_gap_closed_upper;
};

/// The shape of a relative interval. Fieller's set may be unbounded.
enum class IntervalShape {
  bounded,  // [lower, upper]
  // All values up to lower, and all from upper on, because the control's mean may be 0.
  two_rays,
  // All values, without numbers, because the data say nothing about the ratio.
  whole_line,
};

/// The difference of two treatments on one metric. The second treatment is usually the control.
struct Effect {
  std::string treatment;
  // The second treatment; it is called the control below.
  std::string against;
  std::string metric;
  double control_mean = 0;
  double treatment_mean = 0;
  double effect = 0;  // in percent of the control's mean, as are lower and upper
  double lower = 0;
  double upper = 0;
  IntervalShape shape = IntervalShape::bounded;
  // The confidence of both intervals: lower to upper, and difference_lower to difference_upper. If
  // several treatments are compared, it is more than the experiment's confidence, so that an
  // interval excludes 0 exactly when p_adjusted is at most 1 - the experiment's confidence.
  double confidence = 0.95;
  double p = 1;           // p value of this comparison by itself
  double p_adjusted = 1;  // p value among all comparisons of the experiment on the metric
  bool significant = false;
  // For an effect that is neither significant nor equivalent: the number of sampled sessions that
  // would find the effect with a chance of 80 %, if its true size is the estimated size. Absent if
  // it was not computed, and if no number of sessions of these users would find the effect.
  std::optional<double> required_sessions;
  bool no_size_suffices = false;  // required_sessions was computed: no number is enough
  // The effect is shown to lie within the experiment's margin on either side of 0.
  bool equivalent = false;
  double difference = 0;  // absolute difference of the means
  double difference_lower = 0;
  double difference_upper = 0;
  std::string design;  // "paired" or "split"
  // "fieller", "notebook" or "delta"; for a quantile, the bootstrap method.
  std::string interval;
  // The variance of a split comparison of plain means, divided by the variance of this comparison.
  // A live test needs this many times the sessions. Absent if this comparison is such a split
  // comparison, or if its variance is 0.
  std::optional<double> variance_reduction;
  // Correlation of the two treatments, over the users who played both.
  std::optional<double> correlation;
};

/// The meaning of a trait of users, for the reports of segments.
struct TraitDescription {
  std::string name;     // the name, as in SegmentEffect::trait
  std::string meaning;  // completes a sentence that begins with the name and ":"
};

/// An effect among the users of a segment: a trait of theirs lies between two values, or a field of
/// theirs has one text.
struct SegmentEffect {
  std::string trait;  // "consume_bias", ..., or the name of a field of users.json
  // The lowest and the highest value of the trait in the segment.
  double from = 0;
  double to = 0;
  // Instead of from and to, which are 0 then: a text of the field, "others" or "not given".
  std::optional<std::string> value;
  std::uint64_t users = 0;
  Effect effect;  // the effect on the first headline metric of the experiment
};

/// The means of a treatment in one part of a run.
struct TreatmentMeans {
  std::string treatment;
  std::vector<MetricEstimate> metrics;  // the intervals are of this part alone
};

/// One seed of a run with several seeds: the treatments' means, in the order of
/// Results::treatments.
struct Replication {
  std::uint64_t seed = 0;
  std::vector<TreatmentMeans> treatments;
};

/// One day of a run with several days. All seeds are taken together.
struct Day {
  std::uint64_t day = 0;  // counted from 1
  std::vector<TreatmentMeans> treatments;
};

/// One epoch or iteration of a model's training.
struct ModelStep {
  std::int64_t step = 0;  // counted from 1
  double learning_rate = 0;
  double train = 0;                  // training loss
  std::optional<double> validation;  // validation loss
};

/// Describes how a model was trained.
struct ModelResult {
  std::string name;
  std::string kind;  // "embedding_ranker", ...
  std::string loss;  // meaning of the losses
  std::uint64_t sessions = 0;
  std::uint64_t pairs = 0;
  std::vector<ModelStep> steps;
  std::int64_t best_step = 0;
  std::string stopped;  // reason why the training stopped early; empty if it did not
  // The losses on held-out pairs: of the model, of the mean time, and of shuffled times. Absent if
  // no pairs were held out.
  std::optional<double> test;
  std::optional<double> test_of_mean;
  std::optional<double> test_of_random;
};

struct WorldSummary {
  std::string description;  // "generated, preset 2023, seed 1", or the files
  std::string fingerprint;  // hash of the world's content
  std::uint64_t tracks = 0;
  std::uint64_t artists = 0;
  std::uint64_t users = 0;
  std::uint64_t dim = 0;
};

/// The log of a service, if the sessions come from one. A log knows nothing of worlds, seeds,
/// recommenders or fallbacks.
struct LogSummary {
  std::uint64_t files = 0;
  std::uint64_t rows = 0;   // rows of the experiment
  std::string first;        // time of the first row: "2023-04-16 18:26:44 UTC"
  std::string last;         // time of the last row
  std::string fingerprint;  // hash of the log's text
  std::string command;      // command that reads the log again; LOG... stands for the files
};

/// Describes how long a run was played. Such a run had to stop as soon as its effects were known
/// well enough.
struct Stopping {
  std::vector<std::string> metrics;  // metrics whose effects must be known
  std::string goal;  // "each effect known to 1% of the control's mean on either side"
  // If false, the run went on to the most sessions allowed.
  bool reached = false;
  std::uint64_t looks = 0;
  std::uint64_t sessions = 0;  // sampled sessions when the run stopped
  std::uint64_t most = 0;      // most sampled sessions that were allowed
  // The sessions that a plan fixed beforehand would have needed for the same goal, if their number
  // had been known.
  std::optional<double> fixed_sessions;
};

struct DroppedTreatment {
  std::string treatment;
  std::uint64_t sessions = 0;  // sessions that the treatment had played when it was dropped
};

/// The outcome of a run that had to find the best of its treatments.
struct Selected {
  std::string metric;
  std::string method;  // the method and its promise
  // The difference from the best that does not matter to the method: "5% of the control's mean".
  // Empty if the method has none.
  std::string indifference;
  // If false, the run went on to the most sessions allowed.
  bool finished = false;
  // The best treatment, or the treatments left at the end, the best first.
  std::vector<std::string> best;
  std::vector<DroppedTreatment> dropped;  // the treatment dropped last comes first
  std::uint64_t sessions = 0;             // sessions that were played
  std::uint64_t saved = 0;  // sessions that were saved, against playing all to the end
};

/// The course of an effect as sessions were added. The intervals hold at all points at once.
struct Course {
  struct Point {
    std::uint64_t sessions = 0;
    double effect = 0;  // in percent of the control's mean, as are lower and upper
    double lower = 0;   // NaN if the interval is not bounded, as is upper
    double upper = 0;
  };
  std::string treatment;
  std::string metric;
  std::vector<Point> points;  // in the order of their sessions
};

/// A share that was counted, with an interval for the probability behind the share. The interval is
/// at the experiment's confidence.
struct CoverageShare {
  double share = 0;
  double lower = 0;
  double upper = 1;
};

/// The quality of one effect's intervals, when the experiment was simulated many times.
struct CoverageRow {
  std::string treatment;
  std::string metric;
  double truth = 0;        // the true effect, in percent of the control's mean
  CoverageShare coverage;  // share of the intervals that hold the truth
  // Share of the simulated runs that call the effect significant although there is none.
  CoverageShare false_positives;
  // Share of the simulated runs that call the effect significant while it is `truth`.
  CoverageShare found;
};

struct CoverageSimulation {
  std::uint64_t runs = 0;
  std::vector<CoverageRow> rows;  // ordered by treatment, then by metric
};

/// A condition that every sound run fulfils, whatever the run compares.
struct HealthCheck {
  std::string name;
  bool passed = true;
  std::string text;  // the finding, with its numbers
};

struct Results {
  // Program that made the results: "reprise 0.1.0 (commit 1234567)"; empty in older files.
  std::string program;
  std::string experiment;
  std::string config_hash;  // hash of the resolved config
  std::string config;       // the resolved config as YAML
  std::string design;
  std::string random;  // "streams" or "numpy"
  std::string interval;
  std::string estimator;  // "mean", or another estimator, as YAML in one line
  double confidence = 0.95;
  // The method that adjusts the p values of one metric for each other.
  std::string multiplicity;
  // Margin of equivalence, in percent of the control's mean; 0 if none was stated.
  double margin = 0;
  std::string control;
  std::uint64_t episodes = 0;  // episodes per replication
  std::vector<std::uint64_t> seeds;
  WorldSummary world;
  // Present if the results come from a log and nothing was played. Then config, world, seeds and
  // all other facts that only a simulator knows are empty.
  std::optional<LogSummary> log;
  // The described metrics; reports show other metrics all the same.
  std::vector<MetricDescription> metrics;
  std::vector<TreatmentResult> treatments;  // the control first, then in the order of the file
  std::vector<Effect> effects;              // ordered by treatment, then by metric
  // Each treatment against each other one, if the experiment asks for pairs.
  std::vector<Effect> pairs;
  // Ordered by trait, then by treatment, then by rising values of the trait.
  std::vector<SegmentEffect> groups;
  // Descriptions of the traits in groups; a trait may lack one.
  std::vector<TraitDescription> traits;
  std::vector<Replication> replications;  // empty for a single seed
  std::vector<Day> days;                  // empty for a single day
  std::vector<ModelResult> models;        // in the order of training
  std::optional<Stopping> stopping;
  std::optional<Selected> selected;
  // At the looks of a stopping or selecting rule; without a rule, as users are added one by one.
  std::vector<Course> courses;
  std::optional<CoverageSimulation> coverage;
  std::vector<HealthCheck> health;
  std::vector<std::string> warnings;
};

}  // namespace reprise
