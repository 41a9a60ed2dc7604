#include "reports/evaluation/evaluation_json.h"

#include <nlohmann/json.hpp>

#include "reports/results/optional_json.h"

namespace reprise {
namespace {

using nlohmann::ordered_json;

ordered_json row_json(const TrustRow& row) {
  ordered_json json;
  json["number"] = row.number;
  json["metric"] = row.metric;
  json["ranks_only"] = row.ranks_only;
  json["bias"] = optional_json(row.bias);
  json["root_mean_squared_error"] = optional_json(row.root_mean_squared_error);
  json["coverage"] = optional_json(row.coverage);
  json["rank_correlation"] = optional_json(row.rank_correlation);
  json["regret"] = optional_json(row.regret);
  json["refused"] = row.refused;
  return json;
}

ordered_json table_json(const TrustTable& table) {
  ordered_json json;
  json["logging"] = table.logging;
  json["sessions"] = table.sessions;
  json["effective_sessions"] = table.effective_sessions;
  json["effective_steps"] = table.effective_steps;
  json["unsupported"] = table.unsupported;
  json["numbers"] = ordered_json::array();
  for (const TrustRow& row : table.rows) json["numbers"].push_back(row_json(row));
  return json;
}

ordered_json points_json(const TrustPoints& points) {
  ordered_json json;
  json["logging"] = points.logging;
  json["number"] = points.number;
  json["metric"] = points.metric;
  json["sessions"] = points.sessions;
  json["points"] = ordered_json::array();
  for (const TrustPoint& point : points.points) {
    json["points"].push_back(
        {{"idea", point.idea}, {"offline", point.offline}, {"truth", point.truth}});
  }
  return json;
}

ordered_json verdict_json(const TrustVerdict& verdict) {
  ordered_json json;
  json["logging"] = verdict.logging;
  json["metric"] = verdict.metric;
  json["trusted"] = verdict.number ? ordered_json(*verdict.number) : ordered_json(nullptr);
  json["from_sessions"] = verdict.number ? ordered_json(verdict.from_sessions) : nullptr;
  json["best"] = verdict.best.empty() ? ordered_json(nullptr) : ordered_json(verdict.best);
  json["rank_correlation"] = optional_json(verdict.rank_correlation);
  json["regret"] = optional_json(verdict.regret);
  json["coverage"] = optional_json(verdict.coverage);
  return json;
}

ordered_json estimate_json(const OfflineEstimate& estimate) {
  ordered_json json;
  json["estimator"] = estimate.estimator;
  if (!estimate.refusal.empty()) {
    json["refused"] = estimate.refusal;
    return json;
  }
  json["value"] = estimate.value;
  json["lower"] = estimate.lower;
  json["upper"] = estimate.upper;
  json["difference"] = estimate.difference;
  json["difference_lower"] = estimate.difference_lower;
  json["difference_upper"] = estimate.difference_upper;
  return json;
}

ordered_json policy_json(const OfflinePolicy& policy) {
  ordered_json json;
  json["name"] = policy.name;
  if (!policy.refusal.empty()) {
    json["refused"] = policy.refusal;
    return json;
  }
  json["unsupported"] = optional_json(policy.unsupported);
  json["effective_sessions"] = policy.effective_sessions;
  json["effective_steps"] = policy.effective_steps;
  for (const OfflineMetric& metric : policy.metrics) {
    ordered_json of_metric;
    of_metric["logged"] = metric.logged;
    of_metric["estimates"] = ordered_json::array();
    for (const OfflineEstimate& estimate : metric.estimates) {
      of_metric["estimates"].push_back(estimate_json(estimate));
    }
    json["metrics"][metric.metric] = std::move(of_metric);
  }
  for (const RankingValue& value : policy.ranking) json["ranking"][value.metric] = value.value;
  return json;
}

std::string text_of(const ordered_json& json) {
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string write_evaluation_json(const EvaluationResults& results) {
  ordered_json json;
  json["experiment"] = results.experiment;
  json["hash"] = results.hash;
  json["confidence"] = results.confidence;
  json["worlds"] = results.worlds;
  json["replications"] = results.replications;
  json["episodes"] = results.episodes;
  json["truth"] = ordered_json::object();
  for (const TrueValue& value : results.truth) {
    json["truth"][value.name] = {{"time_per_session", value.time},
                                 {"tracks_per_session", value.tracks}};
  }
  json["left_out"] = results.left_out;
  json["verdicts"] = ordered_json::array();
  for (const TrustVerdict& verdict : results.verdicts) {
    json["verdicts"].push_back(verdict_json(verdict));
  }
  json["tables"] = ordered_json::array();
  for (const TrustTable& table : results.tables) json["tables"].push_back(table_json(table));
  json["points"] = ordered_json::array();
  for (const TrustPoints& points : results.points) json["points"].push_back(points_json(points));
  return text_of(json);
}

std::string write_offline_json(const OfflineNumbers& numbers) {
  ordered_json json;
  json["sessions"] = numbers.sessions;
  json["steps"] = numbers.steps;
  json["users"] = numbers.users;
  json["confidence"] = numbers.confidence;
  json["policies"] = ordered_json::array();
  for (const OfflinePolicy& policy : numbers.policies) {
    json["policies"].push_back(policy_json(policy));
  }
  return text_of(json);
}

}  // namespace reprise
