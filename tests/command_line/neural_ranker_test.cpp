// Tests a neural ranker in an experiment. With LibTorch it is trained once; without LibTorch the
// program says how to get it.
#include "recommenders/training/neural_ranker.h"

#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::HasSubstr;

class NeuralRankerExperiment : public testing::Test {
 protected:
  NeuralRankerExperiment() {
    sandbox.write(
        "net.yaml",
        "experiment: net\n"
        "world: {generate: {tracks: 300, users: 50, dim: 8}}\n"
        "episodes: 100\n"
        "models:\n"
        "  net: {neural_ranker: {scorer: gru, hidden: [8], dim: 8, epochs: 2, pool: 50,\n"
        "        log: {sessions: 2000}}}\n"
        "control: random\n"
        "treatments:\n"
        "  random: random\n"
        "  net: {anchor: first_track, candidates: {item_list: {model: net}}, pick: first}\n");
  }

  Sandbox sandbox;
};

TEST_F(NeuralRankerExperiment, IsSoundInEveryBuild) {
  EXPECT_THAT(sandbox.run({"validate", "net.yaml"}), Succeeds());
  const Outcome wrong =
      sandbox.run({"validate", "net.yaml", "--set", "models.net.neural_ranker.scorer=ltsm"});
  EXPECT_EQ(wrong.exit_code, 2) << wrong;
  EXPECT_THAT(wrong.err, HasSubstr("'lstm'"));
}

TEST_F(NeuralRankerExperiment, SaysHowToGetLibTorch) {
  if (has_libtorch()) GTEST_SKIP() << "this build has LibTorch";
  const Outcome outcome = sandbox.run({"run", "net.yaml", "--quiet"});
  EXPECT_EQ(outcome.exit_code, 2) << outcome;
  EXPECT_THAT(lines_of(outcome.err), testing::SizeIs(1)) << outcome;
  EXPECT_THAT(outcome.err, HasSubstr("net.yaml:5:"));
  EXPECT_THAT(outcome.err, HasSubstr("install libtorch-dev"));
  EXPECT_THAT(outcome.err, HasSubstr("-DREPRISE_TORCH=ON"));
}

TEST_F(NeuralRankerExperiment, IsTrainedOnceAndKept) {
  if (!has_libtorch()) GTEST_SKIP() << "built without LibTorch; configure with -DREPRISE_TORCH=ON";
  const Outcome first = sandbox.run({"run", "net.yaml", "--quiet", "--json"});
  ASSERT_THAT(first, Succeeds());
  std::filesystem::path kept;
  for (const std::string& file : Sandbox::files_in(sandbox.cache())) {
    if (file.find("_network.npy") != std::string::npos) kept = sandbox.cache() / file;
    // Remove the lists that were kept: they are made again from the model that was kept.
    if (file.find("lists_") != std::string::npos) {
      std::filesystem::remove(sandbox.cache() / file);
    }
  }
  ASSERT_FALSE(kept.empty());
  const auto written = std::filesystem::last_write_time(kept);
  const Outcome second = sandbox.run({"run", "net.yaml", "--quiet", "--json"});
  ASSERT_THAT(second, Succeeds());
  EXPECT_EQ(second.out, first.out);
  EXPECT_EQ(std::filesystem::last_write_time(kept), written);
}

}  // namespace
}  // namespace reprise
