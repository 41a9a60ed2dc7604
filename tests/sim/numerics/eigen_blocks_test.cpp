#include <Eigen/Core>
#include <gtest/gtest.h>

namespace reprise {
namespace {

// Long sums are cut by the size of the first cache, so it must not be the processor's own.
TEST(EigenBlocks, SuitOneSizeOfCaches) {
  EXPECT_EQ(Eigen::l1CacheSize(), 32 * 1024);
  EXPECT_EQ(Eigen::l2CacheSize(), 1024 * 1024);
}

}  // namespace
}  // namespace reprise
