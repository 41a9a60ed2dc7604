#include "sim/user_model/row_norms.h"

#include <cmath>

namespace reprise {

std::shared_ptr<const std::vector<float>> row_norms(const Embeddings& embeddings) {
  std::vector<float> norms(embeddings.size());
  RowBuffer buffer = embeddings.row_buffer(1);
  for (TrackId track = 0; track < norms.size(); ++track) {
    const float* row = embeddings.float_rows(track, 1, buffer.data());
    norms[track] = std::sqrt(dot(row, row, embeddings.stride()));
  }
  return std::make_shared<const std::vector<float>>(std::move(norms));
}

}  // namespace reprise
