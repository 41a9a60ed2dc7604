#include "experiments/running/kept_ceilings.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "reports/results/results_json.h"
#include "sim/support/files/file.h"
#include "tests/experiments/small_experiment.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

constexpr const char* kPlain =
    "treatments: {a: random, best: oracle}, episodes: 9000, metrics: [mean_time_per_session, "
    "median_tracks_per_session]";

class KeptCeilingsTest : public testing::Test {
 protected:
  std::string run(const std::string& settings) {
    said_.clear();
    Workspace workspace(cache_.path());
    return write_results_json(
        run_experiment(small_experiment(settings), workspace, {},
                       [&](std::string_view text, auto, auto) { said_ += text; })
            .results);
  }
  std::vector<std::filesystem::path> files() const {
    std::vector<std::filesystem::path> files;
    std::error_code none;
    for (const auto& entry :
         std::filesystem::directory_iterator(cache_.path() / "ceilings", none)) {
      files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  TemporaryFolder cache_;
  std::string said_;
};

TEST_F(KeptCeilingsTest, OfASecondRunAreTheFirstOnes) {
  const std::string expected = write_results_json(small_results(kPlain));
  EXPECT_EQ(run(kPlain), expected);
  EXPECT_THAT(files(), SizeIs(3)) << "9000 episodes are three work units";
  EXPECT_EQ(run(kPlain), expected);
  // Sums of other sessions in their place show that they are read.
  write_file(files()[0], read_file(files()[1]));
  EXPECT_NE(run(kPlain), expected);
}

TEST_F(KeptCeilingsTest, OfASampleAreOfTheWorkUnitsThatItReaches) {
  const std::string settings = std::string(kPlain) + ", ceiling_sessions: 5000";
  const std::string expected = write_results_json(small_results(settings));
  EXPECT_EQ(run(settings), expected);
  EXPECT_THAT(files(), SizeIs(2));
  EXPECT_EQ(run(settings), expected);
}

TEST_F(KeptCeilingsTest, ServeARunWithOtherTreatments) {
  run(kPlain);
  const std::string other =
      "treatments: {a: sticky_artist, b: {top_pop: 20}, best: oracle}, episodes: 9000, metrics: "
      "[mean_time_per_session, median_tracks_per_session]";
  EXPECT_EQ(run(other), write_results_json(small_results(other)));
  EXPECT_THAT(files(), SizeIs(3));
}

TEST_F(KeptCeilingsTest, AreOfOneSetOfSettings) {
  std::size_t expected = 0;
  for (const char* more : {"", ", seeds: 2", ", max_steps: 50", ", ceiling_sessions: 8400"}) {
    const std::string settings = std::string(kPlain) + more;
    EXPECT_EQ(run(settings), write_results_json(small_results(settings))) << more;
    EXPECT_GT(files().size(), expected) << more;
    expected = files().size();
  }
  // Other metrics are other sums, and fewer episodes end another work unit.
  for (const char* settings : {"treatments: {a: random, best: oracle}, episodes: 9000",
                               "treatments: {a: random, best: oracle}, episodes: 8500",
                               "treatments: {a: random, top: oracle}, episodes: 8500"}) {
    EXPECT_EQ(run(settings), write_results_json(small_results(settings))) << settings;
    EXPECT_GT(files().size(), expected) << settings;
    expected = files().size();
  }
}

TEST_F(KeptCeilingsTest, ThatAreDamagedAreMadeAgainAndSaidToBe) {
  const std::string expected = run(kPlain);
  const std::string bytes = read_file(files()[1]);
  for (const std::size_t at : {std::size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    write_file(files()[1], damaged);
    EXPECT_EQ(run(kPlain), expected);
    EXPECT_THAT(said_, HasSubstr("damaged"));
    EXPECT_EQ(run(kPlain), expected);
    EXPECT_THAT(said_, Not(HasSubstr("damaged")));
  }
}

TEST_F(KeptCeilingsTest, AreNotKeptWhereSessionsDependOnMore) {
  for (const char* settings :
       {"treatments: {a: random, best: oracle}, design: split",
        "treatments: {a: random, best: {one_of: [[0.5, oracle], [0.5, random]]}}",
        "treatments: {a: random, best: oracle}, metrics: [mean_request_latency]",
        "treatments: {a: {anchor: {first_track: user}, candidates: artist}, best: oracle}"}) {
    run(std::string(settings) + ", episodes: 500");
    EXPECT_THAT(files(), SizeIs(0)) << settings;
  }
}

}  // namespace
}  // namespace reprise
