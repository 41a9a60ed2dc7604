// Writes how the effects settled as sessions were added.
#include <algorithm>
#include <cmath>
#include <vector>

#include "reports/sections/section.h"
#include "reports/summary/effect_texts.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

// More rows would push the next sections out of sight. results.json has all rows.
constexpr std::size_t kMostRows = 30;

std::vector<const Course*> courses_in_reading_order(const ReportedRun& run) {
  std::vector<const Course*> courses;
  for (const TreatmentResult* treatment : run.order) {
    for (const Course& course : run.results.courses) {
      if (course.treatment == treatment->name) courses.push_back(&course);
    }
  }
  return courses;
}

void write(Page& page, ReportedRun& run) {
  if (run.results.courses.empty()) return;
  page.section("How the estimates settled");
  run.figures.show(page, "settling");
  page.paragraph(
      run.results.stopping || run.results.selected
          ? "The estimates at each look that was taken. The bands hold at all looks at once, so "
            "it was allowed to stop at any of them."
          : "What a smaller run would have said: the estimates among the first so many users of "
            "the world, by the sessions that these played. The bands hold at all points at once, "
            "which makes them wider than the intervals of the table above.");
  PageTable table;
  table.header = {"treatment", "metric", "sessions", "effect %", "lower", "upper"};
  table.left = 2;
  for (const Course* shown_course : courses_in_reading_order(run)) {
    const Course& course = *shown_course;
    std::vector<Effect> points;
    const std::size_t last = course.points.size() - 1;
    std::vector<std::size_t> shown{last / 4, last / 2, last};
    shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
    for (const std::size_t at : shown) {
      Effect& effect = points.emplace_back();
      effect.effect = course.points[at].effect;
      effect.lower = course.points[at].lower;
      effect.upper = course.points[at].upper;
      if (!std::isfinite(effect.lower)) effect.shape = IntervalShape::whole_line;
    }
    const std::vector<EffectTexts> texts = effect_texts(pointers_to(points));
    for (std::size_t i = 0; i < shown.size(); ++i) {
      table.rows.push_back({page.code(course.treatment), page.code(course.metric),
                            count_text(course.points[shown[i]].sessions), texts[i].effect_percent,
                            texts[i].lower, texts[i].upper});
    }
    if (table.rows.size() >= kMostRows) break;
  }
  page.table(table);
}

const RunSectionRegistration registration({"settling", 80, write});

}  // namespace
}  // namespace reprise
