#include "experiments/simulation/workspace.h"

namespace reprise {

std::shared_ptr<SharedWorld> Workspace::world(const WorldSource& source, const Progress& progress) {
  const std::string key = write_yaml(ParameterType<WorldSource>::write(source));
  if (const std::shared_ptr<SharedWorld>* open = worlds_.find(key)) return *open;
  auto shared = std::make_shared<SharedWorld>();
  shared->open = open_world(source, cache_, progress);
  shared->cache = cache_;
  return worlds_.put(key, std::move(shared));
}

}  // namespace reprise
