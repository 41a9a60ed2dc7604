#include "experiments/metrics/metric_part.h"

#include <gmock/gmock.h>

#include "experiments/metrics/metric_parameter.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

struct LongSessions {
  std::int64_t tracks = 10;
  std::string of = "all";
};

const Registration<MetricPart> registration(
    "sessions of at least so many tracks",
    Parameters<LongSessions>("test_long_sessions")
        .add("tracks", &LongSessions::tracks, "so many", {.min = 1, .max = 100})
        .short_form()
        .add("of", &LongSessions::of, "a word"),
    [](const LongSessions& parameters, MetricContext&) {
      const std::int64_t least = parameters.tracks;
      return Metric{.name = "",
                    .unit = "share",
                    .help = "",
                    .better = Better::higher,
                    .numerator = Observable::with_parameters([least](const Session& session) {
                      return std::int64_t{session.recommendations() >= least};
                    }),
                    .denominator = one_session};
    });

const Metric* read(const std::string& yaml) {
  return ParameterType<const Metric*>::read(parse_yaml(yaml, "m.yaml"), "metrics");
}

TEST(MetricPart, NamesSayTheParametersThatAreNotTheDefaults) {
  EXPECT_EQ(read("test_long_sessions")->name, "test_long_sessions");
  EXPECT_EQ(read("{test_long_sessions: 10}")->name, "test_long_sessions");
  EXPECT_EQ(read("{test_long_sessions: 20}")->name, "test_long_sessions(tracks=20)");
  EXPECT_EQ(read("{test_long_sessions: {tracks: 20, of: them}}")->name,
            "test_long_sessions(tracks=20,of=them)");
}

TEST(MetricPart, OneNameIsOneMetric) {
  // Its name alone comes first: then the name is known.
  read("test_long_sessions");
  const Metric* twenty = read("{test_long_sessions: 20}");
  EXPECT_EQ(read("{test_long_sessions: {tracks: 20}}"), twenty);
  EXPECT_EQ(find_metric("test_long_sessions(tracks=20)"), twenty);
  EXPECT_NE(read("{test_long_sessions: 30}"), twenty);
  EXPECT_FALSE(read("{test_long_sessions: 30}")->numerator == twenty->numerator);
}

TEST(MetricPart, IsWrittenSoThatItIsReadAgain) {
  const Metric* metric = read("{test_long_sessions: 20}");
  const Node written = ParameterType<const Metric*>::write(metric);
  EXPECT_EQ(flow_yaml(written), "{test_long_sessions: {tracks: 20, of: all}}");
  EXPECT_EQ(ParameterType<const Metric*>::read(written, "metrics"), metric);
}

TEST(MetricPart, SaysWhatIsWrong) {
  EXPECT_THAT([] { read("{test_long_sessions: 1000}"); },
              ThrowsMessage<UserError>(HasSubstr("1 to 100")));
  EXPECT_THAT([] { read("{test_long_session: 10}"); },
              ThrowsMessage<UserError>(HasSubstr("test_long_session")));
  EXPECT_THAT([] { read("{skip_rate: {above: 1}}"); },
              ThrowsMessage<UserError>(HasSubstr("the metric 'skip_rate' takes no parameters")));
  EXPECT_THAT([] { read("skip_rat"); },
              ThrowsMessage<UserError>(HasSubstr("did you mean 'skip_rate'?")));
}

}  // namespace
}  // namespace reprise
