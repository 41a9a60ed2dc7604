#include "sim/world_files/world_files.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "sim/file.h"
#include "sim/world_files/json_lines.h"
#include "sim/world_files/npy_file.h"

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

}  // namespace

void read_embeddings(const std::filesystem::path& path, WorldData& data) {
  NpyArray array = read_npy(path);
  if (!data.artist_of.empty()) {
    check_sizes(path, "embeddings", array.rows, "the file of tracks", data.artist_of.size());
  }
  data.dim = array.columns;
  data.embeddings = std::move(array.values);
}

void read_tracks(const std::filesystem::path& path, WorldData& data) {
  struct Track {
    std::string artist;
    std::string title;
    std::optional<std::string> genre;
    int line = 0;
  };
  std::vector<Track> tracks;
  std::size_t count = 0;
  int last_line = 0;
  read_json_lines(path, [&](const JsonLine& line) {
    const auto id = static_cast<std::size_t>(line.integer("track", 0, kMostTracks));
    // Ids are 0..n-1, so one beyond everything a file this long can hold is wrong here already.
    if (id >= tracks.size()) {
      if (id > 4 * (count + 1'000'000)) {
        throw line.wrong("track", "ids that run from 0 to n-1 without gaps");
      }
      tracks.resize(id + 1);
    }
    if (tracks[id].line != 0) {
      throw UserError(line.place(), fmt::format("track {} is there twice; the first is in line {}",
                                                id, tracks[id].line));
    }
    last_line = line.place().line;
    tracks[id] = {line.text("artist"), line.has("title") ? line.text("title") : "",
                  line.has("genre") ? std::optional(line.text("genre")) : std::nullopt, last_line};
    ++count;
  });
  if (tracks.empty()) {
    throw UserError({path.string(), 0, 0}, "holds no tracks; expected one JSON object a line");
  }
  if (count != tracks.size()) {
    std::size_t missing = 0;
    while (tracks[missing].line != 0) ++missing;
    throw UserError(
        {path.string(), 0, 0},
        fmt::format("holds {} tracks with ids up to {}, but track {} is missing; ids must "
                    "be exactly 0 to n-1",
                    count, tracks.size() - 1, missing));
  }
  if (!data.embeddings.empty()) {
    check_sizes(path, "tracks", count, "the file of embeddings", data.embeddings.size() / data.dim);
  }
  // All tracks have a genre or none has.
  const auto odd = std::find_if(tracks.begin(), tracks.end(), [&](const Track& track) {
    return track.genre.has_value() != tracks.front().genre.has_value();
  });
  if (odd != tracks.end()) {
    const Track& without = odd->genre ? tracks.front() : *odd;
    throw UserError(
        {path.string(), without.line, 0},
        "this track has no 'genre' but others have one; give it to all of them or none");
  }
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

void read_users(const std::filesystem::path& path, WorldData& data) {
  const auto last_track = static_cast<std::int64_t>(data.artist_of.size()) - 1;
  std::unordered_set<std::int64_t> seen;
  read_json_lines(path, [&](const JsonLine& line) {
    const std::int64_t id = line.integer("user", std::numeric_limits<std::int64_t>::min() + 1,
                                         std::numeric_limits<std::int64_t>::max());
    if (!seen.insert(id).second) {
      throw UserError(line.place(), fmt::format("user {} is there twice", id));
    }
    UserTraits traits;
    if (line.has("interest_neighbours")) {
      traits.interest_neighbours =
          static_cast<std::int32_t>(line.integer("interest_neighbours", 1, kMostTracks));
    }
    if (line.has("session_budget")) {
      traits.session_budget =
          static_cast<std::int32_t>(line.integer("session_budget", -kMostBudget, kMostBudget));
    }
    if (line.has("consume_bias")) traits.consume_bias = line.number("consume_bias");
    if (line.has("consume_sharpness")) traits.consume_sharpness = line.number("consume_sharpness");
    if (line.has("artist_discount_gamma")) {
      traits.artist_discount_gamma = line.number("artist_discount_gamma");
      if (traits.artist_discount_gamma < 0) throw line.wrong("artist_discount_gamma", "at least 0");
    }
    std::vector<TrackId> interests;
    for (const std::int64_t track : line.integers("interests", 0, last_track)) {
      interests.push_back(static_cast<TrackId>(track));
    }
    if (interests.empty()) throw line.wrong("interests", "at least one track id");
    data.user_ids.push_back(id);
    data.traits.push_back(traits);
    data.interests.push_back(std::move(interests));
  });
  if (data.user_ids.empty()) {
    throw UserError({path.string(), 0, 0}, "holds no users; expected one JSON object a line");
  }
}

void read_top_tracks(const std::filesystem::path& path, WorldData& data) {
  const Place place{path.string(), 0, 0};
  const nlohmann::json list = parse_json(read_file(path), place);
  if (!list.is_array() || list.empty()) {
    throw UserError(place, "expected a JSON array of track ids, most popular first");
  }
  std::vector<bool> seen(data.artist_of.size(), false);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const nlohmann::json& item = list[i];
    if (!item.is_number_integer() || item.get<std::int64_t>() < 0 ||
        item.get<std::int64_t>() >= static_cast<std::int64_t>(data.artist_of.size())) {
      throw UserError(place, fmt::format("item {} is {}; expected track ids from 0 to {}", i,
                                         item.dump(-1, ' ', true), data.artist_of.size() - 1));
    }
    const auto track = item.get<TrackId>();
    if (seen[track])
      throw UserError(place, fmt::format("track {} is there twice (item {})", track, i));
    seen[track] = true;
    data.top_tracks.push_back(track);
  }
}

void write_world_files(const World& world, const std::filesystem::path& directory) {
  const Catalog& catalog = world.catalog;
  write_npy(directory / "tracks.npy", catalog.embeddings.values(), catalog.embeddings.dim(),
            catalog.embeddings.stride());
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
  lines.clear();
  const UserTraits defaults;
  for (UserIndex user = 0; user < world.users.size(); ++user) {
    const UserTraits& traits = world.users.traits[user];
    nlohmann::ordered_json line;
    line["user"] = world.users.ids[user];
    line["interests"] = world.users.interests(user);
    line["consume_bias"] = traits.consume_bias;
    line["consume_sharpness"] = traits.consume_sharpness;
    if (traits.session_budget != defaults.session_budget) {
      line["session_budget"] = traits.session_budget;
    }
    if (traits.interest_neighbours != defaults.interest_neighbours) {
      line["interest_neighbours"] = traits.interest_neighbours;
    }
    if (traits.artist_discount_gamma != defaults.artist_discount_gamma) {
      line["artist_discount_gamma"] = traits.artist_discount_gamma;
    }
    lines += line.dump() + "\n";
  }
  write_file(directory / "users.json", lines);
  const std::vector<TrackId> top(world.top_tracks.begin(), world.top_tracks.end());
  write_file(directory / "top_tracks.json", nlohmann::json(top).dump() + "\n");
}

}  // namespace reprise
