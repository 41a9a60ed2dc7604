// Names the cells and the parameters of a sweep. All functions are pure and safe to call from any
// thread. Names are as the config has them and are not escaped yet.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/results/result_names.h"
#include "reports/results/sweep_results.h"
#include "reports/text/name_writer.h"

namespace reprise {

template <>
struct ResultNames<CellStatus> {
  static constexpr std::array<std::pair<CellStatus, std::string_view>, 4> all{{
      {CellStatus::done, "done"},
      {CellStatus::failed, "failed"},
      {CellStatus::dropped, "dropped"},
      {CellStatus::missing, "missing"},
  }};
};

/// Returns a name for each parameter: the shortest end of its path in which no other path ends.
/// "models.ranker.dim" gives "dim", or "ranker.dim" if the dim of another model is swept as well.
std::vector<std::string> parameter_names(const SweepResults& sweep);

/// Returns the value of a parameter in a cell, as text.
std::string_view value_text(const SweepResults& sweep, const SweepCell& cell,
                            std::size_t parameter);

/// Returns "dim = 16, epochs = 3"; `write_name` writes the names and values. Empty if there are no
/// parameters.
std::string setting_words(const SweepResults& sweep, const SweepCell& cell,
                          const NameWriter& write_name);

/// Returns a treatment with the setting of its cell: "ranker with dim = 16, epochs = 3".
std::string competitor_words(const SweepResults& sweep, const SweepCell& cell,
                             std::string_view treatment, const NameWriter& write_name);

}  // namespace reprise
