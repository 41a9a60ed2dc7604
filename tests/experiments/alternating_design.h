// A third design, which no code but tests knows: what is true of every design must hold for it,
// too.
#pragma once

namespace reprise {

/// Users belong to the treatments in turn, in the order in which the world has them.
inline constexpr const char* kAlternating = "alternating_for_tests";

}  // namespace reprise
