// Writes sentences about a fit, which the console and the page share.
#pragma once

#include <string>
#include <vector>

#include "reports/results/fit_summary.h"

namespace reprise {

/// Returns the answer to "how far can this world be trusted?": which checks raised a flag, else
/// what the certificate found.
std::string trust_sentence(const FitSummary& summary);

/// Returns facts about the log and the fit, one sentence each.
std::vector<std::string> fit_facts(const FitSummary& summary);

/// Returns a number with its standard error, to two digits of the error: "0.803 +- 0.003"; without
/// an error four digits; nothing for a number that is none (a part without one).
std::string value_text(double value, const std::optional<double>& error);

/// How well plays that were held out are told from others.
struct TableOfRankings {
  std::string title;  // a sentence that says what the numbers are
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // the name first
};
TableOfRankings table_of_rankings(const FitSummary& summary);

/// The numbers of a description, all with as many decimals as two digits of the band's half width.
struct DescriptionTexts {
  std::string observed;
  std::string simulated;
  std::string lower;
  std::string upper;
};
DescriptionTexts description_texts(const FitDescription& description);

/// Returns "fitted", or "preset".
std::string source_text(PartSource source);

/// Returns a sentence for each treatment of a backtest: what was predicted, and what was observed.
std::vector<std::string> backtest_sentences(const FitBacktest& backtest);

/// Returns a sentence about double use of the log; empty when that was not measured.
std::string optimism_sentence(const FitSummary& summary);

}  // namespace reprise
