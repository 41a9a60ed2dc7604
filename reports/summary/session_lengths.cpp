#include "reports/summary/session_lengths.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "reports/text/number_text.h"

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
  // The first share is 1 and the last one is 0, so a share below 1/2 exists and is not the first.
  return shares.empty() ? 0 : static_cast<std::size_t>(beyond - shares.begin()) - 1;
}

std::string median_text(const TreatmentResult& treatment) {
  const std::size_t median = median_length(treatment);
  return fmt::format("{}{}", count_text(median),
                     median > 0 && median + 1 == treatment.lengths.size() ? "+" : "");
}

std::string median_interval_text(const TreatmentResult& treatment) {
  const std::vector<double> shares = shares_reaching(treatment);
  const ShareIntervals& reaching = treatment.reaching;
  if (shares.empty() || reaching.lower.empty()) return {};
  std::size_t lower = 0;
  std::size_t upper = 0;
  bool ended = false;  // the median cannot be longer than `upper`
  for (std::size_t n = 0; n < shares.size() && shares[n] > 0; ++n) {
    if (shares[n] == 1) {
      lower = upper = n;
      continue;
    }
    if (n >= reaching.lower.size() || !std::isfinite(reaching.lower[n])) return {};
    if (reaching.lower[n] >= 0.5 && lower + 1 == n) lower = n;
    ended = reaching.upper[n] < 0.5;
    if (!ended) upper = n;
  }
  if (!ended) return {};
  return fmt::format("[{}, {}]", count_text(lower), count_text(upper));
}

std::string share_interval_text(double share, const ShareIntervals& intervals, std::size_t i) {
  const std::string text = share_text(share, 1);
  if (i >= intervals.lower.size()) return text;
  const double lower = intervals.lower[i];
  const double upper = intervals.upper[i];
  if (!std::isfinite(lower) || !std::isfinite(upper)) return text;
  return fmt::format("{} [{}, {}]", text, fixed_text(100 * lower, 1), fixed_text(100 * upper, 1));
}

bool counts_longer_sessions(const TreatmentResult& treatment) {
  return !treatment.lengths.empty() && treatment.lengths.back() > 0;
}

}  // namespace reprise
