#include "experiments/simulation/models/kept_log.h"

#include <algorithm>

namespace reprise {

std::span<const LogBlock> KeptLog::blocks_of(const std::string& kind,
                                             std::uint64_t episodes) const {
  if (blocks_.empty() || kind != kind_) return {};
  const auto after = std::find_if(blocks_.begin(), blocks_.end(),
                                  [&](const LogBlock& block) { return block.end > episodes; });
  auto n = static_cast<std::size_t>(after - blocks_.begin());
  // The last block of a log has fewer episodes than it has in a longer one.
  if (n == blocks_.size() && blocks_.back().end != episodes) --n;
  return std::span(blocks_).first(n);
}

void KeptLog::put(const std::string& kind, std::vector<LogBlock> blocks) {
  if (blocks.empty()) return;
  if (kind == kind_ && !blocks_.empty() && blocks_.back().end >= blocks.back().end) return;
  std::uint64_t pairs = 0;
  for (const LogBlock& block : blocks) pairs += block.pairs->size();
  if (pairs > kMostPairs) blocks.clear();
  kind_ = kind;
  blocks_ = std::move(blocks);
}

}  // namespace reprise
