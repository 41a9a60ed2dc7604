#include "experiments/statistics/multiplicity.h"

#include <algorithm>
#include <random>

#include "experiments/statistics/student_t.h"
#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

void expect_close(const std::vector<double>& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_THAT(found[i], IsClose(expected[i], kClosedForm));
  }
}

TEST(Multiplicity, MatchesTheVectors) {
  for_each_case("multiplicity", [](const auto& input, const auto& expect) {
    const std::vector<double> p = numbers(input.at("p"));
    expect_close(holm(p), numbers(expect.at("holm")));
    expect_close(benjamini_hochberg(p), numbers(expect.at("bh")));
  });
}

std::vector<double> draw(std::mt19937_64& random) {
  std::vector<double> p(1 + random() % 12);
  std::uniform_real_distribution<double> unit(0, 1);
  for (double& value : p) value = std::pow(unit(random), 4);
  return p;
}

TEST(Multiplicity, KeepsTheOrderAndNeverLowersAP) {
  std::mt19937_64 random(3);
  for (int run = 0; run < 500; ++run) {
    const std::vector<double> p = draw(random);
    const std::vector<double> strict = holm(p);
    const std::vector<double> lenient = benjamini_hochberg(p);
    for (std::size_t i = 0; i < p.size(); ++i) {
      EXPECT_LE(p[i], lenient[i]);
      EXPECT_LE(lenient[i], strict[i] * (1 + 1e-15));
      EXPECT_LE(strict[i], 1);
      for (std::size_t j = 0; j < p.size(); ++j) {
        if (p[i] > p[j]) continue;
        EXPECT_LE(strict[i], strict[j]);
        EXPECT_LE(lenient[i], lenient[j]);
      }
    }
    // Raising one p lowers no adjusted p.
    std::vector<double> raised = p;
    raised[random() % p.size()] = 1;
    for (std::size_t i = 0; i < p.size(); ++i) {
      EXPECT_GE(holm(raised)[i], strict[i]);
      EXPECT_GE(benjamini_hochberg(raised)[i], lenient[i]);
    }
  }
}

TEST(Multiplicity, IntervalsAtMatchingLevelsAgreeWithTheAdjustedP) {
  std::mt19937_64 random(4);
  std::normal_distribution<double> effect(0, 2.5);
  int significant = 0;
  for (int run = 0; run < 300; ++run) {
    std::vector<double> effects(5);
    std::vector<double> p(5);
    for (std::size_t i = 0; i < p.size(); ++i) {
      effects[i] = effect(random);
      p[i] = student_interval(effects[i], 1, 50, 0.05).p;
    }
    for (const auto adjust : {holm, benjamini_hochberg}) {
      const std::vector<double> adjusted = adjust(p);
      const std::vector<double> levels = matching_levels(p, adjusted, 0.05);
      for (std::size_t i = 0; i < p.size(); ++i) {
        EXPECT_LE(levels[i], 0.05);
        const StudentInterval interval = student_interval(effects[i], 1, 50, levels[i]);
        EXPECT_EQ(interval.excludes_zero(), adjusted[i] <= 0.05);
        significant += interval.excludes_zero();
      }
    }
  }
  EXPECT_GT(significant, 300);
  EXPECT_LT(significant, 2700);
}

TEST(Multiplicity, OfOneOrNoComparison) {
  EXPECT_TRUE(holm({}).empty());
  EXPECT_TRUE(benjamini_hochberg({}).empty());
  const std::vector<double> one = {0.03};
  EXPECT_EQ(holm(one), one);
  EXPECT_EQ(benjamini_hochberg(one), one);
}

TEST(Multiplicity, OfACertainDifference) {
  const std::vector<double> p = {0, 1};
  EXPECT_EQ(holm(p), p);
  const std::vector<double> levels = matching_levels(p, holm(p), 0.05);
  EXPECT_EQ(levels[0], 0.025);
  EXPECT_EQ(levels[1], 0.05);
}

TEST(MultiplicityDeathTest, RefusesWhatIsNoProbability) {
  const std::vector<double> p = {0.5, std::nan("")};
  EXPECT_DEATH(holm(p), "p nan");
}

}  // namespace
}  // namespace reprise
