// What can be set about an embedding ranker and how it is trained.
#pragma once

#include "sim/support/parameters/nested.h"

namespace reprise {

/// sgd and adagrad step pair by pair with `batch: 1`; everything else steps once a batch.
enum class Optimiser { sgd, adagrad, adam, adamw };
inline std::vector<std::string> choices(Optimiser) { return {"sgd", "adagrad", "adam", "adamw"}; }

/// How artists take part: a learned row of the artist added to each track's own, or appended to it.
enum class ArtistEmbeddings { none, added, concatenated };
inline std::vector<std::string> choices(ArtistEmbeddings) {
  return {"none", "added", "concatenated"};
}

/// What becomes of the models of an ensemble: one model of mean weights, or one list of all lists.
enum class EnsembleMerge { weights, lists };
inline std::vector<std::string> choices(EnsembleMerge) { return {"weights", "lists"}; }

/// Named settings to start from; what is written beside them overrides them.
enum class RankerPreset { per_pair_adagrad, seed_a };
inline std::vector<std::string> choices(RankerPreset) { return {"per_pair_adagrad", "seed_a"}; }

/// The defaults reach the published figures with a log of 8 million sessions; 0 patience means
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

  /// The optimiser settings that seed A published.
  static EmbeddingRankerParameters seed_a();
  static const Parameters<EmbeddingRankerParameters>& parameters();
};

/// Throws UserError at `place` for settings that contradict each other: split fractions that are
/// not three shares of one, patience without validation pairs, weight decay without AdamW.
void check_parameters(const EmbeddingRankerParameters& parameters, const Place& place);

/// Reads a map of parameters; `preset` decides what is not written.
template <>
struct ParameterType<EmbeddingRankerParameters> {
  static std::string name() { return "map"; }
  static EmbeddingRankerParameters read(const Node& node, const std::string& what);
  static Node write(const EmbeddingRankerParameters& parameters) {
    return EmbeddingRankerParameters::parameters().write(parameters);
  }
};

}  // namespace reprise
