// Reproduces the upstream notebook's table of a published A/B test, from the log of the service
// that played it.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "experiments/logs/log_results.h"
#include "reports/summary/comparison.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct NotebookRow {
  const char* metric;
  double control_mean;
  double treatment_mean;
  double effect;
  double lower;
  double upper;
};

// The rows as the notebook printed them.
constexpr NotebookRow kNotebook[] = {
    {"time", 4.983096234309624, 10.091952789699572, 102.52373855865835, 84.08230850122652,
     120.9651686160902},
    {"sessions", 1.0543933054393306, 1.0643776824034334, 0.9469309898494335, -1.9759079957019576,
     3.869769975400825},
    {"mean_request_latency", 0.6380511476564386, 0.6611524256140908, 3.6205997030964125,
     1.1350599369495349, 6.10613946924329},
    {"mean_tracks_per_session", 9.763598326359833, 14.67203147353362, 50.27278860829376,
     41.15079125442021, 59.394785962167305},
    {"mean_time_per_session", 4.752541841004184, 9.672693133047211, 103.5267327810296,
     85.12005631456265, 121.93340924749656},
};

class RealLog : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(path_)) GTEST_SKIP() << "no real log at " << path_;
    log_ = read_log({{path_.string()}, "CUSTOM_CONTEXTUAL", 0}, {});
  }

  Results results(IntervalKind interval) const {
    LogView view;
    view.interval = interval;
    for (const LogMetric& metric : log_metrics()) view.metrics.push_back(&metric);
    return log_results(log_, view);
  }

  const std::filesystem::path path_ =
      std::filesystem::path(REPRISE_SOURCE_FOLDER) / "../shared/botify/seed_a_log.json";
  ReadLog log_;
};

TEST_F(RealLog, GivesTheNotebooksTable) {
  const Results found = results(IntervalKind::notebook);
  ASSERT_EQ(found.treatments.size(), 2u);
  EXPECT_EQ(found.treatments[0].name, "C");
  EXPECT_EQ(found.treatments[0].users, 478u);
  EXPECT_EQ(found.treatments[1].name, "T1");
  EXPECT_EQ(found.treatments[1].users, 466u);
  ASSERT_EQ(found.effects.size(), std::size(kNotebook));
  for (const NotebookRow& row : kNotebook) {
    const Effect* effect = find_effect(found, "T1", row.metric);
    ASSERT_NE(effect, nullptr) << row.metric;
    // The sums are of hundreds of numbers up to hundreds, added in another order. They agree to
    // 1e-12 of their size, and effects are in percent of them.
    constexpr double kTolerance = 1e-9;
    EXPECT_NEAR(effect->control_mean, row.control_mean, kTolerance) << row.metric;
    EXPECT_NEAR(effect->treatment_mean, row.treatment_mean, kTolerance) << row.metric;
    EXPECT_NEAR(effect->effect, row.effect, kTolerance) << row.metric;
    EXPECT_NEAR(effect->lower, row.lower, kTolerance) << row.metric;
    EXPECT_NEAR(effect->upper, row.upper, kTolerance) << row.metric;
    EXPECT_EQ(effect->significant, row.lower > 0 || row.upper < 0) << row.metric;
    const MetricEstimate* figure = find_estimate(found.treatments[0].metrics, row.metric);
    ASSERT_NE(figure, nullptr) << row.metric;
    EXPECT_EQ(figure->mean, effect->control_mean);
  }
}

// The default interval is of the same means, and 0 is in both intervals or in none.
TEST_F(RealLog, FiellersIntervalsAreOfTheSameDifference) {
  const Results notebook = results(IntervalKind::notebook);
  const Results fieller = results(IntervalKind::fieller);
  for (std::size_t i = 0; i < notebook.effects.size(); ++i) {
    EXPECT_EQ(fieller.effects[i].effect, notebook.effects[i].effect);
    EXPECT_EQ(fieller.effects[i].p, notebook.effects[i].p);
    EXPECT_EQ(fieller.effects[i].significant, notebook.effects[i].significant);
    EXPECT_EQ(fieller.effects[i].lower > 0, notebook.effects[i].lower > 0);
    EXPECT_NE(fieller.effects[i].upper, notebook.effects[i].upper);
  }
}

TEST_F(RealLog, IsSound) {
  const Results found = results(IntervalKind::fieller);
  EXPECT_THAT(found.warnings, IsEmpty());
  ASSERT_TRUE(found.log.has_value());
  EXPECT_EQ(found.log->rows, 12'088u);
  EXPECT_EQ(found.log->first, "2023-04-16 18:26:44 UTC");
  EXPECT_EQ(found.log->last, "2023-04-16 18:28:53 UTC");
  EXPECT_EQ(found.treatments[0].sessions + found.treatments[1].sessions, 1000u);
  EXPECT_EQ(found.treatments[0].recommendations + found.treatments[1].recommendations, 11'088u);
  EXPECT_THAT(found.seeds, IsEmpty());
  EXPECT_FALSE(log_.sorted);
}

}  // namespace
}  // namespace reprise
