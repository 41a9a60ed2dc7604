// Draws how long sessions last: a histogram for each treatment, and curves of the share of sessions
// that reach each length.
#include "reports/summary/session_lengths.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/curve_chart.h"
#include "reports/figures/figure.h"
#include "reports/summary/effect_texts.h"
#include "reports/summary/run_summary.h"
#include "reports/summary/shown_treatments.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

using namespace figure_colours;

constexpr double kGap = 14;
// The right end of the axes. The medians stand beside it or, on narrow pages, above the bars.
double right_end() { return figure_width() - (narrow_figures() ? kFigureEdge : 150); }
double row_height() { return narrow_figures() ? 110 : 74; }
// Room above the highest bar, for its share and, on narrow pages, for the name of the treatment.
double bar_room() { return narrow_figures() ? 56 : 20; }
constexpr double kCurveHeight = 260;
constexpr double kAxisHeight = 58;
constexpr double kLineHeight = 24;

bool has_lengths(const TreatmentResult& treatment) { return counted_sessions(treatment) > 0; }

class SessionLengths {
 public:
  SessionLengths(const Results& results, ShownTreatments treatments)
      : results_(results),
        treatments_(std::move(treatments)),
        looks_(treatment_looks(treatments_.shown)),
        names_(short_names(treatments_.shown)),
        axis_(make_axis()) {
    for (const TreatmentResult* treatment : treatments_.shown) {
      if (treatment->reaching.lower.empty()) continue;
      notes_.push_back(fmt::format("Bands and strokes on bars: {} intervals, each on its own.",
                                   confidence_text(results_.confidence)));
      break;
    }
    const std::string left_out = treatments_.note();
    if (!left_out.empty()) notes_.push_back(left_out);
    for (const TreatmentResult* treatment : treatments_.shown) {
      if (!counts_longer_sessions(*treatment)) continue;
      notes_.push_back(fmt::format("Sessions of more than {} tracks are counted as of {}.",
                                   count_text(treatment->lengths.size() - 1),
                                   count_text(treatment->lengths.size() - 1)));
      break;
    }
    notes_ = note_lines(notes_);
  }

  std::string script() const {
    // The upper part has a histogram per treatment, the lower part a curve per treatment.
    constexpr double kRowsTop = kHeadingHeight + 30;
    const double rows_bottom =
        kRowsTop + row_height() * static_cast<double>(treatments_.shown.size());
    const double curves_top = rows_bottom + kAxisHeight + 50;
    const double curves_bottom = curves_top + kCurveHeight;
    const double height =
        curves_bottom + kAxisHeight + 14 + kLineHeight * static_cast<double>(notes_.size());
    // The upper part.
    Canvas canvas("session_lengths", static_cast<int>(height));
    canvas.heading("How long sessions last",
                   fmt::format("{}; all sessions of the {}, counted", amount_text(results_),
                               source_word(results_)));
    canvas.text({title_left(), kRowsTop - 16}, "share of the sessions that last so long, %",
                FigureText::small, TextSide::left, kFaintText);
    axis_.draw(canvas, kRowsTop, rows_bottom, kAxisTitle);
    draw_rows(canvas, kRowsTop);
    // The lower part: all bands lie below all curves.
    canvas.text({title_left(), curves_top - 20}, "share of the sessions that get that far, %",
                FigureText::small, TextSide::left, kFaintText);
    axis_.draw(canvas, curves_top, curves_bottom, kAxisTitle);
    const ShareScale scale(curves_top, curves_bottom);
    scale.draw(canvas, axis_.left(), axis_.right());
    const CurvePlace place{canvas, axis_, scale};
    for (std::size_t i = 0; i < treatments_.shown.size(); ++i) {
      draw_band(place, treatments_.shown[i]->reaching, 0, looks_[i]);
    }
    for (std::size_t i = 0; i < treatments_.shown.size(); ++i) {
      draw_curve(place, shares_reaching(*treatments_.shown[i]), 0, looks_[i], i);
    }
    double y = curves_bottom + kAxisHeight + 6;
    for (const std::string& note : notes_) {
      y += kLineHeight;
      canvas.text({kFigureEdge, y - kLineHeight / 2}, note, FigureText::small, TextSide::left,
                  kFaintText);
    }
    return canvas.script();
  }

 private:
  static constexpr const char* kAxisTitle = "tracks recommended in a session";

  double title_left() const { return narrow_figures() ? kFigureEdge : axis_.left(); }

  static std::vector<std::string> short_names(const std::vector<const TreatmentResult*>& shown) {
    constexpr int kNameColumns = 20;
    std::vector<std::string> names;
    for (const TreatmentResult* treatment : shown) names.push_back(treatment->name);
    return distinct_short_names(names, kNameColumns);
  }

  LengthAxis make_axis() const {
    double name_width = 60;  // room for the labels of the curves
    for (const std::string& name : names_) {
      name_width = std::max(name_width, 1.0 * text_width(name, FigureText::small));
    }
    std::size_t least = 1;
    std::size_t most = 1;
    for (const TreatmentResult* treatment : treatments_.shown) {
      const std::vector<std::uint64_t>& lengths = treatment->lengths;
      if (lengths.front() > 0) least = 0;
      for (std::size_t length = lengths.size() - 1; length > most; --length) {
        if (lengths[length] > 0) most = length;
      }
    }
    const double left = narrow_figures() ? kFigureEdge + 44 : kFigureEdge + kGap + name_width + 22;
    return {least, most, left, right_end()};
  }

  std::vector<double> bar_heights(const TreatmentResult& treatment) const {
    const std::vector<double> shares = shares_reaching(treatment);
    const auto reaching = [&](std::size_t length) {
      return length < shares.size() ? shares[length] : 0;
    };
    std::vector<double> heights;
    for (const LengthBin& bin : axis_.bins()) {
      heights.push_back(reaching(bin.first) - reaching(bin.last + 1));
    }
    return heights;
  }

  // Returns the interval of the share in a bar; NaN if it is not known.
  std::pair<double, double> bar_interval(const TreatmentResult& treatment, std::size_t bar) const {
    const ShareIntervals& intervals =
        axis_.doublings() ? treatment.in_doubled_bins : treatment.in_single_bins;
    const std::size_t at = axis_.least() + bar;  // the first interval is that of length 0
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    if (at >= intervals.lower.size()) return {kUnknown, kUnknown};
    return {intervals.lower[at], intervals.upper[at]};
  }

  void draw_rows(Canvas& canvas, double top) const {
    // The highest bar or interval end of all treatments fills a row, so that the histograms have
    // one scale.
    std::vector<std::vector<double>> heights;
    double peak = 0;
    for (const TreatmentResult* treatment : treatments_.shown) {
      heights.push_back(bar_heights(*treatment));
      for (std::size_t bar = 0; bar < heights.back().size(); ++bar) {
        peak = std::max(
            {peak, heights.back()[bar], std::fmax(0, bar_interval(*treatment, bar).second)});
      }
    }
    const std::vector<LengthBin> bins = axis_.bins();
    for (std::size_t row = 0; row < heights.size(); ++row) {
      // The treatment's name, look and median.
      const double bottom = top + row_height() * static_cast<double>(row + 1);
      const double right_edge = figure_width() - kFigureEdge;
      canvas.line({{kFigureEdge, bottom}, {right_edge, bottom}}, kGrid, 1);
      const double middle =
          narrow_figures() ? bottom - row_height() + 18 : bottom - row_height() / 2 + 8;
      canvas.point({kFigureEdge + 8, middle}, looks_[row].shape, 0.8, looks_[row].colour);
      canvas.text({kFigureEdge + 22, middle}, name_beside_median(row), FigureText::small,
                  TextSide::left);
      draw_median(canvas, *treatments_.shown[row], middle);
      const auto highest = std::max_element(heights[row].begin(), heights[row].end());
      // The bars with their intervals. The highest bar shows its share.
      for (std::size_t i = 0; i < bins.size(); ++i) {
        const double left = axis_.x(static_cast<double>(bins[i].first)) + 1;
        const double right = axis_.x(static_cast<double>(bins[i].last) + 1) - 1;
        const double y = bottom - (row_height() - bar_room()) * heights[row][i] / peak;
        if (heights[row][i] > 0) canvas.area({left, y}, {right, bottom}, looks_[row].colour);
        const auto [lower, upper] = bar_interval(*treatments_.shown[row], i);
        const double middle_of_bar = (left + right) / 2;
        double head = y;
        if (std::isfinite(lower) && std::isfinite(upper)) {
          head = bottom - (row_height() - bar_room()) * upper / peak;
          const double foot = bottom - (row_height() - bar_room()) * lower / peak;
          canvas.line({{middle_of_bar, head}, {middle_of_bar, foot}}, kText, 1.5);
        }
        if (highest == heights[row].begin() + static_cast<std::ptrdiff_t>(i)) {
          canvas.text({middle_of_bar, head - 9}, share_text(*highest, *highest < 0.1 ? 1 : 0),
                      FigureText::small, TextSide::centre);
        }
      }
    }
  }

  // Returns the name of a row; on narrow pages, the median stands in the same line.
  std::string name_beside_median(std::size_t row) const {
    if (!narrow_figures()) return names_[row];
    const double median = text_width(median_line(*treatments_.shown[row]), FigureText::small);
    return fitting(names_[row], FigureText::small,
                   axis_.right() - kFigureEdge - 22 - kGap - median);
  }

  static std::string median_line(const TreatmentResult& treatment) {
    return fmt::format("median {} {}", median_text(treatment), median_interval_text(treatment));
  }

  // Draws the median. The line below has its interval.
  void draw_median(Canvas& canvas, const TreatmentResult& treatment, double middle) const {
    const std::string interval = median_interval_text(treatment);
    const double above = interval.empty() ? 0 : kLineHeight / 2;
    if (narrow_figures()) {
      canvas.text({axis_.right(), middle}, median_line(treatment), FigureText::small,
                  TextSide::right);
      return;
    }
    const double x = axis_.right() + kGap;
    canvas.text({x, middle - above}, fmt::format("median {}", median_text(treatment)),
                FigureText::small, TextSide::left);
    canvas.text({x, middle + above}, interval, FigureText::small, TextSide::left, kFaintText);
  }

  const Results& results_;
  ShownTreatments treatments_;
  std::vector<PointLook> looks_;
  std::vector<std::string> names_;
  LengthAxis axis_;
  std::vector<std::string> notes_;
};

std::string script(const Results& results) {
  ShownTreatments treatments = treatments_to_show(results, kMostCurves, has_lengths);
  if (treatments.shown.empty()) return {};
  return SessionLengths(results, std::move(treatments)).script();
}

const FigureRegistration registration({"session_lengths",
                                       "How long sessions last, and how many get how far", 4,
                                       script});

}  // namespace
}  // namespace reprise
