#include "reports/run_summary.h"

#include <algorithm>

#include <fmt/format.h>

#include "reports/comparison.h"
#include "reports/number_text.h"

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

std::string live_test_text(const Results& results, const TreatmentResult& treatment) {
  const Effect* effect = find_effect(results, treatment.name, kHeadlineMetrics.front());
  if (effect == nullptr || !effect->variance_reduction) return {};
  return fixed_text(*effect->variance_reduction, *effect->variance_reduction < 100 ? 1 : 0) +
         " times";
}

std::string way_to_oracle_text(const TreatmentResult& treatment) {
  return treatment.way_to_oracle ? share_text(*treatment.way_to_oracle, 0) : std::string();
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
