#include "sim/world_files/world_files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "sim/support/files/file.h"
#include "sim/support/files/json_lines.h"
#include "sim/support/files/json_values.h"
#include "sim/support/files/npy_file.h"
#include "sim/support/suggestion.h"
#include "sim/world_files/user_field_reader.h"

namespace reprise {
namespace {

constexpr std::int64_t kMostTracks = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kMostBudget = std::numeric_limits<std::int32_t>::max();

void check_sizes(const std::filesystem::path& path, const char* holds, std::size_t here,
                 const char* other, std::size_t there) {
  if (here != there) {
    throw UserError({path.string(), 0, 0},
                    fmt::format("holds {} {}, but {} has {}; both must describe the same catalog",
                                here, holds, other, there));
  }
}

// Returns the first of `keys` that the value has, or null when it has none or is not an object.
const char* key_in(const nlohmann::json& value, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (value.is_object() && value.contains(key)) return key;
  }
  return nullptr;
}

constexpr std::array kTraits = {"interest_neighbours", "session_budget", "consume_bias",
                                "consume_sharpness", "artist_discount_gamma"};

// Removes the differences between ways to write the same words: "consumeBias", "Consume-Bias".
std::string plain_letters(std::string_view key) {
  std::string letters;
  for (const char c : key) {
    if (c >= 'A' && c <= 'Z') {
      letters.push_back(static_cast<char>(c - 'A' + 'a'));
    } else if (c != '_' && c != '-' && c != ' ') {
      letters.push_back(c);
    }
  }
  return letters;
}

// Returns whether `key` looks like a misspelt `trait`: almost the same text, or only its end
// ("budget"). Keys that people may well add to users themselves ("age", "session") do not count.
bool is_like(const std::string& key, const std::string& trait) {
  constexpr std::size_t kTellingPart = 4;
  constexpr std::size_t kLongest = 64;
  if (key.size() < kTellingPart || key.size() > kLongest) return false;
  return edit_distance(plain_letters(key), plain_letters(trait)) <= 2 || trait.ends_with("_" + key);
}

// Throws UserError for a key that looks like a misspelt trait. Otherwise the trait would silently
// keep its default, and the user would be another one. If the trait itself is there too, the key
// was not a misspelling.
void check_keys(const JsonLine& line) {
  for (const auto& [key, value] : line.object().items()) {
    for (const char* trait : kTraits) {
      if (key == trait || line.has(trait) || !is_like(key, trait)) continue;
      throw UserError(line.place(),
                      fmt::format("unknown key '{}' (did you mean '{}'?); other keys of yours may "
                                  "be there, but none that looks like that one",
                                  key, trait));
    }
  }
}

}  // namespace

void read_embeddings(const std::filesystem::path& path, WorldData& data) {
  NpyArray array = read_npy(path, NpyHalves::kept);
  if (!data.artist_of.empty()) {
    check_sizes(path, "embeddings", array.rows, "the file of tracks", data.artist_of.size());
  }
  // The inner product of two rows of such numbers always fits a float.
  constexpr float kLargest = 1e15F;
  for (std::size_t i = 0; i < array.values.size(); ++i) {
    if (std::abs(array.values[i]) <= kLargest) continue;
    throw UserError({path.string(), 0, 0},
                    fmt::format("row {}, column {} is {:g}; expected numbers from -1e15 to 1e15: "
                                "inner products of larger ones overflow",
                                i / array.columns, i % array.columns, array.values[i]));
  }
  data.dim = array.columns;
  data.embeddings = std::move(array.values);
  data.half_embeddings = std::move(array.halves);
}

void read_tracks(const std::filesystem::path& path, WorldData& data) {
  struct Track {
    std::size_t id = 0;
    std::string artist;
    std::string title;
    std::optional<std::string> genre;
    int line = 0;
    int column = 0;
  };
  // Tracks are kept in the order of the file, so that memory depends on the number of tracks and
  // not on their ids.
  std::vector<Track> tracks;
  read_json_lines(path, [&](const JsonLine& line) {
    const auto id = static_cast<std::size_t>(line.id("track", 0, kMostTracks));
    // Ids must be 0..n-1, so an id far beyond the number of tracks so far is refused at once.
    if (id > 4 * (tracks.size() + 1'000'000)) {
      throw line.wrong("track", "ids that run from 0 to n-1 without gaps");
    }
    tracks.push_back({id, line.text("artist"), line.has("title") ? line.text("title") : "",
                      line.has("genre") ? std::optional(line.text("genre")) : std::nullopt,
                      line.place().line, line.place().column});
  });
  if (tracks.empty()) {
    throw UserError({path.string(), 0, 0},
                    "holds no tracks; expected one JSON object a line, or an array of them");
  }
  // Ids must be 0..n-1, each once.
  const auto by_id = [](const Track& a, const Track& b) { return a.id < b.id; };
  if (!std::is_sorted(tracks.begin(), tracks.end(), by_id)) {
    std::stable_sort(tracks.begin(), tracks.end(), by_id);
  }
  const Track* again = nullptr;  // the first repeated track in the file
  const Track* first = nullptr;
  for (std::size_t i = 1; i < tracks.size(); ++i) {
    if (tracks[i].id != tracks[i - 1].id) continue;
    const auto place = std::tuple(tracks[i].line, tracks[i].column);
    if (again != nullptr && std::tuple(again->line, again->column) < place) continue;
    again = &tracks[i];
    first = &tracks[i - 1];
  }
  if (again != nullptr) {
    throw UserError({path.string(), again->line, again->column},
                    fmt::format("track {} is there twice; the first is in {}; remove one",
                                again->id, line_text({"", first->line, first->column})));
  }
  const std::size_t count = tracks.size();
  if (tracks.back().id != count - 1) {
    std::size_t missing = 0;
    while (tracks[missing].id == missing) ++missing;
    throw UserError(
        {path.string(), 0, 0},
        fmt::format("holds {} tracks with ids up to {}, but track {} is missing; ids must "
                    "be exactly 0 to n-1",
                    count, tracks.back().id, missing));
  }
  if (data.has_embeddings()) {
    check_sizes(path, "tracks", count, "the file of embeddings", data.embedding_rows());
  }
  // Either all tracks have a genre or none has.
  const auto odd = std::find_if(tracks.begin(), tracks.end(), [&](const Track& track) {
    return track.genre.has_value() != tracks.front().genre.has_value();
  });
  if (odd != tracks.end()) {
    const Track& without = odd->genre ? tracks.front() : *odd;
    throw UserError(
        {path.string(), without.line, without.column},
        "this track has no 'genre' but others have one; give it to all of them or none");
  }
  // Numbers artists and genres in the order of the tracks' ids.
  std::unordered_map<std::string, ArtistId> artist_ids;
  std::unordered_map<std::string, GenreId> genre_ids;
  for (Track& track : tracks) {
    if (track.genre) {
      const auto [entry, fresh] =
          genre_ids.emplace(*track.genre, static_cast<GenreId>(data.genres.size()));
      if (fresh) data.genres.push_back(*track.genre);
      data.genre_of.push_back(entry->second);
    }
    const auto [entry, fresh] =
        artist_ids.emplace(track.artist, static_cast<ArtistId>(data.artists.size()));
    if (fresh) data.artists.push_back(std::move(track.artist));
    data.artist_of.push_back(entry->second);
    data.titles.push_back(std::move(track.title));
  }
}

namespace {

// Counts the users that have each trait. A trait that no user has is left to the program on
// purpose; one that some users lack is rather a mistake.
class TraitCounts {
 public:
  // Returns whether the user of this line has the trait.
  bool has(const JsonLine& line, const char* trait) {
    if (!line.has(trait)) return false;
    ++users_with_[trait];
    return true;
  }

  void remark(const std::filesystem::path& path, WorldData& data) const {
    const std::size_t all = data.user_ids.size();
    std::vector<std::string> lacking;
    for (const auto& [trait, users] : users_with_) {
      if (users < all) lacking.push_back(fmt::format("'{}' ({} users)", trait, all - users));
    }
    if (lacking.empty()) return;
    data.remarks.push_back(
        fmt::format("{}: some of the {} users have no {}, which others have; they get the default",
                    path.string(), all, fmt::join(lacking, ", no ")));
  }

 private:
  std::map<std::string, std::size_t> users_with_;
};

}  // namespace

void read_users(const std::filesystem::path& path, WorldData& data, TraitLimits limits,
                const UserTraits& defaults, UserFields* fields) {
  const bool meaningful = limits == TraitLimits::meaningful;
  const auto last_track = static_cast<std::int64_t>(data.artist_of.size()) - 1;
  std::unordered_set<std::int64_t> seen;
  TraitCounts given;
  UserFieldReader others;
  std::vector<const char*> known{"user", "interests"};
  known.insert(known.end(), kTraits.begin(), kTraits.end());
  read_json_lines(path, [&](const JsonLine& line) {
    const std::int64_t id = read_user_id(line, "user");
    if (!seen.insert(id).second) {
      throw UserError(line.place(), fmt::format("user {} is there twice; remove one",
                                                shown(line.object().at("user"))));
    }
    check_keys(line);
    if (fields != nullptr) others.add(line, known);
    UserTraits traits = defaults;
    if (given.has(line, "interest_neighbours")) {
      traits.interest_neighbours =
          static_cast<std::int32_t>(line.integer("interest_neighbours", 1, kMostTracks));
    }
    if (given.has(line, "session_budget")) {
      traits.session_budget = static_cast<std::int32_t>(
          line.integer("session_budget", meaningful ? 1 : -kMostBudget, kMostBudget));
    }
    if (given.has(line, "consume_bias")) traits.consume_bias = line.number("consume_bias");
    if (given.has(line, "consume_sharpness")) {
      traits.consume_sharpness = line.number("consume_sharpness");
      if (meaningful && traits.consume_sharpness < 0) {
        throw line.wrong("consume_sharpness",
                         "at least 0: below 0, users listen longer to what they like less");
      }
    }
    if (given.has(line, "artist_discount_gamma")) {
      traits.artist_discount_gamma = line.number("artist_discount_gamma");
      if (traits.artist_discount_gamma < 0 || (meaningful && traits.artist_discount_gamma > 1)) {
        throw line.wrong("artist_discount_gamma",
                         meaningful ? "a number from 0 to 1" : "a number of at least 0");
      }
    }
    std::vector<TrackId> interests;
    for (const std::int64_t track : line.ids("interests", 0, last_track)) {
      interests.push_back(static_cast<TrackId>(track));
    }
    if (interests.empty()) throw line.wrong("interests", "at least one track id");
    data.user_ids.push_back(id);
    data.traits.push_back(traits);
    data.interests.push_back(std::move(interests));
  });
  if (data.user_ids.empty()) {
    throw UserError({path.string(), 0, 0},
                    "holds no users; expected one JSON object a line, or an array of them");
  }
  given.remark(path, data);
  if (fields != nullptr) *fields = std::move(others).finish();
}

std::vector<TrackId> read_top_tracks(const std::filesystem::path& path, std::size_t n_tracks) {
  const std::string expected =
      fmt::format("a JSON array of track ids from 0 to {}, most popular first", n_tracks - 1);
  std::vector<TrackId> top;
  std::vector<bool> seen(n_tracks, false);
  // Checks one item and appends it to the list.
  const auto add = [&](const nlohmann::json& item, const Place& place) {
    const char* key = key_in(item, {"track", "item_id"});
    const std::optional<std::int64_t> id = id_of(key == nullptr ? item : item.at(key));
    if (!id || *id < 0 || *id >= static_cast<std::int64_t>(n_tracks)) {
      throw UserError(place,
                      fmt::format("item {} is {}; expected {}", top.size(), shown(item), expected));
    }
    const auto track = static_cast<TrackId>(*id);
    if (seen[track]) {
      throw UserError(
          place, fmt::format("track {} is there twice (item {}); remove one", track, top.size()));
    }
    seen[track] = true;
    top.push_back(track);
  };
  JsonValues values(path);
  bool whole = false;  // one object held the whole list
  while (const std::optional<JsonText> value = values.next()) {
    if (value->key) {
      throw UserError(value->place,
                      fmt::format("this is an object with ids as keys, of which '{}' is one: that "
                                  "is no order; expected {}",
                                  *value->key, expected));
    }
    const nlohmann::json item = parse_json(value->text, value->place);
    const char* list = key_in(item, {"tracks", "recommendations"});
    // A list of one track or user is not a popularity list, although such a file looks like several
    // lists.
    if (whole ||
        (list != nullptr && (!top.empty() || key_in(item, {"track", "item_id", "user"})))) {
      throw UserError(value->place, fmt::format("there is more than one list, or a list of one "
                                                "track or user: {}; expected {}",
                                                shown(item), expected));
    }
    if (list == nullptr) {
      add(item, value->place);
      continue;
    }
    if (!item.at(list).is_array()) {
      throw UserError(value->place,
                      fmt::format("'{}' is {}; expected {}", list, shown(item.at(list)), expected));
    }
    for (const nlohmann::json& inside : item.at(list)) add(inside, value->place);
    whole = true;
  }
  if (top.empty()) {
    throw UserError({path.string(), 0, 0}, fmt::format("holds no tracks; expected {}", expected));
  }
  return top;
}

void write_world_files(const World& world, const std::filesystem::path& directory,
                       const UserFields& fields) {
  const Catalog& catalog = world.catalog;
  const auto write_rows = [&](const auto& numbers) {
    write_npy(directory / "tracks.npy", numbers, catalog.embeddings.dim(),
              catalog.embeddings.stride());
  };
  if (catalog.embeddings.are_halves()) {
    write_rows(catalog.embeddings.halves());
  } else {
    write_rows(catalog.embeddings.values());
  }
  // Writes tracks.json, one track a line.
  std::string lines;
  for (TrackId track = 0; track < catalog.n_tracks(); ++track) {
    nlohmann::ordered_json line;
    line["artist"] = catalog.artists[catalog.artist_of[track]];
    line["title"] = catalog.titles[track];
    if (catalog.knows_genres()) line["genre"] = catalog.genres[catalog.genre_of[track]];
    line["track"] = track;
    lines += line.dump(-1, ' ', true) + "\n";
  }
  write_file(directory / "tracks.json", lines);
  // Writes users.json, one user a line. Each of three traits is left out where all users have the
  // default.
  lines.clear();
  const UserTraits defaults;
  const auto differs = [&](auto UserTraits::*trait) {
    return std::any_of(world.users.traits.begin(), world.users.traits.end(),
                       [&](const UserTraits& of) { return of.*trait != defaults.*trait; });
  };
  const bool budgets = differs(&UserTraits::session_budget);
  const bool neighbours = differs(&UserTraits::interest_neighbours);
  const bool gammas = differs(&UserTraits::artist_discount_gamma);
  for (UserIndex user = 0; user < world.users.size(); ++user) {
    const UserTraits& traits = world.users.traits[user];
    nlohmann::ordered_json line;
    if (fields.ids.empty()) {
      line["user"] = world.users.ids[user];
    } else {
      line["user"] = fields.ids[user];
    }
    line["interests"] = world.users.interests(user);
    line["consume_bias"] = traits.consume_bias;
    line["consume_sharpness"] = traits.consume_sharpness;
    if (budgets) line["session_budget"] = traits.session_budget;
    if (neighbours) line["interest_neighbours"] = traits.interest_neighbours;
    if (gammas) line["artist_discount_gamma"] = traits.artist_discount_gamma;
    for (const UserField& field : fields.columns) {
      if (!field.is_text()) {
        if (!std::isnan(field.numbers[user])) line[field.name] = field.numbers[user];
      } else if (field.value_of[user] != UserField::kNoValue) {
        line[field.name] = field.values[field.value_of[user]];
      }
    }
    lines += line.dump() + "\n";
  }
  write_file(directory / "users.json", lines);
  const std::vector<TrackId> top(world.top_tracks.begin(), world.top_tracks.end());
  write_file(directory / "top_tracks.json", nlohmann::json(top).dump() + "\n");
}

}  // namespace reprise
