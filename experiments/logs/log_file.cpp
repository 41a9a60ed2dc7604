#include "experiments/logs/log_file.h"

#include <limits>

#include <fmt/format.h>

namespace reprise {

LogFile::LogFile(std::string path, LogRowReader& reader, BadLines& bad_lines)
    : path_(std::move(path)), reader_(reader), bad_lines_(bad_lines) {}

bool LogFile::next(LogRow& row) {
  if (ended_) return false;
  if (!text_) {
    text_ = std::make_unique<LogText>(path_);
    rereadable_ = text_->rereadable();
    // The bad lines among these rows were counted when the rows were read the first time.
    BadLines counted;
    counted.allowed = std::numeric_limits<std::uint64_t>::max();
    for (std::uint64_t i = 0; i < rows_; ++i) read_row(row, counted);
  }
  if (!read_row(row, bad_lines_)) {
    ended_ = true;
    taken_ = text_->taken();
    input_ = {path_, text_->size(), text_->fingerprint()};
    text_.reset();
    return false;
  }
  ++rows_;
  taken_ = text_->taken();
  return true;
}

void LogFile::suspend() {
  if (rereadable_) text_.reset();
}

bool LogFile::rewind() {
  if (!rereadable_) return false;
  text_.reset();
  ended_ = false;
  rows_ = 0;
  taken_ = 0;
  return true;
}

bool LogFile::read_row(LogRow& row, BadLines& bad_lines) {
  while (const std::optional<std::string_view> line = text_->next_line()) {
    const std::string complaint = reader_.read(*line, row);
    if (complaint.empty()) {
      row.line = text_->line();
      return true;
    }
    if (text_->unended() && line->front() == '{') {
      ++bad_lines.cut_off;
      continue;
    }
    const UserError error(log_place(path_, text_->line()), complaint);
    if (bad_lines.count == bad_lines.allowed) {
      throw UserError(fmt::format(
          "{} (`reprise analyze --bad-lines {}` leaves such a line out, with a warning)",
          error.what(), bad_lines.allowed + 1));
    }
    if (bad_lines.count++ == 0) bad_lines.first = error.what();
  }
  return false;
}

}  // namespace reprise
