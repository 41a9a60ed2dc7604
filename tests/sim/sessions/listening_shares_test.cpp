// Tests that shares side by side are those of one track after the other, to the bit.
#include "sim/sessions/listening_shares.h"

#include <vector>

#include <gtest/gtest.h>

#include "sim/generator/generate_world.h"
#include "sim/sessions/listening.h"
#include "tests/sim/instruction_sets.h"

namespace reprise {
namespace {

TEST(ListeningShares, AreThoseOfOneTrackAtATime) {
  for (const std::int64_t dim : {3, 16, 40}) {
    WorldData data;
    generate_world(data, {.tracks = 70, .users = 2, .dim = dim, .seed = 5});
    const World world = make_world(data);
    const Embeddings& embeddings = world.catalog.embeddings;
    for (const double sharpness : {1.0, 0.0, -2.0, 1e6}) {
      const UserTraits traits{.consume_bias = 4.5, .consume_sharpness = sharpness};
      for_each_instruction_set([&] {
        std::vector<TrackId> tracks;
        for (TrackId track = 0; track < 70; ++track) {
          std::vector<double> shares(tracks.size(), -1);
          listening_shares(embeddings, embeddings.row(9), traits, tracks, shares.data());
          for (std::size_t i = 0; i < tracks.size(); ++i) {
            ASSERT_EQ(shares[i], listening_share(embeddings.score(9, tracks[i]), 4.5, sharpness))
                << "track " << i << " of " << tracks.size();
          }
          tracks.push_back(69 - track);
        }
      });
    }
  }
}

TEST(ListeningSharesDeathTest, NeedRowsOfFloats) {
  const std::vector<Half> rows(half_row_stride(3));
  const float interest = 0;
  double share = 0;
  const TrackId track = 0;
  EXPECT_DEATH(listening_shares(Embeddings(std::span(rows), 3), &interest, {}, {&track, 1}, &share),
               "shares side by side of 1 rows of halves");
}

}  // namespace
}  // namespace reprise
