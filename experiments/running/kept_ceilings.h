// Keeps the sums of sessions under ceilings on disk. People run an experiment again and again with
// other treatments of their own, while its ceiling plays the same sessions each time, and takes
// most of the time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "experiments/running/play.h"
#include "experiments/simulation/engine/simulate.h"
#include "experiments/simulation/prepared.h"

namespace reprise {

/// The sums of the work units that ceilings have played in earlier runs, each in a file that is
/// named by a hash of all that it depends on: the world, the seed and its episodes, the metrics,
/// max_steps, the treatment's name, and the build of the program. Any number of processes may use a
/// directory.
class KeptCeilings {
 public:
  /// Keeps nothing where there is no cache, and where sessions depend on more than that, or must
  /// themselves be there: with a sink, between days, with resampled users, where treatments
  /// remember users or users belong to treatments, or where time is measured. `prepared` must
  /// outlive the object.
  KeptCeilings(const Prepared& prepared, const PlayOptions& options, bool by_user);

  /// Returns whether the sums of this treatment are kept. It is a recommender that observes latent
  /// state and has no parameters, files or memory: `oracle`.
  bool keeps(const Treatment& treatment) const;

  /// Returns the totals of the episodes of a seed under a treatment; nothing when there are none. A
  /// damaged file counts as none, and a note says so. `treatment` is an index of those of
  /// `prepared`. Thread-safe, as all functions are.
  std::optional<Totals> read(std::size_t treatment, std::uint64_t seed,
                             const EpisodeRange& episodes, const Progress& progress) const;
  /// Writes the totals. A failure is ignored, because it costs the next run only time.
  void write(std::size_t treatment, std::uint64_t seed, const EpisodeRange& episodes,
             const Totals& totals) const;

 private:
  std::filesystem::path file_of(std::size_t treatment, std::uint64_t seed,
                                const EpisodeRange& episodes) const;

  const Prepared& prepared_;
  std::filesystem::path folder_;  // empty: nothing is kept
  std::string depends_on_;        // what all files of the experiment depend on
};

}  // namespace reprise
