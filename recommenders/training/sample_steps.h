// The inner loop of training pair by pair: stochastic gradient steps on two tables, plain or with
// row-wise Adagrad (one accumulator per row; Duchi, Hazan, Singer, JMLR 12, 2011, with the mean of
// the squared derivatives over the row, as in FBGEMM). The loop uses Highway such that every
// instruction set gives the same bits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "recommenders/training/pairs.h"

namespace reprise {

/// Learned rows, with the numbers that training keeps for each row.
struct TrainedRows {
  float* rows = nullptr;          // aligned to kRowBytes
  std::size_t stride = 0;         // floats per row, a multiple of kRowFloats; padding stays zero
  std::size_t dim = 0;            // floats of a row that are in use
  float* accumulators = nullptr;  // per row, above 0; null for plain steps
  const float* ridges = nullptr;  // per row: weight of 1/2 |row|^2 in the objective of each pair

  float* row(std::size_t i) const { return rows + i * stride; }
};

/// The rows from which the row of a context or track is composed: its own row and, with artist
/// embeddings, the row of its artist.
struct SideRows {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  TrainedRows own;
  TrainedRows artist;                        // rows is null without artists
  const std::uint32_t* artist_of = nullptr;  // per context or track
  std::size_t artist_at = 0;                 // 0: added to own; own.stride: appended to it
  std::size_t one_at = kNone;                // a coordinate that stays 1 (the other side's bias)

  bool has_artists() const { return artist.rows != nullptr; }
  /// Returns the number of floats of the composed row, which is multiplied.
  std::size_t length() const { return has_artists() ? artist_at + artist.stride : own.stride; }
};

/// The tables that the steps change, and the learning rate. The rows of both sides have the same
/// length, at most kLongestRow.
struct SampleSteps {
  SideRows contexts;
  SideRows tracks;
  float learning_rate = 0;
};

inline constexpr std::size_t kLongestRow = 4096;

/// Takes one step for each pair in turn and returns the sum of squared errors, each taken before
/// its step. Several threads may call this at once if their pairs share no row.
double take_sample_steps(const SampleSteps& steps, std::span<const Pair> pairs);

}  // namespace reprise
