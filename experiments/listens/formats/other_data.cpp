// Tells apart what people take for logs of listening, and says what it is instead.
#include <algorithm>
#include <array>
#include <string>

#include "experiments/listens/listens_format.h"
#include "experiments/listens/text/csv_records.h"

namespace reprise {
namespace {

std::size_t fields_between(std::string_view line, std::string_view separator) {
  std::size_t fields = 1;
  for (std::size_t at = line.find(separator); at != std::string_view::npos;
       at = line.find(separator, at + separator.size())) {
    ++fields;
  }
  return fields;
}

std::string_view field_of(std::string_view line, std::size_t number, char separator) {
  for (std::size_t i = 0; i < number; ++i) {
    const std::size_t at = line.find(separator);
    if (at == std::string_view::npos) return {};
    line.remove_prefix(at + 1);
  }
  return line.substr(0, line.find(separator));
}

// MovieLens: ratings.csv, ratings.dat (1::1193::5::978300760), u.data (196\t242\t3\t881250949);
// RecBole's files with ratings.
bool is_ratings(const LogHead& head) {
  if (head.json()) return false;
  for (const std::string& column : head.header()) {
    if (column == "rating" || column == "Rating" || column == "rating:float") return true;
  }
  const std::string_view line = head.first_line();
  if (fields_between(line, "::") == 4) return true;
  if (fields_between(line, "\t") != 4) return false;
  for (std::size_t i = 0; i < 4; ++i) {
    if (!read_number_text(field_of(line, i, '\t'))) return false;
  }
  return *read_number_text(field_of(line, 2, '\t')) <= 10;
}

// Last.fm 360K: the SHA-1 of a user, an artist's id and name, and a number of plays.
bool is_lastfm_360k(const LogHead& head) {
  const std::string_view line = head.first_line();
  if (fields_between(line, "\t") != 4) return false;
  const std::string_view user = field_of(line, 0, '\t');
  constexpr std::size_t kSha1 = 40;
  return user.size() == kSha1 &&
         user.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
         read_number_text(field_of(line, 3, '\t')).has_value();
}

bool is_hetrec(const LogHead& head) { return head.has_columns({"userID", "artistID"}); }

bool is_playlists(const LogHead& head) {
  return head.text.starts_with("#EXTM3U") ||
         (head.json() && (head.has_key("playlists") || head.has_key("playlistId")));
}

bool is_parquet(const LogHead& head) { return head.text.starts_with("PAR1"); }

bool is_account(const LogHead& head) {
  if (!head.json()) return false;
  constexpr std::array<std::string_view, 12> kKeys = {
      "email",      "birthdate",   "payment_methods", "postalCode",   "facebookUid",   "inferences",
      "searchTime", "searchQuery", "userIsFollowing", "creationTime", "followerCount", "addresses"};
  return std::any_of(kKeys.begin(), kKeys.end(),
                     [&head](std::string_view key) { return head.has_key(key); });
}

bool is_untimed(const LogHead& head) {
  return head.has_columns({"user_id:token", "item_id:token"}) &&
         !head.has_columns({"timestamp:float"});
}

bool is_tar(const LogHead& head) {
  constexpr std::size_t kMagic = 257;
  return head.text.size() > kMagic + 5 && head.text.substr(kMagic, 5) == "ustar";
}

bool is_other_packing(const LogHead& head) {
  return head.text.starts_with("BZh") ||
         head.text.starts_with(
             "\xFD"
             "7zXZ") ||
         head.text.starts_with("7z\xBC\xAF") || head.text.starts_with("PK\x03\x04");
}

bool is_utf16(const LogHead& head) {
  return head.text.starts_with("\xFF\xFE") || head.text.starts_with("\xFE\xFF");
}

const OtherDataRegistration ratings(
    {"ratings",
     "ratings are no listening: their times are those of rating, and most people rated everything "
     "within an hour. A catalogue's similarities can be trained on them elsewhere; with --columns "
     "they are read as if they were plays",
     is_ratings});
const OtherDataRegistration lastfm_360k(
    {"lastfm_360k",
     "Last.fm 360K has a number of plays for each user and artist, and no times: a popularity of "
     "artists, but no log of listening",
     is_lastfm_360k});
const OtherDataRegistration hetrec(
    {"hetrec",
     "HetRec 2011's Last.fm 2K has plays for each user and artist, cut at 50 artists a user, and "
     "no times: no log of listening",
     is_hetrec});
const OtherDataRegistration playlists(
    {"playlists",
     "playlists are what people collected, not what they heard: track lists for a recommender "
     "(candidates: list_file), but no log of listening",
     is_playlists});
const OtherDataRegistration parquet(
    {"parquet",
     "Parquet is not read; turn it into CSV with DuckDB: duckdb -c \"COPY (SELECT * FROM "
     "'FILE.parquet') TO 'FILE.csv'\", then name its columns with --columns",
     is_parquet});
const OtherDataRegistration account(
    {"account_data",
     "this is other data of an account (who somebody is, where they live, what they pay), which is "
     "left closed; name the files of the listening history alone",
     is_account});
const OtherDataRegistration untimed(
    {"recbole_without_times",
     "this atomic file of RecBole's has no timestamp:float, so nothing says in which order tracks "
     "were heard",
     is_untimed});
const OtherDataRegistration tar({"tar", "this is a tar archive; unpack it first: tar -xf FILE",
                                 is_tar});
const OtherDataRegistration packing(
    {"other_packing",
     "this file is packed by bzip2, xz, 7z, or is a zip archive inside of something else; unpack "
     "it first, or pack it with gzip or zstd",
     is_other_packing});
const OtherDataRegistration utf16({"utf16",
                                   "this text is UTF-16; convert it first: iconv -f UTF-16 -t "
                                   "UTF-8 FILE > NEW",
                                   is_utf16});

}  // namespace
}  // namespace reprise
