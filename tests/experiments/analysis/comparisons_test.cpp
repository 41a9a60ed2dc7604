// Tests effects that are compared together: adjusted for each other, in all pairs, within a margin.
#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "experiments/analysis/compare_treatments.h"
#include "reports/summary/comparison.h"
#include "reports/summary/session_lengths.h"
#include "tests/experiments/small_experiment.h"

namespace reprise {
namespace {

// Treatments that hardly differ, so that some effects are found and others are not.
constexpr const char* kMany =
    "treatments: {a: random, b: {top_pop: 300}, c: {top_pop: 200}, d: {top_pop: 150}, e: random, "
    "o: "
    "oracle}, episodes: 1200, metrics: [time_per_session, tracks_per_session]";

const char* kAdjustments[] = {"holm", "benjamini_hochberg", "none"};

TEST(ComparisonsTest, AnIntervalExcludesZeroExactlyWhenTheAdjustedPSaysSo) {
  for (const char* adjustment : kAdjustments) {
    const Results results = small_results(fmt::format("{}, multiplicity: {}", kMany, adjustment));
    int found = 0;
    for (const Effect& effect : results.effects) {
      const bool excludes = effect.difference_lower > 0 || effect.difference_upper < 0;
      EXPECT_EQ(excludes, effect.p_adjusted <= 0.05) << effect.treatment << " " << adjustment;
      EXPECT_EQ(effect.significant, excludes);
      EXPECT_EQ(effect.lower > 0 || effect.upper < 0, excludes);
      EXPECT_LE(effect.p, effect.p_adjusted);
      EXPECT_GE(effect.confidence, 0.95);
      found += effect.significant;
    }
    EXPECT_GT(found, 1);
    EXPECT_LT(found, static_cast<int>(results.effects.size()));
  }
}

TEST(ComparisonsTest, TheAdjustedPIsHolmsOverTheTreatmentsOfAMetric) {
  const Results results = small_results(kMany);
  const Results plain = small_results(fmt::format("{}, multiplicity: none", kMany));
  for (const Effect& effect : results.effects) {
    // Compute Holm's adjusted p by its definition: the running maximum of (m - k + 1) p_(k),
    // without the ceiling, which is the oracle.
    std::vector<double> p;
    for (const Effect& other : plain.effects) {
      if (other.metric == effect.metric && other.treatment != "o") p.push_back(other.p);
    }
    ASSERT_EQ(p.size(), 4u);
    std::sort(p.begin(), p.end());
    const double own = find_effect(plain, effect.treatment, effect.metric)->p;
    EXPECT_EQ(effect.p, own);
    double expected = 0;
    for (std::size_t k = 0; k < p.size() && p[k] <= own; ++k) {
      expected = std::max(expected, static_cast<double>(p.size() - k) * p[k]);
    }
    if (effect.treatment == "o") expected = own;
    EXPECT_NEAR(effect.p_adjusted, std::min(1.0, expected), 1e-15) << effect.treatment;
  }
}

TEST(ComparisonsTest, EveryPairIsComparedWhenAskedFor) {
  EXPECT_TRUE(small_results(kMany).pairs.empty());
  const Results results = small_results(fmt::format("{}, every_pair: true", kMany));
  ASSERT_EQ(results.pairs.size(), 15u * 2u);
  for (const Effect& pair : results.pairs) {
    EXPECT_NE(pair.treatment, pair.against);
    if (pair.against != "a") continue;
    const Effect& with_control = *find_effect(results, pair.treatment, pair.metric);
    EXPECT_EQ(pair.difference, with_control.difference);
    // With more comparisons, more effects are found by chance, so p is adjusted more.
    EXPECT_GE(pair.p_adjusted, with_control.p_adjusted);
  }
}

TEST(ComparisonsTest, WhatIsShownToBeSmallIsEquivalent) {
  const Results results = small_results(
      "treatments: {a: random, b: random, c: {top_pop: 40}}, episodes: 20000, margin: 5%");
  const Effect& same = *find_effect(results, "b", "mean_time_per_session");
  EXPECT_TRUE(same.equivalent);
  EXPECT_EQ(verdict_of(same, Better::higher), Verdict::equivalent);
  EXPECT_LT(std::max(std::abs(same.lower), std::abs(same.upper)), 5);
  EXPECT_FALSE(find_effect(results, "c", "mean_time_per_session")->equivalent);
  EXPECT_EQ(results.margin, 5);
  // Without a margin no effect is equivalent.
  const Results plain = small_results("treatments: {a: random, b: random}, episodes: 20000");
  EXPECT_FALSE(find_effect(plain, "b", "mean_time_per_session")->equivalent);
}

TEST(ComparisonsTest, ARatioOfTotalsIsTheRatioOfTheTotals) {
  const ExperimentSpec spec = small_experiment(
      "treatments: {a: random, b: {top_pop: 40}}, episodes: 3000, metrics: [time_per_track, "
      "mean_time_per_session]");
  const Results results = run_alone(spec).results;
  for (const TreatmentResult& treatment : results.treatments) {
    double time = 0;
    std::uint64_t reached = treatment.sessions - treatment.lengths[0];
    for (std::size_t step = 0; step < treatment.time_by_step.size(); ++step) {
      time += treatment.time_by_step[step] * static_cast<double>(reached);
      reached -= treatment.lengths[step + 1];
    }
    // time_by_step leaves out the last steps, which few sessions reach.
    const double known = time / static_cast<double>(treatment.recommendations);
    EXPECT_NEAR(find_estimate(treatment.metrics, "time_per_track")->mean, known, 0.02 * known);
  }
  EXPECT_LT(find_effect(results, "b", "time_per_track")->p, 1);
}

void expect_around(const std::vector<double>& shares, const ShareIntervals& intervals) {
  ASSERT_EQ(intervals.lower.size(), shares.size());
  ASSERT_EQ(intervals.upper.size(), shares.size());
  for (std::size_t i = 0; i < shares.size(); ++i) {
    SCOPED_TRACE(i);
    if (shares[i] > 0 && shares[i] < 1) {
      EXPECT_LE(0, intervals.lower[i]);
      EXPECT_LT(intervals.lower[i], shares[i]);
      EXPECT_LT(shares[i], intervals.upper[i]);
      EXPECT_LE(intervals.upper[i], 1);
    } else {
      EXPECT_TRUE(std::isnan(intervals.lower[i]) && std::isnan(intervals.upper[i]));
    }
  }
}

TEST(ComparisonsTest, SharesOfSessionsHaveIntervals) {
  const std::string treatments = "treatments: {a: random, b: {top_pop: 40}}, ";
  const Results few = small_results(treatments + "episodes: 2000");
  const Results many = small_results(treatments + "episodes: 32000");
  for (const Results& results : {few, many}) {
    for (const TreatmentResult& one : results.treatments) {
      SCOPED_TRACE(one.name);
      std::vector<double> reaching = shares_reaching(one);
      reaching.resize(one.lengths.size());
      expect_around(reaching, one.reaching);
      expect_around(one.time_by_step, one.time_intervals);
      expect_around(one.skips_by_step, one.skip_intervals);
      EXPECT_EQ(one.in_doubled_bins.lower.size(),
                length_bins(0, one.lengths.size() - 1, true).size());
      // A skip is drawn with the chance 1 - time. The tolerance is five standard deviations.
      double reach = static_cast<double>(one.sessions - one.lengths[0]);
      for (std::size_t step = 0; step < one.skips_by_step.size(); ++step) {
        const double time = one.time_by_step[step];
        EXPECT_NEAR(one.skips_by_step[step], 1 - time, 5 * std::sqrt(time * (1 - time) / reach));
        reach -= static_cast<double>(one.lengths[step + 1]);
      }
    }
  }
  // With sixteen times the sessions of the same users, an interval is narrower.
  const auto width = [](const Results& results) {
    const ShareIntervals& intervals = results.treatments[0].time_intervals;
    return intervals.upper[0] - intervals.lower[0];
  };
  EXPECT_LT(width(many), width(few));
}

// The intervals of a run that may stop at any look are wider, like its other intervals.
TEST(ComparisonsTest, SharesOfSessionsHoldAtAllLooks) {
  const std::string run =
      "treatments: {a: random, b: {top_pop: 40}}, episodes: 1000, seeds: {count: 2}";
  const Results fixed = small_results(run);
  const Results stopped = small_results(
      "treatments: {a: random, b: {top_pop: 40}}, episodes: 1000, stop: {metric: "
      "mean_time_per_session, half_width: 0.01%, max_episodes: 2000}");
  ASSERT_EQ(stopped.treatments[0].time_by_step, fixed.treatments[0].time_by_step);
  const ShareIntervals& narrow = fixed.treatments[0].time_intervals;
  const ShareIntervals& wide = stopped.treatments[0].time_intervals;
  for (std::size_t step = 0; step < narrow.lower.size(); ++step) {
    EXPECT_LT(wide.lower[step], narrow.lower[step]);
    EXPECT_GT(wide.upper[step], narrow.upper[step]);
  }
}

TEST(ComparisonsTest, QuantilesAreThoseOfAllSessions) {
  const std::string settings =
      "treatments: {a: random, b: {anchor: first_track, candidates: {nearest: 50}, exclude: "
      "session, "
      "pick: uniform}}, episodes: 4001, metrics: "
      "[mean_time_per_session, median_tracks_per_session, p90_tracks_per_session]";
  for (const char* design : {", design: paired", ", design: split"}) {
    const Results results = small_results(settings + design);
    for (const TreatmentResult& treatment : results.treatments) {
      std::vector<double> tracks;
      for (std::size_t length = 0; length < treatment.lengths.size(); ++length) {
        tracks.insert(tracks.end(), treatment.lengths[length], static_cast<double>(length + 1));
      }
      for (const auto& [metric, q] :
           {std::pair{"median_tracks_per_session", 0.5}, {"p90_tracks_per_session", 0.9}}) {
        EXPECT_EQ(treatment.lengths.back(), 0u);  // no session is longer than `lengths` counts
        // Compute the quantile of type 7 by its definition.
        const double place = q * static_cast<double>(tracks.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const double next = tracks[std::min(below + 1, tracks.size() - 1)];
        const double expected =
            tracks[below] + (place - static_cast<double>(below)) * (next - tracks[below]);
        const MetricEstimate& figure = *find_estimate(treatment.metrics, metric);
        EXPECT_NEAR(figure.mean, expected, 1e-9) << metric;
        EXPECT_LE(figure.lower, figure.mean);
        EXPECT_GE(figure.upper, figure.mean);
      }
    }
    const Effect& effect = *find_effect(results, "b", "p90_tracks_per_session");
    EXPECT_EQ(effect.interval, "percentile");
    EXPECT_TRUE(effect.significant);
    EXPECT_NEAR(effect.effect, 100 * effect.difference / effect.control_mean, 1e-9);
  }
}

TEST(ComparisonsTest, AnExperimentOfQuantilesAloneIsSound) {
  const Results results = small_results(
      "treatments: {a: random, b: {top_pop: 40}}, episodes: 500, metrics: "
      "[median_tracks_per_session], bootstrap: {method: bca, replicates: 200}");
  EXPECT_EQ(results.effects.size(), 1u);
  EXPECT_EQ(results.effects.front().interval, "bca");
  EXPECT_TRUE(results.groups.empty());
  EXPECT_TRUE(results.courses.empty());
}

}  // namespace
}  // namespace reprise
