// Functions shared by the models that learn from pairs, epoch by epoch: they make the empty log and
// describe the training.
#pragma once

#include "recommenders/training/embedding_ranker.h"
#include "recommenders/training/model.h"

namespace reprise {

/// Returns an empty log of pairs with these anchors. Its contexts are the world's users or its
/// tracks.
PairLog empty_pair_log(const World& world, LogAnchor anchor);

/// Writes the losses of the epochs and the loss on the test pairs into `report`.
void describe_training(const TrainedEpochs& trained, const std::optional<TestLoss>& test,
                       TrainingReport& report);

}  // namespace reprise
