#include "reports/figures/effect_mark.h"

namespace reprise {

ChartMark effect_mark(const Effect& effect, const EffectTexts& texts, Verdict verdict,
                      std::size_t series, const EffectAxis& axis) {
  ChartMark mark;
  mark.series = series;
  if (axis.shows(effect.effect)) mark.place = axis.place(effect.effect);
  mark.hollow = verdict == Verdict::unclear;
  mark.interval = axis.interval(effect);
  mark.estimate_text = texts.effect_percent;
  mark.interval_text = interval_text(effect, texts);
  return mark;
}

}  // namespace reprise
