#include "reports/figures/length_axis.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/text/number_text.h"

namespace reprise {

using namespace figure_colours;

LengthAxis::LengthAxis(std::size_t least, std::size_t most, double left, double right)
    : doublings_(most > kMostSingleLengths),
      least_(least),
      most_(most),
      left_(left),
      right_(right) {
  // The axis ends at the end of a doubling, so that the last bin is as wide as the others.
  if (doublings_) most_ = 2 * (std::size_t{1} << static_cast<unsigned>(std::log2(most))) - 1;
}

double LengthAxis::place(double number) const {
  // 0 has a place of its own, which is as wide as a doubling.
  return !doublings_ || number < 1 ? number : 1 + std::log2(number);
}

double LengthAxis::x(double number) const {
  const double low = place(static_cast<double>(least_));
  const double high = place(static_cast<double>(most_) + 1);
  return left_ + (right_ - left_) * (place(number) - low) / (high - low);
}

std::vector<LengthBin> LengthAxis::bins() const { return length_bins(least_, most_, doublings_); }

std::vector<std::size_t> LengthAxis::numbers() const {
  std::vector<std::size_t> numbers;
  double last = 0;
  for (std::size_t number = least_; number <= most_; ++number) {
    const double pixel = x(static_cast<double>(number));
    if (!numbers.empty() && pixel - last < 2) continue;
    numbers.push_back(number);
    last = pixel;
  }
  return numbers;
}

void LengthAxis::draw(Canvas& canvas, double top, double bottom, const std::string& title) const {
  constexpr double kLabelGap = 8;
  double free = left_ - kLabelGap;
  const std::size_t singles = most_ + 1 - least_;
  const std::size_t step = singles <= 16 ? 1 : singles <= 32 ? 2 : 5;
  for (const LengthBin& bin : bins()) {
    if (!doublings_ && bin.first % step != 0) continue;
    const double pixel = x(static_cast<double>(bin.first));
    canvas.line({{pixel, top}, {pixel, bottom}}, kGrid, 1);
    const std::string text = count_text(bin.first);
    const double half = text_width(text, FigureText::small) / 2.0;
    if (pixel - half < free) continue;
    canvas.text({pixel, bottom + 18}, text, FigureText::small, TextSide::centre);
    free = pixel + half + kLabelGap;
  }
  canvas.text({(left_ + right_) / 2, bottom + 44}, title, FigureText::small, TextSide::centre);
}

}  // namespace reprise
