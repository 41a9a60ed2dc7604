// WorldSource says where a world comes from, as `world:` of an experiment gives it: botify's files,
// the generator, files completed by the generator, or logs that it is fitted to. open_world opens
// the world through a cache on disk.
#pragma once

#include <memory>

#include "sim/generator/recipe.h"
#include "sim/support/parameters/input_file.h"
#include "sim/support/parameters/nested.h"
#include "sim/support/progress.h"
#include "sim/world/nearest_tracks.h"
#include "sim/world/user_fields.h"
#include "sim/world/world.h"
#include "sim/world_source/fitted_source.h"
#include "sim/world_source/user_changes.h"
#include "sim/world_source/user_defaults.h"

namespace reprise {

struct WorldFiles {
  InputFile embeddings;
  InputFile tracks;
  InputFile users;
  InputFile top_tracks;
  InputFile fit;
  std::optional<UserDefaults> defaults;

  static const Parameters<WorldFiles>& parameters() {
    static const Parameters<WorldFiles> declared =
        Parameters<WorldFiles>("files")
            .add("embeddings", &WorldFiles::embeddings, "tracks.npy: tracks x dim floats")
            .add("tracks", &WorldFiles::tracks, "tracks.json: artist and title of each track")
            .add("users", &WorldFiles::users, "users.json: interests and traits of each user")
            .add("top_tracks", &WorldFiles::top_tracks,
                 "JSON array of track ids, most popular first; left out, it is what users listened "
                 "to most in random sessions")
            .add(
                "fit", &WorldFiles::fit,
                "fit.json of reprise fit, where the world was fitted to a log: runs then tell when "
                "policies learn from what judges them")
            .add("defaults", &WorldFiles::defaults,
                 "traits of the users whose lines in users.json do not have them");
    return declared;
  }
};

struct WorldSource {
  WorldFiles files;
  std::optional<WorldRecipe> generate;
  std::optional<FittedSource> fitted;
  std::optional<UserChanges> users;      // changes to the traits of the users
  std::optional<Arithmetic> arithmetic;  // left out, it is numpy_1
  std::string note;                      // said when the world is opened; no parameter

  static const Parameters<WorldSource>& parameters();
  /// Whether the world was fitted to a log, here or by reprise fit.
  bool is_fitted() const { return fitted || files.fit; }
};

/// Reads `world:`: a map with `generate` and `files`, the path of a YAML file with such a map, that
/// of upstream's env.yml, or the path of a directory with botify's three files (embeddings.npy or
/// tracks.npy, tracks.json and users.json). A null node means the default world. Throws UserError.
WorldSource read_world_source(const Node& node);

template <>
struct ParameterType<WorldSource> {
  static std::string name() { return "map, YAML file or directory"; }
  static WorldSource read(const Node& node, const std::string&) { return read_world_source(node); }
  static Node write(const WorldSource& source) { return WorldSource::parameters().write(source); }
};

/// A world, and the nearest tracks of its embeddings.
struct OpenWorld {
  std::unique_ptr<World> world;
  UserFields fields;  // of its users, in their order
  std::unique_ptr<NearestTracks> nearest;
  std::string description;  // "generated, preset 2023, seed 1", "files", ...
  bool from_cache = false;
};

/// Opens a world. Maps it from the cache directory when it is there; otherwise reads and generates
/// it and saves it there. An empty `cache` keeps nothing. Throws UserError for errors in the files.
OpenWorld open_world(const WorldSource& source, const std::filesystem::path& cache,
                     const Progress& progress = {});

}  // namespace reprise
