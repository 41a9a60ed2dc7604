#include "experiments/running/side_runs/reference_file.h"

#include <fstream>
#include <limits>

#include <gmock/gmock.h>

#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class ReferenceFileTest : public testing::Test {
 protected:
  std::optional<MetricEstimate> read(const std::string& key) {
    said_.clear();
    return ReferenceFile(folder_.path(), key).read([&](std::string_view text, auto, auto) {
      said_ += text;
    });
  }
  std::filesystem::path file() const {
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "references")) {
      return entry.path();
    }
    return {};
  }

  TemporaryFolder folder_;
  std::string said_;
  const MetricEstimate figure_{
      .metric = "mean_time_per_session", .mean = 1.0 / 3, .lower = 0.1, .upper = 1e300};
};

TEST_F(ReferenceFileTest, KeepsAFigureToTheBitUnderWhatItDependsOn) {
  EXPECT_FALSE(read("a"));
  ReferenceFile(folder_.path(), "a").write(figure_);
  const std::optional<MetricEstimate> kept = read("a");
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->metric, figure_.metric);
  EXPECT_EQ(kept->mean, figure_.mean);
  EXPECT_EQ(kept->lower, figure_.lower);
  EXPECT_EQ(kept->upper, figure_.upper);
  EXPECT_FALSE(read("b"));
  EXPECT_THAT(said_, IsEmpty());
}

TEST_F(ReferenceFileTest, KeepsNothingThatIsNoNumberAndNothingNowhere) {
  MetricEstimate unknown = figure_;
  unknown.lower = std::numeric_limits<double>::quiet_NaN();
  ReferenceFile(folder_.path(), "a").write(unknown);
  EXPECT_FALSE(read("a"));
  ReferenceFile({}, "a").write(figure_);
  EXPECT_FALSE(ReferenceFile({}, "a").read({}));
}

TEST_F(ReferenceFileTest, SaysThatOneIsDamagedAndDoesWithoutIt) {
  ReferenceFile(folder_.path(), "a").write(figure_);
  std::string text;
  std::getline(std::ifstream(file(), std::ios::binary), text, '\0');
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    std::ofstream(file(), std::ios::binary) << damaged;
    EXPECT_FALSE(read("a")) << i;
    EXPECT_THAT(said_, HasSubstr("is damaged; making it again")) << i;
    std::ofstream(file(), std::ios::binary) << text.substr(0, i);
    EXPECT_FALSE(read("a")) << i;
  }
  std::ofstream(file(), std::ios::binary) << text;
  EXPECT_TRUE(read("a"));
}

}  // namespace
}  // namespace reprise
