#include "reports/text/display_text.h"

#include <set>

#include <gmock/gmock.h>

namespace reprise {
namespace {

using testing::ElementsAre;

TEST(DisplayText, ShowsWhatIsNotToBeSeen) {
  EXPECT_EQ(printable("top_pop é 名前"), "top_pop é 名前");
  EXPECT_EQ(printable("a\nb\tc\r"), "a\\nb\\tc\\r");
  EXPECT_EQ(printable("\x1b[31mred"), "\\x1b[31mred");
  EXPECT_EQ(printable(std::string("\0", 1)), "\\x00");
  EXPECT_EQ(printable("\x7f\xC2\x9B"), "\\x7f\\x9b");  // DEL, and CSI as one code point
  EXPECT_EQ(printable("a\xE2\x80\xAE"
                      "b"),
            "a\\u{202e}b");  // right-to-left override
  EXPECT_EQ(printable("a\xE2\x80\xA8"
                      "b"),
            "a\\u{2028}b");  // line separator
}

TEST(DisplayText, ShowsBytesThatAreNotUtf8) {
  EXPECT_EQ(printable("\xff"), "\\xff");
  EXPECT_EQ(printable("\xC0\xAF"), "\\xc0\\xaf");                    // overlong "/"
  EXPECT_EQ(printable("\xE0\x80\xAF"), "\\xe0\\x80\\xaf");           // overlong sequence
  EXPECT_EQ(printable("\xED\xA0\x80"), "\\xed\\xa0\\x80");           // surrogate
  EXPECT_EQ(printable("\xF4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");  // above U+10FFFF
  EXPECT_EQ(printable("x\xE2\x82"), "x\\xe2\\x82");                  // truncated sequence
}

TEST(DisplayText, KeepsLinesOfFiles) {
  EXPECT_EQ(printable_lines("a:\n\tb\r\n\x1b"), "a:\n\tb\\r\n\\x1b");
}

TEST(DisplayText, MeasuresColumns) {
  EXPECT_EQ(display_width(""), 0);
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("é…─▲"), 4);
  EXPECT_EQ(display_width("e\xCC\x81"), 1);  // "e" with a combining accent
  EXPECT_EQ(display_width("名前"), 4);
  EXPECT_EQ(display_width("🎵"), 2);
}

TEST(DisplayText, ShortensInTheMiddle) {
  EXPECT_EQ(shorten("first_track", 11), "first_track");
  EXPECT_EQ(shorten("first_track", 8), "firs…ack");
  EXPECT_EQ(shorten("first_track", 1), "…");
  for (int width = 1; width < 12; ++width) {
    EXPECT_LE(display_width(shorten("名前名前名前", width)), width);
    EXPECT_LE(display_width(shorten("ae\xCC\x81"
                                    "e\xCC\x81"
                                    "bcdef",
                                    width)),
              width);
  }
}

TEST(DisplayText, ShortNamesStayDifferent) {
  const std::vector<std::string> names{"long_name_with_1_in_it", "long_name_with_2_in_it", "short"};
  EXPECT_THAT(distinct_short_names(names, 12),
              ElementsAre("long_name…#1", "long_name…#2", "short"));
  EXPECT_THAT(distinct_short_names(names, 40), ElementsAre(names[0], names[1], names[2]));
}

TEST(DisplayText, PadsByColumns) {
  EXPECT_EQ(pad_right("é", 3), "é  ");
  EXPECT_EQ(pad_left("名", 3), " 名");
  EXPECT_EQ(pad_left("long", 3), "long");
}

TEST(DisplayText, WrapsAtSpacesAndInsideLongWords) {
  EXPECT_THAT(wrap("", 10), ElementsAre(""));
  EXPECT_THAT(wrap("one two three", 8), ElementsAre("one two", "three"));
  EXPECT_THAT(wrap("one two three", 8, 2), ElementsAre("one two", "  three"));
  EXPECT_THAT(wrap("abcdefgh", 4), ElementsAre("abcd", "efgh"));
  EXPECT_THAT(wrap("ab cdefghij k", 4, 1), ElementsAre("ab", " cde", " fgh", " ij", " k"));
  EXPECT_THAT(wrap("名前", 1), ElementsAre("名", "前"));
}

}  // namespace
}  // namespace reprise
