#include "recommenders/training/embedding_ranker_parameters.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

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
  static const auto parameters =
      Parameters<P>("ranker")
          .add("preset", &P::preset, "settings to start from; what is written overrides them")
          .add("dim", &P::dim, "coordinates of an embedding", {.min = 1, .max = 1024})
          .add("epochs", &P::epochs, "passes over the training pairs at most",
               {.min = 1, .max = 100'000})
          .add("batch", &P::batch, "pairs a step", {.min = 1, .max = 1 << 20})
          .add("split", &P::split, "fractions of pairs for training, validation and test")
          .add("optimiser", &P::optimiser, "how steps are taken")
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
               "standard deviation of the weights before training", {.min = 0, .max = 10})
          .add("plateau_patience", &P::plateau_patience,
               "epochs in a row without a better validation loss until the learning rate is cut; "
               "0: never",
               {.min = 0, .max = 100'000})
          .add("plateau_factor", &P::plateau_factor, "what the learning rate is cut by",
               {.min = 1e-9, .max = 1})
          .add("stop_patience", &P::stop_patience,
               "epochs in a row without a better validation loss until training stops; 0: never",
               {.min = 0, .max = 100'000})
          .add("track_bias", &P::track_bias, "whether each track has a term of its own")
          .add("context_bias", &P::context_bias, "whether each context has a term of its own")
          .add("artists", &P::artists, "learned embeddings of artists, and how they take part")
          .add("artist_dim", &P::artist_dim, "coordinates of a concatenated artist embedding",
               {.min = 1, .max = 1024})
          .add("ensemble", &P::ensemble, "models trained from different starts",
               {.min = 1, .max = 100})
          .add("merge", &P::merge, "what becomes of an ensemble")
          .check([](const P& values, const Node& node) { check_parameters(values, node.place); });
  return parameters;
}

void check_parameters(const EmbeddingRankerParameters& parameters, const Place& place) {
  const std::vector<double>& split = parameters.split;
  const auto fraction = [](double f) { return f >= 0 && f <= 1; };
  double sum = 0;
  for (const double f : split) sum += f;
  if (split.size() != 3 || !std::all_of(split.begin(), split.end(), fraction) ||
      !(std::abs(sum - 1) < 1e-9)) {
    throw UserError(place,
                    fmt::format("'split' is [{}]; expected fractions for training, validation "
                                "and test that sum to 1, such as [0.84, 0.06, 0.1]",
                                fmt::join(split, ", ")));
  }
  if (split[0] == 0) {
    throw UserError(place,
                    "'split' begins with 0, which leaves nothing to train on; expected a first "
                    "fraction above 0");
  }
  // Fractions that only sum to 1 by rounding may leave nothing, too.
  if (!(split[1] + split[2] < 1)) {
    throw UserError(place,
                    fmt::format("'split' is [{}], which leaves nothing to train on; expected "
                                "a first fraction that is not nearly 0",
                                fmt::join(split, ", ")));
  }
  if (split[1] == 0 && (parameters.plateau_patience > 0 || parameters.stop_patience > 0)) {
    throw UserError(place,
                    "patience waits for a better validation loss, but 'split' leaves no pairs for "
                    "validation; give its second fraction more than 0");
  }
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
