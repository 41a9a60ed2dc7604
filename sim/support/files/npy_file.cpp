#include "sim/support/files/npy_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

#include "sim/support/files/file.h"
#include "sim/support/files/zip_archive.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";

// Reads the header of a .npy file, a Python dict literal such as
// {'descr': '<f4', 'fortran_order': False, 'shape': (53, 5), }
class HeaderReader {
 public:
  HeaderReader(std::string_view text, const Place& place) : text_(text), place_(place) {}

  void read() {
    expect('{');
    while (!accept('}')) {
      const std::string_view key = quoted();
      expect(':');
      if (key == "descr") {
        skip_space();
        if (rest().starts_with("[")) {
          throw UserError(place_, "holds records; expected one matrix of floats");
        }
        type = quoted();
      } else if (key == "fortran_order") {
        const std::string_view word = name();
        if (word != "True" && word != "False") throw broken();
        fortran_order = word == "True";
      } else if (key == "shape") {
        shape_read = true;
        expect('(');
        while (!accept(')')) {
          shape.push_back(number());
          accept(',');
        }
      } else {
        throw broken();
      }
      accept(',');
    }
    if (type.empty() || !shape_read) throw broken();
  }

  std::string_view type;
  bool fortran_order = false;
  bool shape_read = false;
  std::vector<std::uint64_t> shape;

 private:
  UserError broken() const {
    return UserError(place_, "its NumPy header is damaged; save the array again with numpy.save");
  }
  std::string_view rest() const { return text_.substr(at_); }
  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  bool accept(char c) {
    skip_space();
    if (at_ >= text_.size()) throw broken();
    if (text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    if (!accept(c)) throw broken();
  }
  std::string_view quoted() {
    skip_space();
    if (at_ >= text_.size()) throw broken();
    const char quote = text_[at_];
    const std::size_t end = text_.find(quote, at_ + 1);
    if ((quote != '\'' && quote != '"') || end == std::string_view::npos) throw broken();
    const std::string_view value = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return value;
  }
  std::string_view name() {
    skip_space();
    const std::size_t begin = at_;
    while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_]))) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  std::uint64_t number() {
    skip_space();
    std::uint64_t value = 0;
    const auto [end, error] =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc()) throw broken();
    at_ = static_cast<std::size_t>(end - text_.data());
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  const Place& place_;
};

// The order of the numbers in a file.
struct Layout {
  bool big_endian = false;
  bool fortran_order = false;  // column by column
};

// Converts every number of `bytes` and stores it in its place of the row-major matrix `values`.
template <class Stored, class Number, class Convert>
void convert_all(std::string_view bytes, Layout layout, std::size_t columns,
                 std::vector<Number>& values, Convert convert) {
  std::size_t at = 0;
  const auto next = [&] {
    std::array<char, sizeof(Stored)> stored;
    std::memcpy(stored.data(), bytes.data() + at, sizeof(Stored));
    if (layout.big_endian) std::reverse(stored.begin(), stored.end());
    at += sizeof(Stored);
    return convert(std::bit_cast<Stored>(stored));
  };
  if (!layout.fortran_order) {
    for (Number& value : values) value = next();
    return;
  }
  for (std::size_t column = 0; column < columns; ++column) {
    for (std::size_t place = column; place < values.size(); place += columns)
      values[place] = next();
  }
}

// Returns the bytes of a .npy file. Of a .npz file, which is a zip archive of such files, it
// returns those of the only array.
std::string npy_bytes(const std::filesystem::path& path) {
  if (!is_zip_archive(path.string())) return read_file(path);
  const std::vector<ZipMember> arrays = zip_members(path.string());
  if (arrays.size() != 1) {
    std::vector<std::string> names;
    for (const ZipMember& array : arrays) names.push_back(array.name);
    throw UserError({path.string(), 0, 0},
                    fmt::format("this .npz file holds {} arrays ({}); expected one: save it alone, "
                                "with numpy.save",
                                names.size(), fmt::join(names, ", ")));
  }
  ZipMemberFile file(path.string(), arrays.front().place);
  constexpr std::size_t kBlock = 1 << 20;
  std::string bytes;
  std::size_t size = 0;
  std::size_t read = 0;
  do {
    bytes.resize(size + kBlock);
    read = file.read({reinterpret_cast<unsigned char*>(&bytes[size]), kBlock});
    size += read;
  } while (read > 0);
  bytes.resize(size);
  return bytes;
}

}  // namespace

NpyArray read_npy(const std::filesystem::path& path, NpyHalves halves) {
  static_assert(std::endian::native == std::endian::little);
  const Place place{path.string(), 0, 0};
  // The bytes before the header: the magic text, the version and the length of the header.
  const std::string file = npy_bytes(path);
  const std::string_view bytes = file;
  if (!bytes.starts_with(kMagic) || bytes.size() < 10) {
    throw UserError(place, "this is not a .npy file; expected one written by numpy.save");
  }
  const int major = static_cast<unsigned char>(bytes[6]);
  if (major < 1 || major > 3) {
    throw UserError(place,
                    fmt::format("NumPy format version {}.x is unknown; expected 1 to 3", major));
  }
  std::size_t header_size = 0;
  const std::size_t length_bytes = major == 1 ? 2 : 4;
  if (bytes.size() < 8 + length_bytes) throw UserError(place, "is truncated inside its header");
  for (std::size_t i = 0; i < length_bytes; ++i) {
    header_size |= static_cast<std::size_t>(static_cast<unsigned char>(bytes[8 + i])) << (8 * i);
  }
  const std::size_t begin = 8 + length_bytes + header_size;
  if (begin > bytes.size()) throw UserError(place, "is truncated inside its header");
  HeaderReader header(bytes.substr(8 + length_bytes, header_size), place);
  header.read();

  // The shape and the type must be supported.
  if (header.shape.size() != 2) {
    throw UserError(place,
                    fmt::format("has shape ({}); expected two dimensions: tracks x embedding",
                                fmt::join(header.shape, ", ")));
  }
  const Layout layout{.big_endian = header.type.starts_with('>'),
                      .fortran_order = header.fortran_order};
  const bool has_byte_order = layout.big_endian || header.type.starts_with('<');
  const std::string_view kind = has_byte_order ? header.type.substr(1) : "";
  const std::size_t item = kind == "f4" ? 4 : kind == "f8" ? 8 : kind == "f2" ? 2 : 0;
  if (item == 0) {
    throw UserError(place, fmt::format("holds values of type '{}'; expected float16, float32 or "
                                       "float64 ('<f2', '<f4', '<f8', or with '>')",
                                       header.type));
  }
  // The data must have exactly the size that the shape needs.
  const std::uint64_t rows = header.shape[0];
  const std::uint64_t columns = header.shape[1];
  const std::size_t available = bytes.size() - begin;
  if (rows == 0 || columns == 0) {
    throw UserError(place, fmt::format("has shape ({}, {}); expected at least one track and one "
                                       "dimension",
                                       rows, columns));
  }
  if (columns > available / item || rows > available / item / columns) {
    throw UserError(place,
                    fmt::format("is truncated: shape ({}, {}) of '{}' needs more than the {} "
                                "bytes it holds",
                                rows, columns, header.type, available));
  }
  if (rows * columns * item != available) {
    throw UserError(place,
                    fmt::format("holds {} bytes beyond its shape ({}, {}) of '{}'",
                                available - rows * columns * item, rows, columns, header.type));
  }

  // Converts the values to float32, or keeps them as halves. All of them must be finite.
  NpyArray array;
  array.rows = rows;
  array.columns = columns;
  const std::string_view data = bytes.substr(begin);
  const auto check = [&](std::size_t i, float value) {
    if (std::isfinite(value)) return;
    throw UserError(place, fmt::format("row {}, column {} is {}; expected finite float32 numbers",
                                       i / columns, i % columns, value));
  };
  if (item == 2 && halves == NpyHalves::kept) {
    array.halves.resize(rows * columns);
    convert_all<Half>(data, layout, columns, array.halves, [](Half v) { return v; });
    for (std::size_t i = 0; i < array.halves.size(); ++i) check(i, value_of(array.halves[i]));
    return array;
  }
  array.values.resize(rows * columns);
  if (item == 4) {
    convert_all<float>(data, layout, columns, array.values, [](float v) { return v; });
  } else if (item == 8) {
    convert_all<double>(data, layout, columns, array.values,
                        [](double v) { return static_cast<float>(v); });
  } else {
    convert_all<Half>(data, layout, columns, array.values, value_of);
  }
  for (std::size_t i = 0; i < array.values.size(); ++i) check(i, array.values[i]);
  return array;
}

std::string npy_header(std::string_view description) {
  std::string header(description);
  // The data must start at a multiple of 64 bytes, and the header must end in a newline.
  const std::size_t unpadded = kMagic.size() + 4 + header.size() + 1;
  header.append((64 - unpadded % 64) % 64, ' ');
  header.push_back('\n');
  std::string text(kMagic);
  text.append({'\x01', '\x00', static_cast<char>(header.size() & 0xff),
               static_cast<char>(header.size() >> 8)});
  return text + header;
}

namespace {

template <class Number>
void write_rows(const std::filesystem::path& path, const char* type, std::span<const Number> values,
                std::size_t columns, std::size_t stride) {
  const std::size_t rows = values.size() / stride;
  std::string file = npy_header(fmt::format(
      "{{'descr': '{}', 'fortran_order': False, 'shape': ({}, {}), }}", type, rows, columns));
  file.reserve(file.size() + rows * columns * sizeof(Number));
  for (std::size_t row = 0; row < rows; ++row) {
    file.append(reinterpret_cast<const char*>(&values[row * stride]), columns * sizeof(Number));
  }
  write_file(path, file);
}

}  // namespace

void write_npy(const std::filesystem::path& path, std::span<const float> values,
               std::size_t columns, std::size_t stride) {
  write_rows(path, "<f4", values, columns, stride);
}

void write_npy(const std::filesystem::path& path, std::span<const Half> values, std::size_t columns,
               std::size_t stride) {
  write_rows(path, "<f2", values, columns, stride);
}

}  // namespace reprise
