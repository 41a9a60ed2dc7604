#include "reports/text/text_table.h"

#include <gmock/gmock.h>

namespace reprise {
namespace {

TextTable small_table() {
  TextTable table;
  table.columns = {{"treatment", Align::left}, {"mean_request_latency"}, {"sure", Align::left}};
  table.rows = {{{"名前"}, {"0.5"}, {"no"}}, {{"b"}, {"12.5", TextStyle::good}, {""}}};
  return table;
}

TEST(TextTable, AlignsByColumnsAndStacksHeadings) {
  EXPECT_EQ(render(small_table(), 80, false),
            "              mean\n"
            "           request\n"
            "treatment  latency  sure\n"
            "────────────────────────\n"
            "名前           0.5  no\n"
            "b             12.5\n");
  EXPECT_EQ(natural_width(small_table()), 24);
}

TEST(TextTable, ContinuesBelowWhereItIsTooWide) {
  EXPECT_EQ(render(small_table(), 20, false),
            "              mean\n"
            "           request\n"
            "treatment  latency\n"
            "──────────────────\n"
            "名前           0.5\n"
            "b             12.5\n"
            "\n"
            "treatment  sure\n"
            "───────────────\n"
            "名前       no\n"
            "b\n");
}

TEST(TextTable, ColoursOnlyWhenAsked) {
  EXPECT_EQ(styled("x", TextStyle::good, false), "x");
  EXPECT_EQ(styled("x", TextStyle::plain, true), "x");
  EXPECT_EQ(styled("x", TextStyle::good, true), "\x1b[32mx\x1b[0m");
  EXPECT_THAT(render(small_table(), 80, true), testing::HasSubstr("   \x1b[32m12.5\x1b[0m\n"));
}

TEST(TextTable, ManageWithoutRowsOrColumns) {
  EXPECT_EQ(render({}, 80, false), "");
  TextTable table;
  table.columns = {{"treatment", Align::left}};
  EXPECT_EQ(render(table, 80, false), "treatment\n─────────\n");
}

}  // namespace
}  // namespace reprise
