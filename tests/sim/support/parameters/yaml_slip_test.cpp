#include "sim/support/parameters/yaml_slip.h"

#include <gmock/gmock.h>

#include "sim/support/parameters/node.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

auto parsing(const std::string& text) {
  return [text] { parse_yaml(text, "x.yaml"); };
}

TEST(YamlSlip, ATabIsNamed) {
  EXPECT_THAT(parsing("a: 1\nb:\n\tc: 2\n\td: 3\n"),
              ThrowsMessage<UserError>(AllOf(HasSubstr("x.yaml:3:1: "), HasSubstr("a tab"))));
}

TEST(YamlSlip, AMissingBlankIsNamedInItsLine) {
  EXPECT_THAT(parsing("experiment:a\n\n# remark\nworld: {tracks: 5}\n"),
              ThrowsMessage<UserError>(
                  AllOf(HasSubstr("x.yaml:1:12: "), HasSubstr("write 'experiment: a'"))));
}

TEST(YamlSlip, AKeyInTheWrongColumnIsNamed) {
  EXPECT_THAT(parsing("t:\n  random: random\n   b: sticky\n"),
              ThrowsMessage<UserError>(AllOf(HasSubstr("x.yaml:3:4: "), HasSubstr("column 4"),
                                             HasSubstr("line 2, in column 3"))));
}

// What is right is never called a slip, however odd it looks.
TEST(YamlSlip, SoundTextsHaveNone) {
  for (const char* text : {"a: http://x/y\n", "a: 'b:c'\n", "a:\n- b: 1\n",
                           "a: 1\n\n  # remark\nb: 2\n", "a: b:c\n"}) {
    EXPECT_NO_THROW(parsing(text)()) << text;
  }
}

TEST(YamlSlip, OtherMistakesKeepTheParsersWords) {
  EXPECT_THAT(parsing("a: [1, 2\nb: 3\n"),
              ThrowsMessage<UserError>(AllOf(HasSubstr("not YAML"), Not(HasSubstr("blank")))));
  EXPECT_EQ(find_yaml_slip("", 0), std::nullopt);
  EXPECT_EQ(find_yaml_slip("a: 1\n", 99), std::nullopt);
}

}  // namespace
}  // namespace reprise
