// How deep trees of Nodes may be, whether they are read or made by paths.
#pragma once

namespace reprise {

inline constexpr int kMostLevels = 64;

}  // namespace reprise
