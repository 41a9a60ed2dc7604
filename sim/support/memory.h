// The memory that this process can still take, so that work can be refused before it takes too
// much.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace reprise {

/// Returns the bytes that this process can take more without swapping or being ended: the least of
/// what the machine has available (MemAvailable), what its control group may still have (memory.max
/// of version 2, files in the caches not counted), and what `ulimit -v` leaves. Absent where the
/// system tells none of these. `root` is "/", except in tests. Thread-safe.
std::optional<std::uint64_t> available_memory(const std::filesystem::path& root = "/");

/// Returns a number of bytes for readers: "750 MB", "1.3 GB", "19 GB" (1 GB is 1e9 bytes). Pure.
std::string memory_text(std::uint64_t bytes);

}  // namespace reprise
