#include "experiments/serving/one_session/state_before.h"

#include "experiments/running/work_partition.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

// Plays earlier episodes as the run does, but only under one treatment.
class Earlier {
 public:
  Earlier(const Prepared& prepared, std::size_t treatment, std::uint64_t seed,
          const Progress& progress)
      : treatment_(treatment),
        seed_(seed),
        progress_(progress),
        playing_(prepared.treatments.size(), 0),
        simulation_{prepared.world(),
                    prepared.nearest(),
                    prepared.treatments,
                    prepared.assignment,
                    *prepared.observables,
                    static_cast<std::uint32_t>(prepared.spec.max_steps),
                    nullptr,
                    nullptr,
                    prepared.resampled_users(),
                    {}},
        states_(fresh_states(simulation_)) {
    playing_[treatment] = 1;
    simulation_.playing = playing_;
  }

  // Plays a whole day. The treatment learns from a day at the end of the day.
  void play_day(EpisodeRange episodes, std::int64_t day) {
    Totals totals =
        std::move(simulate(simulation_, seed_, episodes, states_, progress_)[treatment_]);
    if (learned_.sessions == 0) {
      learned_ = std::move(totals);
    } else {
      learned_ += totals;
    }
    states_[treatment_].learn(learned_, day + 1);
  }

  // Plays one user's episodes of a day that is not over.
  void play_user(std::uint64_t begin, std::uint64_t end, UserIndex user) {
    const UserSubset alone{user, std::uint64_t{user} + 1, simulation_.world.users.size()};
    simulate(simulation_, seed_, {begin, end, alone}, states_, progress_);
  }

  TreatmentState take() { return std::move(states_[treatment_]); }

 private:
  std::size_t treatment_;
  std::uint64_t seed_;
  const Progress& progress_;
  std::vector<std::uint8_t> playing_;
  Simulation simulation_;
  std::vector<TreatmentState> states_;
  Totals learned_;
};

}  // namespace

TreatmentState state_before(const Prepared& prepared, std::size_t treatment, std::uint64_t seed,
                            std::uint64_t episode, UserIndex user, std::int64_t episodes,
                            const Progress& progress) {
  const Treatment& of = prepared.treatments[treatment];
  ExperimentSpec whole = prepared.spec;
  whole.episodes = episodes;
  const WorkPartition partition(whole, 1, std::span(&of, 1), prepared.world().users.size());
  Earlier earlier(prepared, treatment, seed, progress);
  // Play the whole days before the episode, if the treatment learns from them.
  std::uint64_t begin = 0;
  for (std::uint64_t day = 0; !of.learners.empty() && day < partition.days(); ++day) {
    EpisodeRange range = partition.episodes(day, WorkUnitRange(0, partition.work_units(day)));
    if (range.end > episode) break;
    range.users = {};
    earlier.play_day(range, static_cast<std::int64_t>(day));
    begin = range.end;
  }
  if (of.capabilities.reads_history) earlier.play_user(begin, episode, user);
  return earlier.take();
}

}  // namespace reprise
