// The functions of neural_ranker.h in a build without LibTorch: they report that LibTorch is
// missing.
#include "recommenders/training/neural_ranker.h"

namespace reprise {

bool has_libtorch() { return false; }

void require_libtorch(const Place& place) {
  throw UserError(place,
                  "a neural_ranker needs LibTorch, and this reprise was built without LibTorch: "
                  "install libtorch-dev and configure with -DREPRISE_TORCH=ON");
}

TrainedNeuralRanker train_neural_ranker(const PairLog&, const NeuralRankerParameters&,
                                        std::uint64_t, const std::string& name, const Progress&) {
  require_libtorch({"model '" + name + "'", 0, 0});
  return {};
}

std::vector<float> neural_scores(const NeuralRankerParameters&, const NeuralWeights&,
                                 std::span<const Pair>) {
  require_libtorch({});
  return {};
}

Lists neural_lists(const NeuralRankerParameters&, const NeuralWeights&, const EmbeddingModel&,
                   const ListSettings&, const Progress&) {
  require_libtorch({});
  return {};
}

}  // namespace reprise
