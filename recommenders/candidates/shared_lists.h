// List files that are in use: each is read once and is in memory once, however many parts use it.
#pragma once

#include <filesystem>
#include <memory>

#include "recommenders/lists.h"
#include "sim/world/world.h"

namespace reprise {

/// Returns the whole lists of the file, as read_lists (list_file.h) reads them for this world.
/// Files of equal content share their lists as long as someone keeps a pointer to them; a file that
/// has changed since is read again. Throws what read_lists throws. Thread-safe; a thread waits
/// while another one reads.
std::shared_ptr<const Lists> shared_lists(const std::filesystem::path& path, ListOf of,
                                          const World& world);

}  // namespace reprise
