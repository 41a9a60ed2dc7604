#include "sim/support/fingerprint.h"

#include <array>
#include <cstring>

#include <gmock/gmock.h>

namespace reprise {
namespace {

TEST(Fingerprint, KeepsLeadingZeros) {
  EXPECT_EQ(hexadecimal(0x2a), "000000000000002a");
  EXPECT_EQ(hexadecimal(1, 0xabcdef0123456789), "0000000000000001abcdef0123456789");
}

// The values are XXH3's own for an empty input without seed.
TEST(Fingerprint, IsXxh3) {
  EXPECT_EQ(fingerprint64(""), "2d06800538d394c2");
  EXPECT_EQ(fingerprint128(""), "99aa06d3014798d86001c324468d497f");
}

TEST(Fingerprint, SeesEveryByte) {
  const std::string text = "the same world";
  std::array<std::byte, 14> bytes{};
  std::memcpy(bytes.data(), text.data(), bytes.size());
  EXPECT_EQ(fingerprint128(bytes), fingerprint128(text));
  bytes[13] ^= std::byte{1};
  EXPECT_NE(fingerprint128(bytes), fingerprint128(text));
  EXPECT_NE(fingerprint64("ab"), fingerprint64(std::string_view("ab\0", 3)));
}

}  // namespace
}  // namespace reprise
