#include <fmt/format.h>

#include "recommenders/training/neural_ranker.h"

namespace reprise {

const Parameters<NeuralRankerParameters>& NeuralRankerParameters::parameters() {
  using P = NeuralRankerParameters;
  static const auto parameters =
      Parameters<P>("neural_ranker")
          .add("scorer", &P::scorer, "what scores the embeddings of a context and a track")
          .add("hidden", &P::hidden,
               "units of each hidden layer (dense), or of the cell (gru, lstm: one number)")
          .add("dim", &P::dim, "coordinates of an embedding", {.min = 1, .max = 1024})
          .add("epochs", &P::epochs, "passes over the training pairs at most",
               {.min = 1, .max = 100'000})
          .add("batch", &P::batch, "pairs a step", {.min = 1, .max = 1 << 20})
          .add("split", &P::split, "fractions of pairs for training, validation and test")
          .add("learning_rate", &P::learning_rate, "size of a step of AdamW",
               {.min = 1e-12, .max = 1e3})
          .add("weight_decay", &P::weight_decay,
               "weights lose this share, times the learning rate, each step",
               {.min = 0, .max = 1e3})
          .add("start_deviation", &P::start_deviation,
               "standard deviation of the embeddings before training", {.min = 0, .max = 10})
          .add("plateau_patience", &P::plateau_patience,
               "epochs in a row without a better validation loss until the learning rate is cut; "
               "0: never",
               {.min = 0, .max = 100'000})
          .add("plateau_factor", &P::plateau_factor, "what the learning rate is cut by",
               {.min = 1e-9, .max = 1})
          .add("stop_patience", &P::stop_patience,
               "epochs in a row without a better validation loss until training stops; 0: never",
               {.min = 0, .max = 100'000})
          .add("pool", &P::pool,
               "tracks that are scored for a list: the best by the inner products of an embedding "
               "ranker trained on the same log; all of them when there are no more",
               {.min = 1, .max = 1e9})
          .check([](const P& values, const Node& node) { check_parameters(values, node.place); });
  return parameters;
}

void check_parameters(const NeuralRankerParameters& parameters, const Place& place) {
  EmbeddingRankerParameters common;
  common.split = parameters.split;
  common.plateau_patience = parameters.plateau_patience;
  common.stop_patience = parameters.stop_patience;
  check_parameters(common, place);
  constexpr std::int64_t kMostUnits = 4096;
  bool sound = !parameters.hidden.empty();
  for (const std::int64_t units : parameters.hidden) sound &= units >= 1 && units <= kMostUnits;
  if (parameters.scorer != ScorerKind::dense) sound &= parameters.hidden.size() == 1;
  if (!sound) {
    throw UserError(place,
                    fmt::format("'hidden' is [{}]; expected {} of 1 to {} units",
                                fmt::join(parameters.hidden, ", "),
                                parameters.scorer == ScorerKind::dense ? "one layer or more, each"
                                                                       : "one number, the cell's",
                                kMostUnits));
  }
}

}  // namespace reprise
