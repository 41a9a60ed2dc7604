// Finds the run or sweep that a directory on the command line means, so that people may name the
// directory that they gave to --out.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>

namespace reprise {

/// Returns the directory of the one run or sweep at or below `directory`: `directory` itself if it
/// has one of `files`, else the only directory with one of them at most two levels below, as in
/// OUT/EXPERIMENT/HASH. The cells of a sweep are runs beside it, so a directory EXPERIMENT with
/// sweeps counts with its sweeps alone. Returns nothing if there is none. Throws UserError that
/// names them (ten at most) if there are several. Directories that cannot be read count as empty.
std::optional<std::filesystem::path> find_named_run(const std::filesystem::path& directory,
                                                    std::initializer_list<const char*> files);

}  // namespace reprise
