// Tests the answers to mistakes of users. Each mistake is one message that names the place, the
// value, the expected value and a likely correction. The exit code is 2, standard output stays
// empty, and no files are left behind.
#include "experiments/commands/command.h"
#include "tests/command_line/bad_input_parts.h"
#include "tests/command_line/program.h"

namespace reprise {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

std::vector<BadInput> bad_arguments() {
  return {
      {"UnknownCommand",
       {},
       {"rnu"},
       {"'rnu'", "did you mean 'run'?", "list, listens, merge, plan, play, replay, report, run"}},
      {"MisspeltHelp", {}, {"--hlep"}, {"'--hlep'", "did you mean '--help'?"}},
      {"NoFile", {}, {"run"}, {"reprise run FILE"}},
      {"MergeOfNoName", {}, {"merge", ""}, {"the name of a directory is empty"}},
      with_arguments("SecondFileMissing", {"y.yaml"}, {"y.yaml: ", "cannot read this file"}),
      with_arguments("ShardWithoutCount", {"--shard", "2"}, {"--shard 2: ", "I/N"}),
      with_arguments("ShardZero", {"--shard", "0/4"}, {"--shard 0/4: ", "parts count from 1"}),
      with_arguments("ShardBeyond", {"--shard", "5/4"}, {"--shard 5/4: ", "no part 5 of 4"}),
      with_arguments("ShardInWords", {"--shard", "a/b"}, {"--shard a/b: ", "2/7"}),
      with_arguments("CheckpointBefore", {"--checkpoint", "-1"},
                     {"--checkpoint -1: ", "expected 0 to "}),
      with_arguments("FreshAndResume", {"--fresh", "--resume"}, {"choose one"}),
      with_arguments("UnknownOption", {"--treads", "2"},
                     {"'--treads'", "did you mean '--threads'?"}),
      with_arguments("NegativeThreads", {"--threads", "-1"}, {"--threads -1: ", "0 to 4096"}),
      with_arguments("ThreadsInWords", {"--threads", "two"}, {"--threads two: ", "an integer"}),
      with_arguments("SeedInWordsAsOption", {"--seed", "x"}, {"--seed x: ", "'seeds' is 'x'"}),
      with_arguments("OptionWithoutValue", {"--seed"}, {"'--seed'", "reprise run --help"}),
      with_arguments("SetWithoutEquals", {"--set", "episodes"}, {"--set episodes: ", "key=value"}),
      with_arguments("SetWithoutKey", {"--set", "=5"}, {"--set =5: ", "keys joined by dots"}),
      with_arguments("SetWithoutValue", {"--set", "episodes="},
                     {"--set episodes=: ", "'episodes' is nothing"}),
      with_arguments("SetOfAMisspeltKey", {"--set", "episods=5"},
                     {"--set episods=5: ", "did you mean 'episodes'?"}),
      with_arguments("SetOfAMisspeltNestedKey", {"--set", "world.generate.trakcs=5"},
                     {"--set world.generate.trakcs=5: ", "did you mean 'tracks'?"}),
      with_arguments("SetThroughText", {"--set", "experiment.x=5"},
                     {"--set experiment.x=5: ", "leads through 't'"}),
      with_arguments("SetOfBrokenYaml", {"--set", "seeds=[1"}, {"--set seeds=[1: ", "not YAML"}),
      with_arguments("SetOfAWrongValue", {"--set", "design=pared"},
                     {"--set design=pared: ", "did you mean 'paired'?"}),
      with_arguments("OutIsAFile", {"--out", "x.yaml"}, {"--out x.yaml: ", "is a file"}),
      with_arguments("OutBelowAFile", {"--out", "x.yaml/runs"},
                     {"--out x.yaml/runs: ", "is a file"}),
      with_arguments("NoOut", {"--out", ""}, {"--out", "name a directory"}),
      {"LineBreakInAPath", {}, {"run", "a\nb.yaml"}, {"a\\nb.yaml: "}},
      {"ValidateNothing", {}, {"validate"}, {"experiment files"}},
      {"ListTwo", {}, {"list", "x", "y"}, {"too many arguments", "reprise list --help"}},
      {"ListUnknown", {}, {"list", "thomson"}, {"called 'thomson'", "did you mean 'thompson'?"}},
      {"WorldWithoutAction", {}, {"world"}, {"generate, describe or export"}},
      {"WorldUnknownAction", {}, {"world", "exprot"}, {"'world exprot'", "did you mean 'export'?"}},
      {"WorldExportNowhere", {}, {"world", "export"}, {"--out"}},
      {"WorldTracks",
       {},
       {"world", "describe", "--tracks", "0"},
       {"--tracks 0: ", "1 to 100000000"}},
      {"WorldMissing", {}, {"world", "describe", "--world", "w"}, {"--world w: ", "work/w"}},
      {"WorldFolderWithoutFiles",
       {{"w/x", ""}},
       {"world", "describe", "--world", "w"},
       {"--world w: ", "has no tracks.npy"}},
      {"WorldGenerateFromFiles",
       BotifyWorld().files("w"),
       {"world", "describe", "--world", "w", "--seed", "3"},
       {"--seed 3: ", "nothing to generate"}},
  };
}

}  // namespace

std::vector<BadInput> all_bad_input() {
  std::vector<BadInput> all;
  const auto add = [&](const std::string& group, std::vector<BadInput> cases) {
    for (BadInput& bad : cases) {
      bad.name = group + "_" + bad.name;
      all.push_back(std::move(bad));
    }
  };
  add("UnknownKey", unknown_keys());
  add("UnknownName", unknown_names());
  add("WrongValue", wrong_values());
  add("BrokenYaml", broken_yaml());
  add("MissingFile", missing_files());
  add("Embeddings", bad_embeddings());
  add("WorldFile", bad_world_files());
  add("Log", bad_logs());
  add("Lists", bad_lists());
  add("Arguments", bad_arguments());
  return all;
}

namespace {

class BadInputTest : public testing::TestWithParam<BadInput> {};

TEST_P(BadInputTest, IsOneClearMessage) {
  const BadInput& bad = GetParam();
  const Sandbox sandbox;
  for (const auto& [file, content] : bad.files) sandbox.write(file, content);
  const std::vector<std::string> before = sandbox.files();
  const Outcome outcome = sandbox.run(bad.arguments);
  EXPECT_EQ(outcome.exit_code, kWrongUse) << outcome;
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(lines_of(outcome.err), SizeIs(1)) << outcome;
  EXPECT_THAT(outcome.err, StartsWith("reprise: "));
  EXPECT_THAT(outcome.err, EndsWith("\n"));
  EXPECT_THAT(outcome.err.size(), testing::Lt(700u)) << "too long to read";
  for (const std::string& part : bad.message) EXPECT_THAT(outcome.err, HasSubstr(part));
  EXPECT_EQ(sandbox.files(), before) << "something was left behind";
  for (const std::string& file : Sandbox::files_in(sandbox.cache())) {
    EXPECT_THAT(file, testing::Not(EndsWith(".part")));
  }
}

INSTANTIATE_TEST_SUITE_P(All, BadInputTest, testing::ValuesIn(all_bad_input()),
                         [](const auto& parameter) { return parameter.param.name; });

}  // namespace
}  // namespace reprise
