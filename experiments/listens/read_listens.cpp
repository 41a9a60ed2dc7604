#include "experiments/listens/read_listens.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/log_bytes.h"
#include "sim/support/files/zip_archive.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;

struct Input : ListensInput {
  bool named = true;  // by the user; otherwise found in an archive or a folder
  std::uint64_t bytes = 0;
};

// Files of a Spotify account's archive that say who somebody is. They are not even opened.
bool is_personal(const fs::path& path) {
  constexpr std::array<std::string_view, 16> kBegins = {
      "Userdata",    "Payments",    "Identity",     "Identifiers",
      "Inferences",  "Follow",      "Playlist",     "SearchQueries",
      "YourLibrary", "Marquee",     "DuoNewFamily", "UserAddress",
      "UserPrompts", "MessageData", "FamilyPlan",   "YourSoundCapsule"};
  const std::string name = path.filename().string();
  return std::any_of(kBegins.begin(), kBegins.end(),
                     [&name](std::string_view begin) { return name.starts_with(begin); });
}

std::uint64_t size_of(const fs::path& path) {
  std::error_code error;
  const std::uint64_t size = fs::is_regular_file(path, error) ? fs::file_size(path, error) : 0;
  return error ? 0 : size;
}

// Compares names so that numbers in them are in the order of their values: a_2 before a_10.
bool natural_less(const std::string& a, const std::string& b) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      while (i < a.size() && a[i] == '0') ++i;
      while (j < b.size() && b[j] == '0') ++j;
      const std::size_t begin_a = i;
      const std::size_t begin_b = j;
      while (i < a.size() && is_digit(a[i])) ++i;
      while (j < b.size() && is_digit(b[j])) ++j;
      if (i - begin_a != j - begin_b) return i - begin_a < j - begin_b;
      const int order = a.compare(begin_a, i - begin_a, b, begin_b, j - begin_b);
      if (order != 0) return order < 0;
      continue;
    }
    if (a[i] != b[j]) return a[i] < b[j];
    ++i;
    ++j;
  }
  return a.size() - i < b.size() - j;
}

void add_archive(const std::string& path, std::vector<Input>& inputs, std::uint64_t& left_closed) {
  const std::vector<ZipMember> members = zip_members(path);
  const std::uint64_t bytes = members.empty() ? 0 : size_of(path) / members.size();
  for (const ZipMember& member : members) {
    if (is_personal(member.name)) {
      ++left_closed;
      continue;
    }
    Input input;
    input.path = path;
    input.member = member.place;
    input.name = fmt::format("{}/{}", path, member.name);
    input.named = false;
    input.bytes = bytes;
    inputs.push_back(std::move(input));
  }
}

void add_file(const std::string& path, bool named, std::vector<Input>& inputs,
              std::uint64_t& left_closed) {
  if (path != "-" && is_zip_archive(path)) {
    add_archive(path, inputs, left_closed);
    return;
  }
  Input input;
  input.path = path;
  input.name = input_name(path);
  input.named = named;
  input.bytes = size_of(path);
  inputs.push_back(std::move(input));
}

void add_folder(const fs::path& folder, std::vector<Input>& inputs, std::uint64_t& left_closed) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator entries(folder, error);
  if (error) {
    throw UserError({folder.string(), 0, 0},
                    fmt::format("cannot read this folder: {}", error.message()));
  }
  for (const fs::directory_entry& entry : entries) {
    if (!entry.is_regular_file(error)) continue;
    if (is_personal(entry.path())) {
      ++left_closed;
    } else {
      files.push_back(entry.path());
    }
  }
  for (const fs::path& file : files) add_file(file.string(), false, inputs, left_closed);
}

std::vector<Input> find_inputs(const ListensRequest& request, std::uint64_t& left_closed) {
  std::vector<Input> inputs;
  for (const std::string& path : request.paths) {
    std::error_code error;
    if (path != "-" && fs::is_directory(path, error)) {
      add_folder(path, inputs, left_closed);
    } else {
      add_file(path, true, inputs, left_closed);
    }
  }
  std::stable_sort(inputs.begin(), inputs.end(),
                   [](const Input& a, const Input& b) { return natural_less(a.name, b.name); });
  return inputs;
}

std::string known_formats() {
  std::string names;
  for (const ListensFormat& format : listens_formats()) {
    names += (names.empty() ? "" : ", ") + format.name;
  }
  return names;
}

// Returns the format of a file, or null for an unnamed file that has none. Columns that were asked
// for go first, even before what a file would otherwise be refused for.
const ListensFormat* find_format(const LogHead& head, const Input& input) {
  const ListensFormat* table = Registered<ListensFormat>::instance().find("table");
  if (table != nullptr && table->recognise(head)) return table;
  for (const OtherData& other : other_data()) {
    if (!other.recognise(head)) continue;
    if (!input.named) return nullptr;
    throw UserError({input.name, 0, 0}, other.help);
  }
  for (const ListensFormat& format : listens_formats()) {
    if (format.recognise(head)) return &format;
  }
  if (!input.named) return nullptr;
  if (!head.request.columns.empty() && !head.json()) {
    // The table's reader says which column is missing.
    if (table != nullptr && head.header().size() > 1) return table;
  }
  if (head.text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    throw UserError({input.name, 0, 0}, "the file is empty; expected a log of listening");
  }
  if (head.text.find('\0') != std::string_view::npos) {
    throw UserError(
        {input.name, 0, 0},
        fmt::format("this file is no text; expected a log of listening ({})", known_formats()));
  }
  throw UserError({input.name, 1, 0},
                  fmt::format("the format of this file is not known; known are {} (`reprise list` "
                              "tells more). For a table name its columns: --columns "
                              "user=...,time=...,track=...",
                              known_formats()));
}

// Returns whether a file of JSON has no rows: an empty array, as exports of accounts have it.
bool is_empty_array(std::string_view text) {
  std::string bare;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') bare += c;
    if (bare.size() > 2) return false;
  }
  return bare == "[]";
}

}  // namespace

ListeningLog read_listens(const ListensRequest& request, const ListensProgressCallback& progress) {
  std::uint64_t left_closed = 0;
  const std::vector<Input> inputs = find_inputs(request, left_closed);
  ListensProgress now;
  for (const Input& input : inputs) now.bytes += input.bytes;
  ListensRows rows(request);
  std::uint64_t empty = 0;
  for (const Input& input : inputs) {
    LogBytes bytes(input);
    const LogHead head{bytes.head(), request};
    if (is_empty_array(head.text)) {
      ++empty;
      continue;
    }
    const ListensFormat* format = find_format(head, input);
    if (format == nullptr) {
      ++left_closed;
      continue;
    }
    rows.begin_file(input.name, format->name, format->hidden_users);
    const std::uint64_t before = now.taken;
    rows.report_to([&](std::uint64_t count) {
      if (!progress) return;
      now.rows = count;
      now.taken = before + bytes.taken();
      progress(now);
    });
    format->read(bytes, rows);
    now.taken = before + input.bytes;
    if (input.named && rows.file().account.rows == 0) {
      throw UserError(
          {input.name, 0, 0},
          fmt::format("the file has no rows, only what stands before them ({})", format->name));
    }
  }
  if (rows.files().empty()) {
    const bool one = inputs.size() == 1 && inputs.front().named;
    const std::string name = one ? inputs.front().name : request.paths.front();
    throw UserError({name, 0, 0}, empty > 0 ? "there is no row, only an empty array"
                                            : "there is no log of listening in it; known formats "
                                              "are " +
                                                  known_formats());
  }
  ListeningLog log = build_plays(rows, request);
  log.left_closed = left_closed;
  return log;
}

}  // namespace reprise
