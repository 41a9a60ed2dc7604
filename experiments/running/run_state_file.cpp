#include "experiments/running/run_state_file.h"

#include "experiments/running/byte_fields.h"
#include "experiments/running/totals_fields.h"

namespace reprise {
namespace {

constexpr std::string_view kMagic = "reprise played 3\n";

struct Range {
  std::uint64_t lower = 0;
  std::uint64_t upper = 0;
};

std::vector<Range> ranges_of(const WorkUnitSet& set) {
  std::vector<Range> ranges;
  for (const WorkUnitRange& range : set) ranges.push_back({range.lower(), range.upper()});
  return ranges;
}

WorkUnitSet set_of(const std::vector<Range>& ranges) {
  WorkUnitSet set;
  for (const Range& range : ranges) set.add(WorkUnitRange(range.lower, range.upper));
  return set;
}

template <class Of, class Fields>
void describe_identity(Of& of, Fields& fields) {
  fields.text(of.config_hash);
  fields.text(of.world);
  fields.text(of.program);
}

// The numbers of the work units must be below `end`.
template <class Of, class Fields>
void describe_work_units(Of& of, std::uint64_t end, Fields& fields) {
  fields.through(of, &ranges_of, &set_of, [&](auto& ranges) {
    std::uint64_t least = 0;
    fields.list(ranges, ElementCount::any(), [&](auto& range) {
      fields.number(range.lower);
      fields.number(range.upper);
      fields.require(range.lower >= least && range.upper > range.lower && range.upper <= end);
      least = range.upper;
    });
  });
}

template <class Of, class Fields>
void describe_means(Of& of, ElementCount treatments, Fields& fields) {
  fields.list(of, treatments, [&](auto& treatment) {
    fields.text(treatment.treatment);
    fields.list(treatment.metrics, ElementCount::any(), [&](auto& estimate) {
      fields.text(estimate.metric);
      fields.real(estimate.mean);
      fields.real(estimate.lower);
      fields.real(estimate.upper);
    });
  });
}

template <class Of, class Fields>
void describe_treatments(Of& of, ElementCount treatments, std::span<const Totals> shape,
                         TotalsPart part, Fields& fields) {
  std::size_t treatment = 0;
  fields.list(of, treatments, [&](auto& totals) {
    // A writer has no shape, because its totals are sound.
    describe_totals(totals, shape.empty() ? totals : shape[treatment], part, fields);
    ++treatment;
  });
}

}  // namespace

// A reader refuses a state that playing cannot produce: totals must be present exactly where
// something was played.
template <class Of, class Fields>
void RunStateFile::describe(Of& of, std::span<const Totals> shape, Fields& fields) {
  const std::uint64_t n_seeds = of.partition().seeds();
  const std::uint64_t n_days = of.partition().days();
  const auto n_treatments_if = [&](bool there) {
    return ElementCount::exactly(there ? shape.size() : 0);
  };
  const auto totals = [&](auto& treatments, bool there) {
    describe_treatments(treatments, n_treatments_if(there), shape, TotalsPart::whole, fields);
  };
  // With several days, each day is kept apart: a run of one seed keeps the days' means, a run of
  // several seeds keeps their totals.
  const auto day_means = [&](auto& days, std::uint64_t n) {
    const bool kept = of.keeps_days() && of.one_seed();
    fields.map(days, n_days, ElementCount::exactly(kept ? n : 0), [&](std::uint64_t, auto& means) {
      describe_means(means, n_treatments_if(true), fields);
    });
  };
  const auto day_totals = [&](auto& days, std::uint64_t n) {
    const bool kept = of.keeps_days() && !of.one_seed();
    fields.map(days, n_days, ElementCount::exactly(kept ? n : 0),
               [&](std::uint64_t, auto& treatments) {
                 describe_treatments(treatments, n_treatments_if(true), shape,
                                     TotalsPart::for_means, fields);
               });
  };

  // The complete seeds.
  fields.map(of.seeds_, n_seeds, ElementCount::any(), [&](std::uint64_t, auto& means) {
    describe_means(means, n_treatments_if(!of.one_seed()), fields);
  });
  const bool any_complete = !of.seeds_.empty();
  totals(of.pooled_, any_complete);
  day_means(of.day_means_, any_complete ? n_days : 0);
  day_totals(of.pooled_days_, any_complete ? n_days : 0);
  fields.map(of.looks_, n_seeds, ElementCount::any(), [&](std::uint64_t, auto& means) {
    describe_means(means, ElementCount::any(), fields);
  });
  // The seeds with missing work units.
  fields.map(of.open_, n_seeds, ElementCount::any(), [&](std::uint64_t number, auto& seed) {
    fields.require(!of.seeds_.contains(number));
    describe_work_units(seed.closed_days, n_days, fields);
    const std::uint64_t closed = boost::icl::cardinality(seed.closed_days);
    fields.require(closed < n_days);
    totals(seed.closed, closed > 0);
    day_means(seed.day_means, closed);
    day_totals(seed.day_totals, closed);
    fields.map(seed.days, n_days, ElementCount::any(), [&](std::uint64_t day, auto& open) {
      fields.require(!boost::icl::contains(seed.closed_days, day));
      describe_work_units(open.done, of.partition().work_units(day), fields);
      totals(open.totals, true);
    });
  });
}

std::string RunStateFile::write(const RunState& run_state, const RunIdentity& of) {
  ByteFieldWriter fields(kMagic);
  describe_identity(of, fields);
  describe(run_state, {}, fields);
  return fields.finish();
}

RunIdentity RunStateFile::read_header(std::string_view bytes) {
  ByteFieldReader fields(bytes, kMagic);
  RunIdentity of;
  describe_identity(of, fields);
  return of;
}

void RunStateFile::read(std::string_view bytes, const std::vector<Totals>& shape, RunState& into) {
  ByteFieldReader fields(bytes, kMagic);
  RunIdentity of;
  describe_identity(of, fields);
  describe(into, shape, fields);
  fields.finish();
}

}  // namespace reprise
