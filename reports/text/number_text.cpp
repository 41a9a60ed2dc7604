#include "reports/text/number_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace reprise {
namespace {

double largest_size(const std::vector<double>& values) {
  double largest = 0;
  for (const double value : values) {
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  }
  return largest;
}

}  // namespace

std::string fixed_text(double value, int decimals) {
  if (!std::isfinite(value)) return "n/a";
  if (std::abs(value) >= 1e7) return fmt::format("{:.1e}", value);
  std::string text = fmt::format("{:.{}f}", value, decimals);
  // A small negative number would be "-0.0".
  if (text[0] == '-' && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
  return text;
}

std::string signed_text(double value, int decimals) {
  std::string text = fixed_text(value, decimals);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  if (std::isfinite(value) && value > 0 && !zero) text.insert(0, 1, '+');
  return text;
}

std::string count_text(std::uint64_t count) {
  std::string text = fmt::format("{}", count);
  for (std::size_t place = text.size(); place > 3; place -= 3) text.insert(place - 3, 1, ',');
  return text;
}

std::string amount_text(std::uint64_t count, std::string_view unit) {
  return fmt::format("{} {}{}", count_text(count), unit, count == 1 ? "" : "s");
}

std::string share_text(double share, int decimals) {
  if (!std::isfinite(share)) return "n/a";
  return fixed_text(100 * share, decimals) + "%";
}

std::string exact_text(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

int decimals_for_means(const std::vector<double>& means) {
  const double largest = largest_size(means);
  if (largest < 1) return 4;
  if (largest < 1000) return 3;
  return largest < 100'000 ? 1 : 0;
}

int decimals_for_effects(const std::vector<double>& effects,
                         const std::vector<double>& half_widths) {
  const double largest = largest_size(effects);
  const int most = largest < 10 ? 3 : largest < 1000 ? 2 : 1;
  double narrowest = 0;
  for (const double width : half_widths) {
    if (!std::isfinite(width) || width <= 0) continue;
    narrowest = narrowest > 0 ? std::min(narrowest, width) : width;
  }
  if (narrowest <= 0) return 1;
  const double needed = 1 - std::floor(std::log10(narrowest));
  return static_cast<int>(std::clamp(needed, 1.0, static_cast<double>(most)));
}

}  // namespace reprise
