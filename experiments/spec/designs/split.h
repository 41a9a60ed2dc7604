// Computes upstream's assignment of users to treatments.
#pragma once

#include <cstdint>
#include <string_view>

namespace reprise {

/// Returns the treatment (0 is the control) that upstream's experiment of this name assigns to this
/// user: murmur3(str(user), seed = murmur3(name)) mod n. Pure.
std::uint32_t split_index(std::string_view experiment, std::int64_t user,
                          std::uint32_t n_treatments);
/// The same for an id that is text.
std::uint32_t split_index(std::string_view experiment, std::string_view user,
                          std::uint32_t n_treatments);

}  // namespace reprise
