// How long sessions last, out of the counts of results: the same numbers in tables and figures. All
// functions are pure and safe to call from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reports/results/length_bins.h"
#include "reports/results/results.h"

namespace reprise {

/// Sessions that TreatmentResult::lengths counts.
std::uint64_t counted_sessions(const TreatmentResult& treatment);

/// Element n: the share (0 to 1) of the sessions with at least n recommended tracks. The first is
/// 1, the last and no other one is 0: none has so many, or the counts tell them apart no further.
/// Empty where none was counted.
std::vector<double> shares_reaching(const TreatmentResult& treatment);

/// The length that half of the sessions reach: the largest n with shares_reaching[n] >= 1/2. It may
/// be more where it is the last length that counts tell apart. 0 where none was counted.
std::size_t median_length(const TreatmentResult& treatment);

/// "83", or "2,000+" where it may be more.
std::string median_text(const TreatmentResult& treatment);

/// "[80, 86]": the lengths at which the intervals of shares_reaching leave 1/2 (Woodruff 1952,
/// "Confidence Intervals for Medians and Other Position Measures"). Empty where it is not known.
std::string median_interval_text(const TreatmentResult& treatment);

/// "41.2% [40.1, 42.3]", or "41.2%" where element `i` of the intervals is not known.
std::string share_interval_text(double share, const ShareIntervals& intervals, std::size_t i);

/// Whether the last count holds sessions longer than it says: lengths beyond are not told apart.
bool counts_longer_sessions(const TreatmentResult& treatment);

}  // namespace reprise
