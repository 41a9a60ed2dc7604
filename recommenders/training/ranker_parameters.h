// Declares and checks what the parameters of all rankers have alike.
#pragma once

#include <string>
#include <vector>

#include "sim/support/parameters/parameters.h"

namespace reprise {

/// Declares P's dim, epochs, batch and split.
template <class P>
void add_passes(Parameters<P>& parameters) {
  parameters.add("dim", &P::dim, "coordinates of an embedding", {.min = 1, .max = 1024})
      .add("epochs", &P::epochs, "passes over the training pairs at most",
           {.min = 1, .max = 100'000})
      .add("batch", &P::batch, "pairs a step", {.min = 1, .max = 1 << 20})
      .add("split", &P::split, "fractions of pairs for training, validation and test");
}

/// Declares P's plateau_patience, plateau_factor and stop_patience.
template <class P>
void add_patience(Parameters<P>& parameters) {
  parameters
      .add("plateau_patience", &P::plateau_patience,
           "epochs in a row without a better validation loss until the learning rate is cut; "
           "0: never",
           {.min = 0, .max = 100'000})
      .add("plateau_factor", &P::plateau_factor, "what the learning rate is cut by",
           {.min = 1e-9, .max = 1})
      .add("stop_patience", &P::stop_patience,
           "epochs in a row without a better validation loss until training stops; 0: never",
           {.min = 0, .max = 100'000});
}

/// Throws UserError at `place` for split fractions that are not three shares with the sum 1 and
/// something to train on, and for a `patience` (the two together) without pairs for validation.
void check_split(const std::vector<double>& split, std::int64_t patience, const Place& place);

}  // namespace reprise
