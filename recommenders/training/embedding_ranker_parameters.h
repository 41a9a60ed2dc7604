// The parameters of an embedding ranker and of its training.
#pragma once

#include "sim/support/parameters/nested.h"

namespace reprise {

/// With `batch: 1`, sgd and adagrad step after every pair; in all other cases a step follows each
/// batch.
enum class Optimiser { sgd, adagrad, adam, adamw };
inline std::vector<std::string> choices(Optimiser) { return {"sgd", "adagrad", "adam", "adamw"}; }

/// The use of artists: the artist's learned row is added to the own row of each track, or appended
/// to it.
enum class ArtistEmbeddings { none, added, concatenated };
inline std::vector<std::string> choices(ArtistEmbeddings) {
  return {"none", "added", "concatenated"};
}

/// How the models of an ensemble are combined: by one model of mean weights, or by merging their
/// lists.
enum class EnsembleMerge { weights, lists };
inline std::vector<std::string> choices(EnsembleMerge) { return {"weights", "lists"}; }

/// Named settings to start from. Settings that are written beside the preset override it.
enum class RankerPreset { per_pair_adagrad, seed_a };
inline std::vector<std::string> choices(RankerPreset) { return {"per_pair_adagrad", "seed_a"}; }

/// With a log of 8 million sessions the defaults reach the published results. A patience of 0 means
/// never.
struct EmbeddingRankerParameters {
  RankerPreset preset = RankerPreset::per_pair_adagrad;
  std::int64_t dim = 100;
  std::int64_t epochs = 5;
  std::int64_t batch = 1;
  std::vector<double> split = {0.98, 0.01, 0.01};  // train, validation, test
  Optimiser optimiser = Optimiser::adagrad;
  double learning_rate = 0.3;
  double weight_decay = 0;
  double ridge = 10;
  double ridge_limit = 0.3;
  double start_deviation = 0.02;
  std::int64_t plateau_patience = 0;
  double plateau_factor = 0.1;
  std::int64_t stop_patience = 0;
  bool track_bias = false;
  bool context_bias = false;
  ArtistEmbeddings artists = ArtistEmbeddings::none;
  std::int64_t artist_dim = 32;
  std::int64_t ensemble = 1;
  EnsembleMerge merge = EnsembleMerge::lists;

  /// Returns the settings that seed A published.
  static EmbeddingRankerParameters seed_a();
  static const Parameters<EmbeddingRankerParameters>& parameters();
};

/// Throws UserError at `place` for settings that contradict each other: split fractions that are
/// not three shares with the sum 1, patience without validation pairs, weight decay without AdamW.
void check_parameters(const EmbeddingRankerParameters& parameters, const Place& place);

/// Reads a map of parameters. Parameters that are not written get their values from `preset`.
template <>
struct ParameterType<EmbeddingRankerParameters> {
  static std::string name() { return "map"; }
  static EmbeddingRankerParameters read(const Node& node, const std::string& what);
  static Node write(const EmbeddingRankerParameters& parameters) {
    return EmbeddingRankerParameters::parameters().write(parameters);
  }
};

}  // namespace reprise
