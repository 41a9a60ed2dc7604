#include "sim/support/files/npy_file.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include <gmock/gmock.h>

#include "sim/support/user_error.h"
#include "tests/temporary_folder.h"
#include "tests/zipped.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

// Returns the bytes of numbers in this machine's order; the reader requires a little-endian
// machine.
template <class Number>
std::string bytes_of(std::initializer_list<Number> numbers) {
  std::string bytes;
  for (const Number number : numbers) {
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  return bytes;
}

// Returns the bytes of a .npy file with this header and these data.
std::string npy(const std::string& header, const std::string& data, int version = 1) {
  std::string file = "\x93NUMPY";
  file += static_cast<char>(version);
  file += '\0';
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i) {
    file += static_cast<char>(header.size() >> (8 * i) & 0xff);
  }
  return file + header + data;
}

std::string header_of(const std::string& type, const std::string& shape,
                      const std::string& order = "False") {
  return "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
}

class NpyFile : public testing::Test {
 protected:
  NpyArray read(const std::string& bytes) { return read_npy(folder_.write("tracks.npy", bytes)); }
  auto reading(const std::string& bytes) {
    return [this, bytes] { read(bytes); };
  }

  TemporaryFolder folder_;
  const std::string six_ = bytes_of<float>({1, 2, 3, 4, 5, 6.5f});
};

TEST_F(NpyFile, OfEveryVersionIsRead) {
  for (const int version : {1, 2, 3}) {
    const NpyArray array = read(npy(header_of("<f4", "(2, 3)"), six_, version));
    EXPECT_EQ(array.rows, 2u);
    EXPECT_EQ(array.columns, 3u);
    EXPECT_THAT(array.values, ElementsAre(1, 2, 3, 4, 5, 6.5f)) << "version " << version;
  }
  EXPECT_THAT(reading(npy(header_of("<f4", "(2, 3)"), six_, 4)),
              ThrowsMessage<UserError>(HasSubstr("version 4")));
}

TEST_F(NpyFile, HeadersMayBeWrittenInAnyOrderAndSpacing) {
  const NpyArray array =
      read(npy("{ \"shape\" : ( 3,2 ) ,\"fortran_order\":False, \"descr\":\"<f4\"}     \n", six_));
  EXPECT_EQ(array.rows, 3u);
  EXPECT_EQ(array.columns, 2u);
}

TEST_F(NpyFile, OfDoublesIsRounded) {
  const NpyArray array = read(npy(header_of("<f8", "(1, 2)"), bytes_of<double>({0.1, -1e-300})));
  EXPECT_THAT(array.values, ElementsAre(0.1f, 0.0f));
}

TEST_F(NpyFile, OfHalvesIsExact) {
  // The halves are 1, -2, 65504 (the largest), 2^-14 (the smallest normal), 2^-24, -1023 x 2^-24
  // (both subnormal) and -0.
  const NpyArray array =
      read(npy(header_of("<f2", "(1, 7)"),
               bytes_of<std::uint16_t>({0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x83ff, 0x8000})));
  EXPECT_THAT(array.values,
              ElementsAre(1.0f, -2.0f, 65504.0f, 0x1p-14f, 0x1p-24f, -1023 * 0x1p-24f, 0.0f));
  EXPECT_TRUE(std::signbit(array.values[6]));
}

TEST_F(NpyFile, OfAnyFiniteHalfIsExact) {
  // Takes every positive half and its value by definition: 1.m x 2^(e - 15), or 0.m x 2^-14 for e =
  // 0.
  for (std::uint16_t half = 0; half < 0x7c00; ++half) {
    const int exponent = half >> 10;
    const double fraction = (half & 0x3ff) / 1024.0;
    const double expected =
        exponent == 0 ? std::ldexp(fraction, -14) : std::ldexp(1 + fraction, exponent - 15);
    // A file for every half would take long, and one file with all of them would hide which half
    // failed. So every 37th half is tested, and for each exponent the first and the last fraction.
    if (half % 37 != 0 && (half & 0x3ff) != 0 && (half & 0x3ff) != 0x3ff) continue;
    const NpyArray array = read(npy(header_of("<f2", "(1, 1)"), bytes_of<std::uint16_t>({half})));
    ASSERT_EQ(array.values[0], expected) << "half " << half;
  }
}

// Every type, byte order and order of rows and columns gives exactly the numbers of the C-order
// little-endian file.
TEST_F(NpyFile, OfEveryOrderHasTheSameValues) {
  const float tiny = 0x1p-24f;  // a half, too
  const auto check = [&](const std::string& type, const std::string& by_rows,
                         const std::string& by_columns, std::size_t item) {
    for (const bool big : {false, true}) {
      for (const bool fortran : {false, true}) {
        std::string data = fortran ? by_columns : by_rows;
        for (std::size_t at = 0; big && at < data.size(); at += item) {
          std::reverse(data.begin() + static_cast<std::ptrdiff_t>(at),
                       data.begin() + static_cast<std::ptrdiff_t>(at + item));
        }
        const NpyArray array = read(
            npy(header_of((big ? ">" : "<") + type, "(2, 3)", fortran ? "True" : "False"), data));
        EXPECT_EQ(array.rows, 2u);
        EXPECT_EQ(array.columns, 3u);
        EXPECT_THAT(array.values, ElementsAre(1, -2, 3, 4, 5.5f, tiny))
            << type << (big ? " big-endian" : "") << (fortran ? " Fortran" : "");
      }
    }
  };
  check("f4", bytes_of<float>({1, -2, 3, 4, 5.5f, tiny}),
        bytes_of<float>({1, 4, -2, 5.5f, 3, tiny}), 4);
  check("f8", bytes_of<double>({1, -2, 3, 4, 5.5, tiny}),
        bytes_of<double>({1, 4, -2, 5.5, 3, tiny}), 8);
  check("f2", bytes_of<std::uint16_t>({0x3c00, 0xc000, 0x4200, 0x4400, 0x4580, 0x0001}),
        bytes_of<std::uint16_t>({0x3c00, 0x4400, 0xc000, 0x4580, 0x4200, 0x0001}), 2);
}

TEST_F(NpyFile, InFortranOrderNamesRowAndColumnOfWhatIsNotFinite) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(
      reading(npy(header_of("<f4", "(2, 3)", "True"), bytes_of<float>({1, 2, 3, nan, 5, 6}))),
      ThrowsMessage<UserError>(HasSubstr("row 1, column 1 is nan")));
}

// numpy.savez writes a zip archive of .npy files.
TEST_F(NpyFile, OfOneArrayInAnNpzIsRead) {
  const std::string path = (folder_.path() / "tracks.npz").string();
  write_zip(path, {{"arr_0.npy", npy(header_of("<f4", "(2, 3)"), six_)}});
  const NpyArray array = read_npy(path);
  EXPECT_EQ(array.rows, 2u);
  EXPECT_THAT(array.values, ElementsAre(1, 2, 3, 4, 5, 6.5f));
}

TEST_F(NpyFile, OfSeveralArraysInAnNpzNamesThem) {
  const std::string path = (folder_.path() / "tracks.npz").string();
  const std::string matrix = npy(header_of("<f4", "(2, 3)"), six_);
  write_zip(path, {{"users.npy", matrix}, {"tracks.npy", matrix}});
  EXPECT_THAT([&] { read_npy(path); },
              ThrowsMessage<UserError>(AllOf(HasSubstr("holds 2 arrays (tracks.npy, users.npy)"),
                                             HasSubstr("numpy.save"))));
}

TEST_F(NpyFile, OfOtherTypesIsRefused) {
  for (const std::string type : {">i4", "=f4", "<i4", "<f16", "|b1", "<c8", "f4"}) {
    EXPECT_THAT(reading(npy(header_of(type, "(2, 3)"), six_)),
                ThrowsMessage<UserError>(AllOf(HasSubstr("'" + type + "'"), HasSubstr("'<f4'"))));
  }
  EXPECT_THAT(
      reading(npy("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (6,)}", six_)),
      ThrowsMessage<UserError>(HasSubstr("records")));
}

TEST_F(NpyFile, OfOtherShapesIsRefused) {
  EXPECT_THAT(reading(npy(header_of("<f4", "(6,)"), six_)),
              ThrowsMessage<UserError>(HasSubstr("shape (6)")));
  EXPECT_THAT(reading(npy(header_of("<f4", "()"), six_)),
              ThrowsMessage<UserError>(HasSubstr("two dimensions")));
  EXPECT_THAT(reading(npy(header_of("<f4", "(1, 2, 3)"), six_)),
              ThrowsMessage<UserError>(HasSubstr("shape (1, 2, 3)")));
  EXPECT_THAT(reading(npy(header_of("<f4", "(0, 3)"), "")),
              ThrowsMessage<UserError>(HasSubstr("at least one track")));
  EXPECT_THAT(reading(npy(header_of("<f4", "(2, 0)"), "")),
              ThrowsMessage<UserError>(HasSubstr("at least one track")));
}

TEST_F(NpyFile, OfAnotherLengthIsRefused) {
  EXPECT_THAT(reading(npy(header_of("<f4", "(2, 3)"), six_.substr(1))),
              ThrowsMessage<UserError>(AllOf(HasSubstr("truncated"), HasSubstr("23 bytes"))));
  EXPECT_THAT(reading(npy(header_of("<f4", "(2, 3)"), six_ + "xy")),
              ThrowsMessage<UserError>(HasSubstr("holds 2 bytes beyond its shape")));
  // Sizes whose product overflows are refused as too large for the file.
  EXPECT_THAT(reading(npy(header_of("<f4", "(4611686018427387904, 4)"), six_)),
              ThrowsMessage<UserError>(HasSubstr("truncated")));
  EXPECT_THAT(reading(npy(header_of("<f4", "(99999999999999999999, 1)"), six_)),
              ThrowsMessage<UserError>(HasSubstr("damaged")));
}

TEST_F(NpyFile, CutAnywhereIsRefused) {
  const std::string whole = npy(header_of("<f4", "(2, 3)"), six_);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THROW(read(whole.substr(0, size)), UserError) << size << " bytes";
  }
}

TEST_F(NpyFile, WithABrokenHeaderIsRefused) {
  for (const std::string header :
       {"", "{", "{}", "{'descr': '<f4'}", "{'shape': (2, 3)}", "{'descr': '<f4, 'shape': (2, 3)}",
        "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2, 3)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, x)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'more': 1}"}) {
    EXPECT_THAT(reading(npy(header, six_)), ThrowsMessage<UserError>(HasSubstr("damaged")))
        << header;
  }
  EXPECT_THAT(reading("tracks"), ThrowsMessage<UserError>(HasSubstr("not a .npy file")));
}

TEST_F(NpyFile, WithWhatIsNotFiniteIsRefused) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  EXPECT_THAT(reading(npy(header_of("<f4", "(2, 2)"), bytes_of<float>({1, 2, 3, nan}))),
              ThrowsMessage<UserError>(HasSubstr("row 1, column 1 is nan")));
  EXPECT_THAT(reading(npy(header_of("<f4", "(2, 2)"), bytes_of<float>({1, -inf, 3, 4}))),
              ThrowsMessage<UserError>(HasSubstr("row 0, column 1 is -inf")));
  EXPECT_THAT(reading(npy(header_of("<f8", "(1, 1)"), bytes_of<double>({1e39}))),
              ThrowsMessage<UserError>(HasSubstr("inf; expected finite float32")));
  EXPECT_THAT(reading(npy(header_of("<f2", "(1, 1)"), bytes_of<std::uint16_t>({0xfc00}))),
              ThrowsMessage<UserError>(HasSubstr("-inf")));
  EXPECT_THAT(reading(npy(header_of("<f2", "(1, 1)"), bytes_of<std::uint16_t>({0x7e01}))),
              ThrowsMessage<UserError>(HasSubstr("nan")));
}

TEST_F(NpyFile, ErrorsNameTheFile) {
  EXPECT_THAT(reading("x"),
              ThrowsMessage<UserError>(StartsWith((folder_.path() / "tracks.npy").string() + ":")));
}

TEST_F(NpyFile, HalvesAreKeptWhereTheyAreAskedFor) {
  const std::filesystem::path path = folder_.path() / "half.npy";
  // The values are two rows of two values, three halves apart.
  const std::vector<Half> values = {{0x3c00}, {0x8001}, {9}, {0x7bff}, {0x0000}, {9}};
  write_npy(path, values, 2, 3);
  const NpyArray array = read_npy(path, NpyHalves::kept);
  EXPECT_EQ(array.rows, 2u);
  EXPECT_TRUE(array.values.empty());
  EXPECT_THAT(array.halves, ElementsAre(Half{0x3c00}, Half{0x8001}, Half{0x7bff}, Half{0x0000}));
  EXPECT_THAT(read_npy(path).values, ElementsAre(1, -0x1p-24f, 65504, 0));
  const std::vector<Half> infinite = {{0x3c00}, {0x7c00}};
  write_npy(path, infinite, 2, 2);
  EXPECT_THAT([&] { read_npy(path, NpyHalves::kept); },
              ThrowsMessage<UserError>(HasSubstr("row 0, column 1 is inf")));
}

TEST_F(NpyFile, IsWrittenAsItIsRead) {
  const std::filesystem::path path = folder_.path() / "out.npy";
  // The values are three rows of two values, four floats apart.
  const std::vector<float> values = {1, -0.0f, 9, 9, 1e-45f, 3.4e38f, 9, 9, 5, 6, 9, 9};
  write_npy(path, values, 2, 4);
  const NpyArray array = read_npy(path);
  EXPECT_EQ(array.rows, 3u);
  EXPECT_THAT(array.values, ElementsAre(1, -0.0f, 1e-45f, 3.4e38f, 5, 6));
  // NumPy requires the data to start at a multiple of 64 bytes, after a newline.
  const std::string bytes = read_file(path);
  EXPECT_EQ((bytes.size() - 6 * sizeof(float)) % 64, 0u);
  EXPECT_EQ(bytes[bytes.size() - 6 * sizeof(float) - 1], '\n');
}

}  // namespace
}  // namespace reprise
