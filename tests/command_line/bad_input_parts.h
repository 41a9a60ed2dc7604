// Puts mistakes of users together: sound files with one mistake in them.
#pragma once

#include "tests/command_line/bad_inputs.h"
#include "tests/command_line/botify_world.h"

namespace reprise {

// The first three lines of an experiment. The mistake of a case is in line 4.
inline const std::string kHead =
    "experiment: t\n"
    "world: {generate: {tracks: 40, users: 10, dim: 4}}\n"
    "episodes: 20\n";
// The last lines of an experiment whose mistake is elsewhere.
inline const std::string kTail = "control: a\ntreatments: {a: random}\n";

using Message = std::vector<std::string>;

// A mistake in an experiment file, x.yaml.
inline BadInput in_file(std::string name, std::string text, Message message) {
  return {std::move(name), {{"x.yaml", std::move(text)}}, {"run", "x.yaml"}, std::move(message)};
}

// A mistake in line 4 of an experiment that is sound without that line.
inline BadInput in_line(std::string name, const std::string& line, Message message) {
  message.emplace_back("x.yaml:4:");
  return in_file(std::move(name), kHead + line + "\n" + kTail, std::move(message));
}

// A mistake in the treatment of an experiment that is sound otherwise: line 4, from column 17.
inline BadInput in_treatment(std::string name, const std::string& recommender, Message message) {
  message.emplace_back("x.yaml:4:");
  return in_file(std::move(name), kHead + "treatments: {a: " + recommender + "}\ncontrol: a\n",
                 std::move(message));
}

// A sound experiment that is run with these further arguments.
inline BadInput with_arguments(std::string name, std::vector<std::string> arguments,
                               Message message) {
  arguments.insert(arguments.begin(), {"run", "x.yaml"});
  return {std::move(name), {{"x.yaml", kHead + kTail}}, std::move(arguments), std::move(message)};
}

// A sound experiment in the world of these files, with `recommender` as its treatment.
inline BadInput in_world(std::string name, const BotifyWorld& world, Message message,
                         const std::string& recommender = "random") {
  BadInput bad{std::move(name), world.files("w"), {"run", "x.yaml"}, std::move(message)};
  bad.files["x.yaml"] =
      "experiment: t\nworld: w\nepisodes: 20\ncontrol: a\ntreatments: {a: " + recommender + "}\n";
  return bad;
}

// Mistakes in experiments, in groups (bad_experiments.cpp).
std::vector<BadInput> unknown_keys();
std::vector<BadInput> unknown_names();
std::vector<BadInput> wrong_values();
std::vector<BadInput> broken_yaml();
// Mistakes in files that experiments and commands read, in groups (bad_files.cpp).
std::vector<BadInput> missing_files();
std::vector<BadInput> bad_embeddings();
std::vector<BadInput> bad_world_files();
std::vector<BadInput> bad_lists();
std::vector<BadInput> bad_logs();

}  // namespace reprise
