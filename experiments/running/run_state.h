// What of a run has been played: which work_units, and what their sessions add up to. Sums of whole
// numbers, so parts that several processes played merge in any order to the same bits.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "experiments/running/work_partition.h"
#include "experiments/simulation/engine/totals.h"
#include "reports/results/results.h"

namespace reprise {

class RunState {
 public:
  /// Means and intervals of the treatments' totals: what is kept of a day or a seed that is
  /// complete.
  using MeansOf = std::function<std::vector<TreatmentMeans>(const std::vector<Totals>&)>;

  RunState(const WorkPartition& partition, MeansOf means_of)
      : partition_(partition), means_of_(std::move(means_of)) {}

  const WorkPartition& partition() const { return partition_; }

  bool complete() const { return seeds_.size() == partition_.seeds(); }
  /// The work_units of a seed's day that have not been played.
  WorkUnitSet missing(std::uint64_t seed, std::uint64_t day) const;
  /// What the treatments' sessions of a seed's complete days add up to; null before the first is.
  const std::vector<Totals>* earlier_days(std::uint64_t seed) const;
  /// How many seeds are complete. Where a rule decides after each, these are the first.
  std::uint64_t complete_seeds() const { return seeds_.size(); }
  /// Records what a rule saw when so many seeds were complete.
  void add_look(std::vector<TreatmentMeans> look) { looks_[seeds_.size() - 1] = std::move(look); }
  /// The seeds that are complete are all there will be.
  void end_here() { partition_.end_after(seeds_.size()); }
  /// Sessions of all treatments.
  std::uint64_t sessions() const;
  /// Of the work_units of all days and seeds, the share that has been played.
  double share() const;

  /// Adds work_units that were missing.
  void add(std::uint64_t seed, std::uint64_t day, const WorkUnitRange& work_units,
           std::vector<Totals> totals);
  /// Takes over what the other has and this has not; its parts that cannot be told from what is
  /// here already are left out.
  void merge(RunState other);

  // What a complete run gives.

  /// Per treatment, all seeds and days together.
  const std::vector<Totals>& totals() const { return pooled_; }
  /// Where there are several seeds: each one's means, by its index.
  const std::map<std::uint64_t, std::vector<TreatmentMeans>>& seeds() const { return seeds_; }
  /// Where a rule decided after each seed: what it saw then.
  const std::map<std::uint64_t, std::vector<TreatmentMeans>>& looks() const { return looks_; }
  /// Where there are several days: each one's means, all seeds together.
  std::vector<std::vector<TreatmentMeans>> days() const;

 private:
  friend class RunStateFile;

  struct OpenDay {
    WorkUnitSet done;
    std::vector<Totals> totals;
  };
  // A seed of which something is missing.
  struct OpenSeed {
    std::map<std::uint64_t, OpenDay> days;
    std::vector<Totals> closed;  // all complete days together
    // Of each complete day, where there are several: its means if there is one seed, and what they
    // are made of if its seeds are to be pooled.
    std::map<std::uint64_t, std::vector<TreatmentMeans>> day_means;
    std::map<std::uint64_t, std::vector<Totals>> day_totals;
    WorkUnitSet closed_days;
  };

  bool keeps_days() const { return partition_.days() > 1; }
  bool one_seed() const { return partition_.seeds() == 1; }
  void close_day(OpenSeed& seed, std::uint64_t day);
  void close_if_complete(std::uint64_t seed);
  void merge_seed(std::uint64_t seed, OpenSeed other);

  WorkPartition partition_;
  MeansOf means_of_;
  std::map<std::uint64_t, OpenSeed> open_;
  // Of the complete seeds.
  std::map<std::uint64_t, std::vector<TreatmentMeans>> seeds_;
  std::vector<Totals> pooled_;
  std::map<std::uint64_t, std::vector<TreatmentMeans>> day_means_;
  std::map<std::uint64_t, std::vector<Totals>> pooled_days_;
  std::map<std::uint64_t, std::vector<TreatmentMeans>> looks_;
};

}  // namespace reprise
