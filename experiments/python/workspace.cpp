#include "experiments/python/workspace.h"

#include "sim/support/files/cache_directory.h"

namespace reprise {

Workspace& shared_workspace() {
  // Never destroyed: when the interpreter ends, threads of TBB may still be about.
  static Workspace& workspace = *new Workspace(cache_directory());
  return workspace;
}

}  // namespace reprise
