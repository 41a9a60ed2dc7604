// Describes the fields of Totals, for files that keep them (byte_fields.h).
#pragma once

#include "experiments/running/byte_fields.h"
#include "experiments/simulation/engine/totals.h"

namespace reprise {

// The totals of a day that is kept apart have only the fields that means are made of (see
// RunState).
enum class TotalsPart { whole, for_means };

// The numbers of the users must be below `end`.
template <class Of, class Fields>
void describe_tally(Of& of, std::size_t end, Fields& fields) {
  fields.through(of, &SessionTally::entries, &SessionTally::of, [&](auto& entries) {
    std::uint64_t least = 0;
    fields.list(entries, ElementCount::any(), [&](auto& entry) {
      fields.number(entry.user);
      fields.number(entry.value);
      fields.number(entry.sessions);
      const std::uint64_t key = std::uint64_t{entry.user} << 32 | entry.value;
      fields.require(entry.user < end && key >= least && entry.sessions > 0);
      least = key + 1;
    });
  });
}

// The totals must have as many numbers as `shape`.
template <class Of, class Fields>
void describe_totals(Of& of, const Totals& shape, TotalsPart part, Fields& fields) {
  const bool whole = part == TotalsPart::whole;
  const auto in_whole = [whole](std::size_t n) { return ElementCount::exactly(whole ? n : 0); };
  const auto number = [&](auto& value) { fields.number(value); };
  const auto sum = [&](auto& value) { fields.sum(value); };
  const auto group_sums = [&](auto& sums, std::size_t most) {
    fields.through(sums, &RandomGroupSums::groups, &RandomGroupSums::of_groups, [&](auto& groups) {
      for (auto& group : groups) fields.list(group, ElementCount::at_most(whole ? most : 0), sum);
    });
  };

  fields.list(of.counts, ElementCount::exactly(shape.counts.size()), sum);
  fields.list(of.plays, in_whole(shape.plays.size()), number);
  group_sums(of.lengths, Totals::kLongest + 1);
  group_sums(of.time_by_step, Totals::kSteps);
  group_sums(of.skips_by_step, Totals::kSteps);
  std::size_t learner = 0;
  fields.list(of.learned, in_whole(shape.learned.size()), [&](auto& learned) {
    fields.list(learned, ElementCount::exactly(shape.learned[learner++].size()), sum);
  });
  // A user's index is below the number of counts, because each user has at least one count.
  fields.list(of.tallies, ElementCount::any(),
              [&](auto& tally) { describe_tally(tally, shape.counts.size(), fields); });
  number(of.sessions);
  number(of.recommendations);
  number(of.cut_off);
  number(of.sources.no_anchor);
  number(of.sources.no_list);
  number(of.sources.exhausted);
  number(of.sources.lists_asked);
  number(of.sources.lists_found);
}

}  // namespace reprise
