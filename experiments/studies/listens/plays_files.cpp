#include "experiments/studies/listens/plays_files.h"

#include <array>
#include <bit>
#include <chrono>
#include <cstring>
#include <limits>

#include <fmt/format.h>

#include "reports/formats/csv_text.h"
#include "sim/support/files/new_file.h"
#include "sim/support/files/npy_file.h"

namespace reprise {
namespace {

static_assert(std::endian::native == std::endian::little, "plays.npy is little-endian");

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

// Returns "2023-08-01T08:29:37.250Z", without zeros behind the seconds.
std::string start_text(std::int64_t milliseconds, bool relative) {
  if (relative) return fmt::format("{}", static_cast<double>(milliseconds) / 1000);
  constexpr std::int64_t kDay = 86400000;
  const std::int64_t day = milliseconds / kDay - (milliseconds % kDay < 0 ? 1 : 0);
  const std::int64_t within = milliseconds - day * kDay;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  within / 3600000, within / 60000 % 60, within / 1000 % 60);
  if (within % 1000 != 0) text += fmt::format(".{:03}", within % 1000);
  return text + "Z";
}

const char* end_name(PlayEnd end) {
  constexpr std::array<const char*, 5> kNames = {"", "heard_out", "skipped", "stopped",
                                                 "not_skipped"};
  return kNames[static_cast<std::size_t>(end)];
}

const char* choice_name(Choice choice) {
  constexpr std::array<const char*, 3> kNames = {"", "own", "recommended"};
  return kNames[static_cast<std::size_t>(choice)];
}

std::string seconds_text(std::uint32_t milliseconds) {
  return milliseconds == Play::kUnknown ? std::string() : fmt::format("{}", milliseconds / 1e3);
}

const std::string& artist_of(const ListeningLog& log, const LogTrack& track) {
  static const std::string kNone;
  return track.artist == LogTrack::kNoArtist ? kNone : log.artists[track.artist];
}

// Calls `take` with each play that may be written, and the number of its session.
template <class Take>
void walk_plays(const ListeningLog& log, const Take& take) {
  std::uint32_t session = 0;
  bool first = true;
  for (const Play& play : log.plays) {
    if (play.begins_session && !first) ++session;
    first = false;
    if (!play.private_play) take(play, session);
  }
}

void write_csv(const std::filesystem::path& path, const ListeningLog& log,
               const TrackLengths& lengths) {
  NewFile file(path);
  file.write(
      "user,session,start,played_seconds,length_seconds,length_is,played_share,ended,choice,track,"
      "id,artist,title,user_number\n");
  walk_plays(log, [&](const Play& play, std::uint32_t session) {
    const LogTrack& track = log.tracks[play.track];
    const std::uint32_t length = lengths.of(play);
    const double share = played_share(play, lengths);
    file.write(fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", quoted_csv_field(log.users[play.user].name),
        session, start_text(play.start, play.relative),
        play.share_only ? std::string() : seconds_text(play.played), seconds_text(length),
        length == Play::kUnknown        ? "unknown"
        : play.length != Play::kUnknown ? "given"
                                        : "estimated",
        share < 0 ? std::string() : fmt::format("{:.6g}", share), end_name(play.end),
        choice_name(play.choice), play.track, quoted_csv_field(track.id),
        quoted_csv_field(artist_of(log, track)), quoted_csv_field(track.title), play.user));
  });
  file.finish();
}

// The bytes of a play in plays.npy.
struct [[gnu::packed]] StoredPlay {
  std::int64_t start_ms;
  std::uint32_t user;
  std::uint32_t session;
  std::uint32_t track;
  float played_s;
  float length_s;
  float share;
  std::uint8_t ended;
  std::uint8_t choice;
};

// Returns the head of plays.npy.
std::string plays_header(std::uint64_t plays) {
  return npy_header(fmt::format(
      "{{'descr': [('start_ms', '<i8'), ('user', '<u4'), ('session', '<u4'), ('track', '<u4'), "
      "('played_s', '<f4'), ('length_s', '<f4'), ('share', '<f4'), ('ended', '|u1'), ('choice', "
      "'|u1')], 'fortran_order': False, 'shape': ({},), }}",
      plays));
}

void write_npy(const std::filesystem::path& path, const ListeningLog& log,
               const TrackLengths& lengths) {
  std::uint64_t plays = 0;
  walk_plays(log, [&plays](const Play&, std::uint32_t) { ++plays; });
  NewFile file(path);
  file.write(plays_header(plays));
  const auto seconds = [](std::uint32_t milliseconds) {
    return milliseconds == Play::kUnknown ? kUnknown : static_cast<float>(milliseconds / 1e3);
  };
  walk_plays(log, [&](const Play& play, std::uint32_t session) {
    const double share = played_share(play, lengths);
    const StoredPlay stored{play.start,
                            play.user,
                            session,
                            play.track,
                            play.share_only ? kUnknown : seconds(play.played),
                            seconds(lengths.of(play)),
                            share < 0 ? kUnknown : static_cast<float>(share),
                            static_cast<std::uint8_t>(play.end),
                            static_cast<std::uint8_t>(play.choice)};
    std::array<char, sizeof stored> bytes;
    std::memcpy(bytes.data(), &stored, sizeof stored);
    file.write({bytes.data(), bytes.size()});
  });
  file.finish();
}

void write_names(const std::filesystem::path& directory, const ListeningLog& log) {
  std::vector<std::uint64_t> by_user(log.users.size());
  std::vector<std::uint64_t> by_track(log.tracks.size());
  walk_plays(log, [&](const Play& play, std::uint32_t) {
    ++by_user[play.user];
    ++by_track[play.track];
  });
  NewFile users(directory / "users.csv");
  users.write("user,user_number,plays\n");
  for (std::size_t user = 0; user < by_user.size(); ++user) {
    if (by_user[user] == 0) continue;
    users.write(
        fmt::format("{},{},{}\n", quoted_csv_field(log.users[user].name), user, by_user[user]));
  }
  users.finish();
  NewFile tracks(directory / "tracks.csv");
  tracks.write("track,id,artist,title,plays\n");
  for (std::size_t i = 0; i < by_track.size(); ++i) {
    if (by_track[i] == 0) continue;
    const LogTrack& track = log.tracks[i];
    tracks.write(fmt::format("{},{},{},{},{}\n", i, quoted_csv_field(track.id),
                             quoted_csv_field(artist_of(log, track)), quoted_csv_field(track.title),
                             by_track[i]));
  }
  tracks.finish();
}

}  // namespace

void write_plays(const std::filesystem::path& directory, const ListeningLog& log,
                 const TrackLengths& lengths) {
  write_csv(directory / "plays.csv", log, lengths);
  write_npy(directory / "plays.npy", log, lengths);
  write_names(directory, log);
}

}  // namespace reprise
