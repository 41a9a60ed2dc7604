#include "sim/support/parameters/share.h"

#include <gmock/gmock.h>

#include "sim/support/parameters/nested.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

struct Shares {
  double keep = 0.5;
  std::optional<double> chance;
  double weight = 1;

  static Parameters<Shares> parameters() {
    return Parameters<Shares>("shares")
        .add("keep", &Shares::keep, "a share", {.min = 0.01, .max = 0.9})
        .short_form()
        .add("chance", &Shares::chance, "another one", {.min = 0, .max = 1})
        .add("weight", &Shares::weight, "no share", {.min = 0, .max = 10});
  }
};

Shares read(const std::string& yaml) {
  return Shares::parameters().read(parse_yaml(yaml, "s.yaml"));
}

TEST(Shares, MayBeWrittenInPercent) {
  EXPECT_EQ(read("{keep: 33%, chance: 12.5 %}").keep, 0.33);
  EXPECT_EQ(read("{keep: 33%, chance: 12.5 %}").chance, 0.125);
  EXPECT_EQ(read("90%").keep, 0.9) << "in the short form, too";
  EXPECT_EQ(read("{keep: 0.9}").keep, 0.9);
  EXPECT_EQ(flow_yaml(Shares::parameters().write(read("{keep: 33%}"))), "{keep: 0.33, weight: 1}");
}

TEST(Shares, AreTheOnlyNumbersInPercent) {
  EXPECT_THAT([] { read("{weight: 33%}"); },
              ThrowsMessage<UserError>(HasSubstr("a number without a percent sign")));
  EXPECT_THAT([] { read("{keep: 95%}"); }, ThrowsMessage<UserError>(HasSubstr("0.01 to 0.9")));
  EXPECT_THAT([] { read("{keep: '33%'}"); },
              ThrowsMessage<UserError>(HasSubstr("the text \"33%\"")))
      << "text in quotes is no number";
  EXPECT_THAT([] { read("{keep: %}"); }, testing::Throws<UserError>());
}

}  // namespace
}  // namespace reprise
