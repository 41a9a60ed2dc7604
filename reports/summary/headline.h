// What a run claims about its first headline metric: which treatment leads, how it stands to the
// control, and how it stands to the next one. The answer in words, the console and gates of
// pipelines all read this one structure, so that no sentence contradicts a table.
#pragma once

#include <cstddef>
#include <optional>

#include "reports/results/results.h"
#include "reports/summary/comparison.h"

namespace reprise {

/// The pointers and rows point into the Results that the headline was made from.
struct Headline {
  /// What is known about the leader and the next treatment.
  enum class Standing {
    alone,        // there is no next treatment with a bounded interval
    compared,     // the two were compared with each other: `pair` says how
    apart,        // their intervals against the control do not overlap
    overlapping,  // these intervals overlap, and the two were not compared with each other
  };

  std::size_t competitors = 0;  // treatments with an effect; oracles do not compete
  // The treatment that the run selected, if it selected one for this metric. It is the leader
  // unless it is the control.
  const TreatmentResult* selected = nullptr;
  // The selected treatment, or else the highest effect that is shown to be better, or else the
  // highest effect.
  std::optional<ComparisonRow> leader;
  std::optional<ComparisonRow> next;     // the highest effect among the others
  std::optional<ComparisonRow> ceiling;  // the first oracle
  Standing standing = Standing::alone;
  const Effect* pair = nullptr;  // as Results::pairs has it: either of the two may be `against`
  EffectTexts pair_texts;        // rounded as in the table of pairs
};

/// Returns the headline of a run. Pure, safe to call from any thread.
Headline headline_of(const Results& results);

}  // namespace reprise
