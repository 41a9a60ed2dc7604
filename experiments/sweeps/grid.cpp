#include <fmt/format.h>

#include "experiments/sweeps/sweep_method.h"

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
  std::vector<SweepPoint> points{{}};
  for (const SweepAxis& axis : axes) {
    if (axis.values.empty()) {
      throw UserError(axis.place,
                      fmt::format("a grid over the range of '{}' takes a count, such as {{from: 1, "
                                  "to: 9, count: 5}}",
                                  axis.path));
    }
    if (points.size() > kMostCells / axis.values.size()) {
      throw UserError(axis.place, fmt::format("the grid has more than {} cells; take fewer values, "
                                              "or 'method: {{random: {{cells: 200}}}}'",
                                              kMostCells));
    }
    std::vector<SweepPoint> longer;
    for (const SweepPoint& point : points) {
      for (const AxisValue& value : axis.values) {
        longer.push_back(point);
        longer.back().push_back(value);
      }
    }
    points = std::move(longer);
  }
  return points;
}

}  // namespace reprise
