#include "reports/formats/effects_csv.h"

#include <algorithm>
#include <limits>

#include <gmock/gmock.h>

#include "reports/formats/csv_text.h"
#include "tests/golden.h"
#include "tests/reports/sample_results.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(EffectsCsv, QuotesAsRfc4180Says) {
  EXPECT_EQ(csv_field("plain"), "plain");
  EXPECT_EQ(csv_field(""), "");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"x\""), "\"say \"\"x\"\"\"");
  EXPECT_EQ(csv_field("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(csv_field("a\r"), "\"a\r\"");
  // Spreadsheets would run such a name as a formula. Numbers stay as they are.
  EXPECT_EQ(csv_field("=1+2"), "'=1+2");
  EXPECT_EQ(csv_field("@SUM(A1, A2)"), "\"'@SUM(A1, A2)\"");
  EXPECT_EQ(csv_field("-2+cmd|' /C calc'!A0"), "'-2+cmd|' /C calc'!A0");
  EXPECT_EQ(csv_field("+x"), "'+x");
  EXPECT_EQ(csv_field("-0.25"), "-0.25");
  EXPECT_EQ(csv_field("+1e-05"), "+1e-05");
  EXPECT_EQ(csv_field("-"), "'-");
}

TEST(EffectsCsv, HasOneRowPerEffect) {
  const Results results = sample_results();
  const std::string csv = write_effects_csv(results);
  EXPECT_THAT(csv, StartsWith("treatment,metric,control_mean,treatment_mean,effect,lower,upper,"
                              "confidence,p,p_adjusted,significant,equivalent,difference,"
                              "difference_lower,difference_upper,design,interval,shape,"
                              "variance_reduction,correlation,against\n"));
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')),
            results.effects.size() + 1);
}

TEST(EffectsCsv, HasEachPairOnce) {
  Results results = results_with_treatments(2, "t");
  for (const char* against : {"random", "t2"}) {
    Effect pair = results.effects.front();
    pair.treatment = "t1";
    pair.against = against;
    results.pairs.push_back(pair);
  }
  const std::string csv = write_effects_csv(results);
  EXPECT_EQ(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')),
            results.effects.size() + 2);
  EXPECT_THAT(csv, HasSubstr(",t2\n"));
}

TEST(EffectsCsv, WritesNumbersThatReadBackAndNothingWhereThereIsNone) {
  Effect effect;
  effect.control_mean = 0.1;
  effect.treatment_mean = 1e300;
  effect.effect = std::numeric_limits<double>::quiet_NaN();
  effect.lower = -80;
  effect.upper = 120;
  effect.shape = IntervalShape::whole_line;
  effect.design = "split";
  effect.interval = "fieller";
  EXPECT_THAT(
      write_effects_csv(results_with_effect(effect)),
      HasSubstr("\ntop_pop,mean_time_per_session,0.1,1e+300,,,,0.95,1,1,false,false,0,0,0,split,"
                "fieller,whole_line,,,random\n"));
  effect.shape = IntervalShape::two_rays;
  EXPECT_THAT(write_effects_csv(results_with_effect(effect)), HasSubstr("1e+300,,-80,120,0.95,1,"));
}

}  // namespace
}  // namespace reprise
