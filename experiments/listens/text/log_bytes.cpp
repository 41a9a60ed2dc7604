#include "experiments/listens/text/log_bytes.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include <fmt/format.h>

namespace reprise {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

PackedFile open(const ListensInput& input) {
  return input.member ? PackedFile(input.path, *input.member) : PackedFile(input.path);
}

}  // namespace

LogBytes::LogBytes(const ListensInput& input)
    : name_(input.name), file_(open(input)), block_(kBlock + kPadding) {}

std::string_view LogBytes::head() {
  while (rest().size() < kHead && more()) {
  }
  if (rest().starts_with(kByteOrderMark)) begin_ += kByteOrderMark.size();
  return rest().substr(0, kHead);
}

bool LogBytes::more() {
  if (ended_) return false;
  std::memmove(block_.data(), block_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ > kLongest) {
    throw UserError(place(line_), fmt::format("this row is longer than {} bytes; expected a log of "
                                              "listening, one play a row",
                                              kLongest));
  }
  if (block_.size() - kPadding - end_ < kBlock / 2) block_.resize(2 * block_.size());
  const std::size_t size =
      file_.read(std::span(block_).subspan(end_, block_.size() - kPadding - end_));
  end_ += size;
  ended_ = size == 0;
  return !ended_;
}

void LogBytes::take(std::size_t size) {
  const auto begin = block_.begin() + static_cast<std::ptrdiff_t>(begin_);
  line_ += static_cast<std::uint64_t>(
      std::count(begin, begin + static_cast<std::ptrdiff_t>(size), '\n'));
  begin_ += size;
}

std::optional<std::string_view> LogBytes::next_line() {
  std::size_t searched = 0;
  for (;;) {
    const void* found =
        std::memchr(block_.data() + begin_ + searched, '\n', end_ - begin_ - searched);
    if (found == nullptr) {
      searched = end_ - begin_;
      if (more()) continue;
      if (begin_ == end_) return std::nullopt;
    }
    const std::size_t size =
        found == nullptr
            ? end_ - begin_
            : static_cast<std::size_t>(static_cast<const char*>(found) - (block_.data() + begin_));
    std::string_view line(block_.data() + begin_, size);
    begin_ += size + (found == nullptr ? 0 : 1);
    line_ += found == nullptr ? 0 : 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
}

Place LogBytes::place(std::uint64_t line) const {
  return {name_, static_cast<int>(std::min<std::uint64_t>(line, std::numeric_limits<int>::max())),
          0};
}

}  // namespace reprise
