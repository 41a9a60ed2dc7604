// The parameters of the recipe for synthetic worlds that behave like the published ones. The
// constants of the presets were fitted so that random, sticky_artist and top_pop give the published
// results. Preset 2023 has concentrated interests, preset 2025 flat ones; in preset 2026 scores are
// cosines, an artist has ten tracks, and users like kindred artists. README.md has the results
// beside the published ones.
#pragma once

#include "sim/support/parameters/nested.h"

namespace reprise {

enum class Preset { y2023, y2025, y2026 };
inline std::vector<std::string> choices(Preset) { return {"2023", "2025", "2026"}; }

struct WorldRecipe {
  Preset preset = Preset::y2023;
  std::int64_t tracks = 50'000;
  std::int64_t users = 10'000;
  std::int64_t dim = 100;
  std::int64_t seed = 1;

  static const Parameters<WorldRecipe>& parameters() {
    static const Parameters<WorldRecipe> declared =
        Parameters<WorldRecipe>("generate")
            .add("preset", &WorldRecipe::preset, "the published world it resembles")
            .add("tracks", &WorldRecipe::tracks, "tracks, unless a file gives them",
                 {.min = 1, .max = 100'000'000})
            .add("users", &WorldRecipe::users, "users, unless a file gives them",
                 {.min = 1, .max = 100'000'000})
            .add("dim", &WorldRecipe::dim,
                 "coordinates of an embedding; the presets are fitted at 100",
                 {.min = 1, .max = 4096})
            .add("seed", &WorldRecipe::seed, "another seed, another world of the same kind",
                 {.min = 0});
    return declared;
  }
};

}  // namespace reprise
