// Reads upstream's config/env.yml, which names the files of a world and what users have who do not
// say otherwise, as a world.
#pragma once

#include <filesystem>
#include <string>

#include "sim/support/parameters/node.h"

namespace reprise {

/// Returns whether a YAML file is upstream's env.yml: it has track_catalog_config or
/// user_catalog_config.
bool is_env_config(const Node& node);

/// A world as `world:` gives it, made of an env.yml.
struct EnvConfig {
  Node world;           // {files: {embeddings: ..., tracks: ..., users: ..., defaults: {...}}}
  std::string ignored;  // keys that are no part of a world, for a note; empty without any
};

/// Reads the keys of all years: tracks_path and tracks_embeddings_path (2026), track_meta_path and
/// track_embeddings_path (2023 to 2025), user_catalog_path and default_*. Paths are looked up where
/// the simulator is started, in the directory above config/; then beside the file; then in the
/// current directory. Throws UserError where a key is missing and for unknown default_* keys.
EnvConfig read_env_config(const Node& node, const std::filesystem::path& file);

}  // namespace reprise
