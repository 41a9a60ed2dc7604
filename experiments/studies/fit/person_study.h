// Adds one person to a world and writes the directory of both: `reprise fit --into WORLD --out
// DIR`.
#pragma once

#include <filesystem>
#include <string>

#include "experiments/fitting/person.h"
#include "sim/world_source/world_source.h"

namespace reprise {

/// Writes the world with the person as its last user (tracks.npy, tracks.json, users.json,
/// top_tracks.json), report.html and report.md, fit.json if the world was fitted by reprise fit
/// (`source` names it then), and person.json last, so that a directory that has it is complete.
/// `command` makes the directory again. The users' fields stay; the
/// person has one, `person`, which is the id. Throws
/// UserError when the world has a user of that id, and when a file cannot be written.
void write_person(const std::filesystem::path& directory, const OpenWorld& open,
                  const WorldSource& source, const Person& person, const std::string& command);

/// Throws UserError at --name when the world has a user of that id.
void check_person_id(const OpenWorld& open, const std::string& id);

}  // namespace reprise
