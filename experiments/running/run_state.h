// Records which work units of a run have been played, and the sums of their sessions. The sums are
// whole numbers, so the parts that several processes played merge in any order to the same bits.
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
  /// Computes the means and intervals of the treatments from their totals. They are kept for each
  /// complete day or seed.
  using MeansOf = std::function<std::vector<TreatmentMeans>(const std::vector<Totals>&)>;

  RunState(const WorkPartition& partition, MeansOf means_of)
      : partition_(partition), means_of_(std::move(means_of)) {}

  const WorkPartition& partition() const { return partition_; }

  bool complete() const { return seeds_.size() == partition_.seeds(); }
  /// Returns the work units of a seed's day that have not been played.
  WorkUnitSet missing(std::uint64_t seed, std::uint64_t day) const;
  /// Returns the totals of each treatment over the complete days of a seed that is not complete
  /// yet; null before its first day is complete.
  const std::vector<Totals>* earlier_days(std::uint64_t seed) const;
  /// Returns the number of complete seeds. In a run with a rule that decides after each seed, these
  /// are the first seeds.
  std::uint64_t complete_seeds() const { return seeds_.size(); }
  /// Records the effects that a rule saw after the seeds that are complete now, at least one.
  void add_look(std::vector<TreatmentMeans> look) { looks_[seeds_.size() - 1] = std::move(look); }
  /// Ends the run with the seeds that are complete now.
  void end_after_complete_seeds() { partition_.end_after(seeds_.size()); }
  /// Returns the number of sessions of all treatments.
  std::uint64_t sessions() const;
  /// Returns the share of the work units of all days and seeds that has been played, 0 to 1.
  double share() const;

  /// Adds the totals of work units that were missing.
  void add(std::uint64_t seed, std::uint64_t day, const WorkUnitRange& work_units,
           std::vector<Totals> totals);
  /// Adds the parts of `other` that this state does not have. A sum cannot be taken apart, so where
  /// parts of the two states overlap, only one of the two parts is kept.
  void merge(RunState other);

  // The results of a complete run:

  /// Returns the totals of each treatment, over all seeds and days.
  const std::vector<Totals>& totals() const { return pooled_; }
  /// Returns the means of each complete seed by the seed's index. The means are empty in a run of
  /// one seed.
  const std::map<std::uint64_t, std::vector<TreatmentMeans>>& seeds() const { return seeds_; }
  /// Returns the effects that a rule saw, by the index of the last complete seed. Empty without a
  /// rule.
  const std::map<std::uint64_t, std::vector<TreatmentMeans>>& looks() const { return looks_; }
  /// Returns the means of each day, over all seeds. Empty in a run of one day.
  std::vector<std::vector<TreatmentMeans>> days() const;

 private:
  friend class RunStateFile;

  struct OpenDay {
    WorkUnitSet done;
    std::vector<Totals> totals;
  };
  // A seed with missing work units.
  struct OpenSeed {
    std::map<std::uint64_t, OpenDay> days;
    std::vector<Totals> closed;  // totals of all complete days together
    // Of each complete day in a run of several days: in a run of one seed the day's means, in a run
    // of several seeds the totals, which are later pooled over the seeds.
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
  // Results of the complete seeds.
  std::map<std::uint64_t, std::vector<TreatmentMeans>> seeds_;
  std::vector<Totals> pooled_;
  std::map<std::uint64_t, std::vector<TreatmentMeans>> day_means_;
  std::map<std::uint64_t, std::vector<Totals>> pooled_days_;
  std::map<std::uint64_t, std::vector<TreatmentMeans>> looks_;
};

}  // namespace reprise
