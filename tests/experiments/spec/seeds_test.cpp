#include "experiments/spec/values/seeds.h"

#include <gmock/gmock.h>

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

Seeds read(const std::string& text) {
  return ParameterType<Seeds>::read(parse_yaml(text, "test"), "seeds");
}

TEST(SeedsTest, ARangeIsWrittenInTwoWays) {
  EXPECT_THAT(read("3..5").values, ElementsAre(3, 4, 5));
  EXPECT_THAT(read("{start: 3, count: 3}").values, ElementsAre(3, 4, 5));
  EXPECT_THAT(read("7..7").values, ElementsAre(7));
  EXPECT_THAT(read("7").values, ElementsAre(7));
}

TEST(SeedsTest, OtherRangesAreAnsweredWithThese) {
  EXPECT_THAT([] { read("1-5"); },
              ThrowsMessage<UserError>(HasSubstr("1..5, or {start: 1, count: 5}")));
  for (const char* text : {"5..1", "0..99999999"}) {
    EXPECT_THAT([&] { read(text); }, ThrowsMessage<UserError>(HasSubstr("such as 1..5"))) << text;
  }
  for (const char* text : {"1..", "..5", "a..b", "-3", "1...5"}) {
    EXPECT_THROW(read(text), UserError) << text;
  }
}

}  // namespace
}  // namespace reprise
