// Chooses the tics of an axis. All functions are pure and safe to call from any thread.
#pragma once

#include <string>
#include <vector>

namespace reprise {

struct Tic {
  double place = 0;
  std::string text;
};

/// The direction of an axis. A horizontal axis has room for fewer tics, because labels are wider
/// than high.
enum class AxisDirection { horizontal, vertical };

/// Returns percentages within [low, high] at round steps, as many as fit an axis of `pixels`:
/// "40%", or "+40%" if they are differences. low < high, both finite.
std::vector<Tic> percent_tics(double low, double high, int pixels, bool differences,
                              AxisDirection direction = AxisDirection::horizontal);

/// Returns the same of plain numbers: "0.4", or "+0.4" if they are differences.
std::vector<Tic> number_tics(double low, double high, int pixels, bool differences,
                             AxisDirection direction = AxisDirection::horizontal);

/// Returns relative effects ("-50%", "0%", "+1000%") at their places log10(treatment / control),
/// within [low, high] on that scale, as many as fit an axis of `pixels`. low < high, both finite.
std::vector<Tic> ratio_tics(double low, double high, int pixels,
                            AxisDirection direction = AxisDirection::horizontal);

}  // namespace reprise
