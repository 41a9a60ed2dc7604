// A run in a few words: how it was designed, how much was played, with which seeds, and how far its
// figures reach. Plain text for every report; all functions are pure and safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/results.h"
#include "reports/text/name_writer.h"

namespace reprise {

/// "20,000 sessions and 8,647 users per treatment"; a range where treatments differ.
std::string amount_text(const Results& results);

/// "seed 1", "3 seeds (1, 2, 3)", "20 seeds (1 to 20)".
std::string seeds_text(const std::vector<std::uint64_t>& seeds);

/// What the sessions are of: "run" or "log".
std::string_view source_word(const Results& results);

/// Where they come from: seeds_text, or "12,088 rows of a log".
std::string source_text(const Results& results);

/// What is done about there being several treatments: ", widened for comparing 3 treatments (Holm):
/// ..."; " each" where there is one or nothing is done.
std::string adjustment_words(const Results& results);

/// How means over users were estimated, as a sentence.
std::string estimator_sentence(const Results& results);

/// When it stopped and what a fixed plan would have taken, as sentences.
std::string stopping_sentence(const Stopping& stopping);

/// The best of the treatments, or those left, as a sentence.
std::string selection_answer(const Selected& selected, const NameWriter& write_name);

/// The sessions that selecting took and saved, as a sentence.
std::string selection_cost(const Selected& selected);

/// What more sessions would tell of a metric's effects that are not yet known, as a sentence; empty
/// where there are none.
std::string unclear_sentence(const Results& results, std::string_view metric,
                             const NameWriter& write_name);

/// Between the treatment's users and the control's on the first headline metric: "0.71". Empty
/// where it is not known.
std::string correlation_text(const Results& results, const TreatmentResult& treatment);

/// "track 1", "track 3, 12% never"; empty where it was not measured.
std::string parting_text(const TreatmentResult& treatment);

/// How many times the sessions of this run a live split test would need to know the treatment's
/// effect on the first headline metric as well: "12.3 times". Empty where it is not known.
std::string live_test_text(const Results& results, const TreatmentResult& treatment);

/// "41%" of the way from random to oracle; empty where it was not measured.
std::string oracle_gap_closed_text(const TreatmentResult& treatment);

/// The share of recommendations that a fallback made: "0.3%". Empty where nothing was recommended,
/// and where they come from a log, which does not say what made them.
std::string fallback_text(const Results& results, const TreatmentResult& treatment);

/// Why, as shares of these: "no list 90%, list exhausted 10%". Empty where there were none.
std::string fallback_causes_text(const TreatmentResult& treatment);

/// The share of the lists asked for that were there: "98.2%". Empty where all were.
std::string lists_text(const TreatmentResult& treatment);

}  // namespace reprise
