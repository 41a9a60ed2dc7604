// Draws the effects by segment of users. A segment has little, some or much of a trait. Each
// treatment and trait has a panel.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/chart_segment.h"
#include "reports/figures/effect_axis.h"
#include "reports/figures/effect_scale.h"
#include "reports/figures/figure.h"
#include "reports/summary/comparison.h"
#include "reports/summary/effect_texts.h"
#include "reports/summary/segment_effects.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

using namespace figure_colours;

// Nobody would read a figure with more panels. results.json has all segments.
constexpr std::size_t kMostTraits = 4;
constexpr double kLeft = 104;
double right_end() { return figure_width() - kFigureEdge; }
constexpr double kPanelGap = 28;
constexpr double kPanelHeight = 170;
constexpr double kNameHeight = 34;  // room above the panels of a treatment
constexpr double kAxisHeight = 62;  // room below the last panels
constexpr double kLineHeight = 24;

class WhoGains {
 public:
  WhoGains(const Results& results, ShownTreatments treatments)
      : results_(results),
        treatments_(std::move(treatments)),
        all_traits_(segment_traits(results)),
        traits_(all_traits_.begin(), all_traits_.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                               kMostTraits, all_traits_.size()))) {}

  std::string script() const {
    const double top = kHeadingHeight + kLineHeight;
    const double row = row_height();
    const double bottom = top + row * static_cast<double>(treatments_.shown.size());
    const std::vector<std::string> notes = this->notes();
    const double end = bottom + (narrow_figures() ? 0 : kAxisHeight);
    Canvas canvas("who_gains",
                  static_cast<int>(end + 8 + kLineHeight * static_cast<double>(notes.size())));
    const std::string metric = results_.groups.front().effect.metric;
    canvas.heading("Who gains: the effect among groups of users",
                   fmt::format("on {}, in % of the control's mean; {} intervals", metric,
                               confidence_text(results_.confidence)));
    canvas.text({kFigureEdge, kHeadingHeight + 8},
                narrow_figures() ? "from least to most of the trait; line: all users"
                                 : "from the users with the least of the trait to those with the "
                                   "most; line: all users",
                FigureText::small, TextSide::left, kFaintText);
    for (std::size_t i = 0; i < treatments_.shown.size(); ++i) {
      draw_treatment(canvas, *treatments_.shown[i], top + row * static_cast<double>(i));
    }
    for (std::size_t i = 0; !narrow_figures() && i < traits_.size(); ++i) {
      draw_trait(canvas, i, bottom);
    }
    double y = end;
    for (const std::string& note : notes) {
      canvas.text({kFigureEdge, y}, note, FigureText::small, TextSide::left, kFaintText);
      y += kLineHeight;
    }
    return canvas.script();
  }

 private:
  // The height of a treatment: its panels stand side by side, or on narrow pages one below the
  // other, each with its own axis.
  double row_height() const {
    if (!narrow_figures()) return kNameHeight + kPanelHeight;
    return kNameHeight + (kPanelHeight + kAxisHeight) * static_cast<double>(traits_.size());
  }

  double panel_width() const {
    const double columns = narrow_figures() ? 1 : static_cast<double>(traits_.size());
    return (right_end() - kLeft - kPanelGap * (columns - 1)) / columns;
  }

  double panel_left(std::size_t trait) const {
    if (narrow_figures()) return kLeft;
    return kLeft + (panel_width() + kPanelGap) * static_cast<double>(trait);
  }

  // Returns the effects of a treatment in all its segments, then its effect on all users, on the
  // same metric.
  std::vector<const Effect*> effects_of(const TreatmentResult& treatment) const {
    std::vector<const Effect*> effects;
    for (const std::string& trait : traits_) {
      for (const SegmentEffect* group : groups_of(results_, trait, treatment.name)) {
        effects.push_back(&group->effect);
      }
    }
    if (effects.empty()) return effects;
    const Effect* whole = find_effect(results_, treatment.name, effects.front()->metric);
    if (whole != nullptr) effects.push_back(whole);
    return effects;
  }

  void draw_treatment(Canvas& canvas, const TreatmentResult& treatment, double top) const {
    const std::string_view note = treatment.oracle ? " (ceiling)" : "";
    const double room = right_end() - kLeft - text_width(note, FigureText::plain);
    canvas.text({kLeft, top + 20},
                fmt::format("{}{}", fitting(treatment.name, FigureText::plain, room), note),
                FigureText::plain, TextSide::left);
    const EffectAxis axis(effects_of(treatment), EffectAxis::Zero::when_near);
    if (narrow_figures()) {
      double panel_top = top + kNameHeight;
      for (std::size_t i = 0; i < traits_.size(); ++i) {
        const EffectScale scale(axis, panel_top, panel_top + kPanelHeight - 14);
        scale.draw(canvas, kLeft, kLeft + panel_width(), TextSide::left);
        draw_panel(canvas, scale, treatment, i);
        draw_trait(canvas, i, panel_top + kPanelHeight);
        panel_top += kPanelHeight + kAxisHeight;
      }
      return;
    }
    const EffectScale scale(axis, top + kNameHeight, top + kNameHeight + kPanelHeight - 14);
    for (std::size_t i = 0; i < traits_.size(); ++i) {
      // Only the first panel has labels; all panels have lines.
      const double left = panel_left(i);
      scale.draw(canvas, left, left + panel_width(),
                 i == 0 ? std::optional(TextSide::left) : std::nullopt);
      draw_panel(canvas, scale, treatment, i);
    }
  }

  void draw_panel(Canvas& canvas, const EffectScale& scale, const TreatmentResult& treatment,
                  std::size_t trait) const {
    const std::vector<const SegmentEffect*> groups =
        groups_of(results_, traits_[trait], treatment.name);
    if (groups.empty()) return;
    const Effect* whole = find_effect(results_, treatment.name, groups.front()->effect.metric);
    if (whole != nullptr && scale.shows(whole->effect)) {
      const double y = scale.along(whole->effect);
      canvas.line({{panel_left(trait), y}, {panel_left(trait) + panel_width(), y}}, kSkyBlue, 2);
    }
    std::vector<EffectMark> marks;
    const double step = panel_width() / static_cast<double>(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
      marks.push_back({panel_left(trait) + step * (static_cast<double>(i) + 0.5),
                       &groups[i]->effect, !groups[i]->effect.significant});
    }
    EffectLook look{kBlue, kBlue};
    look.size = 0.75;
    look.cap = 4;
    scale.draw(canvas, marks, look);
  }

  // Returns the names of both ends of the axis of a trait: its least and its highest number, or the
  // texts of the first and the last segment.
  static std::pair<std::string, std::string> ends(const std::vector<const SegmentEffect*>& groups) {
    const auto numbers = [](const SegmentEffect* group) { return !group->value; };
    if (!numbers(groups.front())) return {*groups.front()->value, *groups.back()->value};
    const SegmentEffect* last = *std::find_if(groups.rbegin(), groups.rend(), numbers);
    const int decimals = range_decimals(groups);
    return {fixed_text(groups.front()->from, decimals),
            last == groups.back() ? fixed_text(last->to, decimals) : *groups.back()->value};
  }

  // Draws the range of a trait and its name, below the panels.
  void draw_trait(Canvas& canvas, std::size_t trait, double top) const {
    for (const TreatmentResult* treatment : treatments_.shown) {
      const std::vector<const SegmentEffect*> groups =
          groups_of(results_, traits_[trait], treatment->name);
      if (groups.empty()) continue;
      const double left = panel_left(trait);
      const auto [first, last] = ends(groups);
      const double room = panel_width() / 2 - 4;
      canvas.text({left, top + 4}, fitting(first, FigureText::small, room), FigureText::small,
                  TextSide::left);
      canvas.text({left + panel_width(), top + 4}, fitting(last, FigureText::small, room),
                  FigureText::small, TextSide::right);
      canvas.text({left + panel_width() / 2, top + 28},
                  fitting(traits_[trait], FigureText::small, panel_width()), FigureText::small,
                  TextSide::centre);
      return;
    }
  }

  std::vector<std::string> notes() const {
    std::vector<std::string> notes;
    const std::string left_out = treatments_.note();
    if (!left_out.empty()) notes.push_back(left_out);
    if (traits_.size() < all_traits_.size()) {
      notes.push_back(fmt::format("{} of {} traits; results.json has all.", traits_.size(),
                                  all_traits_.size()));
    }
    bool beyond = false;
    bool hollow = false;
    bool log = false;
    for (const TreatmentResult* treatment : treatments_.shown) {
      const std::vector<const Effect*> effects = effects_of(*treatment);
      const EffectAxis axis(effects, EffectAxis::Zero::when_near);
      log |= axis.log();
      for (const Effect* effect : effects) {
        beyond |= has_arrow(axis.interval(*effect));
        hollow |= !effect->significant;
      }
    }
    if (hollow) notes.emplace_back("Hollow: not significant, each group by itself.");
    if (log) notes.emplace_back("Where effects are large the scale is a logarithmic one.");
    if (beyond) {
      notes.emplace_back("An arrow: the interval goes on, beyond this axis or without bound.");
    }
    return note_lines(notes);
  }

  const Results& results_;
  ShownTreatments treatments_;
  std::vector<std::string> all_traits_;
  std::vector<std::string> traits_;
};

std::string script(const Results& results) {
  ShownTreatments treatments = treatments_with_segments(results);
  if (treatments.shown.empty()) return {};
  return WhoGains(results, std::move(treatments)).script();
}

const FigureRegistration registration(
    {"who_gains", "The effect among users with little and with much of a trait", 3, script});

}  // namespace
}  // namespace reprise
