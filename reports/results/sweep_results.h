// Defines SweepResults: the findings of a sweep. A sweep plays the cells of an experiment, each
// with other settings. The findings are the effects of each cell and the ranking of the cells. They
// are plain values, as Results are: no clock, host or path.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/results/results.h"

namespace reprise {

/// A parameter in which cells differ.
struct SweepParameter {
  std::string path;  // dotted path in the file: "models.ranker.dim"
  // The values as text, each once, in the order of the file; a choice is written by its name.
  std::vector<std::string> values;
  // The values as numbers; empty if one of them is not a number.
  std::vector<double> numbers;
  bool log_scale = false;  // figures place the numbers on a logarithmic scale
};

enum class CellStatus {
  done,
  failed,  // `error` has the reason
  // Halving played the cell, found it worse than others, and plays it no longer.
  dropped,
  // Not played here: the cell belongs to another shard, or the sweep was stopped before it.
  missing,
};

/// The estimate of the ranked treatment's effect in one of the worlds of a cell.
struct WorldEffect {
  std::string world;  // "seed 3"
  double effect = 0;  // in percent of the control's mean, as are lower and upper
  double lower = 0;
  double upper = 0;
  IntervalShape shape = IntervalShape::bounded;
};

/// The findings of a cell under one user model: as those of the cell, but of this model alone.
struct UserModelFindings {
  std::string model;
  std::vector<TreatmentMeans> treatments;
  std::vector<Effect> effects;
  std::vector<WorldEffect> worlds;  // of the ranked treatment; empty if there is one world
};

/// How far a parameter moves the effect: the difference between the two of its values that lie
/// farthest apart, averaged over the other parameters.
struct MainEffect {
  std::string path;
  std::string from;  // value with the lower mean effect
  std::string to;
  double mean_from = 0;  // mean effect with the value, in percent of the control's mean
  double mean_to = 0;
  double difference = 0;  // in percentage points, as are lower and upper; not negative
  double lower = 0;
  double upper = 0;
  bool significant = false;  // whether the interval excludes 0
};

/// The main effects of a sweep's parameters of the world, the largest first.
struct MainEffects {
  std::string treatment;  // whose effect on the ranked metric they are
  std::vector<MainEffect> effects;
  std::size_t cells = 0;     // whose effects they were computed from
  double explained = 0;      // the share of the cells' differences that the sum of them explains
  double confidence = 0.95;  // of each interval
};

/// A cell: the experiment with one choice of all parameters.
struct SweepCell {
  // Hash of the cell's resolved config; the directory of the cell's run has this name.
  std::string config_hash;
  // For each parameter, the index of its value.
  std::vector<std::size_t> values;
  CellStatus status = CellStatus::done;
  std::string error;                       // message of a failed cell
  std::uint64_t episodes = 0;              // episodes per seed and world
  std::uint64_t sessions = 0;              // sessions of all treatments
  std::vector<TreatmentMeans> treatments;  // control first; all worlds and user models together
  // Ordered by treatment, then by metric. If the cell was played in several worlds, the intervals
  // are over worlds: they hold for a world not seen yet. If it was played under several user
  // models, they are over pairs of a model and a world, and means are geometric ones.
  std::vector<Effect> effects;
  // Effects of the ranked treatment in each world; empty if there is one world, and under several
  // user models, which have their own.
  std::vector<WorldEffect> worlds;
  std::vector<UserModelFindings> user_models;  // in the sweep's order; empty unless it has some
  // Treatments that observe the hidden session; they are never the answer.
  std::vector<std::string> ceilings;
  std::vector<std::string> warnings;
};

/// One place of the ranking: a cell and the best treatment of that cell.
struct RankedCell {
  std::size_t cell = 0;  // index into SweepResults::cells
  std::string treatment;
  // The adjusted p value of the hypothesis "as good as the best" (Holm over the ranking). It is 1
  // for the best itself. Absent if the two cannot be compared, such as after different numbers of
  // episodes.
  std::optional<double> p_as_best;
  // The data do not tell this cell and the best apart; true for the best itself.
  bool tied = false;
};

struct SweepResults {
  std::string program;  // program that made the results, as in Results
  std::string experiment;
  // Hash of the experiment and its sweep; the sweep's directory has this name.
  std::string hash;
  std::string config;  // the resolved experiment with its sweep, as YAML
  std::string method;  // "grid", "random" or "halving"
  std::string design;
  double confidence = 0.95;
  std::string control;
  std::string ranked_metric;  // metric of the ranking: the best has the largest effect
  Better ranked_better = Better::higher;
  std::string ranked_treatment;  // if empty, each cell's best treatment is ranked
  std::vector<std::uint64_t> seeds;
  // "seed 1", ...; empty unless cells are played in several worlds.
  std::vector<std::string> worlds;
  std::vector<std::string> user_models;  // names; empty unless cells are played under several users
  std::vector<MetricDescription> metrics;
  std::vector<SweepParameter> parameters;  // may be empty if only worlds are swept
  std::vector<SweepCell> cells;     // in the order of the grid; the first parameter changes slowest
  std::vector<RankedCell> ranking;  // the cells with an effect, the best first
  std::optional<MainEffects> main_effects;  // of the world's parameters, where they can be told
  std::vector<std::string> warnings;        // warnings about the sweep as a whole
};

}  // namespace reprise
