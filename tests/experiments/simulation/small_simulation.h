// A small world and what its sessions are measured by, for tests of the engine.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "experiments/simulation/engine/simulate.h"
#include "sim/generator/generate_world.h"

namespace reprise {

/// 500 tracks, 150 users, and treatments that are made for them.
class SmallSimulation : public testing::Test {
 protected:
  SmallSimulation() : world_(made()), nearest_(world_.catalog.embeddings) {
    std::vector<const Metric*> metrics;
    for (const char* name : {"mean_time_per_session", "skip_rate", "repeat_rate"}) {
      metrics.push_back(find_metric(name));
    }
    observables_ = std::make_unique<Observables>(metrics);
  }

  Treatment treatment(const std::string& name, const std::string& yaml) const {
    return make_treatment(name, read_recommender(parse_yaml(yaml, "test"), "test"), world_,
                          nearest_);
  }
  void compute_nearest(std::span<const Treatment> treatments, std::uint64_t seed,
                       std::uint64_t episodes) {
    const std::uint64_t seeds[] = {seed};
    nearest_.require(nearest_queries(world_, treatments, seeds, episodes, false));
    nearest_.require(first_track_queries(world_, nearest_, treatments, seeds, episodes, false));
  }

  World world_;
  NearestTracks nearest_;
  std::unique_ptr<Observables> observables_;

 private:
  static World made() {
    WorldData data;
    generate_world(data, {.tracks = 500, .users = 150, .dim = 8, .seed = 11});
    return make_world(data);
  }
};

}  // namespace reprise
