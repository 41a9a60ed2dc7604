// Eigen cuts long sums into blocks that suit the caches it finds, and adds up block by block, so a
// product of matrices would have other last digits on another processor, and models and worlds with
// it. Here it is told one size of caches for all, before main() begins.
#include <Eigen/Core>

namespace reprise {
namespace {

constexpr std::ptrdiff_t kKibibyte = 1024;

[[maybe_unused]] const bool told = [] {
  Eigen::setCpuCacheSizes(32 * kKibibyte, 1024 * kKibibyte, 32 * 1024 * kKibibyte);
  return true;
}();

}  // namespace
}  // namespace reprise
