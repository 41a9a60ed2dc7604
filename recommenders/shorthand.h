// Names for whole sentences, upstream's among them. A shorthand is the YAML it stands for and
// nothing more, so the two are equal draw for draw.
#pragma once

#include "recommenders/recommender.h"

namespace reprise {

/// Registers `name` with parameters of type T; `sentence` turns them into the YAML it stands for.
template <class T, class Sentence>
Registration<RecommenderPart> register_shorthand(const std::string& help, Parameters<T> parameters,
                                                 Sentence sentence) {
  const std::string name = parameters.owner();
  return Registration<RecommenderPart>(help, std::move(parameters),
                                       [sentence, name](const T& values, Build& build) {
                                         const Node node = parse_yaml(sentence(values), name);
                                         return read_recommender(node, name).make(build);
                                       });
}

}  // namespace reprise
