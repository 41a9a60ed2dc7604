// Tests `reprise replay` with the Python simulator's traces, and its messages for mistakes in a
// file of actions.
#include <cmath>

#include "experiments/commands/command.h"
#include "tests/command_line/program.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

const std::filesystem::path kGolden =
    std::filesystem::path(REPRISE_SOURCE_FOLDER) / "tests/golden/data";

Outcome replay_golden(const Sandbox& sandbox, const std::string& world, const std::string& actions,
                      const std::string& seed) {
  return sandbox.run({"replay", "--world", kGolden / world, "--random", "numpy", "--seed", seed,
                      "--actions", actions});
}

TEST(ReplayCommand, ReproducesEveryTrace) {
  const Sandbox sandbox;
  int traces = 0;
  for (const std::string& line : lines_of(sandbox.read(kGolden / "next_uniform.csv"))) {
    const std::string name = line.substr(0, line.find(','));
    const std::filesystem::path trace = kGolden / (name + ".trace.csv");
    if (!std::filesystem::exists(trace)) continue;  // this line is the header
    ++traces;
    const std::string world = name.substr(0, name.find('_'));
    const std::string seed = name.substr(name.rfind('_') + 1);
    const Outcome outcome = replay_golden(sandbox, world, trace, seed);
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_EQ(outcome.out, sandbox.read(trace)) << name;
    EXPECT_THAT(outcome.err, StartsWith("next uniform: "));
    EXPECT_EQ(std::stod(outcome.err.substr(14)), std::stod(line.substr(line.find(',') + 1)));
  }
  EXPECT_EQ(traces, 18);
}

// The columns of a file of actions may come in any order, with others between them and with any
// line ends.
TEST(ReplayCommand, ReadsActionsByTheirColumns) {
  const Sandbox sandbox;
  const std::string trace = sandbox.read(kGolden / "small_scripted_31337.trace.csv");
  std::string actions;
  for (const std::string& line : lines_of(trace)) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
      if (c == ',') {
        fields.emplace_back();
      } else {
        fields.back().push_back(c);
      }
    }
    // The columns of a trace are episode,step,user,first_track,action,...
    actions += fields[4] + ",note," + fields[1] + "," + fields[0] + "\r\n";
  }
  sandbox.write("actions.csv", actions);
  EXPECT_EQ(replay_golden(sandbox, "small", "actions.csv", "31337").out, trace);
}

TEST(ReplayCommand, StreamsAreAnotherSource) {
  const Sandbox sandbox;
  const Outcome outcome =
      sandbox.run({"replay", "--world", kGolden / "small", "--random", "streams", "--seed", "1",
                   "--actions", kGolden / "small_scripted_31337.trace.csv"});
  // Sessions from another source of random numbers end at other steps, so the actions of one source
  // do not fit the other.
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.err, HasSubstr("small_scripted_31337.trace.csv:"));
}

struct BadActions {
  std::string name;
  std::string actions;
  std::vector<std::string> message;
};

void PrintTo(const BadActions& bad, std::ostream* out) { *out << bad.name; }

class BadActionsTest : public testing::TestWithParam<BadActions> {};

TEST_P(BadActionsTest, IsOneClearMessage) {
  const BadActions& bad = GetParam();
  const Sandbox sandbox;
  if (!bad.actions.empty()) sandbox.write("a.csv", bad.actions);
  const Outcome outcome = replay_golden(sandbox, "small", "a.csv", "31337");
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
  EXPECT_THAT(outcome.err, StartsWith("reprise: a.csv:"));
  for (const std::string& part : bad.message) EXPECT_THAT(outcome.err, HasSubstr(part));
}

std::vector<BadActions> bad_actions() {
  const std::string trace = Sandbox().read(kGolden / "small_scripted_31337.trace.csv");
  const std::vector<std::string> lines = lines_of(trace);
  // Find the lines of the first session, and the number of the line after it.
  std::size_t end = 1;
  while (!lines[end].ends_with(",1")) ++end;
  std::string session;
  for (std::size_t i = 0; i <= end; ++i) session += lines[i] + "\n";
  std::string unfinished;
  for (std::size_t i = 0; i < end; ++i) unfinished += lines[i] + "\n";
  const std::string steps = std::to_string(end);
  const std::string next_line = std::to_string(end + 2);
  const std::string header = "episode,step,action\n";
  return {
      {"NoFile", "", {"No such file"}},
      {"NoActions", header, {"no actions"}},
      {"NoHeader", "0,1,5\n", {"a.csv:1: ", "no column 'episode'"}},
      {"MissingColumn", "episode,step,track\n0,1,5\n", {"a.csv:1: ", "no column 'action'"}},
      {"ShortRow", header + "0,1\n", {"a.csv:2: ", "2 fields"}},
      {"NotANumber", header + "0,1,x\n", {"a.csv:2: ", "'action' is 'x'"}},
      {"Negative", header + "0,1,-5\n", {"a.csv:2: ", "'-5'"}},
      {"Fraction", header + "0,1,5.0\n", {"a.csv:2: ", "'5.0'"}},
      {"OutOfRange", header + "0,1,400\n", {"a.csv:2: ", "400", "0 to 399"}},
      {"BeginsAtEpisodeOne", header + "1,1,5\n", {"a.csv:2: ", "out of order"}},
      {"BeginsAtStepZero", header + "0,0,5\n", {"a.csv:2: ", "out of order"}},
      {"SkipsAStep", header + "0,1,5\n0,3,6\n", {"a.csv:3: ", "episode 0, step 3", "out of order"}},
      {"Missing", unfinished, {"a.csv:" + steps + ": ", "goes on"}},
      {"MissingBeforeTheNextSession",
       header + "0,1,5\n1,1,6\n",
       {"a.csv:3: ", "episode 0 goes on", "after step 1"}},
      {"TooMany",
       session + "0," + std::to_string(end + 1) + ",0,0,5\n",
       {"a.csv:" + next_line + ": ", "episode 0 was over after step " + steps}},
  };
}

INSTANTIATE_TEST_SUITE_P(All, BadActionsTest, testing::ValuesIn(bad_actions()),
                         [](const auto& parameter) { return parameter.param.name; });

TEST(ReplayCommand, BadOptions) {
  const Sandbox sandbox;
  const std::string world = kGolden / "small";
  const std::string actions = kGolden / "small_scripted_31337.trace.csv";
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"--world", world}, "'--actions'"},
      {{"--actions", actions}, "'--world'"},
      {{"--world", world, "--actions", actions, "--random", "nunpy"}, "did you mean 'numpy'?"},
      {{"--world", world, "--actions", actions, "--seed", "4294967296"}, "32 bits"},
      {{"--world", world, "--actions", actions, "--seed", "x"}, "--seed"},
      {{"--world", world, "--actions", actions, "--seed", "-1"}, "--seed"},
      {{"--world", "nowhere", "--actions", actions}, "--world nowhere: "},
  };
  for (const auto& [options, message] : cases) {
    std::vector<std::string> arguments = {"replay"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome outcome = sandbox.run(arguments);
    EXPECT_EQ(outcome.exit_code, kWrongUse);
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_THAT(lines_of(outcome.err), SizeIs(1));
    EXPECT_THAT(outcome.err, AllOf(StartsWith("reprise: "), HasSubstr(message)));
  }
}

}  // namespace
}  // namespace reprise
