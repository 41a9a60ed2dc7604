#include <fmt/format.h>

#include "recommenders/training/neural_ranker.h"
#include "recommenders/training/ranker_parameters.h"

namespace reprise {

const Parameters<NeuralRankerParameters>& NeuralRankerParameters::parameters() {
  using P = NeuralRankerParameters;
  static const Parameters<P> parameters = [] {
    Parameters<P> all("neural_ranker");
    all.add("scorer", &P::scorer, "what scores the embeddings of a context and a track")
        .add("hidden", &P::hidden,
             "units of each hidden layer (dense), or of the cell (gru, lstm: one number)");
    add_passes(all);
    all.add("learning_rate", &P::learning_rate, "size of a step of AdamW",
            {.min = 1e-12, .max = 1e3})
        .add("weight_decay", &P::weight_decay,
             "weights lose this share, times the learning rate, each step", {.min = 0, .max = 1e3})
        .add("start_deviation", &P::start_deviation,
             "standard deviation of the embeddings before training", {.min = 0, .max = 10});
    add_patience(all);
    all.add("pool", &P::pool,
            "tracks that are scored for a list: the best by the inner products of an embedding "
            "ranker trained on the same log; all of them when there are no more",
            {.min = 1, .max = 1e9})
        .check([](const P& values, const Node& node) { check_parameters(values, node.place); });
    return all;
  }();
  return parameters;
}

void check_parameters(const NeuralRankerParameters& parameters, const Place& place) {
  check_split(parameters.split, parameters.plateau_patience + parameters.stop_patience, place);
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
