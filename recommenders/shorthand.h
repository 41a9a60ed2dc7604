// Registers names for whole sentences, upstream's names among them. A shorthand stands for its YAML
// and nothing more, so it equals the sentence draw for draw.
#pragma once

#include "recommenders/recommender.h"

namespace reprise {

/// Registers `name` with parameters of type T; `sentence` turns the parameters into the YAML of the
/// sentence.
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
