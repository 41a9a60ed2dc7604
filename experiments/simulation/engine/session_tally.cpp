#include "experiments/simulation/engine/session_tally.h"

#include <algorithm>

#include "sim/support/check.h"

namespace reprise {
namespace {

constexpr std::size_t kFewest =
    1 << 14;  // new sessions are counted when there are at least this many

std::uint64_t key_of(const SessionTally::Entry& entry) {
  return std::uint64_t{entry.user} << 32 | entry.value;
}

// Adds up the entries that have the same key. Such entries must be next to each other.
void unite(std::vector<SessionTally::Entry>& entries) {
  std::size_t last = 0;
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (key_of(entries[i]) == key_of(entries[last])) {
      entries[last].sessions += entries[i].sessions;
    } else {
      entries[++last] = entries[i];
    }
  }
  if (!entries.empty()) entries.resize(last + 1);
}

bool by_key(const SessionTally::Entry& a, const SessionTally::Entry& b) {
  return key_of(a) < key_of(b);
}

}  // namespace

void SessionTally::add(UserIndex user, std::uint32_t value) {
  recent_.push_back(std::uint64_t{user} << 32 | value);
  if (recent_.size() >= std::max(kFewest, counted_.size())) count_recent();
}

void SessionTally::count_recent() {
  if (recent_.empty()) return;
  std::sort(recent_.begin(), recent_.end());
  const auto middle = static_cast<std::ptrdiff_t>(counted_.size());
  for (const std::uint64_t key : recent_) {
    const Entry entry{static_cast<UserIndex>(key >> 32), static_cast<std::uint32_t>(key), 1};
    const bool again =
        counted_.size() > static_cast<std::size_t>(middle) && key_of(counted_.back()) == key;
    again ? void(++counted_.back().sessions) : counted_.push_back(entry);
  }
  recent_.clear();
  std::inplace_merge(counted_.begin(), counted_.begin() + middle, counted_.end(), by_key);
  unite(counted_);
}

SessionTally& SessionTally::operator+=(const SessionTally& other) {
  // The other's recent sessions are counted here, because `other` stays as it is.
  count_recent();
  recent_ = other.recent_;
  count_recent();
  std::vector<Entry> both(counted_.size() + other.counted_.size());
  std::merge(counted_.begin(), counted_.end(), other.counted_.begin(), other.counted_.end(),
             both.begin(), by_key);
  unite(both);
  counted_ = std::move(both);
  return *this;
}

std::vector<SessionTally::Entry> SessionTally::entries() const {
  if (recent_.empty()) return counted_;
  SessionTally copy = *this;
  copy.count_recent();
  return std::move(copy.counted_);
}

SessionTally SessionTally::of(std::vector<Entry> entries) {
  SessionTally tally;
  tally.counted_ = std::move(entries);
  return tally;
}

UserDistributions SessionTally::distributions(std::size_t n_users) const {
  const std::vector<Entry> merged = recent_.empty() ? std::vector<Entry>() : entries();
  UserDistributions users;
  users.begin.assign(n_users + 1, 0);
  for (const Entry& entry : recent_.empty() ? counted_ : merged) {
    REPRISE_CHECK(entry.user < n_users, "user {} of {}", entry.user, n_users);
    ++users.begin[entry.user + 1];
    users.values.push_back(entry.value);
    users.counts.push_back(entry.sessions);
  }
  for (std::size_t user = 0; user < n_users; ++user) users.begin[user + 1] += users.begin[user];
  return users;
}

}  // namespace reprise
