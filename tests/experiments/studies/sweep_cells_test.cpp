// Tests which cells a sweep has, in which order, and how many of them fit into the computer's
// memory.
#include <gmock/gmock.h>

#include "experiments/spec/sweeps/cell_memory.h"
#include "experiments/spec/sweeps/sweep_method.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

SweepAxis axis(const std::string& path, const std::string& values) {
  return read_axis(path, {"sweep", 1, 1}, parse_yaml(values, "sweep"));
}

std::vector<std::string> names(const std::vector<SweepPoint>& points) {
  std::vector<std::string> names;
  for (const SweepPoint& point : points) {
    std::string name;
    for (const AxisValue& value : point) name += value.name;
    names.push_back(name);
  }
  return names;
}

TEST(SweepCells, OfAGridAreAllCombinationsTheFirstAxisSlowest) {
  EXPECT_THAT(names(grid_points({axis("a", "[1, 2]"), axis("b", "[x, y, z]"), axis("c", "[-]")})),
              ElementsAre("1x-", "1y-", "1z-", "2x-", "2y-", "2z-"));
  EXPECT_EQ(grid_points({}).size(), 1u);
}

TEST(SweepCells, DrawnAtRandomAreAllWhereThereAreFewer) {
  const std::vector<SweepAxis> axes = {axis("a", "[1, 2]"), axis("b", "{from: 1, to: 3}")};
  const std::vector<SweepPoint> points = random_points(axes, 100'000, 1);
  EXPECT_THAT(names(points), testing::UnorderedElementsAre("11", "12", "13", "21", "22", "23"));
}

std::vector<SweepPoint> main_effects_points(const std::vector<SweepAxis>& axes) {
  SweepMethodContext context;
  return ParameterType<Recipe<SweepMethodPart>>::read(Node::make_scalar("main_effects"), "method")
      .make(context)
      ->points(axes);
}

// Of any two parameters all four combinations occur equally often, and none is mistaken for what
// two others do to each other.
TEST(SweepCells, OfMainEffectsAreFewAndTellThemApart) {
  for (std::size_t factors = 1; factors <= 9; ++factors) {
    std::vector<SweepAxis> axes;
    for (std::size_t i = 0; i < factors; ++i) axes.push_back(axis(std::to_string(i), "[-, 0, +]"));
    const std::vector<SweepPoint> points = main_effects_points(axes);
    EXPECT_LE(points.size(), 4 * (factors + 1));
    const auto sign = [&](const SweepPoint& point, std::size_t i) {
      EXPECT_NE(point[i].name, "0");
      return point[i].name == "+" ? 1 : -1;
    };
    for (std::size_t a = 0; a < factors; ++a) {
      int sum = 0;
      for (const SweepPoint& point : points) sum += sign(point, a);
      EXPECT_EQ(sum, 0);
      for (std::size_t b = a + 1; b < factors; ++b) {
        sum = 0;
        for (const SweepPoint& point : points) sum += sign(point, a) * sign(point, b);
        EXPECT_EQ(sum, 0) << factors << ": " << a << ", " << b;
        for (std::size_t c = b + 1; c < factors; ++c) {
          sum = 0;
          for (const SweepPoint& point : points) {
            sum += sign(point, a) * sign(point, b) * sign(point, c);
          }
          EXPECT_EQ(sum, 0) << factors << ": " << a << ", " << b << ", " << c;
        }
      }
    }
  }
  EXPECT_THAT(names(main_effects_points({axis("a", "{from: 1, to: 3}"), axis("b", "[x, y]")})),
              ElementsAre("1x", "1y", "3x", "3y"));
  EXPECT_THAT(
      [] {
        main_effects_points({axis("a", "[1, 2]"), axis("b", "[1]")});
      },
      ThrowsMessage<UserError>(HasSubstr("'b' has one value")));
}

// Each cell has a copy of the values that it sets, so fewer cells fit when values are large.
TEST(SweepCells, WithLargeValuesAreFewer) {
  std::string large = "{choices: {large: [x";
  for (int i = 0; i < 400; ++i) large += ", x";
  large += "]}}";
  const std::vector<SweepAxis> axes = {axis("small", "[1, 2]"), axis("large", large)};
  EXPECT_NO_THROW(check_cell_memory(axes, 1000));
  EXPECT_THAT([&] { check_cell_memory(axes, 100'000); },
              ThrowsMessage<UserError>(AllOf(StartsWith("sweep:1:1: "), HasSubstr("'large'"),
                                             HasSubstr("100000 cells"))));
}

}  // namespace
}  // namespace reprise
