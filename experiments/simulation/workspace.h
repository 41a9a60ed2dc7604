// What the runs of one process share: worlds that are open, models that are trained, and what the
// ends of the way to the oracle came to. A sweep opens a world once.
#pragma once

#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <string>

#include "experiments/simulation/models/model_cache.h"
#include "reports/results/results.h"
#include "sim/world_source/world_source.h"

namespace reprise {

/// Keeps the `capacity` values that were used last.
template <class Value>
class RecentlyUsed {
 public:
  explicit RecentlyUsed(std::size_t capacity) : capacity_(capacity) {}

  /// Null where there is none. Valid until the next put.
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

/// A world and what was made for it.
struct SharedWorld {
  OpenWorld open;
  std::filesystem::path cache;  // where what outlasts the process is kept; empty: nowhere
  RecentlyUsed<KeptModel> models{16};
  std::map<std::string, MetricEstimate> references;  // by everything that they depend on
};

/// Not thread-safe.
class Workspace {
 public:
  /// What outlasts the process is kept in `cache`; empty keeps nothing.
  explicit Workspace(std::filesystem::path cache = {}) : cache_(std::move(cache)) {}

  const std::filesystem::path& cache() const { return cache_; }
  /// Opens the world unless it is open. Throws UserError.
  std::shared_ptr<SharedWorld> world(const WorldSource& source, const Progress& progress);

 private:
  std::filesystem::path cache_;
  // Two: neighbouring runs often take turns between worlds, and each is large.
  RecentlyUsed<std::shared_ptr<SharedWorld>> worlds_{2};
};

}  // namespace reprise
