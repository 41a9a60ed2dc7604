// Tests that `validate` reads what `run` reads. Mistakes in files are in the catalogue of messages.
#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::HasSubstr;

class ValidateTest : public TinyExperiment {
 protected:
  ValidateTest() {
    sandbox.write("lists.json", "{\"item_id\": 3, \"recommendations\": [1, 2]}\n");
    sandbox.write(
        "files.yaml",
        "experiment: files\n"
        "world: {generate: {tracks: 300, users: 50, dim: 16}}\n"
        "episodes: 20\n"
        "control: a\n"
        "models: {m: {log: {sessions: 100}}}\n"
        "treatments:\n"
        "  a: random\n"
        "  b: {candidates: {item_list: lists.json}}\n"
        "  c: {candidates: {union: [{item_list: lists.json}, {item_list: {model: m}}]}}\n");
  }
};

TEST_F(ValidateTest, ReadsListsWithoutTrainingModels) {
  EXPECT_THAT(sandbox.run({"validate", "files.yaml"}), Succeeds());
  EXPECT_TRUE(Sandbox::files_in(sandbox.cache() / "models").empty());
}

TEST_F(ValidateTest, GoesOnToTheNextFile) {
  sandbox.write("lists.json", "{\"item_id\": 3, \"recommendations\": [1, 300]}\n");
  const Outcome outcome = sandbox.run({"validate", "files.yaml", "tiny.yaml"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("lists.json:1"));
  EXPECT_THAT(outcome.out, HasSubstr("tiny.yaml: sound"));
}

}  // namespace
}  // namespace reprise
