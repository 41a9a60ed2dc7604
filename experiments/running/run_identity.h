// Says which run a run state belongs to. Two run states may be merged only if they are of the same
// run.
#pragma once

#include <string>

namespace reprise {

/// The identity of a run. The config's hash (ExperimentSpec::hash) covers the settings and the
/// contents of all input files. A run state also depends on the world, which another version of the
/// program may generate otherwise, and on the program itself.
struct RunIdentity {
  std::string config_hash;
  std::string world;    // fingerprint of the world
  std::string program;  // version_text(); another version may play other sessions

  friend bool operator==(const RunIdentity&, const RunIdentity&) = default;
};

}  // namespace reprise
