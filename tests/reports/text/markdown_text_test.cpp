#include "reports/text/markdown_text.h"

#include <gtest/gtest.h>

namespace reprise {
namespace {

TEST(MarkdownText, ProseIsNotInterpreted) {
  EXPECT_EQ(markdown_prose("plain words, 2.5% (of it)"), "plain words, 2.5% (of it)");
  EXPECT_EQ(markdown_prose("mean_time_per_session"), "mean_time_per_session");
  EXPECT_EQ(markdown_prose("_x_"), "\\_x\\_");
  EXPECT_EQ(markdown_prose("**x** `y` ~~z~~"), "\\*\\*x\\*\\* \\`y\\` \\~\\~z\\~\\~");
  EXPECT_EQ(markdown_prose("<script> &lt; $a$"), "\\<script\\> \\&lt; \\$a\\$");
  EXPECT_EQ(markdown_prose("[a](b) ![c]"), "\\[a\\](b) !\\[c\\]");
  EXPECT_EQ(markdown_prose("a\\b|c"), "a\\\\b\\|c");
  EXPECT_EQ(markdown_prose("two\nlines"), "two\\\\nlines");
}

TEST(MarkdownText, ProseMakesNoListsHeadingsOrLinks) {
  EXPECT_EQ(markdown_prose("- a - b"), "\\- a - b");
  EXPECT_EQ(markdown_prose("# a #1"), "\\# a #1");
  EXPECT_EQ(markdown_prose("1. a"), "1\\. a");
  EXPECT_EQ(markdown_prose("12) a"), "12\\) a");
  EXPECT_EQ(markdown_prose("see https://x.org"), "see https\\://x.org");
  EXPECT_EQ(markdown_prose("see www.x.org"), "see www\\.x.org");
}

TEST(MarkdownText, CodeHoldsAnything) {
  EXPECT_EQ(markdown_code("top_pop"), "`top_pop`");
  EXPECT_EQ(markdown_code("<b>**x**"), "`<b>**x**`");
  EXPECT_EQ(markdown_code("a`b"), "``a`b``");
  EXPECT_EQ(markdown_code("``"), "``` `` ```");
  EXPECT_EQ(markdown_code(" x "), "`  x  `");
  EXPECT_EQ(markdown_code(""), "(no name)");
  EXPECT_EQ(markdown_code("a\nb"), "`a\\nb`");
}

TEST(MarkdownText, BlocksCannotBeClosedByTheirContent) {
  EXPECT_EQ(markdown_block("a: 1", "yaml"), "```yaml\na: 1\n```\n");
  EXPECT_EQ(markdown_block("```\n````\n", "yaml"), "`````yaml\n```\n````\n`````\n");
  EXPECT_EQ(markdown_block("", "yaml"), "```yaml\n```\n");
  EXPECT_EQ(markdown_block("\x1b[2J", ""), "```\n\\x1b[2J\n```\n");
}

TEST(MarkdownText, TablesKeepPipesInTheirCells) {
  EXPECT_EQ(markdown_table({"name", "n"}, {{markdown_code("a|b"), "1"}}),
            "| name | n |\n| :-- | --: |\n| `a\\|b` | 1 |\n");
  EXPECT_EQ(markdown_table({"x", "y"}, {}, 2), "| x | y |\n| :-- | :-- |\n");
  EXPECT_EQ(markdown_table({"x", "y", "z"}, {}, 1, true), "| x | y | z |\n| :-- | --: | :-- |\n");
}

}  // namespace
}  // namespace reprise
