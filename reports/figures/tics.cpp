#include "reports/figures/tics.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/figures/style.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

constexpr int kTicGap = 20;  // least number of pixels between two labels
constexpr int kLineHeight = 22;

// Returns the pixels of the axis that a label takes.
int label_size(const std::string& text, AxisDirection direction) {
  return direction == AxisDirection::horizontal ? text_width(text, FigureText::plain) : kLineHeight;
}

// Returns tics at round steps, as many as fit. `text` writes a value with so many decimals.
template <class Text>
std::vector<Tic> round_tics(double low, double high, int pixels, AxisDirection direction,
                            Text text) {
  constexpr std::size_t kMost = 8;
  double power = std::pow(10, std::floor(std::log10(high - low)) - 1);
  for (;; power *= 10) {
    const int decimals =
        static_cast<int>(std::clamp(std::ceil(-std::log10(power) - 1e-9), 0.0, 12.0));
    for (const double multiple : {1.0, 2.0, 5.0}) {
      const double step = multiple * power;
      if ((high - low) / step > 2 * kMost) continue;
      std::vector<Tic> tics;
      int widest = 0;
      for (double i = std::ceil(low / step); i * step <= high; ++i) {
        const double value = i * step;
        tics.push_back({value, text(value, decimals)});
        widest = std::max(widest, label_size(tics.back().text, direction));
      }
      const bool fits = (widest + kTicGap) * (high - low) <= step * pixels;
      if (tics.size() < 2 || (tics.size() <= kMost && fits)) return tics;
    }
  }
}

}  // namespace

std::vector<Tic> percent_tics(double low, double high, int pixels, bool differences,
                              AxisDirection direction) {
  return round_tics(low, high, pixels, direction, [differences](double value, int decimals) {
    return (differences ? signed_text(value, decimals) : fixed_text(value, decimals)) + "%";
  });
}

std::vector<Tic> number_tics(double low, double high, int pixels, bool differences,
                             AxisDirection direction) {
  return round_tics(low, high, pixels, direction, [differences](double value, int decimals) {
    return differences ? signed_text(value, decimals) : fixed_text(value, decimals);
  });
}

std::vector<Tic> ratio_tics(double low, double high, int pixels, AxisDirection direction) {
  // The candidates are in order of importance. A tic is left out if a more important one takes its
  // room.
  constexpr double kWanted[] = {0,     100, 1000, 10'000, -50,  -90,    100'000, -99,
                                -99.9, 1e6, 1e7,  300,    3000, 30'000, -75,     50,
                                200,   500, -25,  2000,   5000, 20'000, 50'000};
  const double pixels_per_unit = pixels / (high - low);
  struct Placed {
    Tic tic;
    double begin;
    double end;
  };
  std::vector<Placed> placed;
  for (const double percent : kWanted) {
    const double place = std::log10(1 + percent / 100);
    if (place < low || place > high) continue;
    const std::string text = fmt::format("{}%", signed_text(percent, percent == -99.9 ? 1 : 0));
    const double half = label_size(text, direction) / 2.0 + kTicGap / 2.0;
    const double centre = place * pixels_per_unit;
    const bool free = std::all_of(placed.begin(), placed.end(), [&](const Placed& other) {
      return centre + half < other.begin || centre - half > other.end;
    });
    if (free) placed.push_back({{place, text}, centre - half, centre + half});
  }
  std::sort(placed.begin(), placed.end(),
            [](const Placed& a, const Placed& b) { return a.begin < b.begin; });
  std::vector<Tic> tics;
  for (const Placed& one : placed) tics.push_back(one.tic);
  return tics;
}

}  // namespace reprise
