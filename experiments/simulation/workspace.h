// Holds the data that the runs of one process share: open worlds, trained models, and the estimates
// of reference recommenders, which the oracle gap is measured with. A sweep therefore opens a world
// only once.
#pragma once

#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <string>

#include "experiments/simulation/models/kept_log.h"
#include "experiments/simulation/models/model_cache.h"
#include "reports/results/results.h"
#include "sim/world_source/world_source.h"

namespace reprise {

/// A map that keeps the `capacity` values that were used last.
template <class Value>
class RecentlyUsed {
 public:
  explicit RecentlyUsed(std::size_t capacity) : capacity_(capacity) {}

  /// Returns the value of `key`, or null if it is not kept. Valid until the next put().
  Value* find(const std::string& key) {
    for (auto at = values_.begin(); at != values_.end(); ++at) {
      if (at->first != key) continue;
      values_.splice(values_.begin(), values_, at);
      return &values_.front().second;
    }
    return nullptr;
  }
  Value& put(std::string key, Value value) {
    values_.emplace_front(std::move(key), std::move(value));
    if (values_.size() > capacity_) values_.pop_back();
    return values_.front().second;
  }

 private:
  std::size_t capacity_;
  std::list<std::pair<std::string, Value>> values_;
};

/// An open world and the objects that were made for it.
struct SharedWorld {
  OpenWorld open;
  std::filesystem::path cache;  // the directory of the cache; empty: no cache
  RecentlyUsed<KeptModel> models{16};
  KeptLog log;                                       // from which a model was trained last
  std::map<std::string, MetricEstimate> references;  // by all that the estimate depends on
};

/// The open worlds of one process. Not thread-safe.
class Workspace {
 public:
  /// `cache` is the directory for data that outlives the process; if it is empty, nothing is kept.
  explicit Workspace(std::filesystem::path cache = {}) : cache_(std::move(cache)) {}

  const std::filesystem::path& cache() const { return cache_; }
  /// Returns the world, and opens it if it is not open. Throws UserError.
  std::shared_ptr<SharedWorld> world(const WorldSource& source, const Progress& progress);

 private:
  std::filesystem::path cache_;
  // Two worlds are kept, because neighbouring runs often take turns between two worlds. More are
  // not kept, because each world is large.
  RecentlyUsed<std::shared_ptr<SharedWorld>> worlds_{2};
};

}  // namespace reprise
