// Describes a run in a few words: its design, its sessions, its seeds, and the limits of its
// estimates. All texts are plain text, for every report. All functions are pure and safe to call
// from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/results.h"
#include "reports/text/name_writer.h"

namespace reprise {

/// Returns "20,000 sessions and 8,647 users per treatment", or ranges if the treatments differ.
std::string amount_text(const Results& results);

/// Returns "seed 1", "3 seeds (1, 2, 3)" or "20 seeds (1 to 20)".
std::string seeds_text(const std::vector<std::uint64_t>& seeds);

/// Returns the source of the sessions in one word: "run" or "log".
std::string_view source_word(const Results& results);

/// Returns the source of the sessions: seeds_text, or "12,088 rows of a log".
std::string source_text(const Results& results);

/// Returns words about the adjustment for several treatments: ", widened for comparing 3 treatments
/// (Holm): ...", or ", each on its own" if the p values are not adjusted. Empty if fewer than two
/// treatments are compared with the control; oracles do not count.
std::string adjustment_words(const Results& results);

/// Returns a sentence about the estimator of the means over users.
std::string estimator_sentence(const Results& results);

/// Returns sentences: when the run stopped, and how many sessions a fixed plan would have taken.
std::string stopping_sentence(const Stopping& stopping);

/// Returns a sentence that names the best treatment, with the difference that does not matter to
/// the selection, or the treatments that are left.
std::string selection_answer(const Selected& selected, const NameWriter& write_name);

/// Returns a sentence about the sessions that the selection took and saved.
std::string selection_cost(const Selected& selected);

/// Returns sentences about the effects on a metric that are not yet known: how many sessions would
/// settle each, or that no number would. Empty if all effects are known.
std::string unclear_sentence(const Results& results, std::string_view metric,
                             const NameWriter& write_name);

/// Returns the correlation between the treatment's and the control's values of a user, on the first
/// headline metric: "0.71". Empty if it is not known.
std::string correlation_text(const Results& results, const TreatmentResult& treatment);

/// Returns the track at which a session of the treatment parts from the control's: "track 1",
/// "track 3, 12% never". Empty if it was not measured.
std::string parting_text(const TreatmentResult& treatment);

/// Returns how many times the sessions of this run a live split test needs, to know the treatment's
/// effect on the first headline metric as well: "12.3 times". Empty if it is not known.
std::string live_test_text(const Results& results, const TreatmentResult& treatment);

/// Returns the share of the way from random to the oracle: "41%". Empty if it was not measured.
std::string oracle_gap_closed_text(const TreatmentResult& treatment);

/// Returns the share of recommendations that a fallback made: "0.3%". Empty if nothing was
/// recommended, and if the sessions come from a log, which does not say what made its
/// recommendations.
std::string fallback_text(const Results& results, const TreatmentResult& treatment);

/// Returns the causes of the fallbacks, as shares of all fallbacks: "no list 90%, list exhausted
/// 10%". Empty if there were no fallbacks.
std::string fallback_causes_text(const TreatmentResult& treatment);

/// Returns the share of the requested lists of candidates that were there: "98.2%". Empty if all
/// were there.
std::string lists_text(const TreatmentResult& treatment);

}  // namespace reprise
