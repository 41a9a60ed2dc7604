#include "reports/summary/run_summary.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/summary/comparison.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

std::string amount_of(const Results& results, std::uint64_t TreatmentResult::*amount,
                      std::string_view unit) {
  const auto [least, most] =
      std::minmax_element(results.treatments.begin(), results.treatments.end(),
                          [amount](const TreatmentResult& a, const TreatmentResult& b) {
                            return a.*amount < b.*amount;
                          });
  const std::string text = amount_text((*most).*amount, unit);
  if ((*least).*amount == (*most).*amount) return text;
  return fmt::format("{} to {}", count_text((*least).*amount), text);
}

}  // namespace

std::string amount_text(const Results& results) {
  if (results.treatments.empty()) return "no sessions";
  return fmt::format("{} and {} per treatment",
                     amount_of(results, &TreatmentResult::sessions, "session"),
                     amount_of(results, &TreatmentResult::users, "user"));
}

std::string seeds_text(const std::vector<std::uint64_t>& seeds) {
  if (seeds.empty()) return "no seed";
  if (seeds.size() == 1) return fmt::format("seed {}", seeds.front());
  constexpr std::size_t kListed = 5;
  if (seeds.size() <= kListed) {
    return fmt::format("{} seeds ({})", seeds.size(), fmt::join(seeds, ", "));
  }
  bool consecutive = true;
  for (std::size_t i = 1; i < seeds.size(); ++i) consecutive &= seeds[i] == seeds[i - 1] + 1;
  if (consecutive) {
    return fmt::format("{} seeds ({} to {})", seeds.size(), seeds.front(), seeds.back());
  }
  return fmt::format("{} seeds ({}, ..., {})", seeds.size(),
                     fmt::join(seeds.begin(), seeds.begin() + (kListed - 1), ", "), seeds.back());
}

std::string_view source_word(const Results& results) { return results.log ? "log" : "run"; }

std::string source_text(const Results& results) {
  return results.log ? fmt::format("{} of a log", amount_text(results.log->rows, "row"))
                     : seeds_text(results.seeds);
}

std::string adjustment_words(const Results& results) {
  const auto compared = std::count_if(
      results.treatments.begin(), results.treatments.end(),
      [](const TreatmentResult& treatment) { return !treatment.control && !treatment.oracle; });
  if (compared < 2) return "";
  if (results.multiplicity == "none" || results.multiplicity.empty()) return ", each on its own";
  return fmt::format(
      ", widened for comparing {} treatments ({}): one excludes 0 exactly when its adjusted p is "
      "at "
      "most {:.6g}",
      compared, results.multiplicity == "holm" ? "Holm" : "Benjamini and Hochberg",
      1 - results.confidence);
}

std::string estimator_sentence(const Results& results) {
  if (results.estimator.empty() || results.estimator == "mean") return "Means are over users.";
  if (results.estimator.find("control_variate") != std::string::npos) {
    return "Means are over users, less the part of their noise that the budget residual explains: "
           "a session's tracks - time - budget (- skips where no budget ends it), whose mean is "
           "known to be 0 (control variate).";
  }
  return fmt::format("Means are over users, estimated by {}.", results.estimator);
}

std::string stopping_sentence(const Stopping& stopping) {
  std::string text =
      stopping.reached
          ? fmt::format(
                "Stopped after {} sessions, {} of at most {}: {}, on {}.",
                count_text(stopping.sessions),
                stopping.looks == 1 ? "the first look" : fmt::format("{} looks", stopping.looks),
                count_text(stopping.most), stopping.goal, fmt::join(stopping.metrics, " and "))
          : fmt::format("Went on to all {} sessions allowed without {}, on {}.",
                        count_text(stopping.most), stopping.goal,
                        fmt::join(stopping.metrics, " and "));
  if (stopping.fixed_sessions) {
    const bool cheaper = *stopping.fixed_sessions < static_cast<double>(stopping.sessions);
    text += fmt::format(
        " A plan fixed beforehand, had one known it, would have taken about {} sessions: {}.",
        count_text(static_cast<std::uint64_t>(std::ceil(*stopping.fixed_sessions))),
        cheaper ? "that is the price of looking"
                : "looking cost nothing here, because it ended as soon as the effect was known");
  }
  return text;
}

std::string selection_answer(const Selected& selected, const NameWriter& write_name) {
  std::vector<std::string> names;
  for (const std::string& name : selected.best) names.push_back(write_name(name));
  if (selected.finished && names.size() == 1) {
    const std::string on = selected.metric == kHeadlineMetric || selected.metric.empty()
                               ? "The"
                               : fmt::format("On {}, the", write_name(selected.metric));
    return fmt::format("{} best is {}{}.", on, names.front(),
                       selected.indifference.empty()
                           ? ""
                           : fmt::format(", or within {} of the best", selected.indifference));
  }
  constexpr std::size_t kNamed = 5;
  const std::size_t all = names.size();
  if (all > kNamed) names.resize(kNamed);
  return fmt::format("Not settled within the sessions allowed: {} are left, {}{}.", all,
                     fmt::join(names, ", "), all > kNamed ? ", ..." : "");
}

std::string selection_cost(const Selected& selected) {
  const std::uint64_t all = selected.sessions + selected.saved;
  return fmt::format(
      "It took {} sessions; playing every treatment as long as the last would have "
      "taken {}: {} saved.",
      count_text(selected.sessions), count_text(all),
      share_text(all == 0 ? 0 : static_cast<double>(selected.saved) / static_cast<double>(all), 0));
}

std::string unclear_sentence(const Results& results, std::string_view metric,
                             const NameWriter& write_name) {
  constexpr std::size_t kNamed = 3;
  std::vector<std::string> told;
  std::vector<std::string> never;
  for (const Effect& effect : results.effects) {
    if (effect.metric != metric || effect.significant || effect.equivalent) continue;
    const TreatmentResult* treatment = find_treatment(results, effect.treatment);
    if (treatment == nullptr || treatment->oracle || !std::isfinite(effect.difference)) continue;
    const std::string name = write_name(effect.treatment);
    if (effect.no_size_suffices) never.push_back(name);
    if (!effect.required_sessions) continue;
    // The number is rounded up to two digits, because the estimate supports no more.
    const double unit =
        std::pow(10, std::max(0.0, std::floor(std::log10(*effect.required_sessions)) - 1));
    told.push_back(fmt::format("{} ({})", name,
                               count_text(static_cast<std::uint64_t>(
                                   std::ceil(*effect.required_sessions / unit) * unit))));
  }
  const auto listed = [](std::vector<std::string> names) {
    const std::size_t all = names.size();
    if (all > kNamed) {
      names.resize(kNamed);
      names.push_back(fmt::format("{} more", all - kNamed));
    }
    return fmt::format("{}", fmt::join(names, ", "));
  };
  std::string text;
  if (!told.empty()) {
    text = fmt::format(
        "Not yet known on {}, and how many sessions of each treatment in all would settle it, with "
        "a "
        "chance of 80% if the effect is what it seems: {}.",
        write_name(metric), listed(told));
  }
  if (!never.empty()) {
    text += fmt::format("{}No number of sessions of these users would tell, on {}: {}.",
                        text.empty() ? "" : " ", write_name(metric), listed(never));
  }
  return text;
}

std::string correlation_text(const Results& results, const TreatmentResult& treatment) {
  const Effect* effect = find_effect(results, treatment.name, kHeadlineMetric);
  if (effect == nullptr || !effect->correlation) return {};
  return fixed_text(*effect->correlation, 2);
}

std::string parting_text(const TreatmentResult& treatment) {
  if (!treatment.divergence || treatment.divergence->sessions == 0) return {};
  const Divergence& divergence = *treatment.divergence;
  if (divergence.parted == 0) return "never";
  const double same =
      1 - static_cast<double>(divergence.parted) / static_cast<double>(divergence.sessions);
  return fmt::format("track {}{}", count_text(divergence.median_step),
                     same > 0 ? fmt::format(", {} never", share_text(same, 0)) : "");
}

std::string live_test_text(const Results& results, const TreatmentResult& treatment) {
  const Effect* effect = find_effect(results, treatment.name, kHeadlineMetric);
  if (effect == nullptr || !effect->variance_reduction) return {};
  return fixed_text(*effect->variance_reduction, *effect->variance_reduction < 100 ? 1 : 0) +
         " times";
}

std::string oracle_gap_closed_text(const TreatmentResult& treatment) {
  return treatment.oracle_gap_closed ? share_text(*treatment.oracle_gap_closed, 0) : std::string();
}

std::string fallback_text(const Results& results, const TreatmentResult& treatment) {
  if (treatment.recommendations == 0 || results.log) return {};
  return share_text(
      static_cast<double>(treatment.fallbacks) / static_cast<double>(treatment.recommendations), 1);
}

std::string fallback_causes_text(const TreatmentResult& treatment) {
  if (treatment.fallbacks == 0) return {};
  std::vector<std::string> causes;
  const auto add = [&](const char* name, std::uint64_t count) {
    if (count == 0) return;
    causes.push_back(fmt::format(
        "{} {}", name,
        share_text(static_cast<double>(count) / static_cast<double>(treatment.fallbacks), 0)));
  };
  add("no anchor", treatment.fallback_causes.no_anchor);
  add("no list", treatment.fallback_causes.no_list);
  add("list exhausted", treatment.fallback_causes.exhausted);
  return fmt::format("{}", fmt::join(causes, ", "));
}

std::string lists_text(const TreatmentResult& treatment) {
  if (treatment.lists_asked == treatment.lists_found) return {};
  return share_text(
      static_cast<double>(treatment.lists_found) / static_cast<double>(treatment.lists_asked), 1);
}

}  // namespace reprise
