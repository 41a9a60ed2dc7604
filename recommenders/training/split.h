// Decides which pairs of a log are used for training, for validation and for the final test.
#pragma once

#include <cstdint>

#include "sim/random/streams.h"

namespace reprise {

enum class Part : std::uint8_t { train, validation, test };

/// Puts pair number `position` of a log into a part. Each pair has a draw of its own, and the
/// chance of each part is its fraction.
class Split {
 public:
  /// `validation` and `test` are in [0, 1), and their sum is below 1. The rest is for training.
  Split(StreamKey key, double validation, double test);

  /// Returns the part of pair number `position`. Pure; thread-safe.
  Part of(std::uint64_t position) const {
    return all_train_ ? Part::train : part_of(words_of(position)[position & 3]);
  }

 private:
  friend class SplitReader;
  using Words = r123::Philox4x32::ctr_type;

  // The draws of four neighbouring pairs.
  Words words_of(std::uint64_t position) const {
    return r123::Philox4x32()({{0, 0, static_cast<std::uint32_t>(position >> 2),
                                static_cast<std::uint32_t>(position >> 34)}},
                              key_);
  }
  Part part_of(std::uint32_t word) const {
    return word < validation_ ? Part::validation : word < test_ ? Part::test : Part::train;
  }

  StreamKey key_;
  bool all_train_;
  std::uint32_t validation_;  // words below this number: validation
  std::uint32_t test_;        // other words below this number: test
};

/// Tells what Split::of() tells, in a quarter of the time where positions follow each other.
class SplitReader {
 public:
  /// `split` must outlive the reader.
  explicit SplitReader(const Split& split) : split_(split) {}

  Part of(std::uint64_t position) {
    if (split_.all_train_) return Part::train;
    if (position >> 2 != four_) {
      four_ = position >> 2;
      words_ = split_.words_of(position);
    }
    return split_.part_of(words_[position & 3]);
  }

 private:
  const Split& split_;
  std::uint64_t four_ = ~std::uint64_t{0};  // the number of the four pairs of words_
  Split::Words words_;
};

}  // namespace reprise
