#include "reports/console/console_text.h"

#include <gmock/gmock.h>

namespace reprise {
namespace {

TEST(NameInProse, IsQuotedUnlessItIsOnePlainWordOrNumber) {
  for (const char* plain : {"first_track", "top-100", "0.5", "seed_b.yaml", "名前"}) {
    EXPECT_EQ(name_in_prose(plain), plain);
  }
  EXPECT_EQ(name_in_prose("two words"), "'two words'");
  EXPECT_EQ(name_in_prose("end."), "'end.'") << "not the end of the sentence";
  EXPECT_EQ(name_in_prose(""), "''");
  EXPECT_EQ(name_in_prose("a\nb"), "'a\\nb'");
}

TEST(ConsoleText, SpellsOutOnlyNamesThatTheirPlaceTellsApart) {
  ConsoleText text(80, false);
  text.spell_out({"alpha", "a long name", "short"}, {"alpha", "a…#2", "sh…t"});
  EXPECT_EQ(text.take(), "#2 is a long name\n");
  EXPECT_EQ(text.take(), "");
}

}  // namespace
}  // namespace reprise
