#include "recommenders/training/embedding_ranker_parameters.h"

#include <fmt/format.h>

#include "recommenders/training/ranker_parameters.h"

namespace reprise {

EmbeddingRankerParameters EmbeddingRankerParameters::seed_a() {
  EmbeddingRankerParameters parameters;
  parameters.preset = RankerPreset::seed_a;
  parameters.dim = 140;
  parameters.epochs = 300;
  parameters.batch = 2048;
  parameters.split = {0.84, 0.06, 0.10};
  parameters.optimiser = Optimiser::adamw;
  parameters.learning_rate = 1e-3;
  parameters.weight_decay = 1e-5;
  parameters.ridge = 0;
  parameters.plateau_patience = 3;
  parameters.plateau_factor = 0.1;
  parameters.stop_patience = 5;
  return parameters;
}

const Parameters<EmbeddingRankerParameters>& EmbeddingRankerParameters::parameters() {
  using P = EmbeddingRankerParameters;
  static const Parameters<P> parameters = [] {
    Parameters<P> all("ranker");
    all.add("preset", &P::preset, "settings to start from; what is written overrides them");
    add_passes(all);
    all.add("optimiser", &P::optimiser, "how steps are taken")
        .add("learning_rate", &P::learning_rate, "size of a step", {.min = 1e-12, .max = 1e3})
        .add("weight_decay", &P::weight_decay,
             "AdamW: weights lose this share, times the learning rate, each step",
             {.min = 0, .max = 1e3})
        .add("ridge", &P::ridge,
             "weight of a row's squared norm, spread over the observations of that row",
             {.min = 0, .max = 1e9})
        .add("ridge_limit", &P::ridge_limit, "that weight per observation at most",
             {.min = 0, .max = 1e3})
        .add("start_deviation", &P::start_deviation,
             "standard deviation of the weights before training", {.min = 0, .max = 10});
    add_patience(all);
    all.add("track_bias", &P::track_bias, "whether each track has a term of its own")
        .add("context_bias", &P::context_bias, "whether each context has a term of its own")
        .add("artists", &P::artists, "learned embeddings of artists, and how they take part")
        .add("artist_dim", &P::artist_dim, "coordinates of a concatenated artist embedding",
             {.min = 1, .max = 1024})
        .add("ensemble", &P::ensemble, "models trained from different starts",
             {.min = 1, .max = 100})
        .add("merge", &P::merge, "what becomes of an ensemble")
        .check([](const P& values, const Node& node) { check_parameters(values, node.place); });
    return all;
  }();
  return parameters;
}

void check_parameters(const EmbeddingRankerParameters& parameters, const Place& place) {
  check_split(parameters.split, parameters.plateau_patience + parameters.stop_patience, place);
  if (parameters.weight_decay > 0 && parameters.optimiser != Optimiser::adamw) {
    throw UserError(
        place,
        fmt::format("'weight_decay' is for the optimiser adamw; with {}, write "
                    "'ridge' instead",
                    choices(Optimiser{}).at(static_cast<std::size_t>(parameters.optimiser))));
  }
}

EmbeddingRankerParameters ParameterType<EmbeddingRankerParameters>::read(const Node& node,
                                                                         const std::string&) {
  const Parameters<EmbeddingRankerParameters>& declared = EmbeddingRankerParameters::parameters();
  const Node* preset = node.find("preset");
  if (preset == nullptr || preset->is_null() ||
      ParameterType<RankerPreset>::read(*preset, "ranker.preset") != RankerPreset::seed_a) {
    return declared.read(node);
  }
  Node whole = declared.write(EmbeddingRankerParameters::seed_a());
  whole.place = node.place;
  for (const Field& field : node.fields) {
    whole.set(field.key, field.value);
    // An error about a key must point to the place where the user wrote the key.
    for (Field& known : whole.fields) {
      if (known.key == field.key) known.key_place = field.key_place;
    }
  }
  return declared.read(whole);
}

}  // namespace reprise
