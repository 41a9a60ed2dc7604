// Tells programs apart by when they were built or installed.
#pragma once

#include <cstdint>
#include <optional>

namespace reprise {

/// Returns the time when this program was built or installed (where Python has loaded it, its
/// shared library), in ticks of the file system's clock. Another build may play other sessions, so
/// what a cache keeps of sessions is named by it. Absent when the system does not tell.
/// Thread-safe.
std::optional<std::int64_t> time_of_program();

}  // namespace reprise
