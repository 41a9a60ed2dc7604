#include "recommenders/candidates/shared_lists.h"

#include <map>
#include <mutex>
#include <tuple>

#include "recommenders/candidates/list_file.h"
#include "sim/support/files/content_fingerprint.h"

namespace reprise {
namespace {

// What the lists of a file depend on: its content, what its keys are, and the world that knows
// them.
using Key = std::tuple<std::string, ListOf, Fingerprint>;

}  // namespace

std::shared_ptr<const Lists> shared_lists(const std::filesystem::path& path, ListOf of,
                                          const World& world) {
  static std::mutex mutex;
  static std::map<Key, std::weak_ptr<const Lists>> known;
  const std::lock_guard lock(mutex);
  std::erase_if(known, [](const auto& lists) { return lists.second.expired(); });
  std::weak_ptr<const Lists>& place =
      known[{content_of_file(path).fingerprint, of, world.fingerprint}];
  std::shared_ptr<const Lists> lists = place.lock();
  if (lists == nullptr) {
    lists = std::make_shared<const Lists>(read_lists(path, of, world));
    place = lists;
  }
  return lists;
}

}  // namespace reprise
