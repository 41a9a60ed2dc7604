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

}  // namespace

bool is_env_config(const Node& node) {
  return node.find(kTracks) != nullptr || node.find(kUsers) != nullptr;
}

EnvConfig read_env_config(const Node& node, const std::filesystem::path& file) {
  EnvConfig config;
  std::vector<std::string> ignored;
  Node files = Node::make_map(node.place);
  const auto read = [&](std::string_view section, const std::vector<std::vector<const char*>>& keys,
                        const std::vector<const char*>& as, Node* defaults) {
    const Node map = map_under(node, section);
    std::vector<bool> found(keys.size(), false);
    for (const Field& field : map.fields) {
      bool known = false;
      for (std::size_t i = 0; i < keys.size(); ++i) {
        for (const char* key : keys[i]) {
          if (field.key != key) continue;
          files.set(as[i], located(field.value, fmt::format("{}.{}", section, key), file));
          known = found[i] = true;
        }
      }
      if (defaults != nullptr && field.key.starts_with(kDefault)) {
        const std::string trait = field.key.substr(kDefault.size());
        std::vector<std::string> traits;
        for (const auto& parameter : UserDefaults::parameters().describe()) {
          traits.push_back(std::string(kDefault) + parameter.name);
        }
        if (std::find(traits.begin(), traits.end(), field.key) == traits.end()) {
          throw UserError(field.key_place, fmt::format("unknown key '{}' in {}{}", field.key,
                                                       section, did_you_mean(field.key, traits)));
        }
        defaults->set(trait, field.value);
        known = true;
      }
      if (!known) ignored.push_back(fmt::format("{}.{}", section, field.key));
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (found[i]) continue;
      throw UserError(map.place, fmt::format("{} has no '{}'", section, keys[i].front()));
    }
  };
  Node defaults = Node::make_map(node.place);
  read(kTracks,
       {{"tracks_embeddings_path", "track_embeddings_path"}, {"tracks_path", "track_meta_path"}},
       {"embeddings", "tracks"}, nullptr);
  read(kUsers, {{"user_catalog_path"}}, {"users"}, &defaults);
  if (!defaults.fields.empty()) files.set("defaults", std::move(defaults));
  for (const Field& field : node.fields) {
    if (field.key != kTracks && field.key != kUsers) ignored.push_back(field.key);
  }
  config.world = Node::make_map(node.place);
  config.world.set("files", std::move(files));
  config.ignored = fmt::format("{}", fmt::join(ignored, ", "));
  return config;
}

}  // namespace reprise
