// Tests the alarms of logs: broken logs raise them, and sound logs of known rules do not.
#include "experiments/logs/log_alarms.h"

#include <cmath>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "experiments/statistics/moments.h"
#include "tests/log_lines.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> alarms_of(const std::string& text, std::optional<double> budget = 5,
                                   std::uint64_t bad_lines = 0) {
  const TemporaryFolder folder;
  return log_alarms(read_log({{folder.write("log", text)}, std::nullopt, bad_lines}, {}), budget);
}

// A service whose users listen like botify's: after a track the budget falls by 1 with the chance 1
// - time.
class Service {
 public:
  explicit Service(std::uint32_t seed) : random_(seed) {}

  // The number of tracks, and the function that chooses the next one.
  std::int64_t tracks = 1000;
  std::function<std::int64_t()> recommend = [this] { return below(tracks); };
  int budget = 5;

  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(random_()) % n; }

  std::vector<LogLine> session(std::int64_t user, const std::string& treatment) {
    LogSession session;
    session.user = user;
    session.treatment = treatment;
    session.start = clock_ += 1000;
    session.times = {1};
    for (int left = budget; left > 0;) {
      const std::int64_t hundredths = below(101);
      session.times.push_back(0.01 * static_cast<double>(hundredths));
      if (below(100) >= hundredths) --left;
    }
    std::vector<LogLine> lines = session.lines();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      lines[i].track = i == 0 ? below(tracks) : std::stoll(lines[i - 1].recommendation);
      if (i + 1 < lines.size()) lines[i].recommendation = std::to_string(recommend());
    }
    return lines;
  }

 private:
  std::mt19937 random_;
  std::int64_t clock_ = 0;
};

std::string text_of(const std::vector<LogLine>& lines) {
  std::string text;
  for (const LogLine& line : lines) text += line.text();
  return text;
}

// Returns a log of popular tracks: they are a quarter of the catalogue, four times as uneven as
// random draws.
std::string sound_log(std::uint32_t seed, int users = 400) {
  Service service(seed);
  service.recommend = [&] { return service.below(service.tracks / 4); };
  std::string text;
  for (int user = 0; user < users; ++user) {
    text += text_of(service.session(user, user % 2 == 0 ? "C" : "T1"));
  }
  return text;
}

TEST(LogAlarms, NoneForASoundLog) {
  for (const std::uint32_t seed : {1, 2, 3}) EXPECT_THAT(alarms_of(sound_log(seed)), IsEmpty());
}

// tracks - time is the budget on average, for any recommendations. Rows that are doubled or lost
// break this, and no other number of the table would show them.
TEST(LogAlarms, TracksMinusTimeAgainstTheBudget) {
  const std::string log = sound_log(4);
  EXPECT_THAT(alarms_of(log, 4), ElementsAre(HasSubstr("C: tracks - time is "),
                                             AllOf(HasSubstr("T1: tracks - time is "),
                                                   HasSubstr("instead of the budget of 4 "))));
  EXPECT_THAT(alarms_of(log, std::nullopt), IsEmpty());

  Service service(5);
  service.recommend = [&] { return service.below(service.tracks / 4); };
  std::string lossy;
  for (int user = 0; user < 400; ++user) {
    std::vector<LogLine> lines = service.session(user, user % 2 == 0 ? "C" : "T1");
    // The treatment loses every third row of a track that was skipped.
    int skipped = 0;
    std::erase_if(lines, [&](const LogLine& line) {
      return user % 2 == 1 && line.message == "next" && line.time < 0.5 && ++skipped % 3 == 0;
    });
    for (LogLine& line : lines) line.recommendation = "null";  // else these alarm, too
    lossy += text_of(lines);
  }
  EXPECT_THAT(alarms_of(lossy), ElementsAre(HasSubstr("T1: tracks - time is 4.")));
}

// One user gives no variance and no interval, so nothing is said.
TEST(LogAlarms, NothingIsSaidOfAHandfulOfUsers) {
  LogSession session;
  session.times = {1, 1, 1};
  EXPECT_THAT(alarms_of(session.text()), IsEmpty());
}

TEST(LogAlarms, SampleRatioMismatch) {
  Service service(6);
  service.recommend = [&] { return service.below(service.tracks / 4); };
  std::string text;
  for (int user = 0; user < 400; ++user) {
    text += text_of(service.session(user, user % 5 < 3 ? "C" : "T1"));
  }
  // Pearson's chi-square of 240 and 160 against 200 each is 16.
  EXPECT_THAT(alarms_of(text),
              ElementsAre(AllOf(HasSubstr("sample ratio mismatch: users (C 240, T1 160)"),
                                HasSubstr("(p = 6.3e-05)"))));
}

TEST(LogAlarms, ATreatmentThatIsRandom) {
  Service service(7);
  std::string text;
  for (int user = 0; user < 400; ++user) {
    const bool control = user % 2 == 0;
    service.recommend = [&] { return service.below(control ? service.tracks : 250); };
    text += text_of(service.session(user, control ? "C" : "T1"));
  }
  EXPECT_THAT(alarms_of(text), ElementsAre(HasSubstr("C behaves like random: its ")));
}

// A third of the users have lists of 20 of their own, the others have none, so the service falls
// back to random for them. Over the whole catalogue that is spread as evenly as random.
TEST(LogAlarms, SaysWhichPartListsExplain) {
  const auto log_of = [](std::uint32_t seed) {
    Service service(seed);
    std::string text;
    for (int visit = 0; visit < 6; ++visit) {
      for (int user = 0; user < 300; ++user) {
        service.recommend = [&] {
          if (user % 3 > 0) return service.below(service.tracks);
          return (user * 20 + service.below(20)) % service.tracks;
        };
        text += text_of(service.session(user, "C"));
      }
    }
    return text;
  };
  // Each estimate is p^2 / t. A share s of the recommendations comes from lists, and the others are
  // alike by chance as often as list tracks are expected to be: p = s (1/20 - 1/1000) and t = s /
  // 400, so that the formula gives s (1 - 20/1000)^2, which is 32.0 % where s is a third. The mean
  // of several logs is within four of its standard errors of that.
  constexpr int kLogs = 8;
  std::vector<double> shares;
  for (std::uint32_t seed = 9; seed < 9 + kLogs; ++seed) {
    const std::vector<std::string> alarms = alarms_of(log_of(seed));
    ASSERT_THAT(alarms, ElementsAre(AllOf(HasSubstr("nearly as evenly as draws at random"),
                                          HasSubstr("the same track to the same user"))));
    const std::size_t about = alarms[0].find("lists explain about ");
    ASSERT_NE(about, std::string::npos) << alarms[0];
    shares.push_back(std::stod(alarms[0].substr(about + 20)));
  }
  const Moments all = moments(shares);
  const double error = std::sqrt(all.variance / kLogs);
  EXPECT_LT(error, 1.5) << "percents: else the test says little";
  EXPECT_NEAR(all.mean, 100.0 / 3 * 0.98 * 0.98, 4 * error);
}

// Counts the pairs that are alike by hand: track 1 is recommended three times, which are three
// pairs, and track 2 twice, which is one pair.
TEST(Evenness, CountsPairs) {
  LogTreatment treatment;
  treatment.recommended = {{1, 3}, {2, 2}, {3, 1}};
  const Evenness even = evenness(treatment, 10);
  EXPECT_EQ(even.recommendations, 6u);
  EXPECT_EQ(even.alike, 4.0);
  EXPECT_EQ(even.expected, 1.5);
  EXPECT_FALSE(even.looks_random()) << "too few to tell";
}

TEST(Evenness, TellsRandomFromTwiceAsUneven) {
  // With 500 recommendations of 1000 tracks, 124.75 pairs are expected.
  std::mt19937 random(8);
  int evens = 0;
  int uneven = 0;
  for (int repeat = 0; repeat < 200; ++repeat) {
    LogTreatment all;
    LogTreatment half;
    for (int i = 0; i < 500; ++i) {
      ++all.recommended[random() % 1000];
      ++half.recommended[random() % 500];
    }
    evens += evenness(all, 1000).looks_random();
    uneven += evenness(half, 1000).looks_random();
  }
  // The limit, 1.25 x 124.75 + 3 x sqrt(156), is 6.1 deviations above the mean of random, and 3.6
  // below that of draws that are twice as uneven.
  EXPECT_EQ(evens, 200);
  EXPECT_LE(uneven, 3);
}

TEST(LogAlarms, EverythingOddIsSaidWithItsPlace) {
  LogSession session;
  session.times = {1, 0.5, 2};
  std::string text = session.text();
  session.user = 2;
  session.start = 100;
  session.treatment = "T1";
  session.times = {0.5, 0.5};
  text += session.text();
  session.user = 3;
  session.start = 200;
  session.times = {1, 0.5, 0};
  std::vector<LogLine> lines = session.lines();
  lines[2].track = 7;
  text += text_of(lines);
  session.user = 1;
  session.start = 300;
  session.ends = false;
  text += session.text();
  LogLine other;
  other.experiments = "{}";
  text += "spoilt\n" + other.text() + other.text().substr(0, 40);
  const std::vector<std::string> alarms = alarms_of(text, 5, 1);
  EXPECT_THAT(
      alarms,
      ElementsAre(AllOf(HasSubstr("1 line is no row of a log"),
                        HasSubstr("log:12: this is not a JSON object")),
                  HasSubstr("1 row is cut off by the end of a file"),
                  HasSubstr("1 row of 12 is of no treatment of E"),
                  HasSubstr("1 session never ended and is left out (T1 1; 3 rows)"),
                  AllOf(HasSubstr("1 session goes on with another track"), HasSubstr("log:8)")),
                  AllOf(HasSubstr("1 session begins with a track that was not played whole"),
                        HasSubstr("log:4)")),
                  AllOf(HasSubstr("1 row has a time outside 0 to 1"), HasSubstr("log:3)")),
                  AllOf(HasSubstr("1 user is in more than one treatment"), HasSubstr("log:9)"))));
}

}  // namespace
}  // namespace reprise
