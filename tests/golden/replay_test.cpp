// Reproduces traces of the Python simulator byte for byte. The traces were measured on its 2024
// version (the others agree) on two small worlds, and on its 2026 version on `half`, whose
// embeddings are float16. The policies need no random numbers, so the files say which tracks were
// played.
#include "experiments/serving/one_session/replay.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "sim/support/files/file.h"
#include "sim/world_source/upstream_world.h"

namespace reprise {
namespace {

const std::filesystem::path kData = std::filesystem::path(REPRISE_TEST_FOLDER) / "data";

OpenWorld open_golden(const std::string& name) {
  return open_upstream_world(read_world_source(Node::make_scalar((kData / name).string())), {});
}

struct Trace {
  std::string world;
  std::string policy;
  std::uint32_t seed;

  std::string name() const { return world + "_" + policy + "_" + std::to_string(seed); }
};

std::vector<Trace> traces_of(const std::vector<std::string>& worlds) {
  std::vector<Trace> traces;
  for (const std::string& world : worlds) {
    for (const char* policy : {"scripted", "neighbour", "repeat"}) {
      for (const std::uint32_t seed : {31337u, 424242u}) traces.push_back({world, policy, seed});
    }
  }
  return traces;
}

class Golden : public testing::TestWithParam<Trace> {};

TEST_P(Golden, TraceIsReproduced) {
  const Trace& trace = GetParam();
  const OpenWorld open = open_golden(trace.world);
  const std::string path = (kData / (trace.name() + ".trace.csv")).string();
  NumpyDraws draws(*open.world, trace.seed);
  const Replay result = replay(*open.world, *open.nearest, draws,
                               read_actions(path, open.world->catalog.n_tracks()), path);
  EXPECT_EQ(result.trace, read_file(path));
}

// The stream's next number shows that nothing was drawn too much or too little.
TEST_P(Golden, NextUniformIsReproduced) {
  const Trace& trace = GetParam();
  const OpenWorld open = open_golden(trace.world);
  const std::string path = (kData / (trace.name() + ".trace.csv")).string();
  NumpyDraws draws(*open.world, trace.seed);
  const Replay result = replay(*open.world, *open.nearest, draws,
                               read_actions(path, open.world->catalog.n_tracks()), path);
  std::ifstream file(kData / "next_uniform.csv");
  bool found = false;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(trace.name() + ",")) continue;
    found = true;
    EXPECT_EQ(result.next_unit, std::stod(line.substr(line.find(',') + 1)));
  }
  EXPECT_TRUE(found) << "no line for " << trace.name();
}

// Interests, ranks and starting budgets are not in the trace, so the sessions file has them. Those
// of `half` were not recorded.
class GoldenSessions : public Golden {};

TEST_P(GoldenSessions, StartsAreReproduced) {
  const Trace& trace = GetParam();
  const OpenWorld open = open_golden(trace.world);
  const World& world = *open.world;
  std::ifstream sessions(kData / (trace.name() + ".sessions.csv"));
  ASSERT_TRUE(sessions);
  const std::vector<Action> actions =
      read_actions((kData / (trace.name() + ".trace.csv")).string(), world.catalog.n_tracks());
  NumpyDraws draws(world, trace.seed);
  std::string line;
  std::getline(sessions, line);
  ASSERT_EQ(line, "episode,user,interest_track,first_track,first_rank,n_neighbours,budget_start");
  std::size_t next = 0;
  for (std::uint64_t episode = 0; std::getline(sessions, line); ++episode) {
    const StartDraw draw = draws.start();
    const NearestQuery query{draw.interest, draw.neighbours};
    open.nearest->require({&query, 1});
    const SessionStart start = start_of(draw, *open.nearest);
    std::ostringstream expected;
    expected << episode << ',' << world.users.ids[draw.user] << ',' << draw.interest << ','
             << start.first_track << ',' << draw.rank << ',' << draw.neighbours << ','
             << world.users.traits[draw.user].session_budget;
    EXPECT_EQ(expected.str(), line);
    // Each step takes one leave draw, so that the next start finds the stream in the right place.
    for (; next < actions.size() && actions[next].episode == episode; ++next) draws.leave();
  }
  EXPECT_EQ(next, actions.size());
}

const auto name_of = [](const auto& parameter) { return parameter.param.name(); };

INSTANTIATE_TEST_SUITE_P(Traces, Golden, testing::ValuesIn(traces_of({"small", "edge", "half"})),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Traces, GoldenSessions, testing::ValuesIn(traces_of({"small", "edge"})),
                         name_of);

}  // namespace
}  // namespace reprise
