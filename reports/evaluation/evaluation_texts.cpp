#include "reports/evaluation/evaluation_texts.h"

#include <algorithm>

#include <fmt/format.h>

#include "reports/text/number_text.h"

namespace reprise {

std::string metric_in_words(const std::string& metric) {
  std::string words = metric;
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string verdict_sentence(const TrustVerdict& verdict, const NameWriter& name) {
  const std::string metric = metric_in_words(verdict.metric);
  if (!verdict.rank_correlation) {
    return fmt::format(
        "From logs of {} trust no offline number for {}: none orders the ideas, which takes three "
        "that are not refused",
        name(verdict.logging), metric);
  }
  if (!verdict.number) {
    return fmt::format(
        "From logs of {} trust no offline number for {}: the best one, {}, orders the ideas with a "
        "rank correlation of {}, and choosing by it loses {} of the way from the worst idea to the "
        "best",
        name(verdict.logging), metric, verdict.best, fixed_text(*verdict.rank_correlation, 2),
        share_text(*verdict.regret, 0));
  }
  std::string sentence = fmt::format(
      "From logs of {} trust {} for {}, from {} on: it orders the ideas with a rank correlation of "
      "{}, and choosing by it loses {} of the way from the worst idea to the best",
      name(verdict.logging), *verdict.number, metric,
      amount_text(static_cast<std::uint64_t>(verdict.from_sessions), "session"),
      fixed_text(*verdict.rank_correlation, 2), share_text(*verdict.regret, 0));
  if (verdict.coverage) {
    constexpr double kFewHold = 0.85;
    sentence += fmt::format("; its intervals {} the true effect in {} of cases",
                            *verdict.coverage < kFewHold ? "are too narrow: they hold" : "hold",
                            share_text(*verdict.coverage, 0));
  }
  return sentence;
}

std::string weights_sentence(const TrustTable& table) {
  std::string sentence = fmt::format(
      "Of {}, weights of whole sessions leave {} that count; of the steps, weights of single steps "
      "leave {} (medians over ideas)",
      amount_text(static_cast<std::uint64_t>(table.sessions), "logged session"),
      fixed_text(table.effective_sessions, 1), share_text(table.effective_steps, 1));
  if (table.effective_sessions < kFewEffectiveSessions) {
    sentence += "; so few sessions say nothing to estimators that multiply weights";
  }
  if (table.unsupported > 0) {
    sentence += fmt::format("; the log could never show {} of what the ideas would name",
                            share_text(table.unsupported, 1));
  }
  return sentence;
}

std::string columns_text() {
  return "Bias and error are those of the estimated effect, an idea minus the logging policy, in "
         "tracks. Coverage is the share of intervals that hold the true effect. Regret is what "
         "choosing by the number loses, as a share of the way from the worst idea to the best. "
         "Refused is the share of ideas for which there is no number: because the log could not "
         "show what they would name, or has too little of it.";
}

std::string shown_number(const std::optional<double>& value, int decimals, bool with_sign) {
  if (!value) return "n/a";
  return with_sign ? signed_text(*value, decimals) : fixed_text(*value, decimals);
}

std::string shown_share(const std::optional<double>& share) {
  return share ? share_text(*share, 0) : "n/a";
}

}  // namespace reprise
