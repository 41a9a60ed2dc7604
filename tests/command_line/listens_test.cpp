// Tests `reprise listens` as people start it: the summary, JSON, the directory of --out, and what
// must never be in any of them.
#include <fstream>
#include <sstream>

#include "tests/command_line/program.h"

namespace reprise {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_FALSE(text.str().empty()) << path;
  return text.str();
}

std::string row(const std::string& end, const std::string& reason, int track, bool incognito) {
  return fmt::format(
      R"({{"ts":"{}","username":"secretname","platform":"secretdevice","ms_played":90000,"ip_addr_decrypted":"203.0.113.77","conn_country":"ZZ","user_agent_decrypted":"secretagent","master_metadata_track_name":"<b>Title {}</b>","master_metadata_album_artist_name":"=Artist, \"A\"","spotify_track_uri":"spotify:track:{}","episode_name":null,"reason_end":"{}","skipped":null,"incognito_mode":{}}})",
      end, track, track, reason, incognito);
}

// A row a minute and a half; the third is private, and the only one of its track.
std::string endsong() {
  return "[" + row("2020-01-01T10:01:30Z", "trackdone", 1, false) + ",\n" +
         row("2020-01-01T10:03:00Z", "fwdbtn", 2, false) + ",\n" +
         row("2020-01-01T10:04:30Z", "logout", 777, true) + ",\n" +
         row("2020-01-02T10:04:30Z", "trackdone", 1, false) + "]";
}

class ListensCommand : public testing::Test {
 protected:
  ListensCommand() { sandbox_.write("endsong_0.json", endsong()); }

  fs::path file(const std::string& name) const { return sandbox_.directory() / name; }

  const Sandbox sandbox_;
};

TEST_F(ListensCommand, PrintsASummary) {
  const Outcome outcome = sandbox_.run({"listens", "endsong_0.json"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, HasSubstr("4 rows used of 4 rows"));
  EXPECT_THAT(outcome.out, HasSubstr("4 plays of 3 tracks by 1 artist, from 2020-01-01"));
  EXPECT_THAT(outcome.out, HasSubstr("1 of 4 plays whose end is known were skipped (25%)"));
  EXPECT_THAT(outcome.out, HasSubstr("these logs are one person's"));
}

TEST_F(ListensCommand, SaysWhatSharesAloneTell) {
  sandbox_.write("plays.csv", "user,track,time,share\na,1,1600000000,0.5\na,2,1600000100,\n");
  const Outcome outcome = sandbox_.run(
      {"listens", "plays.csv", "--columns", "user=user,track=track,time=time,played_share=share"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, HasSubstr("Which share of its track was played is known for 50%"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("How much was played is not known")));
}

TEST_F(ListensCommand, PrintsOneJsonObject) {
  const Outcome outcome = sandbox_.run({"listens", "endsong_0.json", "--json", "--quiet"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, IsEmpty());
  const auto json = nlohmann::json::parse(outcome.out);
  for (const char* key :
       {"rows", "used", "plays", "joined", "users", "tracks", "artists", "sessions", "skipped"}) {
    EXPECT_TRUE(json.at(key).is_number_unsigned()) << key;
  }
  EXPECT_EQ(json.at("left_out"), nlohmann::json::object());
  EXPECT_EQ(json.at("sessions"), 2);
}

TEST_F(ListensCommand, ReadsStandardInput) {
  const Outcome outcome = sandbox_.run_command(
      {"sh", "-c", fmt::format("cat endsong_0.json | {} listens - --json", program())});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_EQ(nlohmann::json::parse(outcome.out).at("used"), 4);
}

TEST_F(ListensCommand, TakesAnotherGap) {
  const Outcome outcome = sandbox_.run({"listens", "endsong_0.json", "--json", "--gap", "2000"});
  EXPECT_EQ(nlohmann::json::parse(outcome.out).at("sessions"), 1);
}

TEST_F(ListensCommand, WritesAReportAndThePlays) {
  const Outcome outcome = sandbox_.run({"listens", "endsong_0.json", "--out", "out"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.err, HasSubstr("report: out/report.html"));
  EXPECT_THAT(content(file("out/report.md")), HasSubstr("# Listening logs"));
  EXPECT_THAT(content(file("out/report.html")), HasSubstr("<svg"));
  EXPECT_THAT(content(file("out/figures/played_share.svg")), HasSubstr("<svg"));
  // Formulas and quotes are harmless.
  EXPECT_EQ(content(file("out/tracks.csv")),
            "track,id,artist,title,plays\n"
            "0,\"spotify:track:1\",\"'=Artist, \"\"A\"\"\",\"<b>Title 1</b>\",2\n"
            "1,\"spotify:track:2\",\"'=Artist, \"\"A\"\"\",\"<b>Title 2</b>\",1\n");
  EXPECT_THAT(content(file("out/report.html")), Not(HasSubstr("<b>Title")));
  const std::string plays = content(file("out/plays.csv"));
  EXPECT_THAT(plays, HasSubstr("\n\"spotify_extended/1\",0,2020-01-01T10:00:00Z,90,90,estimated,1,"
                               "heard_out,,0,\"spotify:track:1\","));
  EXPECT_THAT(plays, HasSubstr(",0,2020-01-01T10:01:30Z,90,,unknown,,skipped,,1,"));
  EXPECT_THAT(plays, HasSubstr(",1,2020-01-02T10:03:00Z,90,90,estimated,1,heard_out,,0,"));
  // The array: 3 plays of 34 bytes behind a head that is a multiple of 64.
  const std::string array = content(file("out/plays.npy"));
  EXPECT_THAT(array.substr(0, 6), "\x93NUMPY");
  EXPECT_THAT(array, HasSubstr("'shape': (3,)"));
  EXPECT_EQ(array.size() % 64, 3 * 34 % 64);
  std::int64_t start = 0;
  std::memcpy(&start, array.data() + array.size() - 34 * 3, sizeof start);
  EXPECT_EQ(start, 1577872800000);
}

TEST_F(ListensCommand, NothingPrivateReachesAnOutput) {
  const Outcome outcome = sandbox_.run({"listens", "endsong_0.json", "--out", "out"});
  std::string all = outcome.out + outcome.err;
  all += sandbox_.run({"listens", "endsong_0.json", "--json"}).out;
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(file("out"))) {
    if (!entry.is_regular_file()) continue;
    all += content(entry.path());
    ++files;
  }
  EXPECT_GE(files, 8u);
  for (const char* secret :
       {"secretname", "secretdevice", "secretagent", "203.0.113", "Title 777", "track:777"}) {
    EXPECT_THAT(all, Not(HasSubstr(secret)));
  }
}

TEST_F(ListensCommand, NamesOfFilesAreNoAccounts) {
  sandbox_.write("secretname.json", endsong());
  for (const std::string option : {"--json", "--quiet"}) {
    const Outcome outcome = sandbox_.run({"listens", "secretname.json", "--out", "out", option});
    EXPECT_THAT(outcome, Succeeds());
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("file 1"), Not(HasSubstr("secretname"))));
  }
  for (const auto& entry : fs::recursive_directory_iterator(file("out"))) {
    if (!entry.is_regular_file()) continue;
    EXPECT_THAT(content(entry.path()), Not(HasSubstr("secretname"))) << entry.path();
  }
}

// What is not shown of many files is summed up, so that the account adds up.
TEST_F(ListensCommand, ManyFilesAreSummedUp) {
  fs::create_directories(file("many"));
  for (int i = 0; i < 215; ++i) {
    sandbox_.write(fmt::format("many/{}.tsv", i),
                   fmt::format("u\t2009-05-04T23:{:02}:{:02}Z\t\tA\t\tT\n", i / 60, i % 60));
  }
  const Outcome outcome = sandbox_.run({"listens", "many", "--out", "out"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("203 more"), HasSubstr("all 215")));
  const std::string page = content(file("out/report.md"));
  EXPECT_THAT(
      page, AllOf(HasSubstr("| `199.tsv` | `lastfm_1k` | 1 | 1 |"),
                  HasSubstr("| 15 more |  | 15 | 15 |"), HasSubstr("| all 215 |  | 215 | 215 |")));
  EXPECT_THAT(page, Not(HasSubstr("`200.tsv`")));
}

TEST_F(ListensCommand, PseudonymsReplaceUserIds) {
  sandbox_.write("plays.tsv",
                 "secret_a\t2009-05-04T23:08:57Z\t\tA\t\tT\n"
                 "secret_b\t2009-05-04T23:08:57Z\t\tA\t\tT\n");
  ASSERT_THAT(sandbox_.run({"listens", "plays.tsv", "--out", "open"}), Succeeds());
  EXPECT_THAT(content(file("open/users.csv")), HasSubstr("\"secret_a\",0,1\n"));
  ASSERT_THAT(sandbox_.run({"listens", "plays.tsv", "--out", "out", "--pseudonyms"}), Succeeds());
  EXPECT_EQ(content(file("out/users.csv")),
            "user,user_number,plays\n\"user 1\",0,1\n\"user 2\",1,1\n");
  for (const auto& entry : fs::recursive_directory_iterator(file("out"))) {
    if (!entry.is_regular_file()) continue;
    EXPECT_THAT(content(entry.path()), Not(HasSubstr("secret_")));
  }
}

TEST_F(ListensCommand, TheSameFilesGiveTheSameBytes) {
  ASSERT_THAT(sandbox_.run({"listens", "endsong_0.json", "--out", "a"}), Succeeds());
  ASSERT_THAT(sandbox_.run({"listens", "endsong_0.json", "--out", "b"}), Succeeds());
  for (const auto& entry : fs::recursive_directory_iterator(file("a"))) {
    if (!entry.is_regular_file()) continue;
    const fs::path other = file("b") / fs::relative(entry.path(), file("a"));
    EXPECT_EQ(content(entry.path()), content(other)) << other;
  }
}

TEST_F(ListensCommand, AMistakeLeavesNothingHalfWritten) {
  sandbox_.write("cut.json", endsong().substr(0, 700));
  const Outcome outcome = sandbox_.run({"listens", "endsong_0.json", "cut.json", "--out", "out"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("cut.json:2: row 2"), HasSubstr("ends in the middle")));
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_FALSE(fs::exists(file("out/plays.csv")));
}

TEST_F(ListensCommand, ColumnsMayStandInAFile) {
  sandbox_.write("t.csv", "who,When it was,what\na,1600000000,1\n");
  sandbox_.write("columns.txt", "user=who time=When it was track=what\n");
  const Outcome outcome =
      sandbox_.run({"listens", "t.csv", "--columns", "columns.txt", "--json", "--out", "out"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_EQ(nlohmann::json::parse(outcome.out).at("used"), 1);
  // The command in the report reads the same columns.
  EXPECT_THAT(
      content(file("out/report.md")),
      HasSubstr("reprise listens FILE... --columns 'user=who time=When it was track=what'"));
}

TEST_F(ListensCommand, ColumnsNeedNoQuotes) {
  sandbox_.write("t.csv", "uid,ts,what\na,1600000000,1\n");
  const Outcome outcome = sandbox_.run({"listens", "t.csv", "--columns", "user=uid", "time=ts",
                                        "track=what", "--json", "--out", "out"});
  EXPECT_THAT(outcome, Succeeds());
  EXPECT_EQ(nlohmann::json::parse(outcome.out).at("used"), 1);
  EXPECT_THAT(content(file("out/report.md")),
              HasSubstr("reprise listens FILE... --columns 'user=uid time=ts track=what'"));
}

}  // namespace
}  // namespace reprise
