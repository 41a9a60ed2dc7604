// Small logs in every format, with the oddities of real ones.
#include <gmock/gmock.h>

#include "experiments/listens/listens_format.h"
#include "tests/experiments/listens/reading.h"

namespace reprise {
namespace {

using nlohmann::json;
using testing::HasSubstr;

// Compares only the keys that are expected.
void expect_numbers(const json& got, const json& expected) {
  for (const auto& [key, value] : expected.items()) EXPECT_EQ(got.at(key), value) << key;
}

std::string spotify_row(const std::string& end, const std::string& reason, const std::string& track,
                        int ms, const std::string& more = "") {
  return fmt::format(
      R"({{"ts":"{}","ms_played":{},"master_metadata_track_name":"T{}","master_metadata_album_artist_name":"A","spotify_track_uri":"spotify:track:{}","episode_name":null,"reason_end":"{}","skipped":null{}}})",
      end, ms, track, track, reason, more);
}

TEST(SpotifyExtended, TakesTheReasonAndNotTheFlag) {
  const std::string text = "[" + spotify_row("2020-01-01T00:03:00Z", "fwdbtn", "1", 60000) + "," +
                           spotify_row("2020-01-01T00:06:00Z", "endplay", "2", 60000) + "," +
                           spotify_row("2020-01-01T00:09:00Z", "trackdone", "3", 60000) + "," +
                           spotify_row("2020-01-01T00:12:00Z", "backbtn", "4", 0) + "]";
  const json expected = {{"rows", 4},    {"used", 4},      {"skipped", 2},
                         {"stopped", 1}, {"heard_out", 1}, {"sessions", 1}};
  expect_numbers(json_of_text(text), expected);
}

TEST(SpotifyExtended, JoinsPiecesAndNotRepeats) {
  // Stopped, and went on 29 minutes later; heard out, and played again.
  std::string text = "[" + spotify_row("2020-01-01T00:01:00Z", "logout", "1", 60000) + "," +
                     spotify_row("2020-01-01T00:32:00Z", "trackdone", "1", 120000) + "," +
                     spotify_row("2020-01-01T00:35:00Z", "trackdone", "1", 180000) + "]";
  expect_numbers(json_of_text(text), json{{"plays", 2}, {"joined", 1}, {"heard_out", 2}});
  // 30 minutes are too long a pause, and another track between them is another play.
  text = "[" + spotify_row("2020-01-01T00:01:00Z", "logout", "1", 60000) + "," +
         spotify_row("2020-01-01T00:33:00Z", "trackdone", "1", 120000) + "]";
  expect_numbers(json_of_text(text), json{{"plays", 2}, {"joined", 0}, {"sessions", 2}});
}

// A play whose reason is not given was neither heard out nor skipped.
TEST(SpotifyExtended, JoinsPiecesWhoseEndIsNotSaid) {
  const std::string text = "[" + spotify_row("2020-01-01T00:01:00Z", "", "1", 60000) + "," +
                           spotify_row("2020-01-01T00:04:00Z", "unknown", "1", 60000) + "," +
                           spotify_row("2020-01-01T00:08:00Z", "trackdone", "1", 60000) + "]";
  expect_numbers(json_of_text(text), json{{"plays", 1}, {"joined", 2}, {"heard_out", 1}});
}

TEST(SpotifyExtended, CountsIncognitoPlaysUnlessAsked) {
  const TemporaryFolder folder;
  const std::string text =
      "[" + spotify_row("2020-01-01T00:03:00Z", "fwdbtn", "1", 1, ",\"incognito_mode\":true") +
      "," + spotify_row("2020-01-01T00:06:00Z", "fwdbtn", "2", 1, ",\"incognito_mode\":false") +
      "]";
  ListensRequest request = request_for({folder.write("a.json", text)});
  expect_numbers(json_of(request), json{{"used", 2}, {"private_plays", 1}});
  request.drop_private = true;
  expect_numbers(json_of(request),
                 json{{"used", 1}, {"private_plays", 0}, {"left_out", {{"private", 1}}}});
}

TEST(SpotifyExtended, OldAndNewFilesOfOneAccountAreOneUser) {
  const TemporaryFolder folder;
  const std::string old_file = folder.write(
      "endsong_0.json",
      "[" + spotify_row("2016-01-01T00:03:00Z", "fwdbtn", "1", 1, ",\"username\":\"me\"") + "]");
  const std::string new_file =
      folder.write("Streaming_History_Audio_2023.json",
                   "[" + spotify_row("2016-02-01T00:03:00Z", "fwdbtn", "1", 1) + "]");
  const std::string other = folder.write(
      "endsong_1.json",
      "[" + spotify_row("2016-01-01T00:03:00Z", "fwdbtn", "1", 1, ",\"username\":\"you\"") + "]");
  EXPECT_EQ(json_of(request_for({old_file, new_file})).at("users"), 1);
  EXPECT_EQ(json_of(request_for({old_file, new_file, other})).at("users"), 2);
}

TEST(SpotifyExtended, VideosAreNoTracks) {
  const TemporaryFolder folder;
  const std::string text = "[" + spotify_row("2020-01-01T00:03:00Z", "fwdbtn", "1", 1) + "]";
  expect_numbers(json_of(request_for({folder.write("Streaming_History_Video_2020.json", text)})),
                 json{{"rows", 1}, {"used", 0}, {"left_out", {{"not_a_track", 1}}}});
}

TEST(SpotifyExtended, AdvertisementsAndEpisodesAreNoTracks) {
  std::string text = "[" + spotify_row("2020-01-01T00:03:00Z", "trackdone", "1", 1);
  for (const char* kind : {"ad", "episode", "video"}) {
    std::string row = spotify_row("2020-01-01T00:03:00Z", "trackdone", "1", 1);
    row.replace(row.find("spotify:track"), 13, std::string("spotify:") + kind);
    text += "," + row;
  }
  expect_numbers(json_of_text(text + "]"), json{{"used", 1}, {"left_out", {{"not_a_track", 3}}}});
}

TEST(SpotifyExtended, JoinsIdsOfOneSongWhenAsked) {
  const TemporaryFolder folder;
  std::string twin = spotify_row("2020-01-01T00:06:00Z", "fwdbtn", "2", 1);
  twin.replace(twin.find("T2"), 2, " t1");
  ListensRequest request = request_for({folder.write(
      "a.json", "[" + spotify_row("2020-01-01T00:03:00Z", "fwdbtn", "1", 1) + "," + twin + "]")});
  EXPECT_EQ(json_of(request).at("tracks"), 2);
  request.join_ids = true;
  EXPECT_EQ(json_of(request).at("tracks"), 1);
}

TEST(SpotifyAccount, KeepsTheOrderOfTheFileWithinAMinute) {
  const std::string row =
      R"({{"endTime":"2023-11-14 22:{:02}","artistName":"A","trackName":"{}","msPlayed":{}}})";
  const std::string text = "[" + fmt::format(fmt::runtime(row), 14, "one", 1000) + "," +
                           fmt::format(fmt::runtime(row), 14, "two", 59000) + "," +
                           fmt::format(fmt::runtime(row), 14, "three", 2000) + "]";
  const TemporaryFolder folder;
  const ListeningLog log = read_listens(request_for({folder.write("a.json", text)}));
  ASSERT_EQ(log.plays.size(), 3U);
  EXPECT_EQ(log.tracks[log.plays[0].track].title, "one");
  EXPECT_EQ(log.tracks[log.plays[1].track].title, "two");
  EXPECT_EQ(log.tracks[log.plays[2].track].title, "three");
  for (const Play& play : log.plays) {
    // All of them ended within the minute.
    EXPECT_GE(play.end_time(), 1700000040000);
    EXPECT_LT(play.end_time(), 1700000100000);
  }
}

// However long the plays of a minute are together: each ends in it, and lasts no longer than from
// its start.
TEST(SpotifyAccount, PlaysEndWithinTheirMinutes) {
  std::string text = "[";
  for (int i = 0; i < 38; ++i) {
    text += fmt::format(
        R"({}{{"endTime":"2023-11-14 22:{}","artistName":"A","trackName":"T{}","msPlayed":{}}})",
        i == 0 ? "" : ",", 14 + i / 20, i, i % 5 == 0 ? 150000 : 900 * i);
  }
  const TemporaryFolder folder;
  const ListeningLog log = read_listens(request_for({folder.write("a.json", text + "]")}));
  ASSERT_EQ(log.plays.size(), 38U);
  for (std::size_t i = 0; i < 38; ++i) {
    SCOPED_TRACE(i);
    const Play& play = log.plays[i];
    EXPECT_EQ(log.tracks[play.track].title, fmt::format("T{}", i));
    const std::int64_t minute = 1700000040000 + (i < 20 ? 0 : 60000);
    EXPECT_GE(play.end_time(), minute);
    EXPECT_LT(play.end_time(), minute + 60000);
    EXPECT_EQ(play.played, i % 5 == 0 ? 150000 : 900 * i);
    EXPECT_LE(play.fields_or_span, play.played);
  }
}

TEST(SpotifyAccount, PodcastsAndAudiobooksAreNoTracks) {
  const std::string text =
      R"([{"endTime":"2023-11-14 22:13","podcastName":"P","episodeName":"E","msPlayed":5},)"
      R"({"endTime":"2023-11-14 22:14","authorName":"P","audiobookName":"E","msPlayed":5},)"
      R"({"endTime":"2023-11-14 22:15","artistName":"P","trackName":"E","msPlayed":5}])";
  expect_numbers(json_of_text(text), json{{"used", 1}, {"left_out", {{"not_a_track", 2}}}});
}

TEST(Lastfm1k, QuotesAreLetters) {
  const std::string text =
      "user_000001\t2009-05-04T23:08:57Z\tid\t\"Quiet\t\tOne \" quote\n"
      "user_000001\t2009-05-04T23:08:58Z\t\t\"Quiet\t\tanother\n"
      "user_000002\t2009-05-04T23:08:57Z\tid\t\"quiet\ta-track-id\tONE \" quote \n";
  expect_numbers(json_of_text(text),
                 json{{"used", 3}, {"users", 2}, {"tracks", 2}, {"artists", 1}});
}

TEST(Lastfm1k, ARowYearsAfterAllOthersIsABadTime) {
  std::string text;
  for (int i = 0; i < 5; ++i) {
    text += fmt::format("u\t2009-05-0{}T23:08:57Z\t\tA\t\tB\n", i + 1);
  }
  expect_numbers(json_of_text(text + "u\t2013-09-29T18:32:04Z\t\tA\t\tB\n"),
                 json{{"used", 5}, {"left_out", {{"bad_time", 1}}}});
  // Two rows a day apart are no slip of a clock.
  expect_numbers(json_of_text(text + "u\t2013-09-29T18:32:04Z\t\tA\t\tB\n"
                                     "u\t2013-09-30T18:32:04Z\t\tA\t\tB\n"),
                 json{{"used", 7}, {"left_out", json::object()}});
}

TEST(LastfmCsv, ReadsEveryKind) {
  const json expected = {{"used", 3}, {"tracks", 2}, {"artists", 2}, {"sessions", 2}};
  expect_numbers(json_of_text("\"\",\"date\",\"artist\",\"track\",\"album\"\n"
                              "\"1\",2020-01-01 10:00:00,\"NA\",\"A, \"\"b\"\"\",NA\n"
                              "\"2\",2020-01-01 10:03:00,\"NA\",\"a, \"\"B\"\"\",\"NA\"\n"
                              "\"3\",2020-02-01 10:00:00,\"C\",\"line\nbreak\",NA\n"),
                 expected);
  expect_numbers(json_of_text("NA,,\"A, \"\"b\"\"\",01 Jan 2020 10:00\n"
                              "NA,,\"a, \"\"B\"\"\",01 Jan 2020 10:03\n"
                              "C,Album,\"line\nbreak\",01 Feb 2020 10:00\n"),
                 expected);
  expect_numbers(json_of_text("Artist;Album;Track;Date#somebody\r\n"
                              "NA;;A, b;01/01/2020 10:00 +0100\r\n"
                              "NA;;a, B;01/01/2020 10:03 +0100\r\n"
                              "C;Album;line;01/02/2020 10:00 +0100\r\n"),
                 expected);
  expect_numbers(json_of_text("uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid\n"
                              "1577872800,\"01 Jan 2020, 10:00\",NA,,,,b,\n"
                              "1577872980,\"01 Jan 2020, 10:03\",NA,,,,B,\n"
                              "1580551200,\"01 Feb 2020, 10:00\",C,,,,line,\n"),
                 expected);
}

// A service's table has several people in it, who would become one.
TEST(LastfmCsv, TakesNoTableOfAService) {
  for (const char* user : {"user", "user_id", "UserName", "uid"}) {
    EXPECT_THAT(message_of_text(fmt::format("{},artist,track,date\nx,A,T,2020-01-01 10:00\n"
                                            "y,A,T,2020-01-01 10:00\n",
                                            user)),
                HasSubstr("the format of this file is not known"));
  }
  // Nor a table whose header has other words.
  EXPECT_THAT(message_of_text("Interpret,Album,Titel,Datum\nA,,T,01 Jan 2020 10:00\n"),
              HasSubstr("the format of this file is not known"));
  expect_numbers(json_of_text("A,,T,\nA,,T,01 Jan 2020 10:00\nA,,T,soon\n"),
                 json{{"rows", 3}, {"used", 1}, {"left_out", {{"bad_time", 2}}}});
}

TEST(LastfmCsv, RefusesMonthsThatComeFirst) {
  EXPECT_THAT(message_of_text("artist,track,date\nA,T,06/05/2019 10:00\nA,T,06/18/2019 10:00\n"),
              testing::AllOf(HasSubstr("log:3: the date '06/18/2019 10:00' has its month first"),
                             HasSubstr("2019-06-18")));
}

TEST(LastfmApi, LeavesOutTheTrackThatPlaysNow) {
  const std::string text =
      R"({"recenttracks":{"@attr":{"user":"somebody","page":"1"},"track":[
        {"artist":{"#text":"A"},"name":"T","@attr":{"nowplaying":"true"}},
        {"artist":{"#text":"A"},"name":"T","date":{"uts":"1577872800","#text":"01 Jan 2020"}},
        {"artist":"A","name":"U","date":{"uts":"1577873800"}}]}}
      {"recenttracks":{"@attr":{"user":"somebody","page":"2"},"track":
        {"artist":{"name":"a"},"name":"t","date":{"uts":"1577874800"}}}})";
  expect_numbers(json_of_text(text), json{{"rows", 4},
                                          {"used", 3},
                                          {"left_out", {{"now_playing", 1}}},
                                          {"tracks", 2},
                                          {"users", 1}});
  EXPECT_EQ(json_of_text("[" + text.substr(0, text.find("\n      {\"recent")) + "]").at("used"), 2);
}

TEST(ListenBrainz, ReadsLinesArraysAndAnswers) {
  const std::string listen =
      R"({{"listened_at":{},"track_metadata":{{"artist_name":"A","track_name":"{}","additional_info":{{"duration_ms":1000}}}}}})";
  const auto at = [&](const std::string& time, const char* name) {
    return fmt::format(fmt::runtime(listen), time, name);
  };
  const std::string one = at("1650000000", "x");
  const std::string two = at("1650000100000000000", "y");
  const json expected = {{"rows", 2}, {"used", 2}, {"tracks", 2}, {"sessions", 1}};
  expect_numbers(json_of_text(one + "\n" + two), expected);
  expect_numbers(json_of_text("[" + one + ",\n" + two + "]"), expected);
  expect_numbers(
      json_of_text(R"({"payload":{"count":2,"user_id":"u","listens":[)" + one + "," + two + "]}}"),
      expected);
  expect_numbers(json_of_text(one + "\n" + at("15", "x") + "\n" + at("1650000000", " ") + "\n" +
                              one + "\n" + at("1650000000", "\\u0000")),
                 json{{"rows", 5},
                      {"used", 1},
                      {"left_out", {{"bad_time", 1}, {"no_track", 2}, {"duplicate", 1}}}});
}

TEST(ListenBrainz, TheTrackThatPlaysNowIsNoListen) {
  const std::string playing =
      R"({"playing_now":true,"track_metadata":{"artist_name":"A","track_name":"x"}})";
  const std::string listen =
      R"({"listened_at":1650000000,"track_metadata":{"artist_name":"A","track_name":"x"}})";
  const json expected = {{"rows", 2}, {"used", 1}, {"left_out", {{"now_playing", 1}}}};
  expect_numbers(json_of_text(playing + "\n" + listen), expected);
  expect_numbers(json_of_text(listen + "\n" + playing), expected);
  expect_numbers(json_of_text("[" + listen + "," + playing + "]"), expected);
  expect_numbers(
      json_of_text(listen + R"({"payload":{"playing_now":true,"listens":[)" + playing + "]}}"),
      expected);
}

std::string rockbox(bool ends, int plays) {
  std::string text = "#AUDIOSCROBBLER/1.1\n#TZ/UNKNOWN\n#CLIENT/Rockbox\n";
  std::int64_t now = 1500000000;
  for (int i = 0; i < plays; ++i) {
    const int length = 100 + 37 * (i % 7);
    const bool heard = i % 3 != 0;
    const int played = heard ? length : 20;
    text += fmt::format("A\tB\tT{}\t1\t{}\t{}\t{}\t{}", i % 5, length, heard ? "L" : "S",
                        ends ? now + played : now, i + 1 < plays ? "\n" : "");
    now += played + 2;
  }
  return text;
}

TEST(Rockbox, TellsStartsFromEndsByTheData) {
  for (const bool ends : {false, true}) {
    const json got = json_of_text(rockbox(ends, 30));
    expect_numbers(got, json{{"rows", 30},
                             {"used", 30},
                             {"skipped", 10},
                             {"not_skipped", 20},
                             {"sessions", 1},
                             {"stamp", ends ? "end" : "start"}});
  }
}

// Starts that are computed from ends depend on the row before: copies are left out first.
TEST(Rockbox, LeavesOutCopiesOfRowsWhoseTimesAreEnds) {
  const TemporaryFolder folder;
  for (const bool ends : {false, true}) {
    const std::string text = rockbox(ends, 30) + "\n";
    // The second file repeats the last rows of the first one, and one row is there twice.
    std::size_t at = 0;
    for (int line = 0; line < 23; ++line) at = text.find('\n', at) + 1;
    const std::string row = text.substr(at, text.find('\n', at) + 1 - at);
    const json got = json_of(
        request_for({folder.write("1", text),
                     folder.write("2", text.substr(0, text.find("A\t")) + row + text.substr(at))}));
    expect_numbers(got, json{{"rows", 41},
                             {"used", 30},
                             {"left_out", {{"duplicate", 11}}},
                             {"stamp", ends ? "end" : "start"}});
  }
}

TEST(Rockbox, AsksWhereNeitherFits) {
  const std::string text =
      "#AUDIOSCROBBLER/1.1\nA\tB\tT\t1\t100\tL\t1500000000\t\nA\tB\tU\t2\t100\tL\t1500009000\t";
  EXPECT_THAT(message_of_text(text), HasSubstr("--stamp start or --stamp end"));
  const TemporaryFolder folder;
  ListensRequest request = request_for({folder.write("a", text)});
  request.stamp = Stamp::end;
  expect_numbers(json_of(request), json{{"used", 2}, {"stamp", "end"}});
}

TEST(AppleMusic, LeavesOutSumsAndNegativePlays) {
  const std::string text =
      "Artist Name,Content Name,End Reason Type,Event Start Timestamp,Event End Timestamp,Event "
      "Type,Item Type,Media Duration In Milliseconds,Play Duration Milliseconds\n"
      "A,B,PLAYBACK_MANUALLY_PAUSED,2021-01-01T00:00:00Z,2021-01-01T00:01:00Z,PLAY_END,"
      "ITUNES_STORE_CONTENT,180000,60000\n"
      "A,B,SCRUB_END,2021-01-01T00:02:00.500Z,2021-01-01T00:03:00.500Z,PLAY_END,"
      "ITUNES_STORE_CONTENT,180000,60000\n"
      "A,B,NATURAL_END_OF_TRACK,2021-01-01T00:03:01Z,2021-01-01T00:04:01Z,PLAY_END,"
      "ITUNES_STORE_CONTENT,180000,60000\n"
      ",,,2021-01-01T00:00:00Z,2021-01-02T00:00:00Z,PLAY_END,AGGREGATE_NON_CATALOG_PLAY_TIME,,"
      "86400000\n"
      "A,B,SCRUB_BEGIN,,2021-01-01T00:02:00Z,PLAY_END,ITUNES_STORE_CONTENT,180000,-3000\n"
      "A,B,,2021-01-01T00:00:00Z,,LYRIC_DISPLAY,ITUNES_STORE_CONTENT,180000,\n";
  expect_numbers(json_of_text(text), json{{"rows", 6},
                                          {"used", 3},
                                          {"left_out", {{"not_a_track", 2}, {"bad_time", 1}}},
                                          {"plays", 1},
                                          {"joined", 2},
                                          {"heard_out", 1},
                                          {"over_100_percent", 0}});
}

TEST(AppleMusic, JoinsPiecesWhoseEndIsNotSaid) {
  const std::string header =
      "Artist Name,Content Name,End Reason Type,Event Start Timestamp,Event End Timestamp,Play "
      "Duration Milliseconds\n";
  const std::string begin = "A,B,,2021-01-01T00:00:00Z,2021-01-01T00:01:00Z,";
  const std::string end =
      "A,B,NATURAL_END_OF_TRACK,2021-01-01T00:02:00Z,2021-01-01T00:03:00Z,60000\n";
  expect_numbers(json_of_text(header + begin + "60000\n" + end), json{{"plays", 1}, {"joined", 1}});
}

TEST(Table, JoinsPiecesWhereItSaysBoth) {
  const auto counts = [](const char* columns) {
    const json got = json_of_text(
        "u,t,i,p,s,h\n1,1600000000,x,60,0,0\n1,1600000100,x,60,0,1\n1,1600000200,x,60,1,0\n",
        std::string("user=u,time=t,track=i,played_s=p,") + columns);
    return std::vector<int>{got.at("joined"),  got.at("skipped"),     got.at("heard_out"),
                            got.at("stopped"), got.at("not_skipped"), got.at("end_unknown")};
  };
  EXPECT_EQ(counts("skipped=s,heard_out=h"), (std::vector<int>{1, 1, 1, 0, 0, 0}));
  EXPECT_EQ(counts("heard_out=h,skipped=s"), (std::vector<int>{1, 1, 1, 0, 0, 0}));
  EXPECT_EQ(counts("skipped=s"), (std::vector<int>{0, 1, 0, 0, 2, 0}));
}

TEST(Table, AsksForUnitsThatTheFirstRowsDoNotTell) {
  const auto text = [](const char* header, const char* empty, const char* full) {
    std::string rows = header;
    for (int i = 0; i < 600; ++i) rows += fmt::format(fmt::runtime(empty), i);
    return rows + full;
  };
  EXPECT_THAT(message_of_text(text("t,i,len\n", "1600000{0:03},{0},\n", "1600001000,x,200000\n"),
                              "time=t,track=i,length=len"),
              testing::AllOf(HasSubstr("the first rows have no value, and then there is 200000"),
                             HasSubstr("length=len:s or :ms")));
  EXPECT_THAT(message_of_text(text("t,i\n", ",{0}\n", "1600001000,x\n"), "time=t,track=i"),
              HasSubstr("declare it: time=t:s, :ms, :us or :ns"));
  expect_numbers(json_of_text(text("t,i\n", ",{0}\n", "2020-01-01 10:00,x\n"), "time=t,track=i"),
                 json{{"used", 1}, {"left_out", {{"bad_time", 600}}}});
  expect_numbers(json_of_text(text("t,i,len\n", "1600000{0:03},{0},\n", "1600001000,x,200\n"),
                              "time=t,track=i,length_s=len"),
                 json{{"used", 601}});
}

TEST(Table, RefusesDatesThatItWouldMisread) {
  EXPECT_THAT(message_of_text("t,i\n06/05/2019 10:00,x\n06/18/2019 10:00,y\n", "time=t,track=i"),
              HasSubstr("has its month first"));
  // Far behind the first rows, too.
  std::string text = "t,i\n";
  for (int i = 0; i < 600; ++i) text += fmt::format("06/05/2019 10:00,{}\n", i);
  EXPECT_THAT(message_of_text(text + "06/18/2019 10:00,y\n", "time=t,track=i"),
              HasSubstr("has its month first"));
  EXPECT_THAT(message_of_text("t,i\nJune the 18th,x\n", "time=t,track=i"),
              HasSubstr("the times in 't' are not understood: 'June the 18th'"));
  // Single ones are rows with a bad time.
  expect_numbers(json_of_text("t,i\n2019-06-18 10:00,x\n2019-02-30 10:00,y\n", "time=t,track=i"),
                 json{{"used", 1}, {"left_out", {{"bad_time", 1}}}});
}

TEST(Table, InfersUnitsAndSaysSo) {
  const std::string columns = "user=u,time=t,track=i,length=len";
  const auto notes = [&](const std::string& text) {
    return json_of_text(text, columns).at("files").at(0).at("notes").dump();
  };
  EXPECT_THAT(notes("u,t,i,len\n1,1600000000,0,200\n"), HasSubstr("seconds since 1970"));
  EXPECT_THAT(notes("u\tt\ti\tlen\n1\t1600000000000\t0\t200000\n"),
              HasSubstr("milliseconds since 1970"));
  EXPECT_THAT(notes("u;t;i;len\n1;86400;0;200\n"), HasSubstr("unknown day"));
  EXPECT_EQ(notes("u,t,i,len\n1,2020-01-01 10:00,0,200\n"),
            "[\"length was taken for seconds, by its magnitude\"]");
  EXPECT_THAT(message_of_text("u,t,i,len\n1,99999999999,0,200\n", columns),
              HasSubstr("declare it: time=t:s"));
  EXPECT_THAT(message_of_text("u,t,i,len\n1,1600000000,0,5000\n", columns),
              HasSubstr("declare it: length=len:s"));
}

TEST(Table, ReadsJsonLines) {
  const std::string text =
      R"({"user":{"id":7},"at":1600000000,"track":"a","share":1.25,"mine":true}
{"user":{"id":7},"at":1600000300,"track":"b","share":0.5,"mine":false}
)";
  expect_numbers(
      json_of_text(text, "user=user.id time=at track=track played_share=share organic=mine"),
      json{{"used", 2},
           {"users", 1},
           {"tracks", 2},
           {"over_100_percent", 1},
           {"choice", {{"own", 1}, {"recommended", 1}}}});
}

TEST(Table, TrackZeroIsARealTrack) {
  expect_numbers(json_of_text("u,t,i\n0,1600000000,0\n0,1600000300,00\n", "user=u,time=t,track=i"),
                 json{{"used", 2}, {"tracks", 2}});
}

TEST(Botify, SessionsEndWhereTheLogSaysSo) {
  const auto row = [](const char* message, int time, int track, double share, int next) {
    return fmt::format(
        R"({{"message":"{}","timestamp":{},"user":1,"track":{},"time":{},"latency":0.1,"recommendation":{},"experiments":{{"X":"C"}}}})",
        message, 1650000000000 + time, track, share, next);
  };
  const std::string text = row("next", 0, 0, 1, 5) + "\n" + row("next", 10, 5, .5, 6) + "\n" +
                           row("last", 20, 7, 0, 6) + "\n" + row("last", 30, 0, 1, 6) + "\n";
  const json got = json_of_text(text);
  expect_numbers(got, json{{"used", 4},
                           {"users", 1},
                           {"tracks", 3},
                           {"sessions", 2},
                           {"choice", {{"own", 2}, {"recommended", 1}}}});
  EXPECT_THAT(got.at("files").at(0).at("notes").at(0), HasSubstr("1 of 2 rows do not play"));
}

// What a session waits for may stand in another replica's file.
TEST(Botify, ReplicasAreReadTogether) {
  const auto row = [](const char* message, int time, int track, int next) {
    return fmt::format(
        R"({{"message":"{}","timestamp":{},"user":1,"track":{},"time":1,"latency":0.1,"recommendation":{},"experiments":{{"X":"C"}}}})",
        message, 1650000000000 + time, track, next);
  };
  const std::string even =
      row("next", 0, 0, 5) + "\n" + row("next", 20, 6, 7) + "\n" + row("next", 40, 8, 9) + "\n";
  const std::string odd =
      row("next", 10, 5, 6) + "\n" + row("next", 30, 7, 8) + "\n" + row("last", 50, 9, 0) + "\n";
  const TemporaryFolder folder;
  const std::string one = folder.write("data_1.json", even);
  const json both = json_of(request_for({one, folder.write("data_2.json", odd)}));
  expect_numbers(both,
                 json{{"used", 6}, {"sessions", 1}, {"choice", {{"own", 1}, {"recommended", 5}}}});
  for (const json& file : both.at("files")) EXPECT_EQ(file.at("notes"), json::array());
  const json alone = json_of(request_for({one}));
  expect_numbers(alone, json{{"tracks", 3}, {"choice", {{"own", 1}, {"recommended", 0}}}});
  EXPECT_THAT(alone.at("files").at(0).at("notes").at(0), HasSubstr("2 of 2 rows do not play"));
}

TEST(OtherData, IsRefusedWithAWord) {
  EXPECT_THAT(message_of_text("userId,movieId,rating,timestamp\r\n1,1,4.0,964982703\r\n"),
              HasSubstr("ratings are no listening"));
  EXPECT_THAT(message_of_text("1::1193::5::978300760\n"), HasSubstr("ratings are no listening"));
  EXPECT_THAT(message_of_text("196\t242\t3\t881250949\n"), HasSubstr("ratings are no listening"));
  EXPECT_THAT(message_of_text("user_id:token\titem_id:token\trating:float\ttimestamp:float\n"),
              HasSubstr("ratings are no listening"));
  EXPECT_THAT(message_of_text("00000c289a1829a808ac09c00daf10bc3c4e223b\t3bd73256-3905-4f3a\tbetty"
                              " blowtorch\t2137\n"),
              HasSubstr("Last.fm 360K"));
  EXPECT_THAT(message_of_text("userID\tartistID\tweight\n2\t51\t13883\n"), HasSubstr("HetRec"));
  EXPECT_THAT(message_of_text("{\"playlists\":[{\"name\":\"x\"}]}"), HasSubstr("playlists"));
  EXPECT_THAT(message_of_text(std::string("PAR1\x15\x04", 6)), HasSubstr("DuckDB"));
  EXPECT_THAT(message_of_text("{\"username\":\"x\",\"email\":\"y\"}"), HasSubstr("left closed"));
  EXPECT_THAT(message_of_text("\xFF\xFEh\0i\0"), HasSubstr("UTF-16"));
}

TEST(Listens, SaysWhereAFileBreaksOff) {
  const std::string row = spotify_row("2020-01-01T00:03:00Z", "fwdbtn", "1", 1);
  EXPECT_EQ(message_of_text("[\n" + row + ",\n" + row.substr(0, 40)),
            "log:3: row 2: the file ends in the middle of this row; copy it again, or export it "
            "once more (`reprise listens --bad-rows 1` leaves such a row out and counts it)");
  EXPECT_EQ(
      message_of_text("[\n" + row + ",\n"),
      "log:3: the file ends in the middle of its array, after row 1; copy it again, or export "
      "it once more (`reprise listens --bad-rows 1` leaves such a row out and counts it)");
  EXPECT_EQ(message_of_text("[\n" + row + ",\n{\"endTime\":\"2020-01-01 10:00\"}]"),
            "log:3: this is no row of Spotify's extended history, which has 'ts' and "
            "'master_metadata_track_name'; are two files in one? (`reprise listens --bad-rows 1` "
            "leaves such a row out and counts it)");
  EXPECT_EQ(message_of_text(""), "log: the file is empty; expected a log of listening");
  EXPECT_EQ(message_of_text("[]"), "log: there is no row, only an empty array");
  EXPECT_THAT(message_of_text("u\t2009-05-04T23:08:57Z\t\tA\t\tB\nu\t2009\n"),
              HasSubstr("log:2: this row has 2 fields; expected 6"));
  EXPECT_THAT(message_of_text("artist,track,date\nA,\"B,2020-01-01 10:00\n"),
              HasSubstr("log:2: a quote in this row is not closed"));
  EXPECT_THAT(message_of_text("hello\n"), HasSubstr("the format of this file is not known"));
}

TEST(Listens, CountsUnreadableRowsWhenAllowed) {
  const TemporaryFolder folder;
  ListensRequest request =
      request_for({folder.write("a", "u\t2009-05-04T23:08:57Z\t\tA\t\tB\nu\t2009\n")});
  request.bad_rows = 1;
  expect_numbers(json_of(request),
                 json{{"rows", 2}, {"used", 1}, {"left_out", {{"unreadable", 1}}}});
}

TEST(Listens, CountsBrokenTextAsUnreadableRows) {
  const auto counts = [](std::string_view text, std::uint64_t allowed) {
    const TemporaryFolder folder;
    ListensRequest request = request_for({folder.write("a", text)});
    request.bad_rows = allowed;
    const json got = json_of(request);
    return std::pair<int, int>(got.at("used"), got.at("left_out").value("unreadable", 0));
  };
  const std::string listen =
      R"({"listened_at":1650000000,"track_metadata":{"artist_name":"A","track_name":"x"}})";
  const std::string lines =
      listen + "\n" + listen.substr(0, 50) + "\n" + listen.substr(0, 20) + "\n" +
      R"({"listened_at":1650000009,"track_metadata":{"artist_name":"A","track_name":"y"}})";
  EXPECT_EQ(counts(lines, 2), std::pair(2, 2));
  EXPECT_THROW(counts(lines, 1), UserError);
  const std::string scrobbles =
      "artist,track,date\nA,T,2020-01-01 10:00\nA,\"U,2020-01-01 10:05\nA,V,2020-01-01 10:10\n";
  EXPECT_EQ(counts(scrobbles, 1), std::pair(2, 1));
  EXPECT_THROW(counts(scrobbles, 0), UserError);
  const std::string history = "[" + spotify_row("2020-01-01T00:03:00Z", "fwdbtn", "1", 1) + ",\n" +
                              spotify_row("2020-01-01T00:03:00Z", "fwdbtn", "2", 1).substr(0, 40);
  EXPECT_EQ(counts(history, 1), std::pair(1, 1));
  EXPECT_THROW(counts(history, 0), UserError);
}

TEST(Listens, LeavesPointersOfAFolderOutAndSaysSo) {
  const std::string pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 132694144\n";
  const TemporaryFolder folder;
  folder.write("endsong_0.json", pointer);
  EXPECT_THAT(message_of(request_for({folder.path().string()})),
              HasSubstr("only Git LFS pointers"));
  EXPECT_THAT(message_of(request_for({(folder.path() / "endsong_0.json").string()})),
              HasSubstr("this is a Git LFS pointer"));
  folder.write(".scrobbler.log", rockbox(false, 20));
  expect_numbers(json_of(request_for({folder.path().string()})),
                 json{{"used", 20}, {"left_closed", 0}, {"not_fetched", 1}});
}

// "Identity" begins the name of personal files of an archive, and of a song's table, too.
TEST(Listens, OnlyJsonIsPersonal) {
  const TemporaryFolder folder;
  folder.write("Identity.csv", "artist,track,date\nA,T,2020-01-01 10:00\n");
  folder.write("Identity.json", "{}");
  expect_numbers(json_of(request_for({folder.path().string()})),
                 json{{"used", 1}, {"left_closed", 1}});
}

// People name their files after accounts.
TEST(Listens, NamesOfFilesThatMayBeThoseOfAccountsAreReplaced) {
  const auto shown = [](const std::string& name, const std::string& text) {
    const TemporaryFolder folder;
    return json_of(request_for({folder.write(name, text)})).at("files").at(0).at("file");
  };
  const std::string history = "[" + spotify_row("2020-01-01T00:03:00Z", "fwdbtn", "1", 1) + "]";
  for (const char* name : {"endsong_0.json", "endsong_12.json",
                           "Streaming_History_Audio_2019-2021_3.json", "endsong_0 (1).json"}) {
    EXPECT_EQ(shown(name, history), name);
  }
  for (const char* name : {"alice.json", "endsong_alice.json", "alice_endsong_0.json",
                           "endsong_0.json.alice", "endsong_0.jso", "endsong.jsonendsong.json"}) {
    EXPECT_EQ(shown(name, history), "file 1") << name;
  }
  EXPECT_EQ(shown("alice.csv", "artist,track,date\nA,T,2020-01-01 10:00\n"), "file 1");
  EXPECT_EQ(shown("plays_of_all.tsv", "u\t2009-05-04T23:08:57Z\t\tA\t\tB\n"), "plays_of_all.tsv");
}

TEST(Listens, LeavesPersonalFilesOfAFolderClosed) {
  const TemporaryFolder folder;
  folder.write("Userdata.json", "{\"email\": \"somebody@example.org\"}");
  folder.write("notes.txt", "hello");
  folder.write("StreamingHistory_audiobook_0.json", "[]");
  folder.write("sub/.scrobbler.log", rockbox(false, 20));
  expect_numbers(json_of(request_for({folder.path().string()})),
                 json{{"used", 20}, {"left_closed", 2}});
}

TEST(Listens, NamesOfAccountsStayOutOfTheNames) {
  const TemporaryFolder folder;
  const ListeningLog log = read_listens(request_for({folder.write(
      "a.json",
      "[" + spotify_row("2016-01-01T00:03:00Z", "fwdbtn", "1", 1, ",\"username\":\"secret\"") +
          "]")}));
  ASSERT_EQ(log.users.size(), 1U);
  EXPECT_EQ(log.users[0].name, "spotify_extended/1");
}

// Every registered format is told from every other by what the random logs and the tests above
// have; here: no format takes what it does not know.
TEST(Listens, NoFormatTakesGarbage) {
  const ListensRequest request;
  for (const std::string& text :
       {std::string(), std::string("\n\n"), std::string("{"), std::string("[{}]"),
        std::string("a,b,c\n1,2,3\n"), std::string("a\tb\tc\td\te\tf\n"), std::string("\0\0", 2)}) {
    for (const ListensFormat& format : listens_formats()) {
      EXPECT_FALSE(format.recognise({text, request})) << format.name << ": " << text;
    }
  }
}

}  // namespace
}  // namespace reprise
