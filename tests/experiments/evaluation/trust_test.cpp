#include "experiments/evaluation/trust.h"

#include <gmock/gmock.h>

namespace reprise {
namespace {

OfflineEstimate estimate(double value, double difference, double half) {
  OfflineEstimate out;
  out.estimator = "step_is";
  out.value = value;
  out.difference = difference;
  out.difference_lower = difference - half;
  out.difference_upper = difference + half;
  return out;
}

// Three ideas worth 1, 2 and 4, with a logging policy worth 1: effects 0, 1 and 3.
TEST(Trust, OfThreeIdeasByHand) {
  const PlayedValues truth = {{{1, 0}}, {{2, 0}}, {{4, 0}}};
  JudgedLog log{{}, &truth, {{1, 0}}};
  for (const auto& [value, half] : {std::pair{1.5, 0.6}, {3.5, 0.1}, {3.0, 2.0}}) {
    OfflinePolicy policy;
    policy.metrics.push_back({"time_per_session", 1, {estimate(value, value - 1, half)}});
    log.numbers.policies.push_back(std::move(policy));
  }
  const TrustTable table = judge("logging", 500, std::vector{log});
  ASSERT_EQ(table.rows.size(), 1u);
  const TrustRow& row = table.rows.front();
  EXPECT_NEAR(*row.bias, (0.5 + 1.5 - 1.0) / 3, 1e-12);
  EXPECT_NEAR(*row.root_mean_squared_error, std::sqrt((0.25 + 2.25 + 1.0) / 3), 1e-12);
  EXPECT_NEAR(*row.coverage, 2 / 3.0, 1e-12);
  EXPECT_NEAR(*row.rank_correlation, 0.5, 1e-12);
  EXPECT_NEAR(*row.regret, 2 / 3.0, 1e-12) << "the second idea is chosen, of 1 to 4";
  EXPECT_EQ(row.refused, 0);
  EXPECT_FALSE(verdict_of(std::vector{table}, "time_per_session").number) << "0.5 is not enough";
}

TEST(Trust, RefusedIdeasAreCountedAndNotChosen) {
  const PlayedValues truth = {{{1, 0}}, {{2, 0}}, {{3, 0}}, {{9, 0}}};
  JudgedLog log{{}, &truth, {{1, 0}}};
  for (const double value : {1.0, 2.0, 3.0, 0.0}) {
    OfflinePolicy policy;
    policy.metrics.push_back({"time_per_session", 1, {estimate(value, value - 1, 0.1)}});
    if (value == 0) policy.metrics.back().estimates.front().refusal = "never shown";
    log.numbers.policies.push_back(std::move(policy));
  }
  const TrustTable table = judge("logging", 500, std::vector{log});
  EXPECT_EQ(table.rows.front().refused, 0.25);
  EXPECT_EQ(table.rows.front().bias, 0.0);
  EXPECT_NEAR(*table.rows.front().regret, 6 / 8.0, 1e-12) << "the best idea was refused";
  const TrustVerdict verdict = verdict_of(std::vector{table}, "time_per_session");
  EXPECT_FALSE(verdict.number) << "it orders the ideas, and misses the best one by far";
  EXPECT_EQ(verdict.rank_correlation, 1);
}

// A table of one number that orders the ideas so well.
TrustTable table_of(std::int64_t sessions, std::optional<double> correlation, double regret) {
  TrustRow row;
  row.number = "step_is";
  row.metric = "time_per_session";
  row.rank_correlation = correlation;
  row.regret = regret;
  TrustTable table{"logging", sessions, 0, 0, 0, {}};
  table.rows.push_back(row);
  return table;
}

TEST(TrustVerdict, IsTheSmallestLogFromWhichOnANumberIsTrusted) {
  const std::vector tables = {table_of(250, 0.7, 0.1), table_of(1000, 0.9, 0.1),
                              table_of(4000, 0.95, 0.1)};
  const TrustVerdict verdict = verdict_of(tables, "time_per_session");
  EXPECT_EQ(verdict.number, "step_is");
  EXPECT_EQ(verdict.from_sessions, 1000);
  EXPECT_EQ(verdict.rank_correlation, 0.95);
  EXPECT_FALSE(verdict_of(std::vector{table_of(250, 0.9, 0.3)}, "time_per_session").number)
      << "it loses the best idea";
}

TEST(TrustVerdict, SaysNothingOfWhatIsNotKnown) {
  const TrustVerdict verdict =
      verdict_of(std::vector{table_of(250, std::nullopt, 0)}, "time_per_session");
  EXPECT_FALSE(verdict.number);
  EXPECT_FALSE(verdict.rank_correlation) << "of two ideas there is none";
  EXPECT_FALSE(verdict.regret);
}

}  // namespace
}  // namespace reprise
