#include "experiments/studies/sweeps/run_sweep.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "experiments/running/checkpoints.h"
#include "experiments/running/version.h"
#include "experiments/spec/outside_inputs.h"
#include "experiments/studies/directories/run_directory.h"
#include "experiments/studies/directories/run_lock.h"
#include "experiments/studies/sweeps/cells.h"
#include "experiments/studies/sweeps/main_effects.h"
#include "experiments/studies/sweeps/over_worlds.h"
#include "experiments/studies/sweeps/ranking.h"
#include "reports/sweeps/world_settings.h"
#include "sim/support/progress_note.h"

namespace reprise {
namespace {

// Plays the rounds of a sweep; most methods have one round. Several processes may play the same
// sweep: the lock of a run's directory decides who plays the run, and the others read its results.
class Sweeper {
 public:
  Sweeper(const ExperimentSpec& spec, Workspace& workspace, const SweepOptions& options)
      : spec_(spec), workspace_(workspace), options_(options), sweep_(*spec.sweep) {}

  SweepRun run() {
    plan();
    std::vector<std::size_t> in(points_.size());
    for (std::size_t i = 0; i < in.size(); ++i) in[i] = i;
    for (std::size_t round = 0; round < rounds_.size(); ++round) {
      play_round(rounds_[round].episodes, in);
      if (round + 1 < rounds_.size()) drop(in, rounds_[round].stay);
    }
    finish();
    return std::move(run_);
  }

 private:
  SweepResults& results() { return run_.results; }

  void plan() {
    // Make the points of the cells and the rounds.
    SweepMethodContext context;
    const std::unique_ptr<SweepMethod> method = sweep_.method.make(context);
    const std::vector<CellPlan> cells = plan_cells(spec_);
    for (const CellPlan& cell : cells) points_.push_back(cell.point);
    rounds_ = method->rounds(points_.size(), static_cast<std::uint64_t>(spec_.episodes));
    describe();
    // Make the cells without results.
    std::vector<std::pair<std::size_t, std::string>> unsound;
    for (const CellPlan& planned : cells) {
      SweepCell cell;
      cell.config_hash = planned.hash;
      cell.status = CellStatus::missing;
      for (std::size_t axis = 0; axis < planned.point.size(); ++axis) {
        const std::vector<std::string>& values = results().parameters[axis].values;
        cell.values.push_back(static_cast<std::size_t>(
            std::find(values.begin(), values.end(), planned.point[axis].name) - values.begin()));
      }
      results().cells.push_back(std::move(cell));
      if (!planned.error.empty()) {
        unsound.emplace_back(results().cells.size() - 1, planned.error);
      }
    }
    // If no cell is a sound experiment, the mistake is in the settings that all cells share.
    if (unsound.size() == points_.size()) throw UserError(unsound.front().second);
    for (const auto& [cell, error] : unsound) {
      fail(cell, error, rank() == 0);  // only rank 0 reports it, because every rank finds it
      if (options_.fail_fast) throw UserError(error);
    }
  }

  void describe() {
    SweepResults& sweep = results();
    sweep.program = version_text();
    sweep.experiment = spec_.experiment;
    sweep.hash = spec_.hash;
    sweep.config = write_yaml(spec_.resolved);
    sweep.method = sweep_.method.name;
    sweep.design = spec_.design.name;
    sweep.confidence = spec_.confidence;
    sweep.control = spec_.control;
    sweep.ranked_metric = sweep_.rank_by;
    sweep.ranked_better = find_metric(sweep_.rank_by)->better;
    sweep.ranked_treatment = sweep_.treatment;
    sweep.seeds = spec_.seeds.values;
    for (const std::uint64_t seed : sweep_.worlds.value_or(Seeds{{}}).values) {
      sweep.worlds.push_back(fmt::format("seed {}", seed));
    }
    for (const NamedUserModel& model : sweep_.user_models.value_or(UserModelList{}).named) {
      sweep.user_models.push_back(model.name);
    }
    for (const Metric* metric : spec_.metrics) {
      sweep.metrics.push_back({metric->name, metric->unit, metric->better});
    }
    sweep.parameters = describe_axes(sweep_.parameters.axes, points_);
    progress_.cells = points_.size();
  }

  std::uint64_t rank() const { return options_.ranks == nullptr ? 0 : options_.ranks->index(); }
  std::uint64_t ranks() const { return options_.ranks == nullptr ? 1 : options_.ranks->count(); }
  // Returns whether this process may play a run of a cell. Shards share runs, not cells, because a
  // cell may have a run for each of many user models and worlds.
  bool mine(std::size_t cell, std::size_t run) const {
    const std::size_t models = std::max<std::size_t>(run_.results.user_models.size(), 1);
    const std::size_t worlds = std::max<std::size_t>(run_.results.worlds.size(), 1);
    return !options_.merge &&
           (cell * models * worlds + run) % options_.shard.count == options_.shard.index;
  }

  // Plays or reads the cells of one round. Each rank begins with another cell, and then helps the
  // other ranks.
  void play_round(std::uint64_t episodes, const std::vector<std::size_t>& in) {
    episodes_ = episodes;
    round_cells_ = in.size();
    round_done_ = 0;
    finished_cells_.clear();
    std::vector<std::size_t> order = in;
    std::rotate(order.begin(),
                order.begin() + static_cast<std::ptrdiff_t>(rank() * in.size() / ranks()),
                order.end());
    std::vector<std::size_t> locked;
    for (const std::size_t cell : order) {
      if (failed(cell)) continue;
      if (!read_or_play(cell, false)) locked.push_back(cell);
    }
    for (const std::size_t cell : locked) read_or_play(cell, true);
    if (ranks() > 1) share_failures();
    // The cells that other ranks played are on disk now.
    for (const std::size_t cell : in) {
      if (!failed(cell) && !finished_cells_.contains(cell)) read_or_play(cell, true);
    }
  }

  bool failed(std::size_t cell) const {
    return run_.results.cells[cell].status == CellStatus::failed;
  }

  // Reads or plays a cell. Returns false if another process is playing it and `wait` is false.
  bool read_or_play(std::size_t index, bool wait) {
    CellPlan planned = plan_cell(spec_, points_[index], rounds_.size() > 1 ? episodes_ : 0);
    std::vector<Results> of_runs;
    bool locked = false;
    for (std::size_t run = 0; run < planned.runs.size(); ++run) {
      try {
        std::optional<Results> result = results_of(planned.runs[run], mine(index, run), wait);
        if (result) of_runs.push_back(*std::move(result));
        // A run of this process is absent only if it is locked.
        if (!result) locked |= mine(index, run);
      } catch (const Interrupted&) {
        throw;
      } catch (const UserError& error) {
        // A single cell is one experiment, and its mistake is that of whoever wrote it.
        if (points_.size() == 1) throw UserError(under_model(run) + error.what());
        fail(index, under_model(run) + error.what());
        if (options_.fail_fast) throw;
        return true;
      } catch (const std::exception& error) {
        fail(index, under_model(run) + error.what());
        if (options_.fail_fast) throw;
        return true;
      }
    }
    if (of_runs.size() < planned.runs.size()) return !locked;
    // The results of this round replace those of an earlier round.
    SweepCell& cell = results().cells[index];
    SweepCell fresh;
    fresh.config_hash = cell.config_hash;
    fresh.values = cell.values;
    cell = std::move(fresh);
    fill(cell, planned.runs.front(), of_runs);
    note_best(cell, index);
    finished_cells_.insert(index);
    ++round_done_;
    tell();
    return true;
  }

  // Fills in a cell from its runs: one, or one in each world under each user model.
  void fill(SweepCell& cell, const ExperimentSpec& spec, const std::vector<Results>& of_runs) {
    const std::size_t models = results().user_models.size();
    if (of_runs.size() == 1) {
      fill_cell(cell, of_runs.front());
    } else if (models > 1) {
      fill_cell_over_models(cell, spec, of_runs);
    } else {
      fill_cell(cell, spec, of_runs);
    }
    if (models == 0) {
      if (of_runs.size() > 1) cell.worlds = in_each_world(cell, of_runs);
      return;
    }
    // What was found under each model.
    const std::size_t worlds = of_runs.size() / models;
    if (models > 1) cell.warnings = warnings_under_models(of_runs, worlds);
    for (std::size_t model = 0; model < models; ++model) {
      const auto first = of_runs.begin() + static_cast<std::ptrdiff_t>(model * worlds);
      const std::vector<Results> of_model(first, first + static_cast<std::ptrdiff_t>(worlds));
      SweepCell alone;
      UserModelFindings found{results().user_models[model], {}, {}, {}};
      if (worlds == 1) {
        fill_cell(alone, of_model.front());
      } else {
        fill_cell(alone, spec, of_model);
        found.worlds = in_each_world(cell, of_model);
      }
      found.treatments = std::move(alone.treatments);
      found.effects = std::move(alone.effects);
      cell.user_models.push_back(std::move(found));
    }
  }

  // Returns the warnings of all runs, each once, and under which user models it was given unless it
  // was under all of them.
  std::vector<std::string> warnings_under_models(const std::vector<Results>& of_runs,
                                                 std::size_t worlds) {
    std::vector<std::string> warnings;  // in the order in which they first appear
    std::map<std::string, std::vector<std::string>> models;
    for (std::size_t run = 0; run < of_runs.size(); ++run) {
      const std::string& model = results().user_models[run / worlds];
      for (const std::string& warning : of_runs[run].warnings) {
        std::vector<std::string>& under = models[warning];
        if (under.empty()) warnings.push_back(warning);
        if (under.empty() || under.back() != model) under.push_back(model);
      }
    }
    for (std::string& warning : warnings) {
      const std::vector<std::string>& under = models[warning];
      if (under.size() == results().user_models.size()) continue;
      warning = fmt::format("under {}: {}", fmt::join(under, ", "), warning);
    }
    return warnings;
  }

  // Returns "under the user model 'people': " for the run of a cell with this index; nothing
  // without user models.
  std::string under_model(std::size_t run) {
    if (results().user_models.empty()) return {};
    const std::size_t worlds = std::max<std::size_t>(results().worlds.size(), 1);
    return fmt::format("under the user model '{}': ", results().user_models[run / worlds]);
  }

  // Returns the results of a run: reads them, or plays the run under the lock of its directory.
  // Returns nothing if another process has to play it, because it is not `mine` or is locked.
  std::optional<Results> results_of(const ExperimentSpec& run, bool mine, bool wait) {
    const std::filesystem::path directory = run_directory(options_.out, run);
    if (must_play(run)) {
      if (!options_.fresh && read_finished(directory, run)) doubted_.insert(run.hash);
    } else {
      if (std::optional<Results> there = finished(directory, run)) return there;
    }
    if (!mine) return std::nullopt;
    std::optional<RunLock> lock = RunLock::take(directory);
    if (!lock && !wait) return std::nullopt;
    if (!lock) lock = RunLock::wait(directory);
    // The process that had the lock may have played the run.
    if (!must_play(run)) {
      if (std::optional<Results> there = finished(directory, run)) return there;
    }
    RunOptions options;
    options.allow_commands = options_.allow_commands;
    options.play = {.directory = directory,
                    .resume = !options_.fresh,
                    .checkpoint_seconds = options_.checkpoint_seconds,
                    .shard = {},
                    .stop = options_.stop};
    const std::uint64_t sessions_before = progress_.sessions;
    const ExperimentRun played = run_experiment(
        run, workspace_, options, [&](std::string_view stage, std::size_t done, std::size_t total) {
          check_stop(options_.stop);
          if (total == kNote) {
            run_.notes.emplace_back(stage);
            return;
          }
          if (stage == "sessions") progress_.sessions = sessions_before + done;
          tell(stage == "sessions" && total > 0
                   ? static_cast<double>(done) / static_cast<double>(total)
                   : 0);
        });
    write_cell(directory, played, run, options_.command);
    Checkpoints(directory, {}).remove();
    played_here_.insert(run.hash);
    progress_.sessions = sessions_before;
    for (const TreatmentResult& treatment : played.results.treatments) {
      progress_.sessions += treatment.sessions;
    }
    return played.results;
  }

  bool must_play(const ExperimentSpec& run) const {
    if (played_here_.contains(run.hash)) return false;
    // The hash of a run says nothing of how a service or a command answered then.
    return options_.fresh || (!options_.resume && !outside_inputs(run).empty());
  }

  std::optional<Results> finished(const std::filesystem::path& directory,
                                  const ExperimentSpec& run) {
    std::optional<FinishedRun> there = read_finished(directory, run);
    if (!there) return std::nullopt;
    if (!played_here_.contains(run.hash)) {
      found_.insert(run.hash);
      if (there->program != version_text()) other_programs_[there->program].insert(run.hash);
    }
    return std::move(there->results);
  }

  // Returns the effect of the cell's ranked treatment in each world.
  std::vector<WorldEffect> in_each_world(const SweepCell& cell,
                                         const std::vector<Results>& of_worlds) {
    std::vector<WorldEffect> worlds;
    const Effect* ranked = ranking_effect(cell, results());
    if (ranked == nullptr) return worlds;
    for (std::size_t world = 0; world < of_worlds.size(); ++world) {
      for (const Effect& effect : of_worlds[world].effects) {
        if (effect.treatment != ranked->treatment || effect.metric != ranked->metric) continue;
        worlds.push_back({.world = results().worlds[world],
                          .effect = effect.effect,
                          .lower = effect.lower,
                          .upper = effect.upper,
                          .shape = effect.shape});
      }
    }
    return worlds;
  }

  void fail(std::size_t index, const std::string& error, bool say = true) {
    SweepCell& cell = results().cells[index];
    cell.status = CellStatus::failed;
    cell.error = error;
    ++run_.failed;
    ++round_done_;
    if (say && options_.cell_failed) {
      const std::string point = point_text(index);
      options_.cell_failed(fmt::format("cell {} of {}{}: {}", index + 1, points_.size(),
                                       point.empty() ? "" : fmt::format(" ({})", point), error));
    }
    tell();
  }

  // Returns the point of a cell as text, "dim=140, pick=first": the last words of the paths are
  // enough for a line of progress.
  std::string point_text(std::size_t index) const {
    std::vector<std::string> texts;
    for (std::size_t axis = 0; axis < points_[index].size(); ++axis) {
      const std::string& path = sweep_.parameters.axes[axis].path;
      texts.push_back(
          fmt::format("{}={}", path.substr(path.rfind('.') + 1), points_[index][axis].name));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
  }

  void note_best(const SweepCell& cell, std::size_t index) {
    // Nobody chooses a world, so cells that differ in it are not ranked.
    if (swept(results()) != Swept::choices) return;
    const Effect* effect = ranking_effect(cell, results());
    if (effect == nullptr) return;
    const double good = results().ranked_better == Better::lower ? -effect->effect : effect->effect;
    if (!progress_.best.empty() && good <= best_) return;
    best_ = good;
    progress_.best =
        fmt::format("{}{}{}: {:+.1f} %", effect->treatment, points_[index].empty() ? "" : " ",
                    point_text(index), effect->effect);
  }

  void tell(double of_this_cell = 0) {
    if (!options_.progress) return;
    progress_.failed = run_.failed;
    progress_.done = round_done_;
    progress_.cells = round_cells_ == 0 ? points_.size() : round_cells_;
    progress_.round_done =
        (static_cast<double>(round_done_) + of_this_cell) / static_cast<double>(progress_.cells);
    options_.progress(progress_);
  }

  // Shares the failures among the ranks, because a failure is not on disk.
  void share_failures() {
    nlohmann::json mine = nlohmann::json::array();
    for (std::size_t i = 0; i < results().cells.size(); ++i) {
      if (failed(i)) mine.push_back({i, results().cells[i].error});
    }
    nlohmann::json all = nlohmann::json::array();
    for (const std::string& text : options_.ranks->gather(mine.dump())) {
      for (auto& failure : nlohmann::json::parse(text)) all.push_back(std::move(failure));
    }
    all = nlohmann::json::parse(options_.ranks->broadcast(all.dump()));
    for (const auto& failure : all) {
      const auto index = failure.at(0).get<std::size_t>();
      if (failed(index)) continue;
      // The rank where the cell failed has already reported it.
      SweepCell& cell = results().cells[index];
      cell.status = CellStatus::failed;
      cell.error = failure.at(1).get<std::string>();
      ++run_.failed;
    }
  }

  // Drops all cells of the round except the best `stay`.
  void drop(std::vector<std::size_t>& in, std::size_t stay) {
    std::vector<std::size_t> best;
    for (const RankedCell& ranked : rank_cells(results())) {
      if (best.size() == stay) break;
      if (std::find(in.begin(), in.end(), ranked.cell) != in.end()) best.push_back(ranked.cell);
    }
    std::sort(best.begin(), best.end());
    for (const std::size_t cell : in) {
      if (results().cells[cell].status == CellStatus::missing) {
        throw UserError(
            "halving takes all cells of a round to say which go on, and some are another shard's; "
            "play it without --shard, or with mpirun");
      }
      if (!failed(cell) && std::find(best.begin(), best.end(), cell) == best.end()) {
        results().cells[cell].status = CellStatus::dropped;
      }
    }
    in = std::move(best);
  }

  void note_doubted_cells() {
    if (doubted_.empty()) return;
    run_.notes.push_back(
        fmt::format("{} complete and {} played again, because what has a part in them may answer "
                    "otherwise now: "
                    "{}; --resume takes them as they are",
                    doubted_.size() == 1 ? "1 of the runs was"
                                         : fmt::format("{} of the runs were", doubted_.size()),
                    doubted_.size() == 1 ? "was" : "were", fmt::join(outside_inputs(spec_), "; ")));
  }

  void finish() {
    note_doubted_cells();
    SweepResults& sweep = results();
    sweep.ranking = rank_cells(sweep);
    sweep.main_effects = main_effects(sweep);
    run_.complete = std::none_of(sweep.cells.begin(), sweep.cells.end(), [](const auto& cell) {
      return cell.status == CellStatus::missing;
    });
    if (!found_.empty()) {
      run_.notes.push_back(fmt::format("{} of {} runs were there already; --fresh plays them again",
                                       found_.size(), found_.size() + played_here_.size()));
    }
    for (const auto& [program, runs] : other_programs_) {
      run_.notes.push_back(fmt::format("{} of them were played by {}, and this is {}", runs.size(),
                                       program, version_text()));
    }
  }

  const ExperimentSpec& spec_;
  Workspace& workspace_;
  const SweepOptions& options_;
  const SweepSpec& sweep_;
  std::vector<SweepPoint> points_;
  std::vector<SweepRound> rounds_;
  std::uint64_t episodes_ = 0;  // of this round
  std::size_t round_cells_ = 0;
  std::size_t round_done_ = 0;
  std::set<std::size_t> finished_cells_;  // cells whose results of this round are here
  // The complete runs that were played again, because services or commands had a part in them.
  std::set<std::string> doubted_;
  std::set<std::string> found_;        // hashes of runs that were complete on disk
  std::set<std::string> played_here_;  // hashes of runs that this process played
  std::map<std::string, std::set<std::string>> other_programs_;
  double best_ = 0;
  SweepProgress progress_;
  SweepRun run_;
};

}  // namespace

SweepRun run_sweep(const ExperimentSpec& spec, Workspace& workspace, const SweepOptions& options) {
  return Sweeper(spec, workspace, options).run();
}

}  // namespace reprise
