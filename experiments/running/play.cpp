#include "experiments/running/play.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "experiments/running/checkpoints.h"
#include "experiments/running/config_file.h"
#include "experiments/running/kept_ceilings.h"
#include "experiments/running/version.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Assumed sessions per second, before the first ones have been timed: of recommenders of ours, and
// of others, which may be slow. What a stopped call has played is lost.
constexpr double kFirstRate = 400'000;
constexpr double kFirstRateOfOthers = 4'000;
// Most sessions that one call plays where treatments remember users. All sessions of a call are
// then in memory at once.
constexpr double kLongestRemembered = 1 << 21;
// Sessions of one call where a recommender in this process keeps what it was asked. Their number
// decides the order in which it is asked, so it must not depend on the clock.
constexpr double kInOrder = 1 << 16;
// Largest share of the run's time that the writing of checkpoints may take.
constexpr double kCheckpointShare = 0.05;

// Returns the identity of the run, which its checkpoints carry.
RunIdentity identity_of(const Prepared& prepared) {
  return {prepared.spec.hash, prepared.world().fingerprint, version_text()};
}

// Tells when a checkpoint is due. The interval grows when the writing of checkpoints takes long.
class CommitClock {
 public:
  explicit CommitClock(double seconds) : seconds_(seconds) {}

  bool due() const { return seconds_since(last_) >= std::max(seconds_, cost_ / kCheckpointShare); }
  template <class Commit>
  void run(Commit commit) {
    const Clock::time_point start = Clock::now();
    commit();
    cost_ = seconds_since(start);
    last_ = Clock::now();
  }

 private:
  double seconds_;
  double cost_ = 0;
  Clock::time_point last_ = Clock::now();
};

// Chooses the number of sessions of the next call, so that a call takes about `seconds`. The caller
// looks at the clock only between calls.
class Stride {
 public:
  Stride(double seconds, double first_rate, double least, double most)
      : seconds_(seconds),
        least_(least),
        most_(std::max(most, least)),
        next_(first_rate * seconds) {}

  double sessions() const { return std::clamp(next_, least_, most_); }
  void took(double sessions, double seconds) {
    next_ = seconds > 0 ? sessions / seconds * seconds_ : most_;
  }

 private:
  double seconds_;
  double least_;
  double most_;
  double next_;
};

}  // namespace

// Plays this process's part of the run:
//
//   read the checkpoints of earlier runs, or remove them (load_checkpoints_of_earlier_runs) for
//   each seed:                                                      (play_seed)
//     for each day:
//       let the treatment states learn from the totals of the days before
//       for each stride of the missing work units:
//         totals = simulate(the episodes of the stride)
//         add the totals to the run state; write a checkpoint if one is due
//   gather the run states of the other ranks                            (finish)
//
// Where a treatment remembers its users, or all sessions draw from one stream, the loop over
// strides is outside the loop over days (play_users).
//
// Threads: one thread makes all calls of this class, and it alone calls the day hook, the ranks and
// the sink's flush(). `simulate` plays the sessions on the threads of the TBB arena; these call the
// recommenders, the sink's open() and close(), and the progress callback (one call at a time).
// simulate_numpy plays all sessions on the calling thread.
class Player::Process {
 public:
  Process(const Prepared& prepared, const PlayOptions& options, Ranks& ranks,
          const Progress& progress)
      : prepared_(prepared),
        options_(options),
        ranks_(ranks),
        progress_(progress),
        of_(identity_of(prepared)),
        partition_(prepared.spec, prepared.seeds.size(), prepared.treatments,
                   prepared.world().users.size()),
        empty_(partition_, [&prepared](const auto& totals) { return prepared.means_of(totals); }),
        played_elsewhere_(empty_),
        run_state_(empty_),
        share_{options.shard.index * ranks.count() + ranks.index(),
               options.shard.count * ranks.count()},
        treatments_(prepared.treatments),
        kept_ceilings_(prepared, options, partition_.by_user()),
        checkpoints_(options.directory, {options.shard, {ranks.index(), ranks.count()}}),
        commit_clock_(options.checkpoint_seconds),
        stride_(make_stride()) {
    load_checkpoints_of_earlier_runs();
  }

  std::uint64_t next_seed() const { return seed_; }
  bool seeds_left() const { return seed_ < partition_.seeds(); }
  const RunState& run_state() const { return run_state_; }
  void record_look(std::vector<TreatmentMeans> look) { run_state_.add_look(std::move(look)); }
  void set_playing(std::vector<std::uint8_t> playing) { playing_ = std::move(playing); }
  void end_after_complete_seeds() {
    run_state_.end_after_complete_seeds();
    seed_ = partition_.seeds();
  }

  // Plays the work units of the seed that neither this process nor an earlier run has played. They
  // are played in strides, and after each stride the clock tells whether a checkpoint is due.
  void play_seed() {
    const std::uint64_t seed = seed_++;
    try {
      partition_.by_user() ? play_users(seed) : play_episodes(seed);
    } catch (const Interrupted&) {
      if (may_commit_ && run_state_.sessions() > 0) commit();
      throw;
    }
  }

  PlayOutcome finish() {
    if (options_.shard.count > 1 || ranks_.count() > 1) commit();
    // Merge the run states of all ranks, at rank 0.
    for (const std::string& bytes :
         ranks_.count() > 1 ? ranks_.gather(bytes_of(run_state_)) : std::vector<std::string>{}) {
      RunState theirs = empty_;
      RunStateFile::read(bytes, prepared_.no_totals(), theirs);
      played_elsewhere_.merge(std::move(theirs));
    }
    return {ranks_.count() > 1 ? std::move(played_elsewhere_) : std::move(run_state_),
            std::move(notes_)};
  }

 private:
  bool numpy() const { return prepared_.spec.random == RandomSource::numpy; }
  // Returns the sessions of an episode, on average.
  double sessions_per_episode() const {
    const auto episodes = static_cast<double>(prepared_.spec.episodes);
    double sessions = 0;
    for (const Treatment& treatment : prepared_.treatments) {
      sessions += std::min(1.0, static_cast<double>(treatment.episodes) / episodes);
    }
    return prepared_.assignment.empty()
               ? sessions
               : sessions / static_cast<double>(prepared_.treatments.size());
  }

  Stride make_stride() const {
    // Adding up the totals of a call takes as long as playing a quarter of a session for each user,
    // so a call plays at least that many sessions.
    const double least = static_cast<double>(prepared_.world().users.size()) / 4;
    const auto any = [this](const auto& is) {
      return std::any_of(prepared_.treatments.begin(), prepared_.treatments.end(), is);
    };
    const bool others = any([](const Treatment& one) { return one.asked_at_once > 0; });
    if (any([](const Treatment& one) { return one.asked_at_once > 0 && one.service; })) {
      return Stride(options_.checkpoint_seconds / 2, kFirstRateOfOthers, kInOrder, kInOrder);
    }
    return Stride(options_.checkpoint_seconds / 2, others ? kFirstRateOfOthers : kFirstRate,
                  options_.checkpoint_seconds > 0 ? least * sessions_per_episode() : 0,
                  partition_.by_user() ? kLongestRemembered : 1e18);
  }

  std::string bytes_of(const RunState& run_state) const {
    return RunStateFile::write(run_state, of_);
  }

  // Takes up the checkpoints of earlier runs, or removes them. With several ranks, rank 0 reads
  // them and alone keeps their sums in `run_state_`; the other ranks only learn in
  // `played_elsewhere_` which work units need not be played.
  void load_checkpoints_of_earlier_runs() {
    if (ranks_.index() == 0) {
      if (options_.resume && options_.keeps_checkpoints()) {
        LoadedCheckpoints loaded =
            load_checkpoints(checkpoints_.found(), of_, prepared_.no_totals(), empty_);
        notes_ = std::move(loaded.notes);
        run_state_ = std::move(loaded.run_state);
        if (run_state_.sessions() > 0) {
          notes_.push_back(fmt::format("resumed: {:.0f} % of the sessions were there",
                                       100 * run_state_.share()));
          commit();
          checkpoints_.remove_others();
        }
      } else {
        checkpoints_.remove();
      }
    }
    if (ranks_.count() == 1) return;
    const std::string bytes = ranks_.broadcast(ranks_.index() == 0 ? bytes_of(run_state_) : "");
    if (ranks_.index() > 0) RunStateFile::read(bytes, prepared_.no_totals(), played_elsewhere_);
  }

  WorkUnitSet missing(std::uint64_t seed, std::uint64_t day) const {
    WorkUnitSet work_units = partition_.of_share(seed, day, share_);
    work_units &= run_state_.missing(seed, day);
    work_units &= played_elsewhere_.missing(seed, day);
    return work_units;
  }

  // Calls `play` with the work units, one stride after the other.
  template <class Play>
  void in_strides(const WorkUnitSet& work_units, std::uint64_t day, Play play) {
    for (const WorkUnitRange& range : work_units) {
      for (std::uint64_t begin = range.lower(); begin < range.upper();) {
        // `one` is the expected number of sessions of one work unit.
        const double one = partition_.expected_episodes(day, WorkUnitRange(begin, begin + 1)) *
                           sessions_per_episode() *
                           (partition_.by_user() ? static_cast<double>(partition_.days()) : 1.0);
        const std::uint64_t left = range.upper() - begin;
        // Without checkpoints one call plays all work units, so that the sessions come to a sink in
        // the order of their episodes.
        const double n = options_.keeps_checkpoints()
                             ? std::max(1.0, std::floor(stride_.sessions() / std::max(one, 1e-9)))
                             : static_cast<double>(left);
        const std::uint64_t end =
            begin + (n >= static_cast<double>(left) ? left : static_cast<std::uint64_t>(n));
        const Clock::time_point start = Clock::now();
        play(WorkUnitRange(begin, end));
        stride_.took(one * static_cast<double>(end - begin), seconds_since(start));
        if (commit_clock_.due()) commit();
        begin = end;
      }
    }
  }

  void play_episodes(std::uint64_t seed) {
    std::vector<TreatmentState> states = fresh_states(simulation());
    for (std::uint64_t day = 0; day < partition_.days(); ++day) {
      learn(states, seed, day);
      in_strides(missing(seed, day), day, [&](const WorkUnitRange& work_units) {
        run_state_.add(seed, day, work_units, play(seed, day, work_units, states, nullptr));
      });
      end_day(day);
    }
  }

  void play_users(std::uint64_t seed) {
    in_strides(missing(seed, 0), 0, [&](const WorkUnitRange& work_units) {
      std::vector<TreatmentState> states = fresh_states(simulation());
      NumpyDraws draws(prepared_.world(), static_cast<std::uint32_t>(seed_value(seed)));
      // Until the last day is over, the sessions of these users are incomplete, and a checkpoint
      // could not record that.
      may_commit_ = false;
      for (std::uint64_t day = 0; day < partition_.days(); ++day) {
        learn(states, seed, day);
        run_state_.add(seed, day, work_units, play(seed, day, work_units, states, &draws));
        end_day(day);
      }
      may_commit_ = true;
    });
  }

  void end_day(std::uint64_t day) {
    if (options_.between_days == nullptr || day + 1 == partition_.days()) return;
    treatments_ = options_.between_days->after_day(day + 1);
  }

  void learn(std::vector<TreatmentState>& states, std::uint64_t seed, std::uint64_t day) const {
    for (std::size_t treatment = 0; treatment < states.size(); ++treatment) {
      if (states[treatment].learned_counts.empty())
        continue;  // skipped because totals are large and this treatment learns nothing
      Totals earlier;
      for (const RunState* run_state : {&played_elsewhere_, &run_state_}) {
        const std::vector<Totals>* days = run_state->earlier_days(seed);
        if (days == nullptr) continue;
        earlier.counts.empty() ? earlier = (*days)[treatment] : earlier += (*days)[treatment];
      }
      if (!earlier.counts.empty()) states[treatment].learn(earlier, static_cast<std::int64_t>(day));
    }
  }

  std::uint64_t seed_value(std::uint64_t seed) const { return prepared_.seeds[seed]; }

  Simulation simulation() const {
    return {.world = prepared_.world(),
            .nearest = prepared_.nearest(),
            .treatments = treatments_,
            .assignment = prepared_.assignment,
            .observables = *prepared_.observables,
            .max_steps = static_cast<std::uint32_t>(prepared_.spec.max_steps),
            .sink = options_.sink,
            .stop = options_.stop,
            .resampled_users = prepared_.resampled_users(),
            .playing = playing_};
  }

  std::vector<Totals> play(std::uint64_t seed, std::uint64_t day, const WorkUnitRange& work_units,
                           std::vector<TreatmentState>& states, NumpyDraws* draws) {
    check_stop(options_.stop);
    const EpisodeRange range = partition_.episodes(day, work_units);
    std::uint64_t before = run_state_.sessions() + played_elsewhere_.sessions();
    Progress progress;
    if (progress_) {
      progress = [&](std::string_view stage, std::uint64_t done, std::uint64_t) {
        const std::uint64_t all = sessions_to_play();
        progress_(stage, std::min(before + done, all), all);
      };
    }
    if (numpy()) {
      return simulate_numpy(simulation(), static_cast<std::uint32_t>(seed_value(seed)), range,
                            *draws, states, progress);
    }
    // The sums of ceilings are kept by work unit, so their units are played one after the other.
    std::vector<std::uint8_t> playing = playing_;
    playing.resize(treatments_.size(), playing_.empty() ? 1 : 0);
    std::vector<std::size_t> ceilings;
    for (std::size_t treatment = 0; treatment < treatments_.size(); ++treatment) {
      if (playing[treatment] == 0 || !kept_ceilings_.keeps(treatments_[treatment])) continue;
      ceilings.push_back(treatment);
      playing[treatment] = 0;
    }
    Simulation others = simulation();
    others.playing = playing;
    std::vector<Totals> totals = simulate(others, seed_value(seed), range, states, progress);
    for (const std::size_t ceiling : ceilings) {
      for (std::uint64_t unit = work_units.lower(); unit < work_units.upper(); ++unit) {
        const EpisodeRange of_unit = partition_.episodes(day, WorkUnitRange(unit, unit + 1));
        if (of_unit.begin >= treatments_[ceiling].episodes) break;
        before = run_state_.sessions() + played_elsewhere_.sessions();
        for (const Totals& of : totals) before += of.sessions;
        totals[ceiling] += of_ceiling(ceiling, seed_value(seed), of_unit, states, progress);
      }
    }
    return totals;
  }

  // Returns the totals of a ceiling from the cache, or else plays its sessions and keeps them.
  Totals of_ceiling(std::size_t ceiling, std::uint64_t seed, const EpisodeRange& episodes,
                    std::vector<TreatmentState>& states, const Progress& progress) const {
    if (std::optional<Totals> kept = kept_ceilings_.read(ceiling, seed, episodes, progress_)) {
      return std::move(*kept);
    }
    std::vector<std::uint8_t> playing(treatments_.size(), 0);
    playing[ceiling] = 1;
    Simulation alone = simulation();
    alone.playing = playing;
    Totals totals = std::move(simulate(alone, seed, episodes, states, progress)[ceiling]);
    kept_ceilings_.write(ceiling, seed, episodes, totals);
    return totals;
  }

  // Returns the number of sessions of this shard, with those that were played before.
  std::uint64_t sessions_to_play() const {
    const double all = static_cast<double>(prepared_.spec.episodes) * sessions_per_episode() *
                       static_cast<double>(partition_.seeds());
    return static_cast<std::uint64_t>(all / static_cast<double>(options_.shard.count));
  }

  void commit() {
    if (!options_.keeps_checkpoints()) return;
    commit_clock_.run([&] {
      // Whoever finds the checkpoint finds the experiment, too.
      if (!config_written_ && ranks_.index() == 0 && !options_.directory.empty()) {
        write_config(options_.directory, prepared_.spec);
        config_written_ = true;
      }
      checkpoints_.commit(run_state_, of_);
    });
  }

  const Prepared& prepared_;
  const PlayOptions& options_;
  Ranks& ranks_;
  const Progress& progress_;
  RunIdentity of_;
  WorkPartition partition_;
  RunState empty_;
  RunState played_elsewhere_;  // of earlier runs or other ranks; not to be played here
  RunState run_state_;
  WorkShare share_;
  std::span<const Treatment> treatments_;  // the treatments of the present day
  KeptCeilings kept_ceilings_;
  Checkpoints checkpoints_;
  CommitClock commit_clock_;
  Stride stride_;
  std::uint64_t seed_ = 0;             // the next seed to be played
  bool config_written_ = false;        // beside the checkpoints
  bool may_commit_ = true;             // whether `run_state_` may be written as a checkpoint
  std::vector<std::uint8_t> playing_;  // 0 for treatments that a rule has dropped; empty: all play
  std::vector<std::string> notes_;
};

namespace {

// Returns the missing part of a run as text: "12 % of seed 3, 100 % of seed 4".
std::string missing_text(const Prepared& prepared, const RunState& run_state) {
  constexpr std::size_t kNamed = 5;
  std::vector<std::string> seeds;
  for (std::uint64_t seed = 0; seed < run_state.partition().seeds(); ++seed) {
    double missing = 0;
    double all = 0;
    for (std::uint64_t day = 0; day < run_state.partition().days(); ++day) {
      missing += static_cast<double>(boost::icl::cardinality(run_state.missing(seed, day)));
      all += static_cast<double>(run_state.partition().work_units(day));
    }
    if (missing > 0) {
      seeds.push_back(
          fmt::format("{:.3g} % of seed {}", 100 * missing / all, prepared.seeds[seed]));
    }
  }
  if (seeds.size() > kNamed) {
    const std::size_t others = seeds.size() - kNamed;
    seeds.resize(kNamed);
    seeds.push_back(fmt::format("and of {} other seeds", others));
  }
  return fmt::format("{}", fmt::join(seeds, ", "));
}

}  // namespace

Player::Player(const Prepared& prepared, const PlayOptions& options, const Progress& progress) {
  static Ranks alone;
  process_ = std::make_unique<Process>(prepared, options,
                                       options.ranks != nullptr ? *options.ranks : alone, progress);
}
Player::~Player() = default;

std::uint64_t Player::next_seed() const { return process_->next_seed(); }
bool Player::seeds_left() const { return process_->seeds_left(); }
const RunState& Player::run_state() const { return process_->run_state(); }
void Player::record_look(std::vector<TreatmentMeans> look) {
  process_->record_look(std::move(look));
}
void Player::set_playing(std::vector<std::uint8_t> playing) {
  process_->set_playing(std::move(playing));
}
void Player::end_after_complete_seeds() { process_->end_after_complete_seeds(); }
void Player::play_seed() { process_->play_seed(); }
PlayOutcome Player::finish() { return process_->finish(); }

PlayOutcome play(const Prepared& prepared, const PlayOptions& options, const Progress& progress) {
  Player player(prepared, options, progress);
  while (player.seeds_left()) player.play_seed();
  return player.finish();
}

PlayOutcome merge_shards(const Prepared& prepared,
                         const std::vector<std::filesystem::path>& directories) {
  const WorkPartition partition(prepared.spec, prepared.seeds.size(), prepared.treatments,
                                prepared.world().users.size());
  const RunState empty(partition,
                       [&prepared](const auto& totals) { return prepared.means_of(totals); });
  std::vector<std::filesystem::path> files;
  for (const std::filesystem::path& directory : directories) {
    for (std::filesystem::path& file : checkpoint_files(directory)) {
      files.push_back(std::move(file));
    }
  }
  LoadedCheckpoints loaded =
      load_checkpoints(files, identity_of(prepared), prepared.no_totals(), empty);
  if (!loaded.run_state.complete()) {
    throw UserError(
        fmt::format("the shards do not make up the run: {} missing in {} files; play "
                    "the other shards, or `reprise run --resume` the rest",
                    missing_text(prepared, loaded.run_state), files.size()));
  }
  return {std::move(loaded.run_state), std::move(loaded.notes)};
}

}  // namespace reprise
