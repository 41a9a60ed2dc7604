#include "experiments/commands/outputs.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "experiments/commands/run_one.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

// Links and other spellings of a path are the same file.
bool same_file(const fs::path& one, const fs::path& other) {
  std::error_code error;
  return fs::equivalent(one, other, error) && !error;
}

// Returns whether the command reads the file.
bool is_read(const fs::path& file, const std::vector<fs::path>& inputs) {
  const fs::path directory = fs::absolute(file).lexically_normal().parent_path();
  return std::any_of(inputs.begin(), inputs.end(), [&](const fs::path& input) {
    std::error_code error;
    return same_file(file, input) ||
           (fs::is_directory(input, error) && same_file(directory, input));
  });
}

std::string head_of(const fs::path& path) {
  constexpr std::size_t kHead = std::size_t{1} << 16;
  std::ifstream file(path, std::ios::binary);
  std::string head(kHead, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  return head;
}

}  // namespace

void check_outputs(const OutputDirectory& outputs, const std::vector<fs::path>& inputs) {
  check_writable(outputs.directory);
  const Place place{fmt::format("{} {}", outputs.option, outputs.directory.string()), 0, 0};
  for (const std::string& name : outputs.files) {
    const fs::path file = outputs.directory / name;
    if (!is_there(file) || !is_read(file, inputs)) continue;
    throw UserError(place, fmt::format("{} is read, and would be written over; choose another "
                                       "directory",
                                       file.string()));
  }
  if (!outputs.mark.empty() && is_there(outputs.directory / outputs.mark)) return;
  for (const std::string& name : outputs.files) {
    const fs::path file = outputs.directory / name;
    if (!is_there(file)) continue;
    throw UserError(
        place,
        fmt::format("{} is there{}, and would be written over; choose another "
                    "directory, or remove it",
                    file.string(),
                    outputs.mark.empty()
                        ? ""
                        : fmt::format(" without a {} of an earlier time beside it", outputs.mark)));
  }
}

void check_output(const OutputFile& output, const std::vector<fs::path>& inputs) {
  const Place place{fmt::format("{} {}", output.option, output.path.string()), 0, 0};
  if (!is_there(output.path)) return;
  if (is_read(output.path, inputs)) {
    throw UserError(place, "this file is read, and would be written over; name another");
  }
  std::error_code error;
  if (!fs::is_regular_file(output.path, error)) {
    // /dev/null and pipes hold nothing that can be lost.
    if (!fs::is_directory(output.path, error)) return;
    throw UserError(place, "is a directory; name a file in it");
  }
  const std::string head = head_of(output.path);
  if (head.empty() || output.is_own(head)) return;
  throw UserError(place, fmt::format("this file is there and is no {}; name another, or remove it",
                                     output.what));
}

std::vector<fs::path> input_paths(const std::vector<std::string>& arguments) {
  std::vector<fs::path> paths;
  for (const std::string& argument : arguments) {
    if (argument != "-") paths.emplace_back(argument);
  }
  return paths;
}

}  // namespace reprise
