#include "sim/support/hash_of_parts.h"

#include <new>

namespace reprise {

HashOfParts::HashOfParts(std::uint64_t seed) : state_(XXH3_createState()) {
  if (state_ == nullptr) throw std::bad_alloc();
  XXH3_64bits_reset_withSeed(state_.get(), seed);
}

void HashOfParts::add(std::string_view part) {
  XXH3_64bits_update(state_.get(), part.data(), part.size());
}

}  // namespace reprise
