#include "experiments/statistics/quantile_replicates.h"

#include <deque>
#include <mutex>
#include <span>
#include <string>

#include <fmt/format.h>
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include "experiments/statistics/poisson_weights.h"
#include "sim/support/fingerprint.h"

namespace reprise {
namespace {

// Results of the usual number of replicates are kept by the hundreds, very long ones one by one.
constexpr std::size_t kMostKept = 64 << 20;  // bytes

struct Kept {
  std::string name;
  std::shared_ptr<const QuantileReplicates> replicates;
};

// Returns a name that is made of everything on which the replicates depend.
std::string name_of(const UserDistributions& users, double probability, StreamKey key,
                    std::uint64_t replicates) {
  const auto name = [](const auto& column) {
    return fingerprint128(std::as_bytes(std::span(column)));
  };
  return fmt::format("{} {} {} {} {} {} {}", name(users.begin), name(users.values),
                     name(users.counts), probability, key.v[0], key.v[1], replicates);
}

// The weights of all replicates, one row each. Treatments of one experiment share them, and drawing
// them takes most of the time of a replicate. The last ones are kept, unless they are large.
struct Weights {
  StreamKey key{};
  std::size_t n_users = 0;
  std::uint64_t replicates = 0;
  std::vector<std::uint8_t> rows;

  bool are(StreamKey of_key, std::size_t of_users, std::uint64_t of_replicates) const {
    return key == of_key && n_users == of_users && replicates == of_replicates;
  }
  std::span<const std::uint8_t> row(std::uint64_t replicate) const {
    return std::span(rows).subspan(replicate * n_users, n_users);
  }
};

template <class Body>
void for_each_replicate(std::uint64_t replicates, const Body& body) {
  using Range = tbb::blocked_range<std::uint64_t>;
  tbb::parallel_for(Range(0, replicates), [&](const Range& range) {
    for (std::uint64_t i = range.begin(); i < range.end(); ++i) body(i);
  });
}

std::shared_ptr<const Weights> shared_weights(StreamKey key, std::size_t n_users,
                                              std::uint64_t replicates) {
  static std::mutex mutex;
  static std::shared_ptr<const Weights> last;
  {
    const std::lock_guard lock(mutex);
    if (last != nullptr && last->are(key, n_users, replicates)) return last;
  }
  auto made = std::make_shared<Weights>();
  made->key = key;
  made->n_users = n_users;
  made->replicates = replicates;
  made->rows.resize(n_users * replicates);
  for_each_replicate(replicates, [&](std::uint64_t i) {
    poisson_weights(key, i, std::span(made->rows).subspan(i * n_users, n_users));
  });
  const std::lock_guard lock(mutex);
  last = made;
  return made;
}

}  // namespace

std::shared_ptr<const QuantileReplicates> quantile_replicates(const UserDistributions& users,
                                                              double probability, StreamKey key,
                                                              std::uint64_t replicates,
                                                              std::uint64_t most_weights) {
  static std::mutex mutex;
  static std::deque<Kept> kept;  // the latest first
  const std::string name = name_of(users, probability, key, replicates);
  {
    const std::lock_guard lock(mutex);
    for (const Kept& known : kept) {
      if (known.name == name) return known.replicates;
    }
  }
  const SessionQuantile quantile(users, probability);
  auto made = std::make_shared<QuantileReplicates>(replicates);
  const std::size_t n_users = quantile.users();
  if (n_users > 0 && replicates <= most_weights / n_users) {
    const std::shared_ptr<const Weights> weights = shared_weights(key, n_users, replicates);
    for_each_replicate(replicates,
                       [&](std::uint64_t i) { (*made)[i] = quantile.weighted(weights->row(i)); });
  } else {
    for_each_replicate(replicates, [&](std::uint64_t i) {
      thread_local std::vector<std::uint8_t> weights;
      weights.resize(n_users);
      poisson_weights(key, i, weights);
      (*made)[i] = quantile.weighted(weights);
    });
  }
  const std::lock_guard lock(mutex);
  kept.push_front({name, made});
  std::size_t bytes = 0;
  for (const Kept& one : kept) bytes += one.replicates->size() * sizeof(one.replicates->front());
  for (; bytes > kMostKept && kept.size() > 1; kept.pop_back()) {
    bytes -= kept.back().replicates->size() * sizeof(kept.back().replicates->front());
  }
  return made;
}

}  // namespace reprise
