// What the cache keeps: each kind of file in a folder of its own, declared by the code that writes
// it.
#pragma once

#include <string>

#include "sim/support/registered.h"

namespace reprise {

struct CacheKind {
  static constexpr const char* kind = "kind of cached file";

  std::string folder;  // below cache_directory()
  std::string what;    // "generated and fitted worlds"

  const std::string& name() const { return folder; }
};

/// Declares a kind. Without it, `reprise cache` neither counts nor clears the folder.
using CacheKindRegistration = EntryRegistration<CacheKind>;

}  // namespace reprise
