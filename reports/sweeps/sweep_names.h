// What the cells of a sweep and the things they differ in are called. All functions are pure and
// safe to call from any thread; names are as the config has them, still to be escaped.
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

/// Of each parameter the shortest end of its path that no other's path ends in: "dim" for
/// "models.ranker.dim", "ranker.dim" where another model's dim is swept as well.
std::vector<std::string> parameter_names(const SweepResults& sweep);

/// The value that a cell has of a parameter.
std::string_view value_text(const SweepResults& sweep, const SweepCell& cell,
                            std::size_t parameter);

/// "dim = 16, epochs = 3", names and values as `write_name` writes them; empty without parameters.
std::string setting_words(const SweepResults& sweep, const SweepCell& cell,
                          const NameWriter& write_name);

/// The treatment and its cell: "ranker with dim = 16, epochs = 3".
std::string competitor_words(const SweepResults& sweep, const SweepCell& cell,
                             std::string_view treatment, const NameWriter& write_name);

}  // namespace reprise
