#include "reports/session_lengths.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "reports/number_text.h"

namespace reprise {

std::uint64_t counted_sessions(const TreatmentResult& treatment) {
  return std::accumulate(treatment.lengths.begin(), treatment.lengths.end(), std::uint64_t{0});
}

std::vector<double> shares_reaching(const TreatmentResult& treatment) {
  const std::uint64_t all = counted_sessions(treatment);
  std::vector<double> shares;
  if (all == 0) return shares;
  std::uint64_t reaching = all;
  for (const std::uint64_t count : treatment.lengths) {
    shares.push_back(static_cast<double>(reaching) / static_cast<double>(all));
    reaching -= count;
    if (reaching == 0) break;
  }
  shares.push_back(0);
  return shares;
}

std::size_t median_length(const TreatmentResult& treatment) {
  const std::vector<double> shares = shares_reaching(treatment);
  const auto beyond =
      std::find_if(shares.begin(), shares.end(), [](double share) { return share < 0.5; });
  // The first share is 1 and the last one 0.
  return shares.empty() ? 0 : static_cast<std::size_t>(beyond - shares.begin()) - 1;
}

std::string median_text(const TreatmentResult& treatment) {
  const std::size_t median = median_length(treatment);
  return fmt::format("{}{}", count_text(median),
                     median > 0 && median + 1 == treatment.lengths.size() ? "+" : "");
}

bool counts_longer_sessions(const TreatmentResult& treatment) {
  return !treatment.lengths.empty() && treatment.lengths.back() > 0;
}

}  // namespace reprise
