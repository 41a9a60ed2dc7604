#include "reports/figures/effect_scale.h"

#include <cmath>

namespace reprise {

using namespace figure_colours;

void EffectScale::draw(Canvas& canvas, double first, double last,
                       std::optional<TextSide> labels) const {
  const bool vertical = direction_ == AxisDirection::vertical;
  const double gap = vertical ? 10 : 16;  // pixels between labels and lines
  for (const Tic& tic : axis_.tics(static_cast<int>(std::abs(high_ - low_)), direction_)) {
    const double at = pixel(tic.place);
    const bool zero = std::abs(tic.place) < 1e-9 * (axis_.high() - axis_.low());
    canvas.line({point(first, at), point(last, at)}, zero ? kLine : kGrid, zero ? 2 : 1);
    if (!labels) continue;
    const bool before = labels == TextSide::left;
    canvas.text(point(before ? first - gap : last + gap, at), tic.text, FigureText::plain,
                !vertical ? TextSide::centre
                : before  ? TextSide::right
                          : TextSide::left);
  }
}

void EffectScale::draw(Canvas& canvas, const std::vector<EffectMark>& marks,
                       const EffectLook& look) const {
  for (const EffectMark& mark : marks) draw_interval(canvas, mark, look);
  for (const EffectMark& mark : marks) {
    const double effect = mark.effect->effect;
    if (!shows(effect)) continue;
    canvas.point(point(mark.across, along(effect)), look.shape, look.size, look.colour);
  }
  for (const EffectMark& mark : marks) {
    const double effect = mark.effect->effect;
    if (!mark.hollow || !shows(effect)) continue;
    canvas.point(point(mark.across, along(effect)), look.shape, 0.6 * look.size, "#ffffff");
  }
}

void EffectScale::draw_interval(Canvas& canvas, const EffectMark& mark,
                                const EffectLook& look) const {
  const double across = mark.across;
  const auto half = [&](double from, double to, bool arrow) {
    if (arrow) {
      canvas.arrow(point(across, from), point(across, to), look.interval, look.width);
      return;
    }
    canvas.line({point(across, from), point(across, to)}, look.interval, look.width);
    if (look.cap > 0) {
      canvas.line({point(across - look.cap, to), point(across + look.cap, to)}, look.interval,
                  look.width);
    }
  };
  for (const ChartSegment& segment : axis_.interval(*mark.effect)) {
    const double middle = pixel((segment.from + segment.to) / 2);
    half(middle, pixel(segment.from), segment.arrow_at_from);
    half(middle, pixel(segment.to), segment.arrow_at_to);
  }
}

}  // namespace reprise
