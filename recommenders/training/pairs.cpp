#include "recommenders/training/pairs.h"

#include <cmath>

#include <fmt/format.h>

#include "sim/support/check.h"
#include "sim/support/files/json_lines.h"

namespace reprise {

PairLog::PairLog(std::uint32_t n_contexts, std::uint32_t n_tracks)
    : n_contexts_(n_contexts), n_tracks_(n_tracks) {
  REPRISE_CHECK(n_contexts > 0 && n_tracks > 0, "{} contexts x {} tracks", n_contexts, n_tracks);
}

PairLog::Block PairLog::add_block(std::uint64_t number, std::vector<Pair> pairs) {
  for (const Pair& pair : pairs) {
    if (pair.context >= n_contexts_ || pair.track >= n_tracks_ || pair.time < 0 ||
        pair.time > kMaxHundredths) {
      throw UserError(fmt::format(
          "a log holds the pair (context {}, track {}, {} hundredths); expected "
          "contexts 0 to {}, tracks 0 to {}, times 0 to {}",
          pair.context, pair.track, pair.time, n_contexts_ - 1, n_tracks_ - 1, kMaxHundredths));
    }
  }
  pairs.shrink_to_fit();
  Block block = std::make_shared<const std::vector<Pair>>(std::move(pairs));
  share_block(number, block);
  return block;
}

void PairLog::share_block(std::uint64_t number, Block block) {
  const std::lock_guard lock(*mutex_);
  size_ += block->size();
  const bool fresh = blocks_.emplace(number, std::move(block)).second;
  REPRISE_CHECK(fresh, "block {} was added twice", number);
}

std::vector<std::span<const Pair>> PairLog::blocks() const {
  std::vector<std::span<const Pair>> spans;
  for (const auto& [number, block] : blocks_) spans.push_back(*block);
  return spans;
}

Hundredths hundredths_of(double share, const Place& place) {
  // The condition is written so that a NaN is refused.
  if (!(share >= 0 && share <= kMaxHundredths / 100.0)) {
    throw UserError(place, fmt::format("a time is {}; expected the share of the track that was "
                                       "listened to, a number from 0 to {}",
                                       share, kMaxHundredths / 100));
  }
  return static_cast<Hundredths>(std::lrint(share * 100.0));
}

void read_pairs(const std::filesystem::path& path, PairLog& log) {
  std::vector<Pair> pairs;
  read_json_lines(path, [&](const JsonLine& line) {
    pairs.push_back({static_cast<std::uint32_t>(line.integer("context", 0, log.n_contexts() - 1)),
                     static_cast<TrackId>(line.integer("track", 0, log.n_tracks() - 1)),
                     hundredths_of(line.number("time"), line.place())});
  });
  log.add_block(0, std::move(pairs));
}

}  // namespace reprise
