#include "experiments/logs/log_rows.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "sim/support/check.h"

namespace reprise {
namespace {

// The number of files that stay open. In longer lists, the files after these are closed again after
// their first row.
constexpr std::size_t kOpenFiles = 64;

// Returns the rotation number of a file: 12 for "log.json.12" and "log.json.12.gz", 0 for the
// newest file of a rotated log.
std::uint64_t rotation(std::string path) {
  if (path.ends_with(".gz")) path.resize(path.size() - 3);
  const std::size_t dot = path.rfind('.');
  if (dot == std::string::npos) return 0;
  const std::string number = path.substr(dot + 1);
  constexpr std::size_t kMostDigits = 9;
  if (number.empty() || number.size() > kMostDigits ||
      number.find_first_not_of("0123456789") != std::string::npos) {
    return 0;
  }
  return std::stoull(number);
}

void check_named_once(const std::vector<std::string>& paths) {
  std::set<std::filesystem::path> named;
  for (const std::string& path : paths) {
    std::error_code error;
    const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
    if (!named.insert(error || path == "-" ? std::filesystem::path(path) : real).second) {
      throw UserError({input_name(path), 0, 0},
                      "this log is named twice, and its rows would count twice; name it once");
    }
  }
}

}  // namespace

LogRows::LogRows(const std::vector<std::string>& paths, LogRowReader& reader,
                 std::uint64_t bad_lines)
    : reader_(reader) {
  REPRISE_CHECK(!paths.empty(), "{} files", paths.size());
  check_named_once(paths);
  bad_lines_.allowed = bad_lines;
  std::vector<LogFile> files;
  std::vector<LogRow> heads(paths.size());
  std::vector<std::uint32_t> order;
  std::vector<std::uint8_t> has_rows(paths.size());
  // Open the files and read their first rows.
  for (std::uint32_t i = 0; i < paths.size(); ++i) {
    files.emplace_back(paths[i], reader_, bad_lines_);
    has_rows[i] = files[i].next(heads[i]) ? 1 : 0;
    if (i >= kOpenFiles) files[i].suspend();
    order.push_back(i);
    std::error_code error;
    const auto size = std::filesystem::file_size(paths[i], error);
    if (!error) size_ += size;
  }
  // Order the files and fill the heap.
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(heads[a].timestamp, rotation(paths[b])) <
           std::tuple(heads[b].timestamp, rotation(paths[a]));
  });
  for (const std::uint32_t i : order) {
    const auto place = static_cast<std::uint32_t>(files_.size());
    paths_.push_back(paths[i]);
    files_.push_back(std::move(files[i]));
    heads_.push_back(heads[i]);
    heads_.back().file = place;
    if (has_rows[i] != 0) push(place);
  }
}

bool LogRows::comes_later(std::uint32_t file, std::uint32_t other) const {
  return std::tuple(heads_[file].timestamp, file) > std::tuple(heads_[other].timestamp, other);
}

void LogRows::push(std::uint32_t file) {
  merge_.push_back(file);
  std::push_heap(merge_.begin(), merge_.end(),
                 [this](std::uint32_t a, std::uint32_t b) { return comes_later(a, b); });
}

bool LogRows::next(LogRow& row) {
  if (sorted_already_) {
    if (next_sorted_ == sorted_.size()) return false;
    row = sorted_[next_sorted_++];
    return true;
  }
  if (merge_.empty()) {
    check_inputs();
    return false;
  }
  std::pop_heap(merge_.begin(), merge_.end(),
                [this](std::uint32_t a, std::uint32_t b) { return comes_later(a, b); });
  const std::uint32_t file = merge_.back();
  merge_.pop_back();
  row = heads_[file];
  if (files_[file].next(heads_[file])) {
    heads_[file].file = file;
    push(file);
  }
  return true;
}

void LogRows::sort() {
  bad_lines_.count = 0;
  bad_lines_.cut_off = 0;
  bad_lines_.first.clear();
  merge_.clear();
  for (std::uint32_t file = 0; file < files_.size(); ++file) {
    if (!files_[file].rewind()) {
      throw UserError({input_name(paths_[file]), 0, 0},
                      "its rows are not in the order of their times, and sorting them takes "
                      "reading them twice, which this cannot be; save it as a file and name that");
    }
    LogRow row;
    while (files_[file].next(row)) {
      row.file = file;
      sorted_.push_back(row);
    }
  }
  check_inputs();
  std::stable_sort(sorted_.begin(), sorted_.end(),
                   [](const LogRow& a, const LogRow& b) { return a.timestamp < b.timestamp; });
  sorted_already_ = true;
}

void LogRows::check_inputs() const {
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::string> seen;
  for (const LogInput& input : inputs()) {
    if (input.bytes == 0) continue;
    const auto [other, is_new] =
        seen.emplace(std::pair(input.bytes, input.fingerprint), input.path);
    if (!is_new) {
      throw UserError({input_name(input.path), 0, 0},
                      fmt::format("this has the same text as {}, and its rows would count twice; "
                                  "name one of them",
                                  input_name(other->second)));
    }
  }
}

std::vector<LogInput> LogRows::inputs() const {
  std::vector<LogInput> inputs;
  for (const LogFile& file : files_) inputs.push_back(file.input());
  return inputs;
}

std::uint64_t LogRows::taken() const {
  std::uint64_t taken = 0;
  for (const LogFile& file : files_) taken += file.taken();
  return taken;
}

}  // namespace reprise
