#include "reports/summary/headline.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace reprise {
namespace {

// Sets how the leader stands to the next treatment.
void compare_leader(const Results& results, Headline& headline) {
  const Effect& leader = *headline.leader->effect;
  const Effect& next = *headline.next->effect;
  headline.pair = find_pair(results, leader.treatment, next.treatment, kHeadlineMetric);
  if (headline.pair != nullptr) {
    headline.standing = Headline::Standing::compared;
    const std::vector<const Effect*> shown = pairs_beside_control(results, kHeadlineMetric);
    const auto at = std::find(shown.begin(), shown.end(), headline.pair);
    headline.pair_texts = effect_texts(shown).at(static_cast<std::size_t>(at - shown.begin()));
    return;
  }
  if (!has_bounds(leader) || !has_bounds(next)) return;
  headline.standing =
      leader.lower > next.upper ? Headline::Standing::apart : Headline::Standing::overlapping;
}

}  // namespace

Headline headline_of(const Results& results) {
  Headline headline;
  std::vector<ComparisonRow> competitors;
  for (ComparisonRow& row : compare(results, kHeadlineMetric)) {
    if (row.effect == nullptr || !std::isfinite(row.effect->difference)) continue;
    if (!row.treatment->oracle) {
      competitors.push_back(std::move(row));
    } else if (!headline.ceiling) {
      headline.ceiling = std::move(row);
    }
  }
  headline.competitors = competitors.size();
  if (results.selected && results.selected->finished && results.selected->best.size() == 1 &&
      results.selected->metric == kHeadlineMetric) {
    headline.selected = find_treatment(results, results.selected->best.front());
    std::stable_partition(competitors.begin(), competitors.end(), [&](const ComparisonRow& row) {
      return row.treatment == headline.selected;
    });
  }
  if (headline.selected == nullptr || headline.selected->control) {
    // A treatment with a higher estimate does not lead while nothing is known about it.
    const auto best =
        std::find_if(competitors.begin(), competitors.end(),
                     [](const ComparisonRow& row) { return row.verdict == Verdict::better; });
    if (best != competitors.end()) std::rotate(competitors.begin(), best, best + 1);
  }
  if (competitors.empty()) return headline;
  headline.leader = competitors[0];
  if (competitors.size() > 1) {
    headline.next = competitors[1];
    compare_leader(results, headline);
  }
  return headline;
}

}  // namespace reprise
