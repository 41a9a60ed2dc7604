// What a sweep found out: the cells of an experiment played with several settings, each with its
// effects, and which of them is best. Plain values, as Results are: no clock, host or path.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/results/results.h"

namespace reprise {

/// Something that cells differ in.
struct SweepParameter {
  std::string path;                 // dotted, as in the file: "models.ranker.dim"
  std::vector<std::string> values;  // as text, each once, in the order of the file; choices by name
  std::vector<double> numbers;      // the same where all of them are numbers; else empty
  bool log_scale = false;           // numbers are equally far apart as logarithms
};

enum class CellStatus {
  done,
  failed,   // `error` says why
  dropped,  // by halving: played, found worse than others, not played any longer
  missing,  // not played here: another shard's, or the sweep was stopped before
};

/// An estimate of the ranked treatment's effect in one of the worlds that a cell was played in.
struct WorldEffect {
  std::string world;  // "seed 3"
  double effect = 0;  // percent of the control's mean, as lower and upper
  double lower = 0;
  double upper = 0;
  IntervalShape shape = IntervalShape::bounded;
};

/// The experiment with one choice of all parameters.
struct SweepCell {
  std::string config_hash;          // of its resolved config: its run's directory has this name
  std::vector<std::size_t> values;  // for each parameter, which of its values
  CellStatus status = CellStatus::done;
  std::string error;                       // of a failed cell, one message
  std::uint64_t episodes = 0;              // per seed and world
  std::uint64_t sessions = 0;              // of all treatments
  std::vector<TreatmentMeans> treatments;  // control first; of all worlds together
  // Treatment by treatment, metric by metric. Where the cell was played in several worlds, worlds
  // are what the intervals are over: they hold for a world not seen yet.
  std::vector<Effect> effects;
  std::vector<WorldEffect> worlds;    // one each where there are several; of the ranked treatment
  std::vector<std::string> ceilings;  // treatments that see the hidden session: never the answer
  std::vector<std::string> warnings;
};

/// One place of the ranking: a cell and its treatment that does best.
struct RankedCell {
  std::size_t cell = 0;  // index into SweepResults::cells
  std::string treatment;
  // The adjusted p of "as good as the best" (Holm over the ranking); 1 for the best itself. Absent
  // where the two cannot be compared, such as after different numbers of episodes.
  std::optional<double> p_as_best;
  bool tied = false;  // with the best: the data do not tell them apart. True for the best itself
};

struct SweepResults {
  std::string program;  // as Results have it
  std::string experiment;
  std::string hash;    // of the experiment and its sweep; names the sweep's directory
  std::string config;  // the experiment with its sweep, resolved, as YAML
  std::string method;  // "grid", "random" or "halving"
  std::string design;
  double confidence = 0.95;
  std::string control;
  std::string ranked_metric;  // what "best" is about: the largest effect on it
  Better ranked_better = Better::higher;
  std::string ranked_treatment;  // empty: each cell's best
  std::vector<std::uint64_t> seeds;
  std::vector<std::string> worlds;  // "seed 1", ... where cells are played in several; else empty
  std::vector<MetricDescription> metrics;
  std::vector<SweepParameter> parameters;  // may be empty where only worlds are swept
  std::vector<SweepCell> cells;            // in the order of the grid, the first parameter slowest
  std::vector<RankedCell> ranking;         // cells with an effect, best first
  std::vector<std::string> warnings;       // of the sweep as a whole
};

}  // namespace reprise
