#include "sim/support/parameters/input_file.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "sim/support/files/content_fingerprint.h"

namespace reprise {
namespace {

constexpr std::string_view kPath = "path";
constexpr std::string_view kContent = "content";
constexpr std::string_view kHash = "xxh3-";

// Whether a node is one that ParameterType<InputFile>::write made, or was read from its text.
bool is_input_file(const Node& node) {
  const Node* path = node.find(kPath);
  const Node* content = node.find(kContent);
  return node.fields.size() == 2 && path != nullptr && path->is_scalar() && content != nullptr &&
         content->scalar.starts_with(kHash);
}

std::filesystem::path path_of(const Node& file) {
  const Node& path = *file.find(kPath);
  return path.input_path.empty() ? path.scalar : path.input_path;
}

// Calls `change` for the map of each input file in the tree.
template <class Tree, class Change>
void for_each_input_file(Tree& node, const Change& change) {
  if (is_input_file(node)) {
    change(node);
    return;
  }
  for (auto& field : node.fields) for_each_input_file(field.value, change);
  for (auto& item : node.items) for_each_input_file(item, change);
}

std::string content_text(const std::filesystem::path& path) {
  return fmt::format("{}{}", kHash, content_of_file(path).fingerprint);
}

// Returns whether a place is in a file that has a folder of its own. Standard input has none, not
// even as /dev/stdin, which is a regular file where the shell has opened one.
bool is_in_file(const Place& place) {
  std::error_code error;
  return place.line > 0 && !names_descriptor(place.source) &&
         std::filesystem::is_regular_file(place.source, error);
}

}  // namespace

std::filesystem::path path_beside(const std::string& written, const Place& place) {
  const std::filesystem::path path(written);
  if (path.is_absolute()) return path.lexically_normal();
  const std::filesystem::path base = is_in_file(place)
                                         ? std::filesystem::path(place.source).parent_path()
                                         : std::filesystem::path();
  return std::filesystem::absolute(base / path).lexically_normal();
}

InputFile ParameterType<InputFile>::read(const Node& node, const std::string& what) {
  if (node.is_null()) return {};
  const Node* path = node.is_map() ? node.find(kPath) : &node;
  const Node* content = node.find(kContent);
  const bool known_keys =
      std::all_of(node.fields.begin(), node.fields.end(),
                  [](const Field& field) { return field.key == kPath || field.key == kContent; });
  if (path == nullptr || !path->is_scalar() || path->scalar.empty() || !known_keys ||
      (content != nullptr && !content->is_scalar())) {
    throw wrong_type(node, what, name());
  }
  InputFile file{.path = path->input_path.empty() ? path_beside(path->scalar, path->place)
                                                  : std::filesystem::path(path->input_path),
                 .content = {}};
  std::error_code error;
  if (!std::filesystem::exists(file.path, error)) {
    throw UserError(node.place, fmt::format("'{}': there is no file {}; paths are relative to {}",
                                            what, file.path.string(),
                                            is_in_file(node.place) ? "the file they are written in"
                                                                   : "the current directory"));
  }
  file.content = content_text(file.path);
  if (content != nullptr && content->scalar != file.content) {
    throw UserError(
        content->place,
        fmt::format("'{}': the content of {} is {} now, but {} was asked for; the file has changed "
                    "since: bring the old one back, or remove 'content' to use this one",
                    what, file.path.string(), file.content, content->scalar));
  }
  return file;
}

void check_unchanged(const InputFile& file) {
  if (!file || content_text(file.path) == file.content) return;
  throw UserError({file.path.string(), 0, 0},
                  "changed while it was read; wait until it is written, and run it again");
}

Node ParameterType<InputFile>::write(const InputFile& file) {
  if (!file) return {};
  Node node = Node::make_map();
  Node path = Node::make_scalar(file.path.filename().string());
  path.input_path = file.path.string();
  node.set(kPath, std::move(path));
  node.set(kContent, Node::make_scalar(file.content));
  return node;
}

Node by_content(const Node& node) {
  Node named = node;
  for_each_input_file(named, [](Node& file) {
    std::erase_if(file.fields, [](const Field& field) { return field.key == kPath; });
  });
  return named;
}

Node without_input_files(const Node& node) {
  Node rest = node;
  for_each_input_file(rest, [](Node& file) { file.fields.clear(); });
  return rest;
}

Node with_paths_from(const Node& node, const std::filesystem::path& directory) {
  Node moved = node;
  // Both without symbolic links, because ".." leads to the parent of the directory itself.
  const std::filesystem::path base = std::filesystem::weakly_canonical(directory);
  for_each_input_file(moved, [&](Node& file) {
    Node path = *file.find(kPath);
    path.scalar =
        directory.empty()
            ? path_of(file).string()
            : std::filesystem::weakly_canonical(path_of(file)).lexically_relative(base).string();
    file.set(kPath, std::move(path));
  });
  return moved;
}

Node with_absolute_paths(const Node& node) {
  Node moved = node;
  for_each_input_file(moved, [](Node& file) {
    file = Node::make_scalar(path_of(file).string(), file.place, /*quoted=*/true);
  });
  return moved;
}

std::vector<InputFile> input_files_of(const Node& node) {
  std::vector<InputFile> files;
  for_each_input_file(node, [&files](const Node& file) {
    const std::filesystem::path path = path_of(file);
    const bool known = std::any_of(files.begin(), files.end(),
                                   [&](const InputFile& one) { return one.path == path; });
    if (!known) files.push_back({.path = path, .content = file.find(kContent)->scalar});
  });
  return files;
}

}  // namespace reprise
