// Gives numbers to the users, tracks and artists of a log: each name is kept once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace reprise {

/// A user of a log.
struct LogListener {
  std::string name;  // as the log has it; for an account, a name of ours: "spotify_extended/1"
};

/// A track of a log, with the names of its first row.
struct LogTrack {
  static constexpr std::uint32_t kNoArtist = 0xffffffff;

  std::string id;  // empty when the log has none
  std::string title;
  std::uint32_t artist = kNoArtist;
};

/// The names of a log. Each is kept once, whatever the number of its rows. Not safe to use from
/// several threads at once.
class ListenNames {
 public:
  /// With `join_ids`, tracks of one artist and title are one track, whatever their ids.
  explicit ListenNames(bool join_ids) : join_ids_(join_ids) {}

  /// Returns the number of a user. `scope` tells apart users of formats, whose names mean nothing
  /// to each other; `hidden` names are replaced, because they name accounts. In a hidden scope, no
  /// name and the first name are one user: the owner.
  std::uint32_t user(std::string_view scope, std::string_view name, bool hidden);

  /// Returns the number of the track with this id, or, where that is empty, with this artist and
  /// title, which are compared folded.
  std::uint32_t track(std::string_view id, std::string_view artist, std::string_view title);

  const std::vector<LogListener>& users() const { return users_; }
  const std::vector<LogTrack>& tracks() const { return tracks_; }
  const std::vector<std::string>& artists() const { return artists_; }

 private:
  struct Hash128 {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool operator==(const Hash128&) const = default;
  };
  // Numbers by hash, in one array that is at most half full: every row looks into it.
  class NumbersByHash {
   public:
    /// Returns the number of the hash, which is kNone when it was not there before.
    std::uint32_t& operator[](const Hash128& hash);

   private:
    struct Entry {
      Hash128 hash;
      std::uint32_t number = 0;
      bool taken = false;
    };
    void grow();

    std::vector<Entry> entries_;
    std::size_t taken_ = 0;
  };
  struct Scope {
    std::unordered_map<std::string, std::uint32_t> users;
    std::uint32_t owner = LogTrack::kNoArtist;
    bool owner_named = false;
    std::uint32_t hidden_users = 0;
    std::string last_name;
    std::uint32_t last_user = LogTrack::kNoArtist;
  };

  std::uint32_t find_track(std::string_view id, std::string_view artist, std::string_view title);
  std::uint32_t artist(std::string_view name);

  bool join_ids_;
  std::vector<LogListener> users_;
  std::vector<LogTrack> tracks_;
  std::vector<std::string> artists_;
  std::unordered_map<std::string, Scope> scopes_;
  std::string last_scope_name_;
  Scope* last_scope_ = nullptr;
  // Names as they were written, by their 128-bit hash, so that a name is folded once for each way
  // of writing it.
  NumbersByHash written_;
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::unordered_map<std::string, std::uint32_t> names_;
  std::unordered_map<std::string, std::uint32_t> folded_artists_;
};

}  // namespace reprise
