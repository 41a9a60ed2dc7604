// Where an axis has its tics. All functions are pure and safe to call from any thread.
#pragma once

#include <string>
#include <vector>

namespace reprise {

struct Tic {
  double place = 0;
  std::string text;
};

/// Which way an axis goes: horizontal ones have room for fewer tics, as labels are wider than high.
enum class AxisDirection { horizontal, vertical };

/// Percentages within [low, high] at round steps, as many as fit an axis of so many pixels: "40%",
/// or "+40%" where they are differences. low < high, both finite.
std::vector<Tic> percent_tics(double low, double high, int pixels, bool differences,
                              AxisDirection direction = AxisDirection::horizontal);

/// Relative effects ("-50%", "0%", "+1000%") placed at log10(treatment / control), within
/// [low, high] on that scale; as many as fit an axis of so many pixels. low < high, both finite.
std::vector<Tic> ratio_tics(double low, double high, int pixels,
                            AxisDirection direction = AxisDirection::horizontal);

}  // namespace reprise
