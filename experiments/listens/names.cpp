#include "experiments/listens/names.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <xxhash.h>

#include "experiments/listens/text/folded_name.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

constexpr std::uint32_t kNone = LogTrack::kNoArtist;

std::uint32_t next_number(std::size_t size, const char* what) {
  if (size >= kNone) throw UserError(fmt::format("the logs have more than {} {}", kNone, what));
  return static_cast<std::uint32_t>(size);
}

}  // namespace

std::uint32_t& ListenNames::NumbersByHash::operator[](const Hash128& hash) {
  if (2 * (taken_ + 1) > entries_.size()) grow();
  const std::size_t mask = entries_.size() - 1;
  for (std::size_t at = hash.low & mask;; at = (at + 1) & mask) {
    Entry& entry = entries_[at];
    if (!entry.taken) {
      entry = {hash, kNone, true};
      ++taken_;
      return entry.number;
    }
    if (entry.hash == hash) return entry.number;
  }
}

void ListenNames::NumbersByHash::grow() {
  constexpr std::size_t kLeast = 1024;
  const std::vector<Entry> old =
      std::exchange(entries_, std::vector<Entry>(std::max(kLeast, 2 * entries_.size())));
  const std::size_t mask = entries_.size() - 1;
  for (const Entry& entry : old) {
    if (!entry.taken) continue;
    std::size_t at = entry.hash.low & mask;
    while (entries_[at].taken) at = (at + 1) & mask;
    entries_[at] = entry;
  }
}

std::uint32_t ListenNames::user(std::string_view scope_name, std::string_view name, bool hidden) {
  if (last_scope_ == nullptr || last_scope_name_ != scope_name) {
    last_scope_name_ = scope_name;
    last_scope_ = &scopes_[last_scope_name_];
  }
  Scope& scope = *last_scope_;
  if (scope.last_user != kNone && scope.last_name == name) return scope.last_user;
  const auto add = [&](std::string shown) {
    const std::uint32_t number = next_number(users_.size(), "users");
    users_.push_back({std::move(shown)});
    return number;
  };
  const auto add_hidden = [&] {
    return add(fmt::format("{}/{}", scope_name, ++scope.hidden_users));
  };
  std::uint32_t number = kNone;
  if (name.empty()) {
    if (scope.owner == kNone) scope.owner = add_hidden();
    number = scope.owner;
  } else {
    const auto [at, added] = scope.users.try_emplace(std::string(name), kNone);
    if (added && hidden && !scope.owner_named) {
      if (scope.owner == kNone) scope.owner = add_hidden();
      scope.owner_named = true;
      at->second = scope.owner;
    } else if (added) {
      at->second = hidden ? add_hidden() : add(std::string(name));
    }
    number = at->second;
  }
  scope.last_name = name;
  scope.last_user = number;
  return number;
}

std::uint32_t ListenNames::track(std::string_view id, std::string_view artist,
                                 std::string_view title) {
  // An id alone decides, but for joined ids; then its names do, too.
  Hash128 written;
  if (!id.empty() && !join_ids_) {
    const XXH128_hash_t hash = XXH3_128bits_withSeed(id.data(), id.size(), 1);
    written = {hash.low64, hash.high64};
  } else {
    const XXH128_hash_t of_title = XXH3_128bits_withSeed(title.data(), title.size(), 2);
    const XXH128_hash_t of_artist =
        XXH3_128bits_withSeed(artist.data(), artist.size(), of_title.low64);
    written = {of_artist.low64, of_artist.high64 ^ of_title.high64};
    if (!id.empty()) {
      const XXH128_hash_t of_id = XXH3_128bits_withSeed(id.data(), id.size(), of_artist.low64);
      written = {of_id.low64, of_id.high64 ^ written.high};
    }
  }
  std::uint32_t& number = written_[written];
  if (number == kNone) number = find_track(id, artist, title);
  return number;
}

std::uint32_t ListenNames::find_track(std::string_view id, std::string_view artist_name,
                                      std::string_view title) {
  const auto new_track = [&] {
    const std::uint32_t number = next_number(tracks_.size(), "tracks");
    tracks_.push_back({std::string(id), std::string(trimmed(title)), artist(artist_name)});
    return number;
  };
  std::uint32_t* of_id = nullptr;
  if (!id.empty()) {
    of_id = &ids_.try_emplace(std::string(id), kNone).first->second;
    if (*of_id != kNone) return *of_id;
    if (!join_ids_ || title.empty()) return *of_id = new_track();
  }
  std::string key = folded_name(artist_name);
  key += '\0';
  key += folded_name(title);
  std::uint32_t& of_names = names_.try_emplace(std::move(key), kNone).first->second;
  if (of_names == kNone) of_names = new_track();
  if (of_id != nullptr) *of_id = of_names;
  return of_names;
}

std::uint32_t ListenNames::artist(std::string_view name) {
  std::string folded = folded_name(name);
  if (folded.empty()) return kNone;
  const auto [at, added] = folded_artists_.try_emplace(std::move(folded), kNone);
  if (added) {
    at->second = next_number(artists_.size(), "artists");
    artists_.emplace_back(trimmed(name));
  }
  return at->second;
}

}  // namespace reprise
