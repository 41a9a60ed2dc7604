#include "sim/world_source/env_config.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "sim/support/parameters/parameters.h"
#include "sim/support/suggestion.h"
#include "sim/world_source/user_defaults.h"

namespace reprise {
namespace {

constexpr std::string_view kTracks = "track_catalog_config";
constexpr std::string_view kUsers = "user_catalog_config";
constexpr std::string_view kDefault = "default_";

// A file of a world, and the keys by which the years name its path, newest first.
struct PathKey {
  const char* file;
  std::vector<const char*> names;
};

Node map_under(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  if (found == nullptr) {
    throw UserError(node.place, fmt::format("has no '{}'; expected upstream's env.yml, with {} and "
                                            "{}",
                                            key, kTracks, kUsers));
  }
  if (!found->is_map()) throw wrong_type(*found, std::string(key), "a map");
  return *found;
}

// Returns the file that a path of env.yml names.
Node located(const Node& path, const std::string& what, const std::filesystem::path& config) {
  if (!path.is_scalar() || path.scalar.empty()) throw wrong_type(path, what, "a path");
  const std::filesystem::path beside = std::filesystem::absolute(config).parent_path();
  std::error_code error;
  for (const std::filesystem::path& directory :
       {beside.parent_path(), beside, std::filesystem::current_path()}) {
    const std::filesystem::path file = directory / path.scalar;
    if (std::filesystem::exists(file, error)) {
      return Node::make_scalar(file.lexically_normal().string(), path.place, /*quoted=*/true);
    }
  }
  throw UserError(path.place,
                  fmt::format("'{}' is '{}', but there is no such file in {}, where the simulator "
                              "is started, nor beside this file; correct the path",
                              what, path.scalar, beside.parent_path().string()));
}

// Puts the paths of a section into `files`, and returns the section's other fields.
std::vector<Field> take_paths(const Node& env, std::string_view section,
                              const std::vector<PathKey>& keys, const std::filesystem::path& config,
                              Node& files) {
  const Node map = map_under(env, section);
  std::vector<Field> others;
  for (const Field& field : map.fields) {
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const PathKey& one) {
      return std::find(one.names.begin(), one.names.end(), field.key) != one.names.end();
    });
    if (key == keys.end()) {
      others.push_back(field);
    } else {
      files.set(key->file, located(field.value, fmt::format("{}.{}", section, field.key), config));
    }
  }
  for (const PathKey& key : keys) {
    if (files.find(key.file) != nullptr) continue;
    throw UserError(map.place, fmt::format("{} has no '{}'", section, key.names.front()));
  }
  return others;
}

// Takes the default_* keys out of the fields of user_catalog_config, and returns them as
// `defaults:` of a world's files has them.
Node take_defaults(std::vector<Field>& fields, const Place& place) {
  std::vector<std::string> known;
  for (const auto& parameter : UserDefaults::parameters().describe()) {
    known.push_back(std::string(kDefault) + parameter.name);
  }
  Node defaults = Node::make_map(place);
  for (const Field& field : fields) {
    if (!field.key.starts_with(kDefault)) continue;
    if (std::find(known.begin(), known.end(), field.key) == known.end()) {
      throw UserError(field.key_place, fmt::format("unknown key '{}' in {}{}", field.key, kUsers,
                                                   did_you_mean(field.key, known)));
    }
    defaults.set(field.key.substr(kDefault.size()), field.value);
  }
  std::erase_if(fields, [](const Field& field) { return field.key.starts_with(kDefault); });
  return defaults;
}

}  // namespace

bool is_env_config(const Node& node) {
  return node.find(kTracks) != nullptr || node.find(kUsers) != nullptr;
}

EnvConfig read_env_config(const Node& node, const std::filesystem::path& file) {
  Node files = Node::make_map(node.place);
  const std::vector<Field> of_tracks =
      take_paths(node, kTracks,
                 {{"embeddings", {"tracks_embeddings_path", "track_embeddings_path"}},
                  {"tracks", {"tracks_path", "track_meta_path"}}},
                 file, files);
  std::vector<Field> of_users =
      take_paths(node, kUsers, {{"users", {"user_catalog_path"}}}, file, files);
  Node defaults = take_defaults(of_users, node.place);
  if (!defaults.fields.empty()) files.set("defaults", std::move(defaults));
  std::vector<std::string> ignored;
  for (const Field& field : of_tracks) ignored.push_back(fmt::format("{}.{}", kTracks, field.key));
  for (const Field& field : of_users) ignored.push_back(fmt::format("{}.{}", kUsers, field.key));
  for (const Field& field : node.fields) {
    if (field.key != kTracks && field.key != kUsers) ignored.push_back(field.key);
  }
  EnvConfig config;
  config.world = Node::make_map(node.place);
  config.world.set("files", std::move(files));
  config.ignored = fmt::format("{}", fmt::join(ignored, ", "));
  return config;
}

}  // namespace reprise
