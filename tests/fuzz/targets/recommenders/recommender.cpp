// Fuzzes recommenders as YAML. Sound ones are made for a small world, but one that asks a service
// is only read.
#include "recommenders/recommender.h"

#include "tests/fuzz/input_file.h"
#include "tests/fuzz/mistake.h"
#include "tests/fuzz/small_catalog.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace reprise;
  static const NearestTracks nearest(small_catalog().catalog.embeddings);
  read_or_refuse([&] {
    const RecommenderRecipe recipe =
        read_recommender(parse_yaml(std::string(text_of(data, size)), "input"), "treatment");
    if (write_yaml(recipe.resolved).find("remote") != std::string::npos) return;
    Build build(small_catalog(), nearest);
    recipe.make(build);
  });
  return 0;
}
