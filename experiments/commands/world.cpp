#include <algorithm>
#include <iostream>

#include <fmt/format.h>

#include "experiments/analysis/world_description.h"
#include "experiments/commands/command.h"
#include "experiments/commands/outputs.h"
#include "experiments/commands/progress_display.h"
#include "sim/sessions/user_model.h"
#include "sim/support/files/cache_directory.h"
#include "sim/world_files/world_files.h"
#include "sim/world_source/env_config.h"
#include "sim/world_source/world_source.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"world", po::options_description("options")};
  usage.options.add_options()  //
      ("world", po::value<std::string>()->default_value(""),
       "a YAML file with `generate` and `files`, a directory with tracks.npy (or embeddings.npy), "
       "tracks.json and users.json, or upstream's config/env.yml; left out: the default world")  //
      ("preset", po::value<std::string>(), "generate: 2023, 2025 or 2026")                       //
      ("tracks", po::value<std::string>(), "generate: number of tracks")                         //
      ("users", po::value<std::string>(), "generate: number of users")                           //
      ("dim", po::value<std::string>(), "generate: coordinates of an embedding")                 //
      ("seed", po::value<std::string>(), "generate: the world's seed")                           //
      ("out", po::value<std::string>(), "export: the directory to write to")                     //
      ("quiet", "no progress");
  usage.positional.add("action", 1);
  return usage;
}

// Returns the source that the options describe. The options of `generate` override the file.
WorldSource source_of(const po::variables_map& values) {
  Node node;
  const std::string path = values["world"].as<std::string>();
  if (!path.empty()) node = Node::make_scalar(path, {"--world " + path, 0, 0});
  for (const char* key : {"preset", "tracks", "users", "dim", "seed"}) {
    if (values.count(key) == 0) continue;
    const std::string text = values[key].as<std::string>();
    const Place option{fmt::format("--{} {}", key, text), 0, 0};
    if (node.is_scalar() && (path.ends_with(".yaml") || path.ends_with(".yml"))) {
      node = read_yaml(path);
    }
    if (node.is_scalar() || is_env_config(node)) {
      throw UserError(option, fmt::format("{} is complete; there is nothing to generate",
                                          node.is_scalar() ? "a directory of files"
                                                           : "the world of an env.yml"));
    }
    set_path(node, std::string("generate.") + key, Node::make_scalar(text, option));
  }
  return read_world_source(node);
}

int world(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  const std::string action =
      values.count("action") == 0 ? "" : values["action"].as<std::vector<std::string>>().front();
  const std::vector<std::string> actions = {"generate", "describe", "export"};
  if (std::find(actions.begin(), actions.end(), action) == actions.end()) {
    throw UserError(fmt::format("{}; expected generate, describe or export{}",
                                action.empty() ? "reprise world needs an action"
                                               : fmt::format("unknown action 'world {}'", action),
                                did_you_mean(action, actions)));
  }
  if (action == "export" && values.count("out") == 0) {
    throw UserError("world export needs --out DIRECTORY to write the files to");
  }
  if (action == "export") {
    // An exported world is as botify's own files are, so nothing tells it from somebody's own.
    check_outputs({.option = "--out",
                   .directory = values["out"].as<std::string>(),
                   .files = {"tracks.npy", "tracks.json", "users.json", "top_tracks.json"},
                   .mark = ""},
                  input_paths({values["world"].as<std::string>()}));
  }
  OpenWorld open;
  std::string text;
  {
    ProgressDisplay display(values.count("quiet") != 0);
    open = open_world(source_of(values), cache_directory(), display.progress());
    if (action == "describe") {
      text = describe_world(*open.world, *open.nearest, open.description, display.progress());
    }
  }
  if (action == "generate") {
    text = fmt::format("{}: {} tracks, {} users, fingerprint {} ({})\n", open.description,
                       open.world->catalog.n_tracks(), open.world->users.size(),
                       open.world->fingerprint,
                       open.from_cache ? "from the cache" : "made now, and cached");
  } else if (action == "export") {
    const std::filesystem::path directory = values["out"].as<std::string>();
    write_world_files(*open.world, directory, open.fields);
    if (open.world->user_model != nullptr) {
      std::cerr << fmt::format(
          "note: botify's files say nothing of a user model; who plays these writes it beside "
          "them: "
          "users: {{model: {}}}\n",
          open.world->user_model->sentence());
    }
    if (open.world->arithmetic != Arithmetic::numpy_1) {
      std::cerr << "note: botify's files say nothing of the arithmetic; who plays these writes "
                   "'arithmetic: numpy_2' beside them\n";
    }
    text = fmt::format("wrote tracks.npy, tracks.json, users.json and top_tracks.json to {}\n",
                       directory.string());
  }
  std::cout << text;
  return kOk;
}

const CommandRegistration registration({"world", "generate|describe|export [options]",
                                        "make a world, say what is in it, or write botify's files",
                                        world});

}  // namespace
}  // namespace reprise
