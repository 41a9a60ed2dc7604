#include "reports/summary/session_lengths.h"

#include <limits>

#include <gmock/gmock.h>

namespace reprise {
namespace {

using testing::ElementsAre;

TEST(SessionLengths, SharesFallFromOneToNothing) {
  TreatmentResult treatment;
  EXPECT_THAT(shares_reaching(treatment), ElementsAre());
  EXPECT_EQ(median_length(treatment), 0u);
  treatment.lengths = {0, 2, 0, 1, 1, 0};
  EXPECT_EQ(counted_sessions(treatment), 4u);
  EXPECT_THAT(shares_reaching(treatment), ElementsAre(1, 1, 0.5, 0.5, 0.25, 0));
  EXPECT_EQ(median_length(treatment), 3u);
  EXPECT_FALSE(counts_longer_sessions(treatment));
  treatment.lengths = {0, 0, 4};
  EXPECT_THAT(shares_reaching(treatment), ElementsAre(1, 1, 1, 0));
  EXPECT_EQ(median_length(treatment), 2u);
  EXPECT_TRUE(counts_longer_sessions(treatment));
  treatment.lengths = {3};
  EXPECT_THAT(shares_reaching(treatment), ElementsAre(1, 0));
  EXPECT_EQ(median_length(treatment), 0u);
}

TreatmentResult with_intervals() {
  TreatmentResult treatment;
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  treatment.lengths = {0, 30, 25, 30, 15, 0};  // the shares are 1, 1, .7, .45, .15, 0
  treatment.reaching.lower = {kNaN, kNaN, 0.6, 0.35, 0.1, kNaN};
  treatment.reaching.upper = {kNaN, kNaN, 0.8, 0.55, 0.2, kNaN};
  return treatment;
}

TEST(SessionLengths, TheMediansIntervalIsWhereTheSharesLeaveAHalf) {
  TreatmentResult treatment = with_intervals();
  EXPECT_EQ(median_length(treatment), 2u);
  EXPECT_EQ(median_interval_text(treatment), "[2, 3]");
  treatment.reaching.lower[2] = 0.4;
  EXPECT_EQ(median_interval_text(treatment), "[1, 3]");
  treatment.reaching.upper[3] = 0.49;
  EXPECT_EQ(median_interval_text(treatment), "[1, 2]");
  // The interval has no known upper end, so there is no text.
  treatment.reaching.upper = {1, 1, 0.9, 0.8, 0.6, std::numeric_limits<double>::quiet_NaN()};
  EXPECT_EQ(median_interval_text(treatment), "");
  treatment.reaching = {};
  EXPECT_EQ(median_interval_text(treatment), "");
}

TEST(SessionLengths, SharesAreSaidWithTheirIntervals) {
  const TreatmentResult treatment = with_intervals();
  EXPECT_EQ(share_interval_text(0.7, treatment.reaching, 2), "70.0% [60.0, 80.0]");
  EXPECT_EQ(share_interval_text(1, treatment.reaching, 1), "100.0%");
  EXPECT_EQ(share_interval_text(0, treatment.reaching, 9), "0.0%");
}

TEST(SessionLengths, BinsAreSinglesOrDoublings) {
  const auto firsts = [](const std::vector<LengthBin>& bins) {
    std::vector<std::size_t> found;
    for (const LengthBin& bin : bins) found.push_back(bin.first);
    return found;
  };
  EXPECT_THAT(firsts(length_bins(0, 3, false)), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(firsts(length_bins(0, 9, true)), ElementsAre(0, 1, 2, 4, 8));
  EXPECT_THAT(firsts(length_bins(1, 7, true)), ElementsAre(1, 2, 4));
  EXPECT_EQ(length_bins(0, 9, true).back().last, 15u);
}

}  // namespace
}  // namespace reprise
