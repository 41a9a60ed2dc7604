#pragma once

#include <optional>
#include <span>

namespace reprise {

/// Returns Spearman's rank correlation of two lists of equal length, equal values having their mean
/// rank; absent for fewer than three or where one list does not vary. Pure. Source: Spearman 1904,
/// as Pearson's correlation of ranks.
std::optional<double> rank_correlation(std::span<const double> first,
                                       std::span<const double> second);

}  // namespace reprise
