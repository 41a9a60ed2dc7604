#include <fmt/format.h>

#include "experiments/spec/sweeps/cell_memory.h"
#include "experiments/spec/sweeps/sweep_method.h"

namespace reprise {
namespace {

class Grid final : public SweepMethod {
 public:
  std::vector<SweepPoint> points(const std::vector<SweepAxis>& axes) const override {
    return grid_points(axes);
  }
};

const Registration<SweepMethodPart> registration("every combination of the values",
                                                 Parameters<NoParameters>("grid"),
                                                 [](const NoParameters&, SweepMethodContext&) {
                                                   return std::make_unique<Grid>();
                                                 });

}  // namespace

std::vector<SweepPoint> grid_points(const std::vector<SweepAxis>& axes) {
  std::size_t cells = 1;
  for (const SweepAxis& axis : axes) {
    if (axis.values.empty()) {
      throw UserError(axis.place,
                      fmt::format("a grid over the range of '{}' takes a count, such as {{from: 1, "
                                  "to: 9, count: 5}}",
                                  axis.path));
    }
    if (cells > kMostCells / axis.values.size()) {
      throw UserError(axis.place, fmt::format("the grid has more than {} cells; take fewer values, "
                                              "or 'method: {{random: {{cells: 200}}}}'",
                                              kMostCells));
    }
    cells *= axis.values.size();
  }
  check_cell_memory(axes, cells);
  std::vector<SweepPoint> points(cells);
  std::size_t repeated = cells;  // number of cells in a row that have the same value
  for (const SweepAxis& axis : axes) {
    repeated /= axis.values.size();
    for (std::size_t cell = 0; cell < cells; ++cell) {
      points[cell].push_back(axis.values[cell / repeated % axis.values.size()]);
    }
  }
  return points;
}

}  // namespace reprise
