#include "reports/results/results_json.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/reports/sample_results.h"

namespace reprise {
namespace {

using Json = nlohmann::ordered_json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> all;
  for (const auto& entry : object.items()) all.push_back(entry.key());
  return all;
}

std::string complaint(const std::string& text) {
  try {
    read_results_json(text);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "no complaint";
}

TEST(ResultsJson, HasTheKeysThatOtherProgramsRead) {
  const Json json = Json::parse(write_results_json(sample_results()));
  EXPECT_EQ(json["format"], 1);
  EXPECT_THAT(keys(json),
              ElementsAre("format", "program", "experiment", "config_hash", "design", "random",
                          "interval", "estimator", "confidence", "multiplicity", "margin",
                          "control", "episodes", "seeds", "world", "warnings", "courses", "health",
                          "metrics", "treatments", "effects", "pairs", "groups", "traits",
                          "replications", "days", "models", "config"));
  EXPECT_THAT(keys(json["treatments"]),
              ElementsAre("random", "sticky_artist", "top_pop", "first_track", "oracle"));
  const Json& treatment = json["treatments"]["first_track"];
  EXPECT_EQ(treatment["users"], 8647);
  EXPECT_EQ(treatment["sessions"], 60000);
  EXPECT_EQ(treatment["fallbacks"], 1530);
  EXPECT_THAT(
      keys(treatment),
      ElementsAre("control", "oracle", "oracle_side", "recommender", "users", "sessions",
                  "recommendations", "fallbacks", "fallback_causes", "lists_asked", "lists_found",
                  "metrics", "catalog", "lengths", "reaching", "in_single_bins", "in_doubled_bins",
                  "time_by_step", "time_intervals", "skips_by_step", "skip_intervals",
                  "way_to_oracle", "way_to_oracle_lower", "way_to_oracle_upper"));
  EXPECT_EQ(treatment["oracle_side"], true);
  EXPECT_EQ(treatment["fallback_causes"].dump(),
            R"({"no_anchor":0,"no_list":1000,"exhausted":530})");
  EXPECT_EQ(treatment["lists_asked"], 120530);
  EXPECT_EQ(treatment["lists_found"], 119530);
  EXPECT_EQ(json["treatments"]["random"]["oracle_side"], false);
  EXPECT_THAT(keys(treatment["metrics"]["mean_time_per_session"]),
              ElementsAre("mean", "lower", "upper"));
  EXPECT_THAT(keys(json["effects"][0]),
              ElementsAre("treatment", "against", "metric", "control_mean", "treatment_mean",
                          "effect", "lower", "upper", "confidence", "p", "p_adjusted",
                          "significant", "equivalent", "sessions_to_tell", "never_told",
                          "difference", "difference_lower", "difference_upper", "design",
                          "interval", "shape", "variance_reduction", "correlation", "verdict"));
  EXPECT_EQ(json["effects"][0]["treatment"], "sticky_artist");
  EXPECT_EQ(json["effects"][0]["shape"], "bounded");
  EXPECT_EQ(json["replications"][1]["seed"], 2);
  EXPECT_TRUE(
      json["replications"][1]["treatments"]["random"]["metrics"]["time"]["mean"].is_number());
}

TEST(ResultsJson, HasTheMeansOfEachDay) {
  const Json days = Json::parse(write_results_json(results_with_days(3)))["days"];
  ASSERT_EQ(days.size(), 3u);
  EXPECT_THAT(keys(days[1]), ElementsAre("day", "treatments"));
  EXPECT_EQ(days[1]["day"], 2);
  EXPECT_THAT(keys(days[1]["treatments"]),
              ElementsAre("random", "sticky_artist", "top_pop", "first_track", "oracle"));
  const Json& time = days[1]["treatments"]["random"]["metrics"]["mean_time_per_session"];
  EXPECT_EQ(time["mean"], 2.0132 * 1.02);
  EXPECT_THAT(keys(time), ElementsAre("mean", "lower", "upper"));
  EXPECT_TRUE(Json::parse(write_results_json(sample_results()))["days"].empty())
      << "a run in one day has none";
}

TEST(ResultsJson, HasSessionLengthsTimesByStepAndGroups) {
  const Results results = results_with_sessions(2, "t");
  const Json json = Json::parse(write_results_json(results));
  EXPECT_EQ(json["treatments"]["t1"]["lengths"][3], results.treatments[1].lengths[3]);
  EXPECT_EQ(json["treatments"]["t1"]["time_by_step"][0], results.treatments[1].time_by_step[0]);
  EXPECT_THAT(keys(json["groups"][0]), ElementsAre("trait", "from", "to", "users", "effect"));
  EXPECT_EQ(json["groups"][0]["trait"], "consume_bias");
  EXPECT_EQ(json["groups"][0]["effect"]["treatment"], "t1");
  const Results read = read_results_json(write_results_json(results));
  EXPECT_EQ(read.treatments[2].lengths, results.treatments[2].lengths);
  EXPECT_EQ(read.treatments[2].time_by_step, results.treatments[2].time_by_step);
  EXPECT_EQ(read.treatments[2].skips_by_step, results.treatments[2].skips_by_step);
  EXPECT_EQ(read.treatments[2].time_intervals.lower, results.treatments[2].time_intervals.lower);
  EXPECT_EQ(read.treatments[2].skip_intervals.upper, results.treatments[2].skip_intervals.upper);
  EXPECT_EQ(read.treatments[2].reaching.upper[3], results.treatments[2].reaching.upper[3]);
  EXPECT_EQ(read.treatments[2].in_single_bins.lower[3],
            results.treatments[2].in_single_bins.lower[3]);
  EXPECT_EQ(read.treatments[2].in_doubled_bins.lower[3],
            results.treatments[2].in_doubled_bins.lower[3]);
  ASSERT_EQ(read.traits.size(), 1u);
  EXPECT_EQ(read.traits[0].name, "consume_bias");
  EXPECT_EQ(read.traits[0].meaning, results.traits[0].meaning);
  ASSERT_EQ(read.groups.size(), results.groups.size());
  EXPECT_EQ(read.groups[7].users, results.groups[7].users);
  EXPECT_EQ(read.groups[7].to, results.groups[7].to);
  EXPECT_EQ(read.groups[7].effect.upper, results.groups[7].effect.upper);
}

TEST(ResultsJson, OpensFilesFromBeforeSessionLengthsTimesByStepAndGroups) {
  Json json = Json::parse(write_results_json(results_with_sessions(2, "t")));
  json.erase("groups");
  json.erase("traits");
  for (auto& treatment : json["treatments"]) {
    treatment.erase("lengths");
    treatment.erase("time_by_step");
  }
  const Results read = read_results_json(json.dump());
  EXPECT_TRUE(read.groups.empty());
  EXPECT_TRUE(read.traits.empty());
  EXPECT_TRUE(read.treatments[1].lengths.empty());
  EXPECT_TRUE(read.treatments[1].time_by_step.empty());
}

TEST(ResultsJson, OpensFilesFromBeforeProgramSkipsAndIntervalsOfShares) {
  Json json = Json::parse(write_results_json(results_with_sessions(2, "t")));
  ASSERT_EQ(json.erase("program"), 1u);
  for (auto& treatment : json["treatments"]) {
    for (const char* key : {"reaching", "in_single_bins", "in_doubled_bins", "time_intervals",
                            "skips_by_step", "skip_intervals"}) {
      ASSERT_EQ(treatment.erase(key), 1u);
    }
  }
  const Results read = read_results_json(json.dump());
  EXPECT_EQ(read.program, "");
  EXPECT_FALSE(read.treatments[1].time_by_step.empty());
  EXPECT_TRUE(read.treatments[1].skips_by_step.empty());
  EXPECT_TRUE(read.treatments[1].reaching.lower.empty());
}

// A course without points is an error, because figures and pages show its last point.
TEST(ResultsJson, ACourseHasPoints) {
  Json json = Json::parse(write_results_json(results_of_stop()));
  for (const char* column : {"sessions", "effect", "lower", "upper"}) {
    json["courses"][0][column] = Json::array();
  }
  EXPECT_THAT([&] { read_results_json(json.dump()); },
              testing::ThrowsMessage<std::runtime_error>(HasSubstr("a course has no points")));
}

TEST(ResultsJson, IntervalsHaveTwoEnds) {
  Json json = Json::parse(write_results_json(results_with_sessions(2, "t")));
  json["treatments"]["t1"]["time_intervals"]["upper"].erase(0);
  EXPECT_THAT(
      [&] { read_results_json(json.dump()); },
      testing::ThrowsMessage<std::runtime_error>(HasSubstr("lower and upper differ in length")));
}

TEST(ResultsJson, ReadsBackToTheSameBytes) {
  for (const Results& results :
       {sample_results(), results_with_days(2), results_with_treatments(30, "t"),
        results_with_sessions(3, "t"), log_sample_results(), Results{}}) {
    const std::string text = write_results_json(results);
    EXPECT_EQ(write_results_json(read_results_json(text)), text);
  }
}

TEST(ResultsJson, ReadsBackWhatWasDecidedAndCertified) {
  for (const Results& results : {results_of_stop(), results_of_selection()}) {
    const std::string text = write_results_json(results);
    EXPECT_EQ(write_results_json(read_results_json(text)), text);
  }
  const Results stop = read_results_json(write_results_json(results_of_stop()));
  ASSERT_TRUE(stop.stopping);
  EXPECT_EQ(stop.stopping->sessions, 60000u);
  EXPECT_EQ(stop.stopping->fixed_sessions, 21234.5);
  ASSERT_TRUE(stop.coverage);
  EXPECT_EQ(stop.coverage->rows[0].coverage.share, 0.945);
  EXPECT_EQ(stop.pairs.size(), 2u);
  EXPECT_EQ(stop.pairs[1].against, "top_pop");
  EXPECT_FALSE(stop.health[1].passed);
  EXPECT_EQ(stop.treatments[1].divergence->median_step, 2u);
  ASSERT_EQ(stop.courses.size(), 2u);
  EXPECT_TRUE(std::isnan(stop.courses[0].points[0].lower));
  EXPECT_EQ(stop.effects[3].required_sessions, results_of_stop().effects[3].required_sessions);
  const Results selection = read_results_json(write_results_json(results_of_selection()));
  ASSERT_TRUE(selection.selected);
  EXPECT_EQ(selection.selected->dropped[1].sessions, 20000u);
  EXPECT_EQ(selection.selected->best, std::vector<std::string>{"first_track"});
}

TEST(ResultsJson, ReadsBackEveryField) {
  const Results results = sample_results();
  const Results read = read_results_json(write_results_json(results));
  EXPECT_EQ(read.experiment, results.experiment);
  EXPECT_EQ(read.config, results.config);
  EXPECT_EQ(read.seeds, results.seeds);
  EXPECT_EQ(read.world.fingerprint, results.world.fingerprint);
  EXPECT_EQ(read.world.dim, results.world.dim);
  EXPECT_EQ(read.warnings, results.warnings);
  ASSERT_EQ(read.treatments.size(), results.treatments.size());
  EXPECT_TRUE(read.treatments[0].control);
  EXPECT_TRUE(read.treatments[4].oracle);
  EXPECT_EQ(read.treatments[3].recommender, results.treatments[3].recommender);
  EXPECT_EQ(read.treatments[3].oracle_gap_closed, results.treatments[3].oracle_gap_closed);
  EXPECT_EQ(read.treatments[3].oracle_gap_closed_lower,
            results.treatments[3].oracle_gap_closed_lower);
  EXPECT_EQ(read.treatments[3].oracle_gap_closed_upper,
            results.treatments[3].oracle_gap_closed_upper);
  EXPECT_EQ(read.treatments[3].catalog[1].value, results.treatments[3].catalog[1].value);
  ASSERT_EQ(read.effects.size(), results.effects.size());
  EXPECT_EQ(read.effects[3].effect, results.effects[3].effect);
  EXPECT_EQ(read.effects[3].variance_reduction, results.effects[3].variance_reduction);
  ASSERT_EQ(read.metrics.size(), results.metrics.size());
  EXPECT_EQ(read.metrics[2].better, Better::lower);
  EXPECT_EQ(read.replications.size(), results.replications.size());
  EXPECT_TRUE(read.treatments[3].privileged);
  EXPECT_FALSE(read.treatments[1].privileged);
  EXPECT_EQ(read.treatments[3].fallback_causes.no_anchor, 0u);
  EXPECT_EQ(read.treatments[3].fallback_causes.no_list, 1000u);
  EXPECT_EQ(read.treatments[3].fallback_causes.exhausted, 530u);
  EXPECT_EQ(read.treatments[3].lists_asked, 120'530u);
  EXPECT_EQ(read.treatments[3].lists_found, 119'530u);
}

// Results of a played run have no field "log", and after reading they have no log.
TEST(ResultsJson, ReadsBackTheLog) {
  const Results results = log_sample_results();
  const std::string text = write_results_json(results);
  EXPECT_THAT(keys(Json::parse(text)["log"]),
              ElementsAre("files", "rows", "first", "last", "fingerprint", "command"));
  const Results read = read_results_json(text);
  ASSERT_TRUE(read.log.has_value());
  EXPECT_EQ(read.log->files, 2u);
  EXPECT_EQ(read.log->rows, 12'088u);
  EXPECT_EQ(read.log->first, results.log->first);
  EXPECT_EQ(read.log->last, results.log->last);
  EXPECT_EQ(read.log->fingerprint, results.log->fingerprint);
  EXPECT_EQ(read.log->command, results.log->command);
  EXPECT_FALSE(read_results_json(write_results_json(sample_results())).log.has_value());
}

TEST(ResultsJson, ReadsBackDays) {
  const Results results = results_with_days(3);
  const Results read = read_results_json(write_results_json(results));
  ASSERT_EQ(read.days.size(), 3u);
  EXPECT_EQ(read.days[2].day, 3u);
  ASSERT_EQ(read.days[2].treatments.size(), 5u);
  EXPECT_EQ(read.days[2].treatments[4].treatment, "oracle");
  EXPECT_EQ(read.days[2].treatments[4].metrics[1].mean,
            results.days[2].treatments[4].metrics[1].mean);
}

TEST(ResultsJson, DoublesAndSeedsSurviveToTheLastBit) {
  Results results = sample_results();
  const double third = std::nextafter(1.0 / 3, 1);
  results.treatments[0].metrics[0].mean = third;
  results.seeds = {std::numeric_limits<std::uint64_t>::max()};
  const Results read = read_results_json(write_results_json(results));
  EXPECT_EQ(read.treatments[0].metrics[0].mean, third);
  EXPECT_EQ(read.seeds, results.seeds);
}

TEST(ResultsJson, TwoRaysKeepTheirNumbersAndAWholeLineHasNone) {
  Effect effect;
  effect.lower = -80;
  effect.upper = 120;
  effect.shape = IntervalShape::two_rays;
  Json json = Json::parse(write_results_json(results_with_effect(effect)))["effects"][0];
  EXPECT_EQ(json["shape"], "two_rays");
  EXPECT_EQ(json["lower"], -80);
  EXPECT_EQ(json["upper"], 120);

  effect.shape = IntervalShape::whole_line;
  const std::string text = write_results_json(results_with_effect(effect));
  json = Json::parse(text)["effects"][0];
  EXPECT_EQ(json["shape"], "whole_line");
  EXPECT_TRUE(json["lower"].is_null());
  EXPECT_TRUE(json["upper"].is_null());
  const Results read = read_results_json(text);
  EXPECT_EQ(read.effects[0].shape, IntervalShape::whole_line);
  EXPECT_TRUE(std::isnan(read.effects[0].lower));
}

TEST(ResultsJson, WhatIsNotFiniteIsNull) {
  Effect effect;
  effect.effect = kNaN;
  effect.lower = -kInfinity;
  effect.upper = kInfinity;
  effect.p = kNaN;
  effect.variance_reduction = kInfinity;
  Results results = results_with_effect(effect);
  results.treatments[0].catalog = {{"gini", kNaN}};
  results.treatments[0].oracle_gap_closed = -kInfinity;
  results.confidence = kNaN;
  const std::string text = write_results_json(results);
  EXPECT_THAT(text, Not(HasSubstr("nan")));
  EXPECT_THAT(text, Not(HasSubstr("inf\"")));
  EXPECT_THAT(text, Not(HasSubstr("Infinity")));
  const Json json = Json::parse(text);
  for (const char* key : {"effect", "lower", "upper", "p", "variance_reduction"}) {
    EXPECT_TRUE(json["effects"][0][key].is_null()) << key;
  }
  EXPECT_EQ(write_results_json(read_results_json(text)), text);
}

TEST(ResultsJson, NamesOfAnyKindArePreserved) {
  const Results results = nasty_results();
  const Results read = read_results_json(write_results_json(results));
  EXPECT_EQ(read.treatments[0].name, "a|b");
  EXPECT_EQ(read.treatments[1].name, "<script>alert(1)</script>");
  EXPECT_THAT(read.treatments[3].name, HasSubstr("\n"));
  EXPECT_THAT(read.treatments[3].name,
              HasSubstr("\xEF\xBF\xBD"));  // U+FFFD replaces the byte that was not UTF-8
  EXPECT_EQ(read.config, results.config);
}

TEST(ResultsJson, OpensFilesThatLackNewerFieldsOrHaveUnknownOnes) {
  const Results read = read_results_json(R"({"format": 1, "control": "random", "of_tomorrow": [1],
      "treatments": {"random": {"metrics": {"time": {"mean": 2}}}, "top_pop": {"metrics": {}}},
      "effects": [{"treatment": "top_pop", "metric": "time", "control_mean": 2, "treatment_mean": 3,
                   "effect": 50, "lower": 40, "upper": 60, "significant": true}]})");
  ASSERT_EQ(read.treatments.size(), 2U);
  EXPECT_TRUE(read.treatments[0].control);
  EXPECT_FALSE(read.treatments[1].control);
  EXPECT_EQ(read.treatments[0].metrics[0].mean, 2);
  EXPECT_TRUE(std::isnan(read.treatments[0].metrics[0].lower));
  EXPECT_EQ(read.effects[0].shape, IntervalShape::bounded);
  EXPECT_TRUE(read.days.empty());
  EXPECT_FALSE(read.treatments[0].privileged);
  EXPECT_EQ(read.treatments[0].fallback_causes.no_list, 0u);
  EXPECT_EQ(read.treatments[0].lists_asked, 0u);
}

// The file is as older versions wrote it, without days, models and causes of fallbacks.
TEST(ResultsJson, OpensFilesOfBeforeDays) {
  Json old = Json::parse(write_results_json(sample_results()));
  old.erase("days");
  old.erase("models");
  for (auto& [name, treatment] : old["treatments"].items()) {
    for (const char* key : {"oracle_side", "fallback_causes", "lists_asked", "lists_found"}) {
      ASSERT_EQ(treatment.erase(key), 1u);
    }
  }
  const Results read = read_results_json(old.dump());
  ASSERT_EQ(read.treatments.size(), 5u);
  EXPECT_EQ(read.treatments[3].fallbacks, 1530u);
  EXPECT_EQ(read.treatments[3].fallback_causes.no_list, 0u);
  EXPECT_EQ(read.treatments[3].lists_asked, 0u);
  EXPECT_TRUE(read.days.empty());
  EXPECT_EQ(read.replications.size(), 3u);
}

TEST(ResultsJson, SaysWhatIsWrongWithADamagedFile) {
  EXPECT_THAT(complaint(""), HasSubstr("not JSON"));
  EXPECT_THAT(complaint(R"({"format": 1, )"), HasSubstr("not JSON after byte"));
  EXPECT_THAT(complaint(R"({"format": 1e999})"), HasSubstr("not JSON"));
  EXPECT_THAT(complaint("[]"), HasSubstr("the file: expected an object, found a list"));
  EXPECT_THAT(complaint("{}"), HasSubstr("format is missing"));
  EXPECT_THAT(complaint(R"({"format": 2})"), HasSubstr("2 is not a layout"));
  EXPECT_THAT(complaint(R"({"format": 1, "effects": []})"), HasSubstr("treatments is missing"));
  EXPECT_THAT(complaint(R"({"format": 1, "episodes": -5, "treatments": {}, "effects": []})"),
              HasSubstr("episodes: expected a whole number not below 0, found -5"));
  EXPECT_THAT(complaint(R"({"format": 1, "seeds": [1, "x"], "treatments": {}, "effects": []})"),
              HasSubstr("seeds[1]: expected a whole number not below 0, found \"x\""));
  EXPECT_THAT(complaint(R"({"format": 1, "effects": [],
                            "treatments": {"a": {"metrics": {"time": {"mean": "many"}}}}})"),
              HasSubstr("treatments.a.metrics.time.mean: expected a number or null"));
  EXPECT_THAT(complaint(R"({"format": 1, "effects": [], "treatments": {"a": {"metrics": {},
                            "fallback_causes": {"no_list": -1}}}})"),
              HasSubstr("treatments.a.fallback_causes.no_list: expected a whole number"));
  EXPECT_THAT(complaint(R"({"format": 1, "effects": [], "treatments": {}, "days": [{"day": 1}]})"),
              HasSubstr("days[0].treatments is missing"));
  EXPECT_THAT(complaint(R"({"format": 1, "effects": {}, "treatments": {}})"),
              HasSubstr("effects: expected a list, found an object"));
  EXPECT_THAT(complaint(R"({"format": 1, "effects": [], "treatments": {},
                            "metrics": {"time": {"better": "louder"}}})"),
              HasSubstr("metrics.time.better: unknown value 'louder', expected one of higher"));
}

// The keys after the deep value make its object grow, and growing copies the deep value.
TEST(ResultsJson, DeepNestingIsAnErrorAndNothingWorse) {
  const auto nested = [](std::size_t levels) {
    return fmt::format(R"({{"format": 1, "treatments": {{}}, "effects": [], "of_tomorrow": {}{},
                           "a": 1, "b": 2, "c": 3}})",
                       std::string(levels, '['), std::string(levels, ']'));
  };
  EXPECT_THAT(read_results_json(nested(60)).treatments, IsEmpty());
  for (const std::size_t levels : {70, 1'000'000}) {
    EXPECT_THAT(complaint(nested(levels)), HasSubstr("results.json: nested deeper than 64 levels"));
  }
}

TEST(ResultsJson, EveryTruncationIsAnErrorAndNothingWorse) {
  const std::string text = write_results_json(results_with_treatments(1, "t"));
  for (std::size_t size = 0; size + 2 < text.size(); size += 7) {
    EXPECT_THROW(read_results_json(text.substr(0, size)), std::runtime_error) << size;
  }
}

}  // namespace
}  // namespace reprise
