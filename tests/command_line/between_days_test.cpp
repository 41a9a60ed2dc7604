// Tests `between_days:`, which runs commands and training between the days of an experiment.
#include <fmt/format.h>

#include "tests/command_line/tiny_experiment.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class BetweenDaysTest : public TinyExperiment {
 protected:
  // Returns an experiment whose treatment plays the one track of a list, over and over.
  static std::string lists(const std::string& more) {
    return "experiment: days\n"
           "world: {generate: {preset: 2023, tracks: 300, users: 50, dim: 16, seed: 1}}\n"
           "episodes: 400\n"
           "days: 2\n"
           "control: random\n"
           "treatments:\n"
           "  random: random\n"
           "  listed: {anchor: first_track, candidates: {item_list: {file: lists.json}}, exclude: "
           "nothing, pick: first}\n" +
           more;
  }
  void write_lists(const std::string& file, int track) const {
    std::string text;
    for (int anchor = 0; anchor < 300; ++anchor) {
      text += fmt::format("{{\"track\": {}, \"tracks\": [{}]}}\n", anchor, track);
    }
    sandbox.write(file, text);
  }
  // Returns the treatment's mean time on each day.
  std::vector<double> times(const std::vector<std::string>& arguments) const {
    std::vector<double> times;
    const nlohmann::json found = results(arguments, "days.yaml");
    for (const auto& day : found["days"]) {
      times.push_back(day["treatments"]["listed"]["metrics"]["mean_time_per_session"]["mean"]);
    }
    return times;
  }
};

TEST_F(BetweenDaysTest, ACommandMayRewriteLists) {
  write_lists("lists.json", 1);
  write_lists("other.json", 2);
  sandbox.write("days.yaml", lists(""));
  const std::vector<double> same = times({});
  write_lists("lists.json", 2);
  const std::vector<double> other = times({});
  ASSERT_EQ(same.size(), 2u);
  ASSERT_NE(same, other);
  write_lists("lists.json", 1);
  sandbox.write("days.yaml", lists("between_days: {command: cp other.json lists.json}\n"));
  const std::vector<double> changed = times({"--allow-commands"});
  ASSERT_EQ(changed.size(), 2u);
  EXPECT_EQ(changed[0], same[0]);
  EXPECT_EQ(changed[1], other[1]);
}

TEST_F(BetweenDaysTest, ItsCommandKnowsTheDayAndTheLog) {
  write_lists("lists.json", 1);
  sandbox.write("days.yaml",
                lists("design: split\nlog: data.json\nbetween_days: {command: 'echo $REPRISE_DAY "
                      "$REPRISE_DAYS $REPRISE_SEED $REPRISE_EXPERIMENT >> said; wc -l < "
                      "$REPRISE_LOG >> said'}\n"));
  const std::string directory = run("out", {"--allow-commands"}, "days.yaml");
  const std::vector<std::string> said = lines_of(sandbox.read("said"));
  ASSERT_EQ(said.size(), 2u);
  EXPECT_EQ(said[0], "1 2 1 days");
  const std::size_t rows = lines_of(sandbox.read(directory + "/data.json")).size();
  EXPECT_GT(std::stoul(said[1]), rows / 3);
  EXPECT_LT(std::stoul(said[1]), 2 * rows / 3);
}

TEST_F(BetweenDaysTest, CommandsAreRunOnlyWhereTheUserSaysSo) {
  write_lists("lists.json", 1);
  sandbox.write("days.yaml", lists("between_days: {command: touch ran}\n"));
  const Outcome outcome = sandbox.run({"run", "days.yaml", "--quiet"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("days.yaml:"), HasSubstr("'touch ran'"),
                                 HasSubstr("--allow-commands")));
  EXPECT_FALSE(std::filesystem::exists(sandbox.directory() / "ran"));
}

TEST_F(BetweenDaysTest, ACommandThatFailsEndsTheRun) {
  write_lists("lists.json", 1);
  sandbox.write("days.yaml", lists("between_days: {command: 'echo no luck; exit 7'}\n"));
  const Outcome outcome = sandbox.run({"run", "days.yaml", "--quiet", "--allow-commands"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("no luck"), HasSubstr("exit code 7")));
  EXPECT_EQ(outcome.out, "");
}

TEST_F(BetweenDaysTest, ListsThatAreWrongNowAreNamed) {
  write_lists("lists.json", 1);
  sandbox.write("days.yaml", lists("between_days: {command: 'echo broken > lists.json'}\n"));
  const Outcome outcome = sandbox.run({"run", "days.yaml", "--quiet", "--allow-commands"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("lists.json:1"));
}

TEST_F(BetweenDaysTest, ModelsAreTrainedOnWhatWasPlayed) {
  const std::string text =
      "experiment: retrained\n"
      "world: {generate: {preset: 2023, tracks: 300, users: 50, dim: 16, seed: 1}}\n"
      "episodes: 6000\n"
      "days: 2\n"
      "control: random\n"
      "models: {together: {item_similarity: {log: {sessions: 5}}}}\n"
      "treatments:\n"
      "  random: random\n"
      "  listed: {anchor: first_track, candidates: {item_list: {model: together}}, exclude: "
      "session, pick: first, fallback: random}\n";
  sandbox.write("days.yaml", text);
  const std::vector<double> once = times({});
  sandbox.write("days.yaml", text + "between_days: {retrain: true}\n");
  const std::vector<double> again = times({});
  ASSERT_EQ(once.size(), 2u);
  ASSERT_EQ(again.size(), 2u);
  EXPECT_EQ(again[0], once[0]);
  // A log of five sessions is too short to learn from; the log of a day is long enough.
  EXPECT_GT(again[1], 1.1 * once[1]);
  EXPECT_EQ(times({"--threads", "1"}), again);
}

TEST_F(BetweenDaysTest, MistakesAreNamedWithTheirPlace) {
  write_lists("lists.json", 1);
  const auto error_of = [&](const std::string& more, const std::vector<std::string>& set = {}) {
    sandbox.write("days.yaml", lists(more));
    std::vector<std::string> arguments = {"run", "days.yaml", "--quiet", "--allow-commands"};
    arguments.insert(arguments.end(), set.begin(), set.end());
    const Outcome outcome = sandbox.run(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << more;
    return outcome.err;
  };
  const std::string hook = "between_days: {command: 'true'}\n";
  EXPECT_THAT(error_of("between_days: {}\n"), HasSubstr("a command, or retrain: true"));
  EXPECT_THAT(error_of("between_days: {retrain: true}\n"), HasSubstr("no models to train"));
  EXPECT_THAT(error_of(hook + "seeds: [1, 2]\n"), HasSubstr("one seed"));
  EXPECT_THAT(error_of(hook, {"--set", "days=1"}), HasSubstr("days: 2 or more"));
  EXPECT_THAT(error_of(hook, {"--shard", "1/2"}), HasSubstr("shards and ranks cannot share it"));
  EXPECT_THAT(error_of(hook, {"--calibrate", "2"}), HasSubstr("leave --calibrate out"));
}

}  // namespace
}  // namespace reprise
