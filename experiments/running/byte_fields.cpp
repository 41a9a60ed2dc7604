#include "experiments/running/byte_fields.h"

#include <bit>
#include <stdexcept>

#include <xxhash.h>

namespace reprise {
namespace {

constexpr std::size_t kWordBytes = 8;
constexpr std::int64_t kLargestSum = std::int64_t{1} << 61;

// Appends eight bytes, the lowest byte first.
void append_word(std::string& bytes, std::uint64_t word) {
  for (std::size_t i = 0; i < kWordBytes; ++i) bytes.push_back(static_cast<char>(word >> 8 * i));
}

std::uint64_t word_of(std::string_view bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < kWordBytes; ++i) {
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << 8 * i;
  }
  return word;
}

}  // namespace

void ByteFieldWriter::number(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
  bytes_.push_back(static_cast<char>(value));
}

void ByteFieldWriter::sum(std::int64_t value) {
  number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
}

void ByteFieldWriter::real(double value) {
  append_word(bytes_, std::bit_cast<std::uint64_t>(value));
}

void ByteFieldWriter::text(std::string_view text) {
  number(text.size());
  bytes_ += text;
}

std::string ByteFieldWriter::finish() {
  append_word(bytes_, XXH3_64bits(bytes_.data(), bytes_.size()));
  return std::move(bytes_);
}

ByteFieldReader::ByteFieldReader(std::string_view bytes, std::string_view magic) {
  if (!bytes.starts_with(magic)) throw std::runtime_error("is no checkpoint of this version");
  if (bytes.size() < magic.size() + kWordBytes) throw std::runtime_error("is cut short");
  const std::string_view content = bytes.substr(0, bytes.size() - kWordBytes);
  if (word_of(bytes.substr(content.size())) != XXH3_64bits(content.data(), content.size())) {
    throw std::runtime_error("is damaged (its checksum is wrong)");
  }
  left_ = content.substr(magic.size());
}

void ByteFieldReader::sum(std::int64_t& value) {
  const std::uint64_t coded = next_number();
  value = static_cast<std::int64_t>(coded >> 1 ^ (0 - (coded & 1)));
  require(value <= kLargestSum && value >= -kLargestSum);
}

void ByteFieldReader::real(double& value) {
  value = std::bit_cast<double>(word_of(take(kWordBytes)));
}

void ByteFieldReader::text(std::string& text) { text = take(size(ElementCount::any())); }

void ByteFieldReader::require(bool fits) const {
  if (!fits) throw std::runtime_error("does not fit this run");
}

void ByteFieldReader::finish() const { require(left_.empty()); }

std::uint64_t ByteFieldReader::next_number() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(take(1).front());
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  throw std::runtime_error("does not fit this run");
}

std::size_t ByteFieldReader::size(ElementCount count) {
  const std::uint64_t value = next_number();
  require(value <= left_.size() && value >= count.least && value <= count.most);
  return static_cast<std::size_t>(value);
}

std::string_view ByteFieldReader::take(std::size_t n) {
  require(n <= left_.size());
  const std::string_view bytes = left_.substr(0, n);
  left_.remove_prefix(n);
  return bytes;
}

}  // namespace reprise
