#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "experiments/commands/run_one.h"

namespace reprise {
namespace {

TEST(ShellText, QuotesWhatAShellWouldNotTakeAsItIs) {
  EXPECT_EQ(shell_text("run", {"a.yaml", "--set", "episodes=20"}),
            "reprise run a.yaml --set episodes=20");
  EXPECT_EQ(shell_text("run", {"two words", ""}), "reprise run 'two words' ''");
  EXPECT_EQ(shell_text("run", {"it's"}), R"(reprise run 'it'\''s')");
}

TEST(ShellText, IsReadBackByAShell) {
  const std::vector<std::string> arguments{
      "it's",       "'", "''a''",     "$HOME `id` \"x\"", "a\\b",
      "two\nlines", "*", "a;b|c&d>e", "!(#~){},",         ""};
  std::string expected;
  for (const std::string& argument : arguments) expected += argument + "\n";
  // In the script, "reprise print" calls a shell function that prints its arguments.
  const std::string script =
      "reprise() { shift; printf '%s\\n' \"$@\"; }\n" + shell_text("print", arguments) + "\n";
  std::string found;
  std::array<char, 4096> buffer{};
  // The script is passed in the environment, so that no quotes but its own are read.
  ASSERT_EQ(::setenv("REPRISE_SCRIPT", script.c_str(), 1), 0);
  std::FILE* shell = ::popen("eval \"$REPRISE_SCRIPT\"", "r");
  ASSERT_NE(shell, nullptr);
  for (std::size_t read = 0; (read = std::fread(buffer.data(), 1, buffer.size(), shell)) > 0;) {
    found.append(buffer.data(), read);
  }
  EXPECT_EQ(::pclose(shell), 0);
  ::unsetenv("REPRISE_SCRIPT");
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace reprise
