#include "experiments/fitting/trust/near_lists.h"

#include "recommenders/training/model_files.h"
#include "recommenders/training/top_lists.h"

namespace reprise {

void write_near_lists(const FittedModel& model, const std::filesystem::path& path) {
  constexpr std::uint32_t kListed = 100;
  ListSettings settings;
  settings.top = kListed;
  const Embeddings rows = model.rows.view();
  write_lists(path, top_lists(rows, rows, settings), ListOf::tracks);
}

}  // namespace reprise
