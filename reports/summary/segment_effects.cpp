#include "reports/summary/segment_effects.h"

#include <algorithm>
#include <cmath>

#include "reports/text/number_text.h"

namespace reprise {

std::vector<std::string> segment_traits(const Results& results) {
  std::vector<std::string> traits;
  for (const SegmentEffect& group : results.groups) {
    if (std::find(traits.begin(), traits.end(), group.trait) == traits.end()) {
      traits.push_back(group.trait);
    }
  }
  return traits;
}

std::vector<const SegmentEffect*> groups_of(const Results& results, std::string_view trait,
                                            std::string_view treatment) {
  std::vector<const SegmentEffect*> groups;
  for (const SegmentEffect& group : results.groups) {
    if (group.trait == trait && group.effect.treatment == treatment) groups.push_back(&group);
  }
  return groups;
}

ShownTreatments treatments_with_segments(const Results& results) {
  return treatments_to_show(results, kMostSegmentedTreatments,
                            [&results](const TreatmentResult& treatment) {
                              return std::any_of(results.groups.begin(), results.groups.end(),
                                                 [&treatment](const SegmentEffect& group) {
                                                   return group.effect.treatment == treatment.name;
                                                 });
                            });
}

int range_decimals(const std::vector<const SegmentEffect*>& groups) {
  std::vector<double> values;
  for (const SegmentEffect* group : groups) {
    if (!group->value) values.insert(values.end(), {group->from, group->to});
  }
  const bool whole = std::all_of(values.begin(), values.end(),
                                 [](double value) { return value == std::round(value); });
  return whole ? 0 : std::min(decimals_for_means(values), 2);
}

std::vector<std::string> range_texts(const std::vector<const SegmentEffect*>& groups) {
  const int decimals = range_decimals(groups);
  std::vector<std::string> texts;
  for (const SegmentEffect* group : groups) {
    if (group->value) {
      texts.push_back(*group->value);
      continue;
    }
    texts.push_back(fixed_text(group->from, decimals));
    if (group->to != group->from) texts.back() += " to " + fixed_text(group->to, decimals);
  }
  return texts;
}

}  // namespace reprise
