#include "recommenders/training/embedding_table.h"

#include "sim/support/check.h"

namespace reprise {
namespace {

template <class Of>
EmbeddingTable average(std::span<const EmbeddingModel> models, Of of) {
  const EmbeddingTable& first = of(models.front());
  EmbeddingTable mean(first.size(), first.dim());
  for (const EmbeddingModel& model : models) {
    const EmbeddingTable& table = of(model);
    REPRISE_CHECK(table.size() == first.size() && table.dim() == first.dim(),
                  "{} x {} beside {} x {}", table.size(), table.dim(), first.size(), first.dim());
  }
  const auto n = static_cast<double>(models.size());
  for (std::size_t row = 0; row < mean.size(); ++row) {
    for (std::size_t i = 0; i < mean.dim(); ++i) {
      double sum = 0;
      for (const EmbeddingModel& model : models) sum += static_cast<double>(of(model).row(row)[i]);
      mean.row(row)[i] = static_cast<float>(sum / n);
    }
  }
  return mean;
}

}  // namespace

EmbeddingModel average_weights(std::span<const EmbeddingModel> models) {
  REPRISE_CHECK(!models.empty(), "no models to average");
  return {average(
              models, [](const EmbeddingModel& m) -> const auto& { return m.contexts; }),
          average(
              models, [](const EmbeddingModel& m) -> const auto& { return m.tracks; })};
}

}  // namespace reprise
