#include "experiments/evaluation/trust.h"

#include <algorithm>
#include <cmath>

#include "experiments/evaluation/ranking/ranking_metric.h"
#include "experiments/statistics/rank_correlation.h"
#include "experiments/statistics/sample_quantile.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

class Mean {
 public:
  void add(double value) {
    sum_ += value;
    ++n_;
  }
  void add(const std::optional<double>& value) {
    if (value) add(*value);
  }
  std::optional<double> value() const {
    return n_ == 0 ? std::nullopt : std::optional(sum_ / static_cast<double>(n_));
  }

 private:
  double sum_ = 0;
  std::size_t n_ = 0;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return sample_quantile(values, 0.5);
}

// The ideas of one log that a number speaks of: its value, larger being better, and the truth.
struct Ordered {
  std::vector<double> offline;
  std::vector<double> truth;
};

// Adds how well the number orders the ideas of one log. The regret is relative to the range of all
// ideas of the log, also of those that were refused.
void judge_order(const Ordered& ordered, std::span<const double> all_truth, Mean& correlation,
                 Mean& regret) {
  correlation.add(rank_correlation(ordered.offline, ordered.truth));
  if (ordered.offline.empty()) return;
  const auto chosen = std::max_element(ordered.offline.begin(), ordered.offline.end());
  const auto [worst, best] = std::minmax_element(all_truth.begin(), all_truth.end());
  if (*best <= *worst) return;
  regret.add((*best - ordered.truth[static_cast<std::size_t>(chosen - ordered.offline.begin())]) /
             (*best - *worst));
}

TrustRow judge_estimator(std::size_t metric, std::size_t estimator,
                         std::span<const JudgedLog> logs) {
  const OfflineMetric& named = logs.front().numbers.policies.front().metrics[metric];
  TrustRow row{named.estimates[estimator].estimator, named.metric, false, {}, {}, {}, {}, {}, 0};
  Mean bias;
  Mean squares;
  Mean covered;
  Mean correlation;
  Mean regret;
  Mean refused;
  for (const JudgedLog& log : logs) {
    Ordered ordered;
    std::vector<double> all;
    for (std::size_t idea = 0; idea < log.numbers.policies.size(); ++idea) {
      const PlayedValue& truth = (*log.truth)[idea][metric];
      const PlayedValue& logging = log.logging[metric];
      all.push_back(truth.value);
      const OfflineEstimate& estimate =
          log.numbers.policies[idea].metrics[metric].estimates[estimator];
      refused.add(estimate.refusal.empty() ? 0.0 : 1.0);
      if (!estimate.refusal.empty()) continue;
      const double error = estimate.difference - (truth.value - logging.value);
      bias.add(error);
      squares.add(error * error);
      // The truth is known to its own standard error, which widens the interval a little.
      const double half = (estimate.difference_upper - estimate.difference_lower) / 2;
      const double of_truth = 2 * std::hypot(truth.standard_error, logging.standard_error);
      covered.add(std::abs(error) <= std::hypot(half, of_truth) ? 1.0 : 0.0);
      ordered.offline.push_back(estimate.value);
      ordered.truth.push_back(truth.value);
    }
    judge_order(ordered, all, correlation, regret);
  }
  row.bias = bias.value();
  if (squares.value()) row.root_mean_squared_error = std::sqrt(*squares.value());
  row.coverage = covered.value();
  row.rank_correlation = correlation.value();
  row.regret = regret.value();
  row.refused = refused.value().value_or(0);
  return row;
}

TrustRow judge_ranking(std::size_t metric, std::size_t ranking, std::span<const JudgedLog> logs) {
  const OfflinePolicy& named = logs.front().numbers.policies.front();
  TrustRow row{
      named.ranking[ranking].metric, named.metrics[metric].metric, true, {}, {}, {}, {}, {}, 0};
  const double sign = ranking_metrics()[ranking].larger_is_better ? 1 : -1;
  Mean correlation;
  Mean regret;
  for (const JudgedLog& log : logs) {
    Ordered ordered;
    for (std::size_t idea = 0; idea < log.numbers.policies.size(); ++idea) {
      ordered.offline.push_back(sign * log.numbers.policies[idea].ranking[ranking].value);
      ordered.truth.push_back((*log.truth)[idea][metric].value);
    }
    judge_order(ordered, ordered.truth, correlation, regret);
  }
  row.rank_correlation = correlation.value();
  row.regret = regret.value();
  return row;
}

}  // namespace

TrustTable judge(const std::string& logging, std::int64_t sessions,
                 std::span<const JudgedLog> logs) {
  REPRISE_CHECK(!logs.empty() && !logs.front().numbers.policies.empty(), "{} logs", logs.size());
  TrustTable table{logging, sessions, 0, 0, 0, {}};
  std::vector<double> effective_sessions;
  std::vector<double> effective_steps;
  Mean unsupported;
  for (const JudgedLog& log : logs) {
    for (const OfflinePolicy& policy : log.numbers.policies) {
      effective_sessions.push_back(policy.effective_sessions);
      effective_steps.push_back(policy.effective_steps /
                                std::max(1.0, static_cast<double>(log.numbers.steps)));
      unsupported.add(policy.unsupported);
    }
  }
  table.effective_sessions = median(std::move(effective_sessions));
  table.effective_steps = median(std::move(effective_steps));
  table.unsupported = unsupported.value().value_or(0);
  const OfflinePolicy& named = logs.front().numbers.policies.front();
  for (std::size_t metric = 0; metric < named.metrics.size(); ++metric) {
    for (std::size_t i = 0; i < named.metrics[metric].estimates.size(); ++i) {
      table.rows.push_back(judge_estimator(metric, i, logs));
    }
    for (std::size_t i = 0; i < named.ranking.size(); ++i) {
      table.rows.push_back(judge_ranking(metric, i, logs));
    }
  }
  return table;
}

TrustPoints points_of(const std::string& logging, std::int64_t sessions, const std::string& number,
                      const std::string& metric, std::span<const JudgedLog> logs) {
  TrustPoints found{logging, number, metric, sessions, false, {}};
  for (const JudgedLog& log : logs) {
    for (std::size_t idea = 0; idea < log.numbers.policies.size(); ++idea) {
      const OfflinePolicy& policy = log.numbers.policies[idea];
      for (std::size_t m = 0; m < policy.metrics.size(); ++m) {
        if (policy.metrics[m].metric != metric) continue;
        const double truth = (*log.truth)[idea][m].value - log.logging[m].value;
        for (const OfflineEstimate& estimate : policy.metrics[m].estimates) {
          if (estimate.estimator != number || !estimate.refusal.empty()) continue;
          found.is_effect = true;
          found.points.push_back({policy.name, estimate.difference, truth});
        }
        for (const RankingValue& ranking : policy.ranking) {
          if (ranking.metric == number) found.points.push_back({policy.name, ranking.value, truth});
        }
      }
    }
  }
  return found;
}

TrustVerdict verdict_of(std::span<const TrustTable> tables, const std::string& metric) {
  TrustVerdict verdict;
  verdict.logging = tables.front().logging;
  verdict.metric = metric;
  constexpr double kMostRefused = 0.5;
  constexpr double kAsGood = 0.05;
  std::vector<const TrustRow*> rows;
  double highest = -1;
  for (const TrustRow& row : tables.back().rows) {
    if (row.metric != metric || !row.rank_correlation || row.refused > kMostRefused) continue;
    rows.push_back(&row);
    highest = std::max(highest, *row.rank_correlation);
  }
  const TrustRow* best = nullptr;
  for (const TrustRow* row : rows) {
    if (*row->rank_correlation < highest - kAsGood) continue;
    if (best == nullptr || row->regret.value_or(1) < best->regret.value_or(1)) best = row;
  }
  if (best == nullptr) return verdict;
  verdict.best = best->number;
  verdict.rank_correlation = *best->rank_correlation;
  verdict.regret = best->regret.value_or(1);
  verdict.coverage = best->coverage;
  if (*verdict.rank_correlation < kTrusted || *verdict.regret > kMostRegret) return verdict;
  verdict.number = best->number;
  verdict.from_sessions = tables.back().sessions;
  for (std::size_t i = tables.size(); i-- > 0;) {
    const auto row =
        std::find_if(tables[i].rows.begin(), tables[i].rows.end(), [&](const TrustRow& other) {
          return other.number == best->number && other.metric == metric;
        });
    if (!row->rank_correlation || *row->rank_correlation < kTrusted) break;
    verdict.from_sessions = tables[i].sessions;
  }
  return verdict;
}

}  // namespace reprise
