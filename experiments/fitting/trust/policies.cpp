#include "experiments/fitting/trust/policies.h"

#include <fmt/format.h>

#include "experiments/simulation/engine/simulate.h"
#include "sim/world/nearest_tracks.h"

namespace reprise {

namespace {

// Returns a text as YAML's text between single quotes: a quote in it is written twice.
std::string yaml_text(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace

std::vector<JudgedPolicy> judged_policies(const std::filesystem::path& lists) {
  const std::string list = fmt::format("candidates: {{item_list: {{file: {}, ordered: true}}}}",
                                       yaml_text(lists.string()));
  const auto listed = [&](const char* name, const char* anchor, const char* rest) {
    return JudgedPolicy{name, fmt::format("{{anchor: {}, {}, {}}}", anchor, list, rest), true};
  };
  const JudgedPolicy in_order = listed("first_in_order", "first_track",
                                       "exclude: session, pick: first, fallback: {top_pop: 100}");
  return {
      {"random", "random"},
      {"top_pop", "{top_pop: 100}"},
      {"sticky_artist", "sticky_artist"},
      {"popular_or_artist", "{one_of: [[0.5, {top_pop: 2000}], [0.5, sticky_artist]]}"},
      listed("previous", "previous_track", "pick: uniform, fallback: random"),
      listed("previous_in_order", "previous_track",
             "exclude: session, pick: first, fallback: random"),
      listed("first", "first_track", "pick: uniform, fallback: random"),
      listed("first_unplayed", "first_track",
             "exclude: session, pick: uniform, fallback: {top_pop: 100}"),
      in_order,
      listed("best_unplayed", "best_track",
             "exclude: session, pick: uniform, fallback: {top_pop: 100}"),
      {"half_in_order", fmt::format("{{one_of: [[0.5, {}], [0.5, random]]}}", in_order.recommender),
       true},
      {"in_order_or_popular",
       fmt::format("{{one_of: [[0.7, {}], [0.3, {{top_pop: 100}}]]}}", in_order.recommender), true},
      {"previous_or_artist",
       fmt::format("{{one_of: [[0.5, {}], [0.5, sticky_artist]]}}",
                   listed("", "previous_track", "pick: uniform, fallback: random").recommender),
       true},
  };
}

std::vector<PlayedPolicy> play_policies(const World& world, std::span<const JudgedPolicy> policies,
                                        std::uint64_t sessions, std::uint64_t seed) {
  constexpr std::uint32_t kMostSteps = 10'000;
  NearestTracks nearest(world.catalog.embeddings);
  std::vector<Treatment> treatments;
  for (const JudgedPolicy& policy : policies) {
    treatments.push_back(make_treatment(
        policy.name, read_recommender(parse_yaml(policy.recommender, policy.name), policy.name),
        world, nearest));
  }
  const std::uint64_t seeds[] = {seed};
  nearest.require(nearest_queries(world, treatments, seeds, sessions, false));
  const Observables nothing({});
  const Simulation simulation{.world = world,
                              .nearest = nearest,
                              .treatments = treatments,
                              .assignment = {},
                              .observables = nothing,
                              .max_steps = kMostSteps};
  std::vector<TreatmentState> states = fresh_states(simulation);
  std::vector<PlayedPolicy> result;
  for (Totals& totals : simulate(simulation, seed, {0, sessions}, states)) {
    const auto n = static_cast<double>(std::max<std::uint64_t>(totals.sessions, 1));
    result.push_back(
        {1 + static_cast<double>(totals.recommendations) / n, std::move(totals.plays)});
  }
  return result;
}

}  // namespace reprise
