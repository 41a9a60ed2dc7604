// Inner products of many rows of 8-bit integers with many queries. They are exact, so they are the
// same on every machine, and several times as fast as those of floats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace reprise {

/// Rows are packed in tiles of kTileRows: the first kGroup coordinates of each row of the tile,
/// then the next kGroup of each row, and so on. Coordinates are 0 to 255.
inline constexpr std::size_t kTileRows = 16;
inline constexpr std::size_t kGroup = 4;
inline constexpr std::size_t kTileGroup = kTileRows * kGroup;  // bytes
/// The number of queries is a multiple of kQueryGroup. Their coordinates are -n to n, where n is
/// most_of_query(): kMostOfQuery, or kMostOfPair on processors without instructions for whole sums,
/// which add two products in 16 bits.
inline constexpr std::size_t kQueryGroup = 8;
inline constexpr int kMostOfQuery = 127;
inline constexpr int kMostOfPair = 63;
int most_of_query();
/// Sums of up to so many products fit into 32 bits.
inline constexpr std::size_t kMostCoordinates = 32'768;

/// Sets products[q * n_tiles * kTileRows + r] = starts[q] + <row r, query q>. A row and a query
/// have n_groups * kGroup coordinates; queries lie one after the other. Thread-safe; uses the
/// calling thread only.
void integer_products(const std::uint8_t* tiles, std::size_t n_tiles, const std::int8_t* queries,
                      std::size_t n_queries, std::size_t n_groups, const std::int32_t* starts,
                      std::int32_t* products);

/// An implementation of integer_products for one instruction set.
struct IntegerProductsTarget {
  const char* name;
  int most_of_query;  // its products are exact for queries of coordinates up to this
  void (*products)(const std::uint8_t*, std::size_t, const std::int8_t*, std::size_t, std::size_t,
                   const std::int32_t*, std::int32_t*);
};
/// Returns those that this processor can run, the best one first.
std::span<const IntegerProductsTarget> integer_products_targets();

}  // namespace reprise
