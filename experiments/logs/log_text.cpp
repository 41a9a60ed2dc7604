#include "experiments/logs/log_text.h"

#include <cstring>
#include <limits>

#include <fmt/format.h>

namespace reprise {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18;

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

LogText::LogText(const std::string& path) : name_(path), bytes_(path), block_(kBlock + kPadding) {}

std::optional<std::string_view> LogText::next_line() {
  std::size_t searched = begin_;
  for (;;) {
    const void* found = std::memchr(&block_[searched], '\n', end_ - searched);
    if (found == nullptr) {
      const std::size_t waiting = end_ - begin_;
      if (read_block()) {
        searched = begin_ + waiting;
        continue;
      }
      if (begin_ == end_) return std::nullopt;
    }
    unended_ = found == nullptr;
    const std::size_t line_end =
        unended_ ? end_ : static_cast<std::size_t>(static_cast<const char*>(found) - block_.data());
    const std::string_view line(&block_[begin_], line_end - begin_);
    begin_ = unended_ ? end_ : line_end + 1;
    searched = begin_;
    ++line_;
    if (!is_blank(line)) return line;
  }
}

bool LogText::read_block() {
  std::memmove(block_.data(), &block_[begin_], end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ >= kLongestLine) {
    throw UserError(log_place(name_, line_ + 1),
                    fmt::format("this line is longer than {} bytes; expected one row of a log a "
                                "line",
                                kLongestLine));
  }
  if (block_.size() - kPadding - end_ < kBlock / 2) block_.resize(2 * block_.size());
  const std::size_t size =
      bytes_.read(std::span(block_).subspan(end_, block_.size() - kPadding - end_));
  hash_.add({&block_[end_], size});
  size_ += size;
  end_ += size;
  return size > 0;
}

Place log_place(const std::string& path, std::uint64_t line) {
  return {input_name(path),
          static_cast<int>(std::min<std::uint64_t>(line, std::numeric_limits<int>::max())), 0};
}

}  // namespace reprise
