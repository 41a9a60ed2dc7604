#include "experiments/listens/read_listens.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/log_bytes.h"
#include "sim/support/files/lfs_pointer.h"
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
  if (path.extension() != ".json") return false;
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
    input.bytes = member.packed_bytes;
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

// Adds the files below a folder. Links to folders are not followed.
void list_files(const fs::path& folder, std::vector<fs::path>& files) {
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code unknown;
    if (at->is_directory(unknown)) {
      if (!at->is_symlink(unknown)) list_files(at->path(), files);
    } else if (at->is_regular_file(unknown)) {
      files.push_back(at->path());
    }
  }
  if (error) {
    throw UserError({folder.string(), 0, 0},
                    fmt::format("cannot read this folder: {}; make it readable, or name the files "
                                "that are to be read",
                                error.message()));
  }
}

void add_folder(const fs::path& folder, std::vector<Input>& inputs, std::uint64_t& left_closed) {
  std::vector<fs::path> files;
  list_files(folder, files);
  for (const fs::path& file : files) {
    if (is_personal(file)) {
      ++left_closed;
    } else {
      add_file(file.string(), false, inputs, left_closed);
    }
  }
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

// Returns whether a file's name is one that a service gives: `usual`, in which # stands for numbers
// and what separates them, perhaps with the ending of a packed file.
bool is_usual_name(std::string_view name, std::string_view usual) {
  for (const std::string_view packed : {".gz", ".zst"}) {
    if (name.ends_with(packed)) name.remove_suffix(packed.size());
  }
  const std::size_t numbers = usual.find('#');
  if (numbers == std::string_view::npos) return name == usual;
  const std::string_view end = usual.substr(numbers + 1);
  return name.size() + 1 >= usual.size() && name.starts_with(usual.substr(0, numbers)) &&
         name.ends_with(end) &&
         name.substr(numbers, name.size() + 1 - usual.size())
                 .find_first_not_of("0123456789-_ ()") == std::string_view::npos;
}

// Returns the name of file number `number` in outputs. People name files after accounts, whose
// names must not be there.
std::string shown_name(const Input& input, const ListensFormat& format, std::size_t number) {
  const std::string name = fs::path(input.name).filename().string();
  const bool usual =
      std::any_of(format.usual_names.begin(), format.usual_names.end(),
                  [&name](std::string_view each) { return is_usual_name(name, each); });
  if (!format.hidden_users || usual || input.path == "-") return name;
  return fmt::format("file {}", number);
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
  std::uint64_t not_fetched = 0;
  for (const Input& input : inputs) {
    std::optional<LogBytes> opened;
    try {
      opened.emplace(input);
      opened->head();
    } catch (const LfsPointerError&) {
      if (input.named) throw;
      ++not_fetched;
      continue;
    }
    LogBytes& bytes = *opened;
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
    rows.file().shown_name = shown_name(input, *format, rows.files().size());
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
                                  : not_fetched > 0
                                      ? "there are only Git LFS pointers, not the data; in their "
                                        "repository, run: git lfs install && git lfs pull"
                                      : "there is no log of listening in it; known formats are " +
                                            known_formats());
  }
  ListeningLog log = build_plays(rows, request);
  log.left_closed = left_closed;
  log.not_fetched = not_fetched;
  return log;
}

}  // namespace reprise
