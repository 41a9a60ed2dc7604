#include "experiments/serving/one_session/replay.h"

#include <iostream>

#include <fmt/format.h>

#include "experiments/commands/command.h"
#include "experiments/commands/option_value.h"
#include "sim/support/files/cache_directory.h"
#include "sim/world_source/upstream_world.h"

namespace reprise {
namespace {

namespace po = boost::program_options;

Usage usage() {
  Usage usage{"replay", po::options_description("options")};
  usage.options.add_options()  //
      ("world", po::value<std::string>()->required(),
       "a directory with tracks.npy (or embeddings.npy), tracks.json and users.json, a YAML file "
       "of a world, or upstream's config/env.yml")  //
      ("actions", po::value<std::string>()->required(),
       "CSV with columns episode,step,action: what is played")  //
      ("random", po::value<std::string>()->default_value("numpy"),
       "numpy: the Python simulator's stream; streams: reprise's own")  //
      ("seed", po::value<std::string>()->default_value("1"), "of the simulator");
  return usage;
}

int replay_command(const std::vector<std::string>& arguments) {
  po::variables_map values;
  if (!parse_arguments(arguments, usage(), values)) return kOk;
  const std::string source = values["random"].as<std::string>();
  const auto seed =
      static_cast<std::uint64_t>(*option_value<std::int64_t>(values, "seed", {.min = 0}));
  if (source != "numpy" && source != "streams") {
    throw UserError(fmt::format("--random is '{}'; expected numpy or streams{}", source,
                                did_you_mean(source, {"numpy", "streams"})));
  }
  if (source == "numpy" && seed > std::numeric_limits<std::uint32_t>::max()) {
    throw UserError({fmt::format("--seed {}", seed), 0, 0},
                    "NumPy's seeds have 32 bits; expected 0 to 4294967295");
  }
  const std::string path = values["world"].as<std::string>();
  const OpenWorld open = open_upstream_world(
      read_world_source(Node::make_scalar(path, {"--world " + path, 0, 0})), cache_directory());
  const World& world = *open.world;
  std::unique_ptr<SequentialDraws> draws;
  if (source == "numpy") {
    draws = std::make_unique<NumpyDraws>(world, static_cast<std::uint32_t>(seed));
  } else {
    draws = std::make_unique<SequentialStreamDraws>(world, seed);
  }
  const std::string file = values["actions"].as<std::string>();
  NearestTracks nearest(world.catalog.embeddings);
  const Replay result =
      replay(world, nearest, *draws, read_actions(file, world.catalog.n_tracks()), file);
  std::cout << result.trace;
  std::cerr << fmt::format("next uniform: {}\n", result.next_unit);
  return kOk;
}

const CommandRegistration registration(
    {"replay", "--world DIR --actions FILE [options]",
     "play given tracks and print the trace, to compare with the Python simulator",
     replay_command});

}  // namespace
}  // namespace reprise
