// Who gains: effects among users that have much or little of a trait, sorted for tables and
// figures. All functions are pure and safe to call from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/results.h"
#include "reports/summary/shown_treatments.h"

namespace reprise {

/// Treatments that figures and tables of groups have room for.
inline constexpr std::size_t kMostGroupedTreatments = 5;

/// Traits of users that Results::groups are about, in the order in which they first appear.
std::vector<std::string> group_traits(const Results& results);

/// The groups of a treatment by one trait, rising, as the results have them; they point into
/// `results`.
std::vector<const SegmentEffect*> groups_of(const Results& results, std::string_view trait,
                                            std::string_view treatment);

/// Those treatments that have groups, no more than kMostGroupedTreatments.
ShownTreatments treatments_with_groups(const Results& results);

/// "2.50 to 7.75": what each of the groups has of the trait, rounded alike.
std::vector<std::string> range_texts(const std::vector<const SegmentEffect*>& groups);

}  // namespace reprise
