// The XXH3 of bytes that come part by part.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include <xxhash.h>

namespace reprise {

/// Hashes parts as if they were one text. Not to be shared by threads while it changes. The 64 and
/// the 128 bits are those of XXH3_64bits_withSeed and XXH3_128bits_withSeed; both come from one
/// state, as xxhash.h says.
class HashOfParts {
 public:
  explicit HashOfParts(std::uint64_t seed = 0);

  void add(std::string_view part);
  /// Return the hash of the parts so far.
  std::uint64_t hash64() const { return XXH3_64bits_digest(state_.get()); }
  XXH128_hash_t hash128() const { return XXH3_128bits_digest(state_.get()); }

 private:
  struct Free {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> state_;
};

}  // namespace reprise
