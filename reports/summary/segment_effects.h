// Sorts the effects by segment for tables and figures. A segment holds the users with little, or
// with much, of a trait. All functions are pure and safe to call from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/results.h"
#include "reports/summary/shown_treatments.h"

namespace reprise {

/// The largest number of treatments that figures and tables of segments have room for.
inline constexpr std::size_t kMostSegmentedTreatments = 5;

/// Returns the traits that the segments of Results::groups are about, in the order in which they
/// first appear.
std::vector<std::string> segment_traits(const Results& results);

/// Returns a treatment's segments by one trait, with rising values of the trait, in the order of
/// the results. The pointers point into `results`.
std::vector<const SegmentEffect*> groups_of(const Results& results, std::string_view trait,
                                            std::string_view treatment);

/// Returns the treatments that have effects by segment, at most kMostSegmentedTreatments.
ShownTreatments treatments_with_segments(const Results& results);

/// Returns the number of decimals to which the ranges of segments are rounded, 0 to 2.
int range_decimals(const std::vector<const SegmentEffect*>& groups);

/// Returns the range of the trait in each segment, "2.50 to 7.75", or its text, which comes from a
/// file of the user's. All ranges are rounded alike.
std::vector<std::string> range_texts(const std::vector<const SegmentEffect*>& groups);

}  // namespace reprise
