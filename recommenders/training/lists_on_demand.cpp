#include "recommenders/training/lists_on_demand.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include <tbb/parallel_for.h>

#include "sim/support/check.h"

namespace reprise {

ListsOnDemand::ListsOnDemand(ListOf of, std::size_t n_contexts, std::uint32_t longest, Make make)
    : of_(of),
      longest_(longest),
      make_(std::move(make)),
      tracks_(n_contexts),
      scores_(n_contexts, nullptr),
      taken_(n_contexts),
      is_likely_(n_contexts) {}

ListsOnDemand::ListsOnDemand(ListOf of, const Lists& all) : ListsOnDemand(of, all.size(), 0, {}) {
  std::vector<std::uint32_t> contexts(all.size());
  std::iota(contexts.begin(), contexts.end(), 0u);
  put(contexts, all);
}

std::size_t ListsOnDemand::n_made() const {
  const std::lock_guard lock(mutex_);
  return n_made_;
}

void ListsOnDemand::put(std::span<const std::uint32_t> contexts, const Lists& lists) {
  REPRISE_CHECK(lists.size() == contexts.size(), "{} lists of {} contexts", lists.size(),
                contexts.size());
  // Lays out the lists without the lock.
  std::vector<TrackId> content;
  content.reserve(lists.flat.size() + lists.size());
  std::vector<std::size_t> places;
  for (std::uint32_t i = 0; i < lists.size(); ++i) {
    const std::span<const TrackId> list = lists.of(i);
    content.push_back(static_cast<TrackId>(list.size()));
    places.push_back(content.size());
    content.insert(content.end(), list.begin(), list.end());
  }
  const std::lock_guard lock(mutex_);
  const TrackId* const tracks = content_.emplace_back(std::move(content)).data();
  const float* const scores =
      lists.scores.empty() ? nullptr : score_content_.emplace_back(lists.scores).data();
  for (std::size_t i = 0; i < contexts.size(); ++i) {
    const std::uint32_t context = contexts[i];
    taken_[context] = true;
    if (tracks_[context].load(std::memory_order_relaxed) != nullptr) continue;
    ++n_made_;
    if (scores != nullptr) scores_[context] = scores + lists.begin[i];
    tracks_[context].store(tracks + places[i], std::memory_order_release);
    if (of_ == ListOf::users) continue;
    // A track of a list may be played, and then its own list may be asked for.
    for (const TrackId track : lists.of(static_cast<std::uint32_t>(i))) {
      if (is_likely_[track]) continue;
      is_likely_[track] = true;
      likely_.push_back(track);
    }
  }
}

// One list costs nearly as much as many that are made together. So lists that are likely to be
// asked for are made with it.
const TrackId* ListsOnDemand::make_with_others(std::uint32_t context) {
  std::vector<std::uint32_t> together = {context};
  {
    const std::lock_guard lock(mutex_);
    taken_[context] = true;
    const auto take = [&](std::uint32_t other) {
      if (taken_[other]) return;
      taken_[other] = true;
      together.push_back(other);
    };
    for (; together.size() < kTogether && !likely_.empty(); likely_.pop_front()) {
      take(likely_.front());
    }
    for (; together.size() < kTogether && next_ < size(); ++next_) take(next_);
  }
  put(together, make_(together));
  return tracks_[context].load(std::memory_order_acquire);
}

void ListsOnDemand::require(std::span<const std::uint32_t> contexts, const Progress& progress) {
  std::vector<std::uint32_t> missing;
  std::copy_if(contexts.begin(), contexts.end(), std::back_inserter(missing),
               [&](std::uint32_t context) {
                 return tracks_[context].load(std::memory_order_relaxed) == nullptr;
               });
  const std::size_t n_blocks = (missing.size() + kTogether - 1) / kTogether;
  std::mutex progress_mutex;
  std::size_t done = 0;
  tbb::parallel_for(std::size_t{0}, n_blocks, [&](std::size_t block) {
    const std::size_t begin = block * kTogether;
    const auto some =
        std::span(missing).subspan(begin, std::min(kTogether, missing.size() - begin));
    put(some, make_(some));
    if (!progress) return;
    const std::lock_guard lock(progress_mutex);
    done += some.size();
    progress("lists", done, missing.size());
  });
}

std::vector<std::uint32_t> ListsOnDemand::made() const {
  std::vector<std::uint32_t> contexts;
  for (std::uint32_t context = 0; context < size(); ++context) {
    if (tracks_[context].load(std::memory_order_acquire) != nullptr) contexts.push_back(context);
  }
  return contexts;
}

Lists ListsOnDemand::lists_of(std::span<const std::uint32_t> contexts) {
  Lists lists;
  lists.begin.push_back(0);
  for (const std::uint32_t context : contexts) {
    const List list = of(context);
    lists.flat.insert(lists.flat.end(), list.tracks, list.tracks + list.size);
    if (list.scores != nullptr) {
      lists.scores.insert(lists.scores.end(), list.scores, list.scores + list.size);
    }
    lists.begin.push_back(lists.flat.size());
  }
  return lists;
}

}  // namespace reprise
