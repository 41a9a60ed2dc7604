// Tests days: what treatments learn between them, and what they remember of a user across them.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "reports/results/results_json.h"
#include "tests/experiments/run_alone.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr const char* kWorld = "{generate: {tracks: 2000, users: 400, dim: 32, seed: 5}}";

ExperimentSpec spec(const std::string& treatments, const std::string& more) {
  const std::string text = fmt::format(
      "{{experiment: days, world: {}, control: a, treatments: {}, {}}}", kWorld, treatments, more);
  return read_experiment(parse_yaml(text, "test"));
}

Results run(const std::string& treatments, const std::string& more, std::int64_t threads = 0) {
  return run_alone(spec(treatments, more), threads).results;
}

const TreatmentResult& treatment(const Results& results, const std::string& name) {
  for (const TreatmentResult& result : results.treatments) {
    if (result.name == name) return result;
  }
  throw std::out_of_range(name);
}

const std::vector<MetricEstimate>& means(const std::vector<TreatmentMeans>& part,
                                         const std::string& name) {
  for (const TreatmentMeans& means : part) {
    if (means.treatment == name) return means.metrics;
  }
  throw std::out_of_range(name);
}

const MetricEstimate& time_of(const std::vector<MetricEstimate>& metrics) {
  for (const MetricEstimate& figure : metrics) {
    if (figure.metric == "mean_time_per_session") return figure;
  }
  throw std::out_of_range("mean_time_per_session");
}

void expect_same(const std::vector<MetricEstimate>& one, const std::vector<MetricEstimate>& other) {
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].metric, other[i].metric);
    EXPECT_EQ(one[i].mean, other[i].mean) << one[i].metric;
    EXPECT_EQ(one[i].lower, other[i].lower) << one[i].metric;
    EXPECT_EQ(one[i].upper, other[i].upper) << one[i].metric;
  }
}

// Treatments that learn, in every way there is, beside some that do not.
constexpr const char* kLearning =
    "{a: random, eps: {epsilon_greedy: {of: [random, {top_pop: 50}, {candidates: {user_nearest: "
    "9}}], epsilon: 0.2, decay: "
    "0.9}}, ts: {thompson: [random, sticky_artist, {candidates: {user_nearest: 20}}]}, tracks: "
    "{candidates: {top_tracks: 300}, exclude: session, pick: thompson}, nested: {every: {step: 2, "
    "then: {thompson: [random, {top_pop: 9}]}, otherwise: {candidates: {top_tracks: 50}, exclude: "
    "user, pick: thompson}}}, kept: {anchor: {reanchor: {every: 3, to: {liked: {scope: user}}}}, "
    "candidates: {nearest: 25}, exclude: user, pick: {top: 5}}}";

// Treatments that do not learn; some of them remember the user.
constexpr const char* kRemembering =
    "{a: random, first: {anchor: {first_track: user}, candidates: {nearest: 30}, exclude: user, "
    "pick: "
    "first}, liked: {anchor: {liked: {scope: user}}, candidates: {nearest: 30}, exclude: "
    "disliked}}";

// Each day is several tasks of 512 episodes for every treatment.
TEST(Days, AreByteIdenticalForAnyNumberOfThreads) {
  for (const char* design : {"paired", "split"}) {
    const std::string more = fmt::format("design: {}, episodes: 2600, days: 2", design);
    const std::string one = write_results_json(run(kLearning, more, 1));
    EXPECT_EQ(one, write_results_json(run(kLearning, more, 2))) << design;
    EXPECT_EQ(one, write_results_json(run(kLearning, more, 3))) << design;
  }
}

TEST(Days, AreNumberedAndEachHasItsMeans) {
  const Results results = run("{a: random, b: {top_pop: 50}}", "episodes: 3000, days: 3");
  ASSERT_EQ(results.days.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(results.days[i].day, i + 1);
    ASSERT_EQ(results.days[i].treatments.size(), 2u);
    EXPECT_EQ(results.days[i].treatments[0].treatment, "a");
    EXPECT_EQ(results.days[i].treatments[1].treatment, "b");
  }
  EXPECT_NE(time_of(means(results.days[0].treatments, "a")).mean,
            time_of(means(results.days[1].treatments, "a")).mean)
      << "other sessions";
  EXPECT_TRUE(run("{a: random}", "episodes: 300").days.empty()) << "one day is the whole run";
}

// Without learning, days only cut a run into parts: its results are those of the whole. Users are
// remembered across days, because otherwise the results would differ.
TEST(Days, ChangeNothingForTreatmentsThatDoNotLearn) {
  const Results whole = run(kRemembering, "episodes: 3000");
  const Results in_days = run(kRemembering, "episodes: 3000, days: 7");
  for (const TreatmentResult& before : whole.treatments) {
    SCOPED_TRACE(before.name);
    const TreatmentResult& after = treatment(in_days, before.name);
    expect_same(before.metrics, after.metrics);
    EXPECT_EQ(before.sessions, 3000u);
    EXPECT_EQ(after.sessions, 3000u) << "no episode is lost between days of 429 and 428";
    EXPECT_EQ(before.recommendations, after.recommendations);
    EXPECT_EQ(before.fallback_causes.exhausted, after.fallback_causes.exhausted);
    EXPECT_EQ(before.lists_asked, after.lists_asked);
  }
  ASSERT_EQ(in_days.days.size(), 7u);
}

// 3000 episodes are four days of 429 and three of 428. The first day has the results of 429
// episodes alone.
TEST(Days, AreOfNearlyEqualLength) {
  const Results in_days =
      run(kRemembering,
          "episodes: 3000, days: 7, metrics: [sessions, time, repeat_rate, artists_per_session]");
  const Results first = run(
      kRemembering, "episodes: 429, metrics: [sessions, time, repeat_rate, artists_per_session]");
  const Results two =
      run(kRemembering,
          "episodes: 858, days: 2, metrics: [sessions, time, repeat_rate, artists_per_session]");
  for (const char* name : {"a", "first", "liked"}) {
    SCOPED_TRACE(name);
    expect_same(means(in_days.days[0].treatments, name), treatment(first, name).metrics);
    expect_same(means(in_days.days[1].treatments, name), means(two.days[1].treatments, name));
  }
  // A day may be of one episode, but there are no more days than episodes.
  EXPECT_EQ(run("{a: random}", "episodes: 5, days: 5").days.size(), 5u);
  EXPECT_THAT([] { spec("{a: random}", "episodes: 5, days: 6"); },
              ThrowsMessage<UserError>(HasSubstr("at most one day for each of the 5 episodes")));
}

// Nothing is known on the first day. From the second day on, the oracle is asked nearly always.
TEST(Days, ABanditsSecondDayIsNotItsFirst) {
  for (const char* bandit :
       {"{epsilon_greedy: {of: [random, oracle], epsilon: 0.1}}", "{thompson: [random, oracle]}"}) {
    SCOPED_TRACE(bandit);
    const Results results =
        run(fmt::format("{{a: random, b: {}}}", bandit), "episodes: 3000, days: 3");
    const MetricEstimate first = time_of(means(results.days[0].treatments, "b"));
    const MetricEstimate second = time_of(means(results.days[1].treatments, "b"));
    const MetricEstimate third = time_of(means(results.days[2].treatments, "b"));
    EXPECT_GT(second.lower, first.upper);
    EXPECT_GT(third.lower, first.upper);
    // The learned counts decide nothing on the first day, however many days follow.
    const Results one = run(fmt::format("{{a: random, b: {}}}", bandit), "episodes: 1000, days: 1");
    expect_same(means(results.days[0].treatments, "b"), treatment(one, "b").metrics);
  }
}

// Thompson sampling of tracks finds the popular tracks that users listen to.
TEST(Days, TracksAreLearnedToo) {
  const Results results = run(
      "{a: {candidates: {top_tracks: 100}, exclude: session}, b: {candidates: {top_tracks: 100}, "
      "exclude: session, pick: thompson}}",
      "episodes: 6000, days: 3");
  EXPECT_GT(time_of(means(results.days[2].treatments, "b")).lower,
            time_of(means(results.days[2].treatments, "a")).upper);
}

// A treatment has the same results alone, beside others, and beside others of the same kind.
TEST(Days, EachTreatmentLearnsFromItsOwnSessionsOnly) {
  const std::string more = "episodes: 2000, days: 4";
  const Results alone =
      run("{a: random, ts: {thompson: [random, sticky_artist, {candidates: {user_nearest: 20}}]}}",
          more);
  const Results beside = run(kLearning, more);
  for (const char* name : {"a", "ts"}) {
    SCOPED_TRACE(name);
    expect_same(treatment(alone, name).metrics, treatment(beside, name).metrics);
    for (std::size_t day = 0; day < 4; ++day) {
      expect_same(means(alone.days[day].treatments, name),
                  means(beside.days[day].treatments, name));
    }
  }
  // The same holds in a split, where a treatment has users of its own.
  const std::string split = more + ", design: split";
  const Results two = run("{a: random, b: {thompson: [random, oracle]}}", split);
  const Results other = run("{a: oracle, b: {thompson: [random, oracle]}}", split);
  for (std::size_t day = 0; day < 4; ++day) {
    expect_same(means(two.days[day].treatments, "b"), means(other.days[day].treatments, "b"));
  }
}

// Each seed is a run of its own: nothing is known at its start.
TEST(Days, EverySeedLearnsAnew) {
  const Results both = run(kLearning, "episodes: 1500, days: 3, seeds: [3, 4]");
  const Results second = run(kLearning, "episodes: 1500, days: 3, seeds: 4");
  ASSERT_EQ(both.replications.size(), 2u);
  for (const TreatmentResult& alone : second.treatments) {
    SCOPED_TRACE(alone.name);
    expect_same(means(both.replications[1].treatments, alone.name), alone.metrics);
  }
  // The results of a day are of all seeds together. Nothing is known on the first day, so it has
  // the results of its episodes alone.
  ASSERT_EQ(both.days.size(), 3u);
  const Results first = run(kLearning, "episodes: 500, seeds: [3, 4]");
  for (const TreatmentResult& alone : first.treatments) {
    SCOPED_TRACE(alone.name);
    expect_same(means(both.days[0].treatments, alone.name), alone.metrics);
  }
}

TEST(Days, PlayTheNumpyStreamOnFromDayToDay) {
  const std::string numpy = "design: split, random: numpy, seeds: 31337, episodes: 1000";
  const std::string plain =
      "{a: random, b: {anchor: {first_track: user}, candidates: {nearest: 9}, exclude: user}}";
  const Results whole = run(plain, numpy);
  const Results in_days = run(plain, numpy + ", days: 3");
  for (const char* name : {"a", "b"}) {
    expect_same(treatment(whole, name).metrics, treatment(in_days, name).metrics);
  }
  ASSERT_EQ(in_days.days.size(), 3u);
  const std::string bandit = "{a: random, b: {thompson: [random, oracle]}}";
  const Results learning = run(bandit, numpy + ", days: 2", 1);
  EXPECT_GT(time_of(means(learning.days[1].treatments, "b")).lower,
            time_of(means(learning.days[0].treatments, "b")).upper);
  EXPECT_EQ(write_results_json(learning), write_results_json(run(bandit, numpy + ", days: 2", 3)));
}

}  // namespace
}  // namespace reprise
