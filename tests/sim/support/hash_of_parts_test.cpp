#include "sim/support/hash_of_parts.h"

#include <string>

#include <gtest/gtest.h>

namespace reprise {
namespace {

// Parts are hashed as one text, whatever their sizes: short texts, long ones and cuts within blocks
// take different ways through the library.
TEST(HashOfParts, IsThatOfTheWholeText) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text.push_back(static_cast<char>(i * i % 251));
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{7} << 32 | 3}) {
    for (const std::size_t size : {0, 3, 16, 200, 240, 241, 1024, 3000}) {
      for (const std::size_t cut : {std::size_t{0}, size / 3, size}) {
        const std::string_view whole = std::string_view(text).substr(0, size);
        HashOfParts hash(seed);
        hash.add(whole.substr(0, cut));
        hash.add(whole.substr(cut));
        EXPECT_EQ(hash.hash64(), XXH3_64bits_withSeed(whole.data(), size, seed)) << size;
        const XXH128_hash_t wide = XXH3_128bits_withSeed(whole.data(), size, seed);
        EXPECT_EQ(hash.hash128().low64, wide.low64) << size;
        EXPECT_EQ(hash.hash128().high64, wide.high64) << size;
      }
    }
  }
}

}  // namespace
}  // namespace reprise
