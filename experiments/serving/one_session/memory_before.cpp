#include "experiments/serving/one_session/memory_before.h"

#include "experiments/running/cut.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

// Plays earlier episodes as the run does, with nobody but one arm.
class Earlier {
 public:
  Earlier(const Prepared& prepared, std::size_t arm, std::uint64_t seed, const Progress& progress)
      : arm_(arm),
        seed_(seed),
        progress_(progress),
        playing_(prepared.arms.size(), 0),
        simulation_{prepared.world(),
                    prepared.nearest(),
                    prepared.arms,
                    prepared.assignment,
                    *prepared.observables,
                    static_cast<std::uint32_t>(prepared.spec.max_steps),
                    nullptr,
                    nullptr,
                    prepared.persons(),
                    {}},
        memories_(fresh_memories(simulation_)) {
    playing_[arm] = 1;
    simulation_.playing = playing_;
  }

  // A whole day, whose lessons are known at its end.
  void play_day(EpisodeRange episodes, std::int64_t day) {
    Totals totals = std::move(simulate(simulation_, seed_, episodes, memories_, progress_)[arm_]);
    if (learned_.sessions == 0) {
      learned_ = std::move(totals);
    } else {
      learned_ += totals;
    }
    memories_[arm_].know(learned_, day + 1);
  }

  // One user's episodes, of a day that is not over.
  void play_user(std::uint64_t begin, std::uint64_t end, UserIndex user) {
    const UserShare alone{user, std::uint64_t{user} + 1, simulation_.world.users.size()};
    simulate(simulation_, seed_, {begin, end, alone}, memories_, progress_);
  }

  Memory take() { return std::move(memories_[arm_]); }

 private:
  std::size_t arm_;
  std::uint64_t seed_;
  const Progress& progress_;
  std::vector<std::uint8_t> playing_;
  Simulation simulation_;
  std::vector<Memory> memories_;
  Totals learned_;
};

}  // namespace

Memory memory_before(const Prepared& prepared, std::size_t arm, std::uint64_t seed,
                     std::uint64_t episode, UserIndex user, std::int64_t episodes,
                     const Progress& progress) {
  const Arm& of = prepared.arms[arm];
  ExperimentSpec whole = prepared.spec;
  whole.episodes = episodes;
  const Cut cut(whole, 1, std::span(&of, 1), prepared.world().users.size());
  Earlier earlier(prepared, arm, seed, progress);
  std::uint64_t begin = 0;
  for (std::uint64_t day = 0; !of.learners.empty() && day < cut.days(); ++day) {
    EpisodeRange range = cut.episodes(day, PortionRange(0, cut.portions(day)));
    if (range.end > episode) break;
    range.users = {};
    earlier.play_day(range, static_cast<std::int64_t>(day));
    begin = range.end;
  }
  if (of.needs_history) earlier.play_user(begin, episode, user);
  return earlier.take();
}

}  // namespace reprise
