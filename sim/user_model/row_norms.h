// The lengths of all rows of embeddings, for parts that compare directions at every step.
#pragma once

#include <memory>
#include <vector>

#include "sim/world/embeddings.h"

namespace reprise {

/// Returns the Euclidean length of each row, as sqrt(dot(row, row)) gives it. Takes as long as a
/// pass over the embeddings. Pure.
std::shared_ptr<const std::vector<float>> row_norms(const Embeddings& embeddings);

}  // namespace reprise
