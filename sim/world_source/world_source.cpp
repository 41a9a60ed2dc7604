#include "sim/world_source/world_source.h"

#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include "sim/generator/generate_world.h"
#include "sim/generator/top_tracks.h"
#include "sim/support/files/cache_kind.h"
#include "sim/support/files/file.h"
#include "sim/support/fingerprint.h"
#include "sim/support/progress_note.h"
#include "sim/support/progress_stage.h"
#include "sim/world/kept_users.h"
#include "sim/world_files/user_values.h"
#include "sim/world_files/world_files.h"
#include "sim/world_source/env_config.h"
#include "sim/world_source/upstream_world.h"

namespace reprise {
namespace {

// The version changes whenever the generator makes other worlds, so that older cached worlds are
// not used.
constexpr int kGeneratorVersion = 1;
// The version changes whenever users.json is refused for more reasons, so that a world that was
// cached before is read and refused, too.
constexpr int kUsersVersion = 2;
// The version changes whenever other worlds are made of tracks from a file and generated
// embeddings.
constexpr int kEmbeddingsVersion = 2;
constexpr std::uint64_t kTopTracksSeed = 1;

constexpr const char* kWorlds = "worlds";
constexpr const char* kNearest = "nearest";
const CacheKindRegistration worlds_kind({kWorlds, "generated, fitted and read worlds"});
const CacheKindRegistration nearest_kind({kNearest, "nearest tracks of tracks"});

void check_source(const WorldSource& source, const Node& node) {
  const WorldFiles& files = source.files;
  const auto complain = [&](const std::string& message) { throw UserError(node.place, message); };
  if (!files.tracks && (files.embeddings || files.users || files.top_tracks)) {
    complain("the world's files need 'tracks' (tracks.json): the others refer to its tracks");
  }
  if (source.fitted && (files.tracks || source.generate)) {
    complain(
        "a world that is 'fitted' to logs has all its tracks and users from them; remove 'files' "
        "and "
        "'generate' ('tracks' below 'fitted' names the catalog)");
  }
  const bool complete = files.embeddings && files.tracks && files.users;
  if (complete && source.generate) {
    complain(
        "the world's files are complete, so there is nothing to generate; remove 'generate' or "
        "a file");
  }
  if (!complete && files.tracks && !source.generate) {
    complain(
        fmt::format("the world's files lack {}; name it, or add 'generate: {{preset: 2023}}' to "
                    "make what is missing",
                    !files.embeddings ? "'embeddings' (tracks.npy)" : "'users' (users.json)"));
  }
}

std::array<const InputFile*, 4> inputs_of(const WorldFiles& files) {
  return {&files.embeddings, &files.tracks, &files.users, &files.top_tracks};
}

// Returns the name of the world in the cache. It depends on the recipe and on the content of the
// files.
std::string cache_key(const WorldSource& source, TraitLimits limits) {
  std::string text = fmt::format("generator {}\n", kGeneratorVersion);
  // Worlds that were cached before half rows were kept have them as floats.
  if (source.files.embeddings) text += "rows as in their file\n";
  if (source.generate) text += write_yaml(WorldRecipe::parameters().write(*source.generate));
  if (source.fitted) {
    text += fmt::format("fitter {}\n", world_fitter().version);
    text += write_yaml(by_content(FittedSource::parameters().write(*source.fitted)));
  }
  for (const InputFile* file : inputs_of(source.files)) {
    if (!*file) {
      text += "none\n";
      continue;
    }
    text += fmt::format("{}\n", file->content);
  }
  if (source.files.users && limits == TraitLimits::meaningful)
    text += fmt::format("users {}\n", kUsersVersion);
  if (source.files.tracks && !source.files.embeddings)
    text += fmt::format("embeddings {}\n", kEmbeddingsVersion);
  if (source.files.defaults) {
    text += write_yaml(UserDefaults::parameters().write(*source.files.defaults));
  }
  return fingerprint128(text);
}

std::string world_file_name(const WorldSource& source, TraitLimits limits) {
  return cache_key(source, limits) + ".world";
}

std::string describe(const WorldSource& source) {
  std::string text;
  if (source.files.tracks) {
    text = "files";
    if (!source.files.embeddings) text += ", embeddings generated";
    if (!source.files.users) text += ", users generated";
  }
  if (source.fitted) {
    text = fmt::format("fitted to {}", source.fitted->listens.size() == 1
                                           ? "a log"
                                           : fmt::format("{} logs", source.fitted->listens.size()));
    if (source.fitted->half != FittedHalf::all) text += " of half of the users";
  }
  if (source.generate) {
    text += fmt::format("{}preset {}, seed {}", text.empty() ? "generated, " : ", ",
                        choices(Preset{})[static_cast<std::size_t>(source.generate->preset)],
                        source.generate->seed);
  }
  return text;
}

std::filesystem::path nearest_file(const World& world, const std::filesystem::path& cache) {
  return cache.empty() ? cache : cache / kNearest / (world.embeddings_fingerprint + ".lists");
}

// Opens the nearest tracks of a world. The constructor of NearestTracks removes a damaged file;
// this function tells the user.
std::unique_ptr<NearestTracks> open_nearest(const Embeddings& embeddings,
                                            const std::filesystem::path& file,
                                            const Progress& progress) {
  std::error_code error;
  const bool there = !file.empty() && std::filesystem::exists(file, error);
  auto nearest = std::make_unique<NearestTracks>(embeddings, file);
  if (there && !std::filesystem::exists(file, error)) {
    note(progress, fmt::format("the cached nearest tracks {} were damaged, or of another version; "
                               "making them again",
                               file.string()));
  }
  return nearest;
}

// Reads the files, generates the rest, and plays sessions to make the popularity list when none is
// given.
World build(const WorldSource& source, TraitLimits limits, const std::filesystem::path& cache,
            const Progress& progress, UserFields& fields) {
  if (source.fitted) return make_world(world_fitter().fit(*source.fitted, fields, progress));
  WorldData data;
  const WorldFiles& files = source.files;
  if (files.tracks) read_tracks(files.tracks.path, data);
  if (files.embeddings) read_embeddings(files.embeddings.path, data);
  if (files.users) {
    read_users(files.users.path, data, limits, files.defaults.value_or(UserDefaults{}).traits(),
               &fields);
  }
  for (const std::string& remark : data.remarks) note(progress, remark);
  if (source.generate) {
    if (progress) progress("generating the world", 0, 0);
    generate_world(data, *source.generate);
  }
  if (files.top_tracks) {
    data.top_tracks = read_top_tracks(files.top_tracks.path, data.artist_of.size());
  }
  World world = make_world(data);
  if (files.top_tracks) return world;

  const std::uint64_t sessions = top_tracks_sessions(world.catalog.n_tracks());
  const std::unique_ptr<NearestTracks> nearest =
      open_nearest(world.catalog.embeddings, nearest_file(world, cache), progress);
  nearest->require(top_tracks_queries(world, sessions, kTopTracksSeed),
                   progress_of("popularity list", progress));
  data.top_tracks = rank_top_tracks(world, *nearest, sessions, kTopTracksSeed);
  return make_world(data);
}

// Returns `files:` of the files that lie in a directory under the names that the years gave them.
Node files_in(const std::filesystem::path& directory, const Place& place) {
  struct Name {
    const char* key;
    std::vector<const char*> names;  // newest first
  };
  const std::vector<Name> wanted = {{"embeddings", {"embeddings.npy", "tracks.npy"}},
                                    {"tracks", {"tracks.json", "tracks.json.gz"}},
                                    {"users", {"users.json", "users.json.gz"}},
                                    {"top_tracks", {"top_tracks.json", "top_tracks.json.gz"}},
                                    {"fit", {"fit.json"}}};
  const auto optional = [](const std::string& key) { return key == "top_tracks" || key == "fit"; };
  Node files = Node::make_map(place);
  for (const auto& [key, names] : wanted) {
    std::vector<std::filesystem::path> found;
    for (const char* name : names) {
      const std::filesystem::path file = directory / name;
      std::error_code error;
      if (std::filesystem::exists(file, error)) {
        found.push_back(file);
      } else if (error && error != std::errc::no_such_file_or_directory) {
        throw UserError(place, fmt::format("cannot read {}: {}; check who may", file.string(),
                                           error.message()));
      }
    }
    if (found.empty() && optional(key)) continue;
    if (found.empty()) {
      throw UserError(
          place, fmt::format("the directory {} has no {}; expected tracks.npy (or embeddings.npy), "
                             "tracks.json and users.json",
                             directory.string(),
                             names.back() == std::string_view("tracks.npy") ? names.back()
                                                                            : names.front()));
    }
    if (found.size() > 1 && found.front().extension() == ".npy") {
      throw UserError(place, fmt::format("the directory {} has embeddings.npy and tracks.npy; name "
                                         "the files of one world with 'files:'",
                                         directory.string()));
    }
    files.set(key, Node::make_scalar(found.front().string(), place));
  }
  return files;
}

}  // namespace

const Parameters<WorldSource>& WorldSource::parameters() {
  static const Parameters<WorldSource> declared =
      Parameters<WorldSource>("world")
          .add("generate", &WorldSource::generate, "make a synthetic world, or what files left out")
          .add("files", &WorldSource::files, "botify's files")
          .add("fitted", &WorldSource::fitted, "fit a world to logs of listening")
          .add("users", &WorldSource::users, "changes to the traits of all users, and their model")
          .add("arithmetic", &WorldSource::arithmetic,
               "whose rules turn a score into a time: numpy_1 in double, as NumPy before 2 does; "
               "numpy_2 in the precision of the embeddings, which moves some times by a hundredth")
          .otherwise("numpy_1")
          .check(check_source);
  return declared;
}

namespace {

// Refuses a setting that is written one level too high, and says where it belongs.
void check_levels(const Node& node) {
  const auto has = [](const std::vector<ParameterInfo>& parameters, const std::string& key) {
    return std::any_of(parameters.begin(), parameters.end(),
                       [&](const ParameterInfo& one) { return one.name == key; });
  };
  const std::vector<ParameterInfo> own = WorldSource::parameters().describe();
  for (const Field& field : node.fields) {
    if (has(own, field.key)) continue;
    for (const auto& [part, parameters] :
         {std::pair{"generate", WorldRecipe::parameters().describe()},
          std::pair{"files", WorldFiles::parameters().describe()},
          std::pair{"fitted", FittedSource::parameters().describe()}}) {
      if (!has(parameters, field.key)) continue;
      throw UserError(
          field.key_place,
          fmt::format("'{0}' of a world belongs below '{1}': world: {{{1}: {{{0}: ...}}}}",
                      field.key, part));
    }
  }
}

}  // namespace

WorldSource read_world_source(const Node& node) {
  WorldSource source;
  if (node.is_map()) check_levels(node);
  // A path names a directory with botify's files, or a YAML file.
  if (node.is_scalar()) {
    if (node.scalar.empty()) {
      throw wrong_type(node, "world", "a YAML file, a directory or a map");
    }
    const std::filesystem::path path = path_beside(node.scalar, node.place);
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
      const Node files = files_in(path, node.place);
      Node world = Node::make_map(node.place);
      world.set("files", files);
      return WorldSource::parameters().read(world);
    }
    if (!std::filesystem::exists(path, error)) {
      throw UserError(node.place,
                      fmt::format("'world' is {}, but there is no {}; expected a YAML file, a "
                                  "directory with tracks.npy (or embeddings.npy), tracks.json and "
                                  "users.json, or a map",
                                  node.describe(), path.string()));
    }
    const Node inside = read_yaml(path.string());
    if (!inside.is_map())
      throw wrong_type(inside, "world", "a map with 'generate', 'files' or 'fitted'");
    if (is_env_config(inside)) {
      const EnvConfig config = read_env_config(inside, path);
      source = WorldSource::parameters().read(config.world);
      if (!config.ignored.empty()) {
        source.note = fmt::format("{}: {} are no part of a world and are ignored", path.string(),
                                  config.ignored);
      }
    } else {
      source = WorldSource::parameters().read(inside);
    }
  } else {
    source = WorldSource::parameters().read(node);
  }
  if (source.files.defaults && !source.files.users) {
    throw UserError(node.place, "'files.defaults' are of 'files.users', which is not there");
  }
  if (!source.generate && !source.files.tracks && !source.fitted) source.generate = WorldRecipe{};
  // Botify's sentence written out is what there is without it, so the identity is the same, too.
  if (source.users && source.users->model && source.users->model->is_botify() &&
      !source.users->change_traits() && !source.users->only) {
    source.users.reset();
  }
  return source;
}

namespace {

// Whether the world's users may have fields, or ids that are text.
bool has_fields(const WorldSource& source) { return source.files.users || source.fitted; }

// Reads the fields of the users of a cached world: from the cache, where worlds have had them since
// there are fields, else from users.json; nothing for a fitted world, which is then fitted again.
std::optional<UserFields> fields_of_cached(const WorldSource& source, TraitLimits limits,
                                           const World& world,
                                           const std::filesystem::path& cached) {
  if (!has_fields(source)) return UserFields{};
  std::error_code error;
  if (std::filesystem::exists(cached, error)) {
    try {
      return read_user_fields(read_file(cached), world.users.size());
    } catch (const UserError&) {
      // A damaged file is made again from its origin.
      std::filesystem::remove(cached, error);
    }
  }
  if (source.fitted) return std::nullopt;
  WorldData data;
  data.artist_of.resize(world.catalog.n_tracks());
  UserFields fields;
  read_users(source.files.users.path, data, limits, {}, &fields);
  return fields;
}

// The cache is a help: what it cannot take, the next run makes again.
void keep_in_cache(const std::function<void()>& save) {
  try {
    save();
  } catch (const UserError&) {
  }
}

OpenWorld open_with(const WorldSource& source, TraitLimits limits,
                    const std::filesystem::path& cache, const Progress& progress) {
  if (!source.note.empty()) note(progress, source.note);
  OpenWorld open;
  open.description = describe(source);
  std::filesystem::path file;
  // Loads the world from the cache.
  if (!cache.empty()) {
    file = cache / kWorlds / world_file_name(source, limits);
    std::string why;
    open.world = load_world(file.string(), &why);
    if (open.world == nullptr && why != "missing") {
      note(progress, fmt::format("the cached world {} is {}; making it again", file.string(), why));
    }
  }
  open.from_cache = open.world != nullptr;
  std::filesystem::path fields = file;
  fields.replace_extension(".fields");
  if (open.from_cache) {
    if (auto found = fields_of_cached(source, limits, *open.world, fields)) {
      open.fields = *std::move(found);
    } else {
      open.world.reset();
      open.from_cache = false;
    }
  }
  // Builds the world when the cache does not have it, and saves it.
  if (open.world == nullptr) {
    open.world = std::make_unique<World>(build(source, limits, cache, progress, open.fields));
    // The cache would keep a content that is not known under the name of another one.
    for (const InputFile* input : inputs_of(source.files)) check_unchanged(*input);
    if (source.fitted) {
      for (const InputFile& input : source.fitted->listens) check_unchanged(input);
      check_unchanged(source.fitted->tracks);
    }
    if (!file.empty()) keep_in_cache([&] { save_world(*open.world, file.string()); });
  }
  std::error_code error;
  if (has_fields(source) && !file.empty() && !std::filesystem::exists(fields, error)) {
    keep_in_cache([&] { write_file(fields, write_user_fields(open.fields)); });
  }
  if (source.users && source.users->only) {
    const std::vector<UserIndex> kept =
        users_of(*source.users->only, open.world->users, open.fields);
    open.world = std::make_unique<World>(with_kept_users(*open.world, kept));
    open.fields = fields_of(open.fields, kept);
    open.description += fmt::format(", users with {}", source.users->only->text());
  }
  if (source.users) {
    // The cache has no users' own values of a model: they are read where a model needs them.
    GivenUserValues given;
    const bool modelled = source.users->model && !source.users->model->is_botify();
    if (modelled && source.files.users) given = read_user_values(source.files.users.path);
    open.world = std::make_unique<World>(with_user_changes(*open.world, *source.users, &given));
    if (source.users->change_traits() || !(source.users->model || source.users->only))
      open.description += ", users changed";
    if (open.world->user_model != nullptr) {
      open.description += fmt::format(", user model {}", open.world->user_model->sentence());
    }
  }
  if (source.arithmetic.value_or(Arithmetic::numpy_1) != Arithmetic::numpy_1) {
    open.world = std::make_unique<World>(with_arithmetic(*open.world, *source.arithmetic));
    open.description += ", NumPy 2's arithmetic";
  }
  const std::filesystem::path lists = nearest_file(*open.world, cache);
  open.nearest = open_nearest(open.world->catalog.embeddings, lists, progress);
  return open;
}

}  // namespace

OpenWorld open_world(const WorldSource& source, const std::filesystem::path& cache,
                     const Progress& progress) {
  return open_with(source, TraitLimits::meaningful, cache, progress);
}

OpenWorld open_upstream_world(const WorldSource& source, const std::filesystem::path& cache,
                              const Progress& progress) {
  return open_with(source, TraitLimits::upstream, cache, progress);
}

}  // namespace reprise
