#include "reports/session_lengths.h"

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

}  // namespace
}  // namespace reprise
