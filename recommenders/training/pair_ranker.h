// What models that learn from pairs, epoch by epoch, share: their log, and what is said of them.
#pragma once

#include "recommenders/training/embedding_ranker.h"
#include "recommenders/training/model.h"

namespace reprise {

/// An empty log of pairs about these anchors: contexts are the world's users or its tracks.
PairLog empty_pair_log(const World& world, LogAnchor anchor);

/// Says in `report` how the epochs went, and the loss on pairs held out.
void describe_training(const TrainedEpochs& trained, const std::optional<TestLoss>& test,
                       TrainingReport& report);

}  // namespace reprise
