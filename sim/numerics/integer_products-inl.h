// The body of integer_products for one instruction set. The file is included once for each, in a
// namespace that has Vector, broadcast and add, and kTilesAtOnce and kQueriesAtOnce, which decide
// how many sums are in registers. It therefore has no include guard.

constexpr std::size_t kVectors = kTileGroup / sizeof(Vector);  // of a group of a tile

template <std::size_t kTiles>
void add_up(const std::uint8_t* tiles, std::size_t n_tiles, const std::int8_t* queries,
            std::size_t n_queries, std::size_t n_groups, const std::int32_t* starts,
            std::int32_t* products) {
  const std::size_t tile_bytes = n_groups * kTileGroup;
  for (std::size_t first = 0; first < n_queries; first += kQueriesAtOnce) {
    Vector sums[kQueriesAtOnce][kTiles * kVectors];
    for (std::size_t q = 0; q < kQueriesAtOnce; ++q) {
      for (Vector& sum : sums[q]) sum = broadcast(starts[first + q]);
    }
    const std::int8_t* some = queries + first * n_groups * kGroup;
    for (std::size_t g = 0; g < n_groups; ++g) {
      Vector rows[kTiles * kVectors];
      for (std::size_t v = 0; v < kTiles * kVectors; ++v) {
        std::memcpy(
            &rows[v],
            tiles + v / kVectors * tile_bytes + g * kTileGroup + v % kVectors * sizeof(Vector),
            sizeof(Vector));
      }
      for (std::size_t q = 0; q < kQueriesAtOnce; ++q) {
        std::int32_t four;
        std::memcpy(&four, some + (q * n_groups + g) * kGroup, sizeof four);
        const Vector query = broadcast(four);
        for (std::size_t v = 0; v < kTiles * kVectors; ++v) {
          sums[q][v] = add(sums[q][v], rows[v], query);
        }
      }
    }
    for (std::size_t q = 0; q < kQueriesAtOnce; ++q) {
      std::int32_t* to = products + (first + q) * n_tiles * kTileRows;
      for (const Vector& sum : sums[q]) {
        std::memcpy(to, &sum, sizeof sum);
        to += sizeof(Vector) / sizeof(std::int32_t);
      }
    }
  }
}

void products_of_target(const std::uint8_t* tiles, std::size_t n_tiles, const std::int8_t* queries,
                        std::size_t n_queries, std::size_t n_groups, const std::int32_t* starts,
                        std::int32_t* products) {
  std::size_t tile = 0;
  for (; tile + kTilesAtOnce <= n_tiles; tile += kTilesAtOnce) {
    add_up<kTilesAtOnce>(tiles + tile * n_groups * kTileGroup, n_tiles, queries, n_queries,
                         n_groups, starts, products + tile * kTileRows);
  }
  for (; tile < n_tiles; ++tile) {
    add_up<1>(tiles + tile * n_groups * kTileGroup, n_tiles, queries, n_queries, n_groups, starts,
              products + tile * kTileRows);
  }
}
