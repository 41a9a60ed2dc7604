#include "reports/fit/fit_texts.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/text/number_text.h"

namespace reprise {
namespace {

// Half the width of the interval in the middle.
double middle_half_width(const FitCarryOver& carried) {
  std::vector<double> halves;
  for (std::size_t i = 1; i < carried.policies.size(); ++i) {
    halves.push_back((carried.policies[i].upper - carried.policies[i].lower) / 2);
  }
  if (halves.empty()) return 0;
  const auto middle = halves.begin() + static_cast<std::ptrdiff_t>(halves.size() / 2);
  std::nth_element(halves.begin(), middle, halves.end());
  return *middle;
}

// How many numbers of the log simulated logs do not have.
std::string outside_text(const FitSummary& summary) {
  std::size_t outside = 0;
  for (const FitDescription& row : summary.descriptions) outside += row.within() ? 0 : 1;
  return fmt::format("{} of {} numbers of the log lie within what simulated logs show",
                     summary.descriptions.size() - outside, summary.descriptions.size());
}

// Decimals that show two digits of a positive number.
int decimals_for(double number) {
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(number))), 0, 6);
}

}  // namespace

namespace {

// The ranking of a name, or null.
const FitRanking* ranking_of(const FitSummary& summary, const char* name) {
  for (const FitRanking& ranking : summary.rankings) {
    if (ranking.name == name) return &ranking;
  }
  return nullptr;
}

// What the raised flags say.
std::vector<std::string> doubts_of(const FitSummary& summary) {
  std::vector<std::string> doubts;
  for (const FitFlag& flag : summary.flags) {
    if (flag.raised) doubts.push_back(flag.words);
  }
  return doubts;
}

std::string trust_in_plays(const FitSummary& summary) {
  std::string text =
      "Effects on listening time in this world are the response of preset 2023, not of these "
      "people: the log does not say which share of a track was heard.";
  if (const std::vector<std::string> doubts = doubts_of(summary); !doubts.empty()) {
    return text +
           fmt::format(" What it says of tastes and sessions is in doubt{}: {}.",
                       doubts.size() == 1 ? "" : fmt::format(", for {} reasons", doubts.size()),
                       fmt::join(doubts, "; "));
  }
  const FitRanking* world = ranking_of(summary, "fitted world");
  if (world == nullptr) {
    return text + " Whether it knows tastes is open, because no plays were held out to rank.";
  }
  return text + fmt::format(
                    " Tastes are known in part: of a play that was held out and another play of "
                    "the log it ranks the right one first in {:.1f} % of pairs (50 % by luck).",
                    100 * world->chance_alike);
}

}  // namespace

std::string trust_sentence(const FitSummary& summary) {
  if (summary.basis == FitBasis::plays) return trust_in_plays(summary);
  if (const std::vector<std::string> doubts = doubts_of(summary); !doubts.empty()) {
    return fmt::format("{}: {}.",
                       doubts.size() == 1 ? "Not without doubt"
                                          : fmt::format("Hardly, for {} reasons", doubts.size()),
                       fmt::join(doubts, "; "));
  }
  if (summary.backtest) {
    const auto& arms = summary.backtest->arms;
    const auto agree = std::count_if(arms.begin(), arms.end(),
                                     [](const FitBacktestArm& arm) { return arm.agrees; });
    const auto unpredicted = std::count_if(
        arms.begin(), arms.end(), [](const FitBacktestArm& arm) { return arm.unpredicted(); });
    return fmt::format(
        "Nothing in the log speaks against the user model. {} of {} that the service tried had the "
        "effect that is predicted from the control's sessions, within the errors of both{}.",
        agree, amount_text(arms.size(), "treatment"),
        unpredicted > 0 ? fmt::format("; {} could not be predicted", unpredicted) : "");
  }
  if (!summary.carry_over) {
    return "Nothing in the log speaks against the user model. Whether verdicts carry over was not "
           "tried: --certificate does that.";
  }
  return fmt::format(
      "Nothing in the log speaks against the user model. Fits to logs of this size, played in "
      "known "
      "worlds, rank {} policies with a rank correlation of {:.3f}, and are off by {:.3f} in a log "
      "effect, in the median. So effects on the people of the log are known to +- {:.3f}, in the "
      "median of policies.",
      summary.carry_over->policies.size(), summary.carry_over->rank_correlation,
      summary.carry_over->median_error, middle_half_width(*summary.carry_over));
}

std::vector<std::string> fit_facts(const FitSummary& summary) {
  std::vector<std::string> facts;
  const bool plays = summary.basis == FitBasis::plays;
  facts.push_back(fmt::format("{} of {} with {}{}", amount_text(summary.sessions, "session"),
                              amount_text(summary.users, "user"),
                              amount_text(summary.steps, plays ? "track" : "recommended track"),
                              plays ? " after the first; which share of them was heard is not known"
                                    : " whose share is known"));
  std::string left_out;
  const auto leave = [&](std::uint64_t n, const char* what) {
    if (n > 0)
      left_out += fmt::format("{}{} {}", left_out.empty() ? "" : ", ", count_text(n), what);
  };
  leave(summary.unknown_share, "plays without a share");
  leave(summary.own_choice, "plays that users chose themselves");
  leave(summary.not_heard,
        "plays that were skipped or not heard for half (30 seconds, where lengths are not known)");
  leave(summary.empty_sessions,
        plays ? "sessions in which nothing was heard" : "sessions of one track");
  if (!left_out.empty()) facts.push_back("left out: " + left_out);
  facts.push_back(
      summary.policy_users > 0
          ? fmt::format("{} make the world; {} are left for policies, so that none is judged by "
                        "what it learned from (split.csv)",
                        amount_text(summary.world_users, "user"),
                        amount_text(summary.policy_users, "user"))
          : fmt::format("{} make the world; a policy that learns from this log, too, looks better "
                        "in it than it is",
                        amount_text(summary.world_users, "user")));
  if (!summary.descriptions.empty()) facts.push_back(outside_text(summary));
  if (summary.classifier) {
    const FitClassifier& classifier = *summary.classifier;
    facts.push_back(fmt::format(
        "of a real and a simulated session a classifier takes the right one for real in {:.1f} +- "
        "{:.1f} % of pairs (50 % by luck)",
        100 * classifier.chance, 100 * classifier.error));
  }
  facts.push_back(fmt::format("{} of {} tracks were {} at least once",
                              count_text(summary.tracks_shown), count_text(summary.tracks),
                              plays ? "played" : "recommended"));
  return facts;
}

std::string value_text(double value, const std::optional<double>& error) {
  if (!std::isfinite(value)) return {};
  if (!error || *error <= 0) return fmt::format("{:.4g}", value);
  constexpr int kMostDecimals = 4;  // of columns of 80; a smaller error is as good as none
  const int decimals = std::min(decimals_for(*error), kMostDecimals);
  return fmt::format("{} +- {}", fixed_text(value, decimals), fixed_text(*error, decimals));
}

TableOfRankings table_of_rankings(const FitSummary& summary) {
  TableOfRankings table;
  table.title = fmt::format(
      "{} of users that the fit did not see, in sessions after those by which it came to know "
      "them: how often a play ranks before a track of the catalog, and before another play of the "
      "log, which is about as popular; and the share of a session's tracks among the hundred that "
      "rank first. Exposure is how often a track comes up, whomever it suits.",
      amount_text(summary.ranked_plays, "play"));
  table.header = {"ranked by", "before a track", "before a play", "among the first 100"};
  for (const FitRanking& ranking : summary.rankings) {
    table.rows.push_back({ranking.name, share_text(ranking.chance, 1),
                          share_text(ranking.chance_alike, 1), share_text(ranking.recall, 1)});
  }
  return table;
}

DescriptionTexts description_texts(const FitDescription& description) {
  const double half = (description.upper - description.lower) / 2;
  const double least = std::max(std::abs(description.observed), std::abs(description.simulated));
  constexpr int kMostDecimals = 5;  // a row of the longest name has room for so many
  const int decimals = std::min(kMostDecimals, half > 0    ? decimals_for(half)
                                               : least > 0 ? decimals_for(least) + 2
                                                           : 0);
  return {fixed_text(description.observed, decimals), fixed_text(description.simulated, decimals),
          fixed_text(description.lower, decimals), fixed_text(description.upper, decimals)};
}

std::string source_text(PartSource source) {
  return source == PartSource::fitted ? "fitted" : "preset";
}

std::vector<std::string> backtest_sentences(const FitBacktest& backtest) {
  const auto percent = [](double effect) { return 100 * std::expm1(effect); };
  // An interval that holds half as many and twice as many tracks says nothing.
  const double says_nothing = std::log(2.0);
  std::vector<std::string> sentences;
  for (const FitBacktestArm& arm : backtest.arms) {
    if (arm.unpredicted()) {
      sentences.push_back(fmt::format("{} cannot be predicted from the sessions of {}: {}",
                                      arm.name, backtest.control, arm.why_not));
      continue;
    }
    const bool vague = (arm.upper - arm.lower) / 2 > says_nothing;
    sentences.push_back(fmt::format(
        "from the sessions of {0} alone, {1} is predicted to change tracks per session by {2:+.1f} "
        "% [{3:+.1f}, {4:+.1f}]; observed were {5:+.1f} % [{6:+.1f}, {7:+.1f}]: {8}",
        backtest.control, arm.name, percent(arm.predicted), percent(arm.lower), percent(arm.upper),
        percent(arm.observed), percent(arm.observed_lower), percent(arm.observed_upper),
        !arm.agrees ? "further apart than their errors"
        : vague     ? "the prediction is too vague to be right or wrong"
                    : "no more apart than their errors"));
    constexpr double kMostlyOutside = 0.5;
    if (arm.outside > kMostlyOutside) {
      sentences.push_back(fmt::format(
          "{} of what {} recommended was shown less than 5 times in sessions of {}: what is "
          "predicted of that is a guess",
          share_text(arm.outside, 0), arm.name, backtest.control));
    }
  }
  return sentences;
}

std::string optimism_sentence(const FitSummary& summary) {
  if (!summary.optimism) return {};
  const FitOptimism& optimism = *summary.optimism;
  return fmt::format(
      "The best list policy plays {:.2f} tracks in the first half's world with lists of the first "
      "half, and {:.2f} with lists of the other half; in the other half's world {:.2f} with its "
      "own "
      "lists, and {:.2f} with the first half's: {:+.1f} % and {:+.1f} % of flattery by double use",
      optimism.own_in_first, optimism.other_in_first, optimism.own_in_second,
      optimism.other_in_second, 100 * (optimism.own_in_first / optimism.other_in_first - 1),
      100 * (optimism.own_in_second / optimism.other_in_second - 1));
}

}  // namespace reprise
