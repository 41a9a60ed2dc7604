#include "experiments/logs/ab_result.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "experiments/logs/log_results.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

using Json = nlohmann::ordered_json;

// Returns the number that Python's round(value, decimals) gives.
Json rounded(double value, int decimals) {
  if (!std::isfinite(value)) return nullptr;
  return std::stod(fmt::format("{:.{}f}", value, decimals));
}

}  // namespace

std::string ab_result_json(const ReadLog& log, const std::string& control) {
  LogView view;
  view.control = control;
  view.interval = IntervalKind::notebook;
  view.confidence = 0.95;
  view.budget.reset();
  for (const char* name : {"time", "sessions", "mean_request_latency", "mean_tracks_per_session",
                           "mean_time_per_session"}) {
    view.metrics.push_back(find_log_metric(name));
    REPRISE_CHECK(view.metrics.back() != nullptr, "no metric {}", name);
  }
  std::vector<Effect> effects = log_results(log, view).effects;
  std::stable_sort(effects.begin(), effects.end(),
                   [](const Effect& a, const Effect& b) { return a.treatment < b.treatment; });
  Json all = Json::array();
  for (const Effect& effect : effects) {
    const bool known = effect.shape == IntervalShape::bounded;
    const double unknown = std::nan("");
    all.push_back({{"treatment", effect.treatment},
                   {"metric", effect.metric},
                   {"control_mean", rounded(effect.control_mean, 4)},
                   {"treatment_mean", rounded(effect.treatment_mean, 4)},
                   {"effect_pct", rounded(known ? effect.effect : unknown, 2)},
                   {"lower_pct", rounded(known ? effect.lower : unknown, 2)},
                   {"upper_pct", rounded(known ? effect.upper : unknown, 2)},
                   {"significant", known && (effect.lower > 0 || effect.upper < 0)}});
  }
  return Json{{"all_effects", all}}.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace reprise
