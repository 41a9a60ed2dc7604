#include "reports/sweeps/sweep_json.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/reports/sweeps/sample_sweeps.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using OrderedJson = nlohmann::ordered_json;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<std::string> keys(const OrderedJson& object) {
  std::vector<std::string> all;
  for (const auto& entry : object.items()) all.push_back(entry.key());
  return all;
}

std::string complaint(const std::string& text) {
  try {
    read_sweep_json(text);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "no complaint";
}

TEST(SweepJson, HasTheKeysThatOtherProgramsRead) {
  const OrderedJson json = OrderedJson::parse(write_sweep_json(sample_sweep()));
  EXPECT_EQ(json["format"], 1);
  EXPECT_THAT(keys(json), ElementsAre("format", "program", "experiment", "hash", "method", "design",
                                      "confidence", "control", "ranked_metric", "ranked_better",
                                      "ranked_treatment", "seeds", "worlds", "warnings", "metrics",
                                      "parameters", "ranking", "cells", "config"));
  EXPECT_EQ(json["parameters"][0].dump(),
            R"({"path":"models.ranker.dim","values":["1","2","4","8"],)"
            R"("numbers":[1.0,2.0,4.0,8.0],"log_scale":true})");
  const OrderedJson& cell = json["cells"][5];
  EXPECT_THAT(keys(cell),
              ElementsAre("config_hash", "values", "status", "error", "episodes", "sessions",
                          "ceilings", "warnings", "treatments", "effects", "worlds"));
  EXPECT_EQ(cell["values"].dump(),
            R"({"models.ranker.dim":"4","treatments.ranker.pick":"sample"})");
  EXPECT_EQ(json["cells"][3]["status"], "failed");
  EXPECT_EQ(json["cells"][6]["status"], "missing");
  EXPECT_THAT(keys(cell["worlds"][0]), ElementsAre("world", "effect", "lower", "upper", "shape"));
  EXPECT_EQ(json["ranking"][0].dump(),
            R"({"cell":4,"treatment":"ranker","p_as_best":1.0,"tied":true})");
}

TEST(SweepJson, ReadsBackToTheSameBytes) {
  for (const SweepResults& sweep :
       {sample_sweep(), halved_sweep(), worlds_sweep(), failed_sweep(),
        user_models_sweep({50, 2, -30, 70}), main_effects_sweep(),
        sweep_of({numeric_parameter("a.b", 1, false)}), SweepResults{}}) {
    const std::string text = write_sweep_json(sweep);
    EXPECT_EQ(write_sweep_json(read_sweep_json(text)), text);
  }
}

TEST(SweepJson, HasUserModelsAndMainEffectsWhereThereAreSome) {
  const OrderedJson json =
      OrderedJson::parse(write_sweep_json(user_models_sweep({50, 2, -30, 70})));
  EXPECT_EQ(json["user_models"].dump(), R"(["botify","bored","people","known tracks"])");
  const OrderedJson& under = json["cells"][0]["user_models"][2];
  EXPECT_THAT(keys(under), ElementsAre("model", "treatments", "effects", "worlds"));
  EXPECT_EQ(under["model"], "people");
  EXPECT_EQ(under["effects"][2]["effect"], -30);
  EXPECT_FALSE(json.contains("main_effects"));
  const OrderedJson main = OrderedJson::parse(write_sweep_json(main_effects_sweep()));
  EXPECT_FALSE(main.contains("user_models"));
  EXPECT_THAT(keys(main["main_effects"]),
              ElementsAre("treatment", "effects", "cells", "explained", "confidence"));
  EXPECT_EQ(main["main_effects"]["effects"][0].dump(),
            R"({"path":"world.users.model.leave.hazard.heard","from":"1","to":"2",)"
            R"("mean_from":11.0,"mean_to":40.5,"difference":29.5,"lower":26.7,"upper":32.3,)"
            R"("significant":true})");
}

TEST(SweepJson, ReadsBackEveryField) {
  const SweepResults sweep = halved_sweep();
  const SweepResults read = read_sweep_json(write_sweep_json(sweep));
  EXPECT_EQ(read.method, "halving");
  EXPECT_EQ(read.config, sweep.config);
  EXPECT_EQ(read.seeds, sweep.seeds);
  ASSERT_EQ(read.parameters.size(), 2U);
  EXPECT_EQ(read.parameters[1].numbers, sweep.parameters[1].numbers);
  EXPECT_TRUE(read.parameters[1].log_scale);
  ASSERT_EQ(read.cells.size(), 6U);
  EXPECT_EQ(read.cells[4].values, sweep.cells[4].values);
  EXPECT_EQ(read.cells[3].status, CellStatus::dropped);
  EXPECT_EQ(read.cells[3].episodes, 5000U);
  EXPECT_EQ(read.cells[4].effects[2].effect, sweep.cells[4].effects[2].effect);
  EXPECT_EQ(read.cells[4].treatments[1].metrics[0].mean,
            sweep.cells[4].treatments[1].metrics[0].mean);
  ASSERT_EQ(read.ranking.size(), sweep.ranking.size());
  EXPECT_EQ(read.ranking[1].cell, sweep.ranking[1].cell);
  EXPECT_EQ(read.ranking[1].p_as_best, sweep.ranking[1].p_as_best);
  EXPECT_EQ(read.ranking.back().p_as_best, std::nullopt);
}

TEST(SweepJson, WhatIsNotFiniteIsNull) {
  SweepResults sweep = worlds_sweep();
  ranked_effect(sweep, 0).effect = kNaN;
  sweep.cells[0].worlds[1].shape = IntervalShape::whole_line;
  sweep.cells[0].worlds[2].effect = std::numeric_limits<double>::infinity();
  const std::string text = write_sweep_json(sweep);
  const OrderedJson worlds = OrderedJson::parse(text)["cells"][0]["worlds"];
  EXPECT_TRUE(worlds[1]["lower"].is_null());
  EXPECT_TRUE(worlds[2]["effect"].is_null());
  EXPECT_EQ(write_sweep_json(read_sweep_json(text)), text);
}

TEST(SweepJson, NamesOfAnyKindArePreserved) {
  const SweepResults sweep = nasty_sweep();
  const SweepResults read = read_sweep_json(write_sweep_json(sweep));
  EXPECT_EQ(read.parameters[0].path, sweep.parameters[0].path);
  EXPECT_EQ(read.parameters[0].values[2], sweep.parameters[0].values[2]);
  EXPECT_EQ(read.cells[3].error, sweep.cells[3].error);
  EXPECT_EQ(read.cells[2].values, sweep.cells[2].values);
}

TEST(SweepJson, OpensFilesThatLackNewerFieldsOrHaveUnknownOnes) {
  const SweepResults read = read_sweep_json(
      R"({"format": 1, "of_tomorrow": {}, "parameters": [{"path": "a", "values": ["x", "y"]}],
          "cells": [{"values": {"a": "y"}, "status": "done", "new": 1}]})");
  ASSERT_EQ(read.cells.size(), 1U);
  EXPECT_THAT(read.cells[0].values, ElementsAre(1U));
  EXPECT_TRUE(read.ranking.empty());
  EXPECT_EQ(read.confidence, 0.95);
}

TEST(SweepJson, SaysWhatIsWrongWithADamagedFile) {
  EXPECT_THAT(complaint("{"), HasSubstr("sweep.json: not JSON after byte"));
  EXPECT_THAT(complaint("{}"), HasSubstr("sweep.json: format is missing"));
  EXPECT_THAT(
      complaint(fmt::format(R"({{"format": {}1{}}})", std::string(99, '['), std::string(99, ']'))),
      HasSubstr("sweep.json: nested deeper than 64 levels"));
  EXPECT_THAT(complaint(R"({"format": 2})"),
              HasSubstr("sweep.json: format: 2 is not a layout that this program reads (1)"));
  EXPECT_THAT(complaint(R"({"format": 1, "parameters": []})"), HasSubstr("cells is missing"));
  EXPECT_THAT(complaint(R"({"format": 1, "parameters": [{"path": "a", "values": ["x"]}],
                            "cells": [{"values": {"a": "z"}, "status": "done"}]})"),
              HasSubstr("cells[0].values.a: 'z' is none of the parameter's values"));
  EXPECT_THAT(complaint(R"({"format": 1, "parameters": [], "cells": [{"values": {},
                            "status": "lost"}]})"),
              HasSubstr("cells[0].status: unknown value 'lost', expected one of done"));
  EXPECT_THAT(complaint(R"({"format": 1, "parameters": [{"path": "a", "values": ["x"],
                            "numbers": [1, 2]}], "cells": []})"),
              HasSubstr("parameters[0].numbers: expected 1 numbers"));
  EXPECT_THAT(complaint(R"({"format": 1, "parameters": [], "cells": [],
                            "ranking": [{"cell": 0, "treatment": "a"}]})"),
              HasSubstr("ranking[0].cell: expected the index of one of 0 cells, found 0"));
}

TEST(SweepJson, EveryTruncationIsAnErrorAndNothingWorse) {
  const std::string text = write_sweep_json(worlds_sweep());
  for (std::size_t size = 0; size + 2 < text.size(); size += 7) {
    EXPECT_THROW(read_sweep_json(text.substr(0, size)), std::runtime_error) << size;
  }
}

}  // namespace
}  // namespace reprise
