// Names for whole sentences, upstream's among them. A shorthand is the YAML it stands for and
// nothing more, so the two are equal draw for draw.
#pragma once

#include "recommenders/recommender.h"

namespace reprise {

/// Registers `name` with parameters of type T; `sentence` turns them into the YAML it stands for.
template <class T, class Sentence>
Registration<RecommenderPart> register_shorthand(const std::string& help, Parameters<T> parameters,
                                                 Sentence sentence) {
  const auto read = [sentence, name = parameters.owner()](const T& values) {
    return read_recommender(parse_yaml(sentence(values), name), name);
  };
  return Registration<RecommenderPart>(
      help, std::move(parameters), [read](const T& values) { return read(values).declared; },
      [read](const T& values, Build& build) { return read(values).make(build); });
}

}  // namespace reprise
