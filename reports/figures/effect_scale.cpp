#include "reports/figures/effect_scale.h"

#include <cmath>

namespace reprise {

using namespace figure_colours;

void EffectScale::draw(Canvas& canvas, double left, double right,
                       std::optional<TextSide> labels) const {
  constexpr double kGap = 10;  // pixels between labels and lines
  for (const Tic& tic : axis_.tics(static_cast<int>(bottom_ - top_), AxisDirection::vertical)) {
    const double y = pixel(tic.place);
    const bool zero = std::abs(tic.place) < 1e-9 * (axis_.high() - axis_.low());
    canvas.line({{left, y}, {right, y}}, zero ? kLine : kGrid, zero ? 2 : 1);
    if (labels == TextSide::left) {
      canvas.text({left - kGap, y}, tic.text, FigureText::plain, TextSide::right);
    } else if (labels) {
      canvas.text({right + kGap, y}, tic.text, FigureText::plain, TextSide::left);
    }
  }
}

void EffectScale::draw(Canvas& canvas, const std::vector<EffectMark>& marks,
                       const EffectLook& look) const {
  for (const EffectMark& mark : marks) draw_interval(canvas, mark, look);
  for (const EffectMark& mark : marks) {
    const double effect = mark.effect->effect;
    if (shows(effect)) canvas.point({mark.x, y(effect)}, look.shape, look.size, look.colour);
  }
  for (const EffectMark& mark : marks) {
    const double effect = mark.effect->effect;
    if (!mark.hollow || !shows(effect)) continue;
    canvas.point({mark.x, y(effect)}, look.shape, 0.6 * look.size, "#ffffff");
  }
}

void EffectScale::draw_interval(Canvas& canvas, const EffectMark& mark,
                                const EffectLook& look) const {
  const double x = mark.x;
  const auto half = [&](double from, double to, bool arrow) {
    if (arrow) {
      canvas.arrow({x, from}, {x, to}, look.interval, look.width);
      return;
    }
    canvas.line({{x, from}, {x, to}}, look.interval, look.width);
    if (look.cap > 0) {
      canvas.line({{x - look.cap, to}, {x + look.cap, to}}, look.interval, look.width);
    }
  };
  for (const ChartSegment& segment : axis_.interval(*mark.effect)) {
    const double middle = pixel((segment.from + segment.to) / 2);
    half(middle, pixel(segment.from), segment.arrow_at_from);
    half(middle, pixel(segment.to), segment.arrow_at_to);
  }
}

}  // namespace reprise
