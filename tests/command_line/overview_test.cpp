// Tests the program without a command, and the behaviour that all commands share.
#include "experiments/commands/command.h"
#include "tests/command_line/program.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::StartsWith;

TEST(Overview, WithoutArgumentsGoesToStandardError) {
  const Outcome outcome = Sandbox().run({});
  EXPECT_EQ(outcome.exit_code, kWrongUse);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, HasSubstr("usage: reprise COMMAND"));
}

TEST(Overview, HelpNamesEveryCommand) {
  for (const char* help : {"--help", "-h", "help"}) {
    const Outcome outcome = Sandbox().run({help});
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_THAT(outcome.err, IsEmpty());
    for (const Command& command : commands()) {
      EXPECT_THAT(outcome.out, AllOf(HasSubstr("  " + command.name), HasSubstr(command.summary)));
    }
  }
}

TEST(Overview, Version) {
  const Outcome outcome = Sandbox().run({"--version"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, MatchesRegex("reprise [0-9.]+ \\(commit [0-9a-z-]*\\)\n"));
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST(Overview, EveryCommandHasHelp) {
  for (const Command& command : commands()) {
    const Outcome outcome = Sandbox().run({command.name, "--help"});
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_THAT(outcome.out, AllOf(StartsWith("usage: reprise " + command.name),
                                   HasSubstr(command.summary), HasSubstr("--help")));
    EXPECT_THAT(outcome.err, IsEmpty());
    EXPECT_EQ(Sandbox().run({"help", command.name}).out, outcome.out);
  }
}

// Output that is lost on a full disk must not pass for a success.
TEST(Overview, OutputThatCannotBeWrittenIsAFailure) {
  const Outcome outcome = Sandbox().run_into("/dev/full", {"list"});
  EXPECT_EQ(outcome.exit_code, kFailed);
  EXPECT_THAT(outcome.err, testing::StartsWith("reprise: cannot write to standard output"));
  EXPECT_THAT(lines_of(outcome.err), testing::SizeIs(1));
}

}  // namespace
}  // namespace reprise
