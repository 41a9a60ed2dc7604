// Tests `reprise train`, which trains models without the experiment around them and writes them as
// files that other programs read.
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::Contains;
using testing::HasSubstr;

constexpr const char* kExperiment = R"(experiment: trained
world: {generate: {tracks: 500, users: 60, dim: 20}}
episodes: 200
control: random
models:
  ranker: {log: {sessions: 3000}, dim: 8, epochs: 3}
  by_user: {implicit_als: {log: {sessions: 3000}, dim: 8, iterations: 2}}
treatments:
  random: random
  first_track: {anchor: first_track, candidates: {item_list: {model: ranker, top: 10}}}
)";

class TrainCommand : public testing::Test {
 protected:
  TrainCommand() { sandbox_.write("x.yaml", kExperiment); }
  Sandbox sandbox_;
};

TEST_F(TrainCommand, WritesListsEmbeddingsAndLosses) {
  const Outcome outcome = sandbox_.run({"train", "x.yaml", "--quiet", "--top", "10"});
  ASSERT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, HasSubstr("ranker (embedding_ranker): "));
  EXPECT_THAT(outcome.out, HasSubstr("of 3000 sessions, 3 epochs"));
  EXPECT_THAT(sandbox_.files(),
              testing::IsSupersetOf({"models/by_user_contexts.npy", "models/by_user_lists.json",
                                     "models/by_user_losses.csv", "models/ranker_contexts.npy",
                                     "models/ranker_lists.json", "models/ranker_losses.csv",
                                     "models/ranker_tracks.npy"}));
  EXPECT_EQ(lines_of(sandbox_.read("models/ranker_losses.csv")).size(), 4u);
  const std::vector<std::string> lists = lines_of(sandbox_.read("models/ranker_lists.json"));
  ASSERT_EQ(lists.size(), 500u);
  EXPECT_EQ(nlohmann::json::parse(lists[7])["track"], 7);
  EXPECT_EQ(nlohmann::json::parse(lists[7])["tracks"].size(), 10u);
  EXPECT_TRUE(nlohmann::json::parse(lines_of(sandbox_.read("models/by_user_lists.json"))[0])
                  .contains("user"));
}

// An experiment with the lists from the files gives the same results as one with the model.
TEST_F(TrainCommand, ListsPlayAsTheModelDoes) {
  ASSERT_THAT(sandbox_.run({"train", "x.yaml", "--quiet", "--top", "10"}), Succeeds());
  const Outcome model = sandbox_.run({"run", "x.yaml", "--quiet", "--json"});
  const Outcome file = sandbox_.run(
      {"run", "x.yaml", "--quiet", "--json", "--set",
       "treatments.first_track.candidates={item_list: {file: models/ranker_lists.json}}"});
  ASSERT_THAT(model, Succeeds());
  ASSERT_THAT(file, Succeeds());
  const auto metrics = [](const Outcome& outcome) {
    return nlohmann::json::parse(outcome.out)["treatments"]["first_track"]["metrics"];
  };
  EXPECT_EQ(metrics(model), metrics(file));
}

TEST_F(TrainCommand, TheReportHasTheModels) {
  ASSERT_THAT(sandbox_.run({"run", "x.yaml", "--quiet"}), Succeeds());
  const std::vector<std::string> files = sandbox_.files();
  EXPECT_THAT(files, Contains(testing::EndsWith("figures/training_curves.svg")));
  for (const std::string& file : files) {
    if (!file.ends_with("report.md")) continue;
    const std::string report = sandbox_.read(file);
    EXPECT_THAT(report, HasSubstr("## The models"));
    EXPECT_THAT(report, HasSubstr("| `ranker` | embedding_ranker | 3,000 |"));
  }
}

TEST_F(TrainCommand, NeedsModels) {
  sandbox_.write("none.yaml",
                 "experiment: none\ncontrol: random\ntreatments: {random: random, b: oracle}\n");
  const Outcome outcome = sandbox_.run({"train", "none.yaml"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("none.yaml: has no 'models'"));
  const Outcome wrong = sandbox_.run({"train", "x.yaml", "--top", "0"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("--top 0"));
}

}  // namespace
}  // namespace reprise
