#include "reports/summary/answer.h"

#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "reports/summary/comparison.h"
#include "reports/summary/run_summary.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

constexpr std::string_view kMetric = kHeadlineMetric;

// Returns the sentence about the only treatment (`alone`), or about the best of several.
std::string main_sentence(const Results& results, const ComparisonRow& best, bool alone,
                          const NameWriter& write_name) {
  const std::string name = write_name(best.treatment->name);
  const std::string control = write_name(results.control);
  const std::string interval = interval_words(*best.effect, best, results.confidence);
  if (best.verdict == Verdict::better || (alone && best.verdict == Verdict::worse)) {
    return fmt::format("{} keeps people listening {} than {}, {}.", name,
                       change_words(*best.effect, best, "longer", "shorter"), control, interval);
  }
  if (same_in_every_session(*best.effect)) {
    const std::string same =
        fmt::format("{} kept people listening exactly as long as {}", name, control);
    return fmt::format("{}{}.", alone ? "" : "No treatment kept people listening longer: ", same);
  }
  if (best.verdict == Verdict::equivalent) {
    return fmt::format("{}{} is equivalent to {} within {:.6g}%: its effect is {}, {}.",
                       alone ? "" : "No treatment is shown to be better: ", name, control,
                       results.margin, percent_words(*best.effect, best), interval);
  }
  const std::string estimate = fmt::format("{}, {}", percent_words(*best.effect, best), interval);
  if (alone) {
    return fmt::format("{} is not shown to keep people listening longer than {}: its effect is {}.",
                       name, control, estimate);
  }
  return fmt::format(
      "No treatment is shown to keep people listening longer than {}: the highest effect is that "
      "of "
      "{}, {}.",
      control, name, estimate);
}

std::string runner_up_sentence(const ComparisonRow& best, const ComparisonRow& second,
                               const NameWriter& write_name) {
  if (best.effect->shape != IntervalShape::bounded ||
      second.effect->shape != IntervalShape::bounded) {
    return {};
  }
  const std::string next =
      fmt::format("{}, {} [{}%, {}%]", write_name(second.treatment->name),
                  percent_words(*second.effect, second), second.lower, second.upper);
  if (best.effect->lower > second.effect->upper) return fmt::format(" Next is {}.", next);
  return fmt::format(
      " Close behind is {}: the intervals overlap, so they do not settle which of the "
      "two is better.",
      next);
}

}  // namespace

std::string answer(const Results& results, const NameWriter& write_name) {
  if (results.treatments.empty()) return "No treatment was run.";
  if (results.treatments.size() == 1) {
    return fmt::format("Only {} was run: there is nothing to compare it with.",
                       write_name(results.treatments.front().name));
  }
  const std::vector<ComparisonRow> rows = compare(results, kMetric);
  std::vector<const ComparisonRow*> candidates;
  const ComparisonRow* ceiling = nullptr;
  for (const ComparisonRow& row : rows) {
    if (row.effect == nullptr || !std::isfinite(row.effect->difference)) continue;
    if (row.treatment->oracle) {
      ceiling = ceiling == nullptr ? &row : ceiling;
    } else {
      candidates.push_back(&row);
    }
  }
  std::string text;
  if (candidates.empty()) {
    if (ceiling == nullptr) return fmt::format("{} was not compared.", kMetric);
    text = "No treatment but the oracle was compared.";
  } else {
    const ComparisonRow& best = *candidates.front();
    text = main_sentence(results, best, candidates.size() == 1, write_name);
    if (candidates.size() > 1 && best.verdict == Verdict::better) {
      text += runner_up_sentence(best, *candidates[1], write_name);
    }
  }
  if (ceiling != nullptr) {
    text += fmt::format(" The ceiling, {}, is at {}.", write_name(ceiling->treatment->name),
                        percent_words(*ceiling->effect, *ceiling));
  }
  return text;
}

}  // namespace reprise
