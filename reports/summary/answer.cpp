#include "reports/summary/answer.h"

#include <algorithm>

#include <fmt/format.h>

#include "reports/summary/headline.h"
#include "reports/summary/run_summary.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

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

// Returns the sentence about the next treatment. It says which of the two is better only if they
// were compared with each other; then it says what the table of pairs says.
std::string next_sentence(const Results& results, const Headline& headline,
                          const NameWriter& write_name) {
  if (!headline.next || headline.standing == Headline::Standing::alone) return {};
  const ComparisonRow& row = *headline.next;
  const std::string next =
      fmt::format("{}, {} {}", write_name(row.treatment->name), percent_words(*row.effect, row),
                  has_bounds(*row.effect) ? fmt::format("[{}%, {}%]", row.lower, row.upper)
                                          : interval_text(*row.effect, row));
  const bool higher = row.effect->difference > headline.leader->effect->difference;
  const std::string place =
      higher ? fmt::format("Higher, but {}, is", verdict_words(row.verdict)) : "Next is";
  if (headline.standing == Headline::Standing::apart) return fmt::format(" {} {}.", place, next);
  if (headline.standing == Headline::Standing::overlapping) {
    return fmt::format(
        " {} {}: the intervals overlap, so they do not settle which of the two is better{}.",
        higher ? place : "Close behind is", next,
        results.log ? "" : "; 'every_pair: true' compares the two with each other");
  }
  const Effect& pair = *headline.pair;
  const std::string one = write_name(pair.treatment);
  const std::string other = write_name(pair.against);
  const std::string numbers =
      fmt::format("{}, {}", percent_words(pair, headline.pair_texts),
                  interval_words(pair, headline.pair_texts, results.confidence));
  const Verdict verdict = verdict_of(results, pair);
  const std::string says =
      same_in_every_session(pair)
          ? fmt::format("{} did the same as {} in every session", one, other)
      : verdict == Verdict::equivalent ? fmt::format("{} is equivalent to {} within {:.6g}%, {}",
                                                     one, other, results.margin, numbers)
      : verdict == Verdict::unclear
          ? fmt::format("it is not yet known which is better: {} against {} is {}", one, other,
                        numbers)
          : fmt::format("{} is {} than {}, {}", one, verdict_words(verdict), other, numbers);
  return fmt::format(" {} {}; compared with each other, {}.", place, next, says);
}

// Returns the sentences about the treatment that the run selected: what the selection promises,
// then what the table says about the same treatment.
std::string selected_sentences(const Results& results, const Headline& headline,
                               const NameWriter& write_name) {
  std::string text = selection_answer(*results.selected, write_name);
  const std::string control = write_name(results.control);
  if (headline.selected->control) {
    return fmt::format(
        "{} It is the control: {}", text,
        main_sentence(results, *headline.leader, headline.competitors == 1, write_name));
  }
  const ComparisonRow& leader = *headline.leader;
  text += fmt::format(
      " Against {}, its effect is {}, {}: {}.", control, percent_words(*leader.effect, leader),
      interval_words(*leader.effect, leader, results.confidence), verdict_words(leader.verdict));
  // The estimates in the table pool all sessions, the selection compares replications.
  if (headline.next && headline.next->effect->difference >= leader.effect->difference) {
    text += fmt::format(" {} is as high or higher in the table, at {}: {}.",
                        write_name(headline.next->treatment->name),
                        percent_words(*headline.next->effect, *headline.next),
                        results.selected->indifference.empty()
                            ? "the selection has not shown that it is worse"
                            : fmt::format("differences below {} were not to be told apart",
                                          results.selected->indifference));
  }
  return text;
}

// Returns why there is no answer about the time that people listen.
std::string nothing_compared(const Results& results) {
  const bool measured =
      std::any_of(results.metrics.begin(), results.metrics.end(),
                  [](const MetricDescription& metric) { return metric.name == kHeadlineMetric; });
  if (!measured && !results.effects.empty()) {
    return fmt::format(
        "{} was not measured, so nothing is said about it: the effects on {} are in the table.",
        kHeadlineMetric, results.effects.front().metric);
  }
  if (!measured) return fmt::format("{} was not measured.", kHeadlineMetric);
  return fmt::format("{} was not compared: too few users were served by a treatment.",
                     kHeadlineMetric);
}

}  // namespace

std::string answer(const Results& results, const NameWriter& write_name) {
  if (results.treatments.empty()) return "No treatment was run.";
  if (results.treatments.size() == 1) {
    return fmt::format("Only {} was run: there is nothing to compare it with.",
                       write_name(results.treatments.front().name));
  }
  const Headline headline = headline_of(results);
  std::string text;
  if (!headline.leader) {
    if (!headline.ceiling) return nothing_compared(results);
    text = "No treatment but the oracle was compared.";
  } else if (headline.selected != nullptr) {
    text = selected_sentences(results, headline, write_name);
  } else {
    text = main_sentence(results, *headline.leader, headline.competitors == 1, write_name);
    if (headline.leader->verdict == Verdict::better) {
      text += next_sentence(results, headline, write_name);
    }
    if (results.selected) text += " " + selection_answer(*results.selected, write_name);
  }
  if (headline.ceiling) {
    text +=
        fmt::format(" The ceiling, {}, is at {}.", write_name(headline.ceiling->treatment->name),
                    percent_words(*headline.ceiling->effect, *headline.ceiling));
  }
  return text;
}

}  // namespace reprise
