#include "reports/sweeps/sweep_csv.h"

#include <algorithm>
#include <limits>

#include <gmock/gmock.h>

#include "tests/golden.h"
#include "tests/reports/sweeps/sample_sweeps.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST(SweepCsv, LooksAsItDid) { expect_golden(write_sweep_csv(sample_sweep()), "sweep.csv"); }

TEST(SweepCsv, HasOneRowForEachTreatmentOfEachCellOnEachMetric) {
  const std::string csv = write_sweep_csv(halved_sweep());
  EXPECT_THAT(csv, StartsWith("models.ranker.dim,models.ranker.epochs,config_hash,status,error,"
                              "episodes,rank,tied,treatment,metric,mean,mean_lower,mean_upper,"
                              "effect,lower,upper,confidence,p,p_adjusted,significant,equivalent,"
                              "difference,difference_lower,difference_upper,design,interval,shape,"
                              "variance_reduction,correlation\n"));
  EXPECT_EQ(lines(csv), 1U + 6 * 3 * 2);
  EXPECT_THAT(csv, HasSubstr("\n1,1,c000000000000000,dropped,,5000,,,random,skip_rate,0.8314,"));
  EXPECT_THAT(csv, HasSubstr(",unknown,ranker,mean_time_per_session,"));
  EXPECT_THAT(csv, HasSubstr(",20000,1,best,ranker,mean_time_per_session,"));
  // The control has means but no effects.
  EXPECT_THAT(
      csv,
      HasSubstr(
          ",random,mean_time_per_session,2.0132,1.9729359999999998,2.053464,,,,,,,,,,,,,,,,\n"));
}

TEST(SweepCsv, HasRowsOfEachUserModelBesideThoseOfAllTogether) {
  const std::string csv = write_sweep_csv(user_models_sweep({50, 2}));
  EXPECT_THAT(csv, StartsWith("user_model,config_hash,"));
  EXPECT_EQ(lines(csv), 1U + 3 * 3 * 2);
  EXPECT_THAT(csv, HasSubstr("\n,c000000000000000,done,,20000,1,best,ranker,"));
  EXPECT_THAT(csv, HasSubstr("\nbored,c000000000000000,done,,20000,,,ranker,"));
}

TEST(SweepCsv, CellsWithoutTreatmentsHaveARowAllTheSame) {
  const std::string csv = write_sweep_csv(failed_sweep());
  EXPECT_EQ(lines(csv), 9U);
  EXPECT_THAT(csv, HasSubstr(",failed,the control is not among the treatments,20000,,,,,,,,"));
  EXPECT_EQ(lines(write_sweep_csv(SweepResults{})), 1U);
}

TEST(SweepCsv, QuotesNamesAndLeavesOutWhatIsNotFinite) {
  EXPECT_THAT(write_sweep_csv(nasty_sweep()),
              HasSubstr("\"`touch x`; \"\"; system(\"\"touch x\"\"); \"\"\","));
  EXPECT_THAT(write_sweep_csv(nasty_sweep()), HasSubstr("\"two\nlines\x1b[2J\xff\","));
  SweepResults sweep = worlds_sweep();
  ranked_effect(sweep, 0).effect = std::numeric_limits<double>::quiet_NaN();
  ranked_effect(sweep, 0).shape = IntervalShape::whole_line;
  EXPECT_THAT(write_sweep_csv(sweep), HasSubstr("2.17667184,,,,0.95,1e-09,"));
}

}  // namespace
}  // namespace reprise
