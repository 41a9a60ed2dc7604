// Computes how long sessions last, from the counts in the results. Tables and figures show the same
// numbers. All functions are pure and safe to call from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reports/results/length_bins.h"
#include "reports/results/results.h"

namespace reprise {

/// Returns the number of sessions that TreatmentResult::lengths counts.
std::uint64_t counted_sessions(const TreatmentResult& treatment);

/// Element n is the share (0 to 1) of the sessions with at least n recommended tracks. The first
/// element is 1. The last element, and no other, is 0: no session has so many tracks, or the counts
/// do not tell such lengths apart. Empty if no session was counted.
std::vector<double> shares_reaching(const TreatmentResult& treatment);

/// Returns the median length: the largest n with shares_reaching[n] >= 1/2. The true median may be
/// longer, if n is the last length that the counts tell apart. 0 if no session was counted.
std::size_t median_length(const TreatmentResult& treatment);

/// Returns the median length as text: "83", or "2,000+" if the true median may be longer.
std::string median_text(const TreatmentResult& treatment);

/// Returns the interval of the median length: "[80, 86]". Its ends are the lengths at which the
/// intervals of shares_reaching leave 1/2 (Woodruff 1952, "Confidence Intervals for Medians and
/// Other Position Measures"). Empty if it is not known.
std::string median_interval_text(const TreatmentResult& treatment);

/// Returns "41.2% [40.1, 42.3]", or "41.2%" if element `i` of the intervals is not known.
std::string share_interval_text(double share, const ShareIntervals& intervals, std::size_t i);

/// Returns whether the last count also holds longer sessions. The counts do not tell those lengths
/// apart.
bool counts_longer_sessions(const TreatmentResult& treatment);

}  // namespace reprise
