#include "tests/experiments/listens/random_logs.h"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace reprise {
namespace {

using nlohmann::json;

// Names with everything that breaks careless readers. Some differ by case and blanks alone, and are
// one track.
constexpr const char* kArtists[] = {"Plain",
                                    "\"Odd\" One",
                                    "A, B & C",
                                    "Semi; Colon",
                                    "Ж\xC3\xA4\xC3\x9F",
                                    "\xE5\x8C\x97\xE3\x81\xAE",
                                    "NA",
                                    "D'Arcy"};
constexpr std::uint32_t kTracks = 40;

std::string artist_of(std::uint32_t track) { return kArtists[track % std::size(kArtists)]; }
std::string title_of(std::uint32_t track) {
  return fmt::format("{} {}", track % 3 == 0 ? "Live (\"At\")" : "Track, part", track);
}
std::int64_t length_of(std::uint32_t track) { return 100 + 7 * track; }

std::string upper_ascii(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string iso(std::int64_t seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + "\"";
}

// A row that is left out, and why.
struct OddRow {
  std::string text;
  std::string reason;
};

using Random = std::mt19937;

std::int64_t draw(Random& random, std::int64_t least, std::int64_t most) {
  return least + static_cast<std::int64_t>(random() % static_cast<std::uint32_t>(most - least + 1));
}

// People listen in sessions; some tracks are interrupted and go on. Neighbours are different tracks
// but for the pieces, and pauses are far from every limit.
std::vector<TrueRow> listen(Random& random, const FormatAbilities& can, TrueCounts& counts) {
  std::vector<TrueRow> rows;
  const std::uint32_t users = can.several_users ? 5 : 1;
  counts.users = users;
  std::set<std::uint32_t> tracks;
  for (std::uint32_t user = 0; user < users; ++user) {
    std::int64_t now = 1600000000 + draw(random, 0, 100000);
    std::uint32_t before = kTracks;
    const std::int64_t sessions = draw(random, 2, 6);
    for (std::int64_t session = 0; session < sessions; ++session) {
      ++counts.sessions;
      const std::int64_t plays = draw(random, 1, 12);
      for (std::int64_t play = 0; play < plays; ++play) {
        std::uint32_t track = before;
        while (track == before) track = static_cast<std::uint32_t>(draw(random, 0, kTracks - 1));
        before = track;
        tracks.insert(track);
        ++counts.plays;
        std::int64_t left = length_of(track);
        // Pieces that were interrupted, then the play's own end.
        if (can.ends && can.played && draw(random, 0, 9) == 0) {
          const std::int64_t piece = left / 3;
          rows.push_back({user, track, now, piece, PlayEnd::stopped});
          now += piece + draw(random, 1, 1200);
          left -= piece;
          ++counts.joined;
        }
        const std::int64_t how = draw(random, 0, 9);
        PlayEnd end = PlayEnd::heard_out;
        if (how < 3) end = PlayEnd::skipped;
        if (how == 3) end = PlayEnd::stopped;
        if (!can.ends) end = PlayEnd::unknown;
        const std::int64_t played = end == PlayEnd::heard_out ? left : draw(random, 1, left);
        if (end == PlayEnd::skipped) ++counts.skipped;
        rows.push_back({user, track, now, played, end});
        // Starts are all that some formats have: they are never half an hour apart in a session.
        now += played + draw(random, 0, 20);
      }
      now += draw(random, 3000, 200000);
    }
  }
  counts.tracks = tracks.size();
  counts.used = rows.size();
  return rows;
}

// How a format is written.
struct Writer {
  FormatAbilities can;
  std::string before;
  std::string between = "\n";
  std::string after = "\n";
  std::function<std::string(const TrueRow&, Random&)> row;
  std::vector<OddRow> odd;
};

json spotify_row(const TrueRow& row) {
  const char* reason = "logout";
  if (row.end == PlayEnd::heard_out) reason = "trackdone";
  if (row.end == PlayEnd::skipped) reason = row.track % 2 == 0 ? "fwdbtn" : "backbtn";
  return {{"ts", iso(row.start + row.played)},
          {"ms_played", 1000 * row.played},
          {"master_metadata_track_name", title_of(row.track)},
          {"master_metadata_album_artist_name", artist_of(row.track)},
          {"spotify_track_uri", fmt::format("spotify:track:{:022}", row.track)},
          {"episode_name", nullptr},
          {"spotify_episode_uri", nullptr},
          {"reason_end", reason},
          {"skipped", row.end == PlayEnd::skipped},
          {"incognito_mode", false}};
}

Writer spotify_extended() {
  Writer writer{{false, true, true}, "[\n", ",\n", "\n]", {}, {}};
  writer.row = [](const TrueRow& row, Random& random) {
    return spotify_row(row).dump(random() % 2 == 0 ? -1 : 2);
  };
  json podcast = spotify_row({0, 1, 1600000000, 10, PlayEnd::heard_out});
  podcast["master_metadata_track_name"] = nullptr;
  podcast["spotify_track_uri"] = nullptr;
  json nothing = podcast;
  podcast["episode_name"] = "Episode";
  json early = spotify_row({0, 1, 1600000000, 10, PlayEnd::heard_out});
  early["ts"] = "1970-01-01T00:00:00Z";
  json late = early;
  late["ts"] = "2100-01-01T00:00:00Z";
  json negative = spotify_row({0, 1, 1600000000, 10, PlayEnd::heard_out});
  negative["ms_played"] = -5;
  writer.odd = {{podcast.dump(), "not_a_track"},
                {nothing.dump(), "no_track"},
                {early.dump(), "bad_time"},
                {late.dump(), "bad_time"},
                {negative.dump(), "bad_time"}};
  return writer;
}

Writer listenbrainz() {
  Writer writer;
  const auto listen = [](const TrueRow& row) {
    return json{{"listened_at", row.start},
                {"user_name", fmt::format("person {}", row.user)},
                {"track_metadata",
                 {{"artist_name", artist_of(row.track)},
                  {"track_name", title_of(row.track)},
                  {"additional_info", {{"duration", length_of(row.track)}}}}}};
  };
  writer.can = {true, false, false};
  writer.row = [listen](const TrueRow& row, Random& random) {
    json object = listen(row);
    if (random() % 10 == 0) object["listened_at"] = 1000000000 * row.start;
    if (random() % 10 == 0) {
      object["track_metadata"]["artist_name"] = "  " + upper_ascii(artist_of(row.track));
    }
    return object.dump();
  };
  json nameless = listen({0, 1, 1600000000, 0, PlayEnd::unknown});
  json broken = nameless;
  json early = nameless;
  nameless["track_metadata"]["track_name"] = " ";
  broken["track_metadata"]["artist_name"] = std::string("a\0b", 3);
  early["listened_at"] = 15;
  writer.odd = {
      {nameless.dump(), "no_track"}, {broken.dump(), "no_track"}, {early.dump(), "bad_time"}};
  return writer;
}

Writer lastfm_1k() {
  Writer writer;
  writer.can = {true, false, false};
  writer.row = [](const TrueRow& row, Random& random) {
    return fmt::format("user_{:06}\t{}\t{}\t{}\t\t{}", row.user, iso(row.start),
                       random() % 3 == 0 ? "" : "an-id", artist_of(row.track), title_of(row.track));
  };
  writer.odd = {{"user_000000\t2100-01-01T00:00:00Z\t\tA\t\tB", "bad_time"},
                {"user_000000\tnever\t\tA\t\tB", "bad_time"},
                {"user_000000\t2020-01-01T00:00:00Z\t\tA\t\t", "no_track"}};
  return writer;
}

Writer lastfm_csv() {
  Writer writer;
  writer.before = "\"\",\"date\",\"artist\",\"track\",\"album\"\n";
  writer.row = [](const TrueRow& row, Random& random) {
    std::string time = iso(row.start).substr(0, 19);
    time[10] = ' ';
    return fmt::format("\"{}\",{},{},{},NA", random() % 1000, time, quoted(artist_of(row.track)),
                       quoted(title_of(row.track)));
  };
  writer.odd = {{"\"1\",2100-01-01 00:00:00,\"A\",\"B\",NA", "bad_time"},
                {"\"1\",,\"A\",\"B\",NA", "bad_time"},
                {"\"1\",2020-01-01 00:00:00,\"A\",\"\",NA", "no_track"}};
  return writer;
}

Writer apple_music() {
  Writer writer;
  writer.can = {false, true, true};
  writer.before =
      "Album Name,Artist Name,Content Name,End Reason Type,Event Start Timestamp,Event End "
      "Timestamp,Event Type,Item Type,Media Type,Media Duration In Milliseconds,Play Duration "
      "Milliseconds,User\xE2\x80\x99s Audio Quality\n";
  writer.row = [](const TrueRow& row, Random&) {
    const char* reason = "PLAYBACK_MANUALLY_PAUSED";
    if (row.end == PlayEnd::heard_out) reason = "NATURAL_END_OF_TRACK";
    if (row.end == PlayEnd::skipped) reason = "TRACK_SKIPPED_FORWARDS";
    return fmt::format("Album,{},{},{},{},{},PLAY_END,ITUNES_STORE_CONTENT,AUDIO,{},{},",
                       quoted(artist_of(row.track)), quoted(title_of(row.track)), reason,
                       iso(row.start), iso(row.start + row.played), 1000 * length_of(row.track),
                       1000 * row.played);
  };
  writer.odd = {{",,,,2020-01-01T00:00:00Z,2020-01-02T00:00:00Z,PLAY_END,"
                 "AGGREGATE_NON_CATALOG_PLAY_TIME,AUDIO,,86400000,",
                 "not_a_track"},
                {",A,B,SCRUB_BEGIN,,2020-01-01T00:00:00.5Z,PLAY_END,ITUNES_STORE_CONTENT,AUDIO,,"
                 "-500,",
                 "bad_time"}};
  return writer;
}

Writer table() {
  Writer writer;
  // Of a play that was neither skipped nor heard out, both columns say no.
  writer.can = {true, true, true};
  writer.before = "uid,ts,item,sec,len,skip,done\n";
  writer.row = [](const TrueRow& row, Random&) {
    return fmt::format("{},{},{},{},{},{},{}", row.user, row.start, row.track, row.played,
                       length_of(row.track), row.end == PlayEnd::skipped ? 1 : 0,
                       row.end == PlayEnd::heard_out ? 1 : 0);
  };
  writer.odd = {{"0,,1,5,100,0,0", "bad_time"}, {"0,1600000000,,5,100,0,0", "no_track"}};
  return writer;
}

Writer recbole() {
  Writer writer;
  writer.can = {true, false, false};
  writer.before = "user_id:token\titem_id:token\ttimestamp:float\n";
  writer.row = [](const TrueRow& row, Random&) {
    return fmt::format("{}\t{}\t{}.0", row.user, row.track, row.start);
  };
  writer.odd = {{"0\t\t1600000000.0", "no_track"}, {"0\t1\t", "bad_time"}};
  return writer;
}

// Two rows of one minute are no duplicates, because their milliseconds differ.
Writer spotify_account() {
  Writer writer{{false, false, true}, "[\n", ",\n", "\n]", {}, {}};
  const auto play = [](const TrueRow& row, std::int64_t milliseconds) {
    std::string time = iso(row.start + row.played).substr(0, 16);
    time[10] = ' ';
    return json{{"endTime", time},
                {"artistName", artist_of(row.track)},
                {"trackName", title_of(row.track)},
                {"msPlayed", milliseconds}};
  };
  writer.row = [play](const TrueRow& row, Random& random) {
    return play(row, 1000 * row.played + draw(random, 0, 999)).dump(random() % 2 == 0 ? -1 : 2);
  };
  const TrueRow some{0, 1, 1600000000, 10, PlayEnd::unknown};
  json early = play(some, 1);
  early["endTime"] = "1970-01-01 00:00";
  json nameless = play(some, 1);
  nameless["trackName"] = "";
  writer.odd = {
      {R"({"endTime":"2020-09-13 12:26","podcastName":"P","episodeName":"E","msPlayed":5})",
       "not_a_track"},
      {early.dump(), "bad_time"},
      {play(some, -7).dump(), "bad_time"},
      {nameless.dump(), "no_track"}};
  return writer;
}

Writer rockbox(bool ends) {
  Writer writer{{false, true, false},
                "#AUDIOSCROBBLER/1.1\n#TZ/UNKNOWN\n#CLIENT/Rockbox\n",
                "\n",
                "",
                {},
                {}};
  writer.row = [ends](const TrueRow& row, Random&) {
    return fmt::format("{}\tAlbum\t{}\t1\t{}\t{}\t{}\t", artist_of(row.track), title_of(row.track),
                       length_of(row.track), row.end == PlayEnd::skipped ? "S" : "L",
                       ends ? row.start + row.played : row.start);
  };
  writer.odd = {{"A\tAlbum\tT\t1\t100\tL\t0\t", "bad_time"},
                {"A\tAlbum\t\t1\t100\tS\t1600000000\t", "no_track"}};
  return writer;
}

Writer lastfm_api() {
  Writer writer{{}, R"({"recenttracks":{"@attr":{"user":"somebody"},"track":[)", ",\n", "]}}", {},
                {}};
  const auto track_of = [](const TrueRow& row) {
    return json{{"artist", {{"#text", artist_of(row.track)}, {"mbid", ""}}},
                {"name", title_of(row.track)},
                {"date", {{"uts", std::to_string(row.start)}}}};
  };
  writer.row = [track_of](const TrueRow& row, Random& random) {
    json track = track_of(row);
    if (random() % 3 == 0) track["artist"] = artist_of(row.track);
    return track.dump(random() % 2 == 0 ? -1 : 1);
  };
  json playing = track_of({0, 1, 1600000000, 10, PlayEnd::unknown});
  json undated = playing;
  undated.erase("date");
  playing.erase("date");
  playing["@attr"] = {{"nowplaying", "true"}};
  writer.odd = {{playing.dump(), "now_playing"}, {undated.dump(), "bad_time"}};
  return writer;
}

Writer writer_of(const std::string& format) {
  if (format == "spotify_account") return spotify_account();
  if (format == "rockbox_start" || format == "rockbox_end") return rockbox(format == "rockbox_end");
  if (format == "lastfm_api") return lastfm_api();
  if (format == "spotify_extended") return spotify_extended();
  if (format == "listenbrainz") return listenbrainz();
  if (format == "lastfm_1k") return lastfm_1k();
  if (format == "lastfm_csv") return lastfm_csv();
  if (format == "apple_music") return apple_music();
  if (format == "table") return table();
  return recbole();
}

}  // namespace

const std::vector<std::string>& random_log_formats() {
  static const std::vector<std::string> formats = {
      "spotify_extended", "spotify_account", "listenbrainz", "lastfm_1k",
      "lastfm_csv",       "lastfm_api",      "apple_music",  "rockbox_start",
      "rockbox_end",      "table",           "recbole"};
  return formats;
}

std::string WrittenLog::text_of(std::size_t begin, std::size_t end) const {
  std::string text = before;
  for (std::size_t i = begin; i < end; ++i) {
    text += rows[i];
    if (i + 1 < end) text += between;
  }
  return text + after;
}

std::string WrittenLog::text() const { return text_of(0, rows.size()); }

WrittenLog write_random_log(const std::string& format, std::uint32_t seed) {
  Random random(seed);
  const Writer writer = writer_of(format);
  WrittenLog log;
  log.before = writer.before;
  log.between = writer.between;
  log.after = writer.after;
  const std::vector<TrueRow> rows = listen(random, writer.can, log.counts);
  for (const TrueRow& row : rows) log.rows.push_back(writer.row(row, random));
  // Duplicates stand anywhere behind their row, rows that are left out anywhere.
  const auto put = [&](const std::string& text, std::size_t from, const std::string& reason) {
    const auto at = static_cast<std::ptrdiff_t>(
        draw(random, static_cast<std::int64_t>(from), static_cast<std::int64_t>(log.rows.size())));
    log.rows.insert(log.rows.begin() + at, text);
    ++log.counts.left_out[reason];
  };
  for (std::int64_t i = draw(random, 0, 4); i > 0; --i) {
    const auto of =
        static_cast<std::size_t>(draw(random, 0, static_cast<std::int64_t>(log.rows.size()) - 1));
    put(std::string(log.rows[of]), of + 1, "duplicate");
  }
  for (const OddRow& odd : writer.odd) {
    for (std::int64_t i = draw(random, 0, 3); i > 0; --i) put(odd.text, 0, odd.reason);
  }
  log.counts.rows = log.rows.size();
  return log;
}

}  // namespace reprise
