#include "recommenders/oracle_search/followed_order.h"

#include <algorithm>

#include "sim/sessions/listening.h"
#include "sim/sessions/listening_shares.h"

namespace reprise {

void FollowedOrder::clear() {
  // Only counts of artists that came up are set back, because there may be many artists.
  if (played_ > 0) plays_[artist_of_[first_]] = 0;
  for (const Ranked& ranked : ranked_) plays_[artist_of_[ranked.track]] = 0;
  tracks_.clear();
  ranked_.clear();
  entered_ = 0;
  levels_.clear();
  heads_.clear();
  played_ = 0;
  left_ = false;
}

bool FollowedOrder::is_known_of(const World& world) {
  return !world.catalog.embeddings.are_halves() && response_of(world) == Response::in_double;
}

std::optional<TrackId> FollowedOrder::next(const Session& session, const NearestTracks& nearest) {
  if (left_ || !follows(session)) {
    left_ = true;
    return std::nullopt;
  }
  if (played_ == 0) begin(session);
  // A track that was not entered yet has at most the share of the next one.
  while (entered_ < ranked_.size() || rank_block(session, nearest)) {
    if (!heads_.empty() && heads_.front().value >= ranked_[entered_].share) break;
    if (!enter(session)) {
      left_ = true;
      return std::nullopt;
    }
  }
  played_ = session.playbacks().size();
  if (heads_.empty()) return last_ = session.interest();
  last_ = ranked_[heads_.front().rank].track;
  drop_top();
  return last_;
}

bool FollowedOrder::follows(const Session& session) const {
  const Playbacks& playbacks = session.playbacks();
  if (played_ == 0) return playbacks.size() == 1;
  return playbacks.size() == played_ + 1 && playbacks.last() == last_;
}

void FollowedOrder::begin(const Session& session) {
  const Catalog& catalog = session.world().catalog;
  artist_of_ = catalog.artist_of;
  plays_.resize(catalog.n_artists());
  first_ = session.playbacks().first();
  ++plays_[artist_of_[first_]];
  played_ = 1;
}

// Appends the next tracks to the ranked ones. Returns false when the catalog has no more.
bool FollowedOrder::rank_block(const Session& session, const NearestTracks& nearest) {
  // The rows of one block more are asked for, so that they are in the caches when its turn comes.
  const std::span<const TrackId> coming =
      tracks_.from(session, nearest, ranked_.size(), 2 * kBlock);
  const std::span<const TrackId> block = coming.first(std::min(kBlock, coming.size()));
  const Embeddings& embeddings = session.world().catalog.embeddings;
  std::array<double, kBlock> shares;
  listening_shares(embeddings, embeddings.row(session.interest()), session.traits(), block,
                   shares.data());
  for (const TrackId track : coming.subspan(block.size())) {
    embeddings.prefetch(track);
    __builtin_prefetch(&artist_of_[track]);
  }
  block_begin_ = ranked_.size();
  for (std::size_t i = 0; i < block.size(); ++i) {
    ranked_.push_back({shares[i], block[i], kNobody});
    std::uint32_t& plays = plays_[artist_of_[block[i]]];
    block_plays_[i] = plays;
    plays += block[i] != first_ ? 1 : 0;
  }
  return !block.empty();
}

// Puts the next track at the end of its level. Returns false when rounding has put it out of order.
bool FollowedOrder::enter(const Session& session) {
  const std::size_t rank = entered_++;
  const Ranked& ranked = ranked_[rank];
  if (rank > 0 && ranked.share > ranked_[rank - 1].share) return false;
  if (ranked.track == first_) return true;
  const std::uint32_t plays = block_plays_[rank - block_begin_];
  while (levels_.size() <= plays) {
    const double discount = session.discounts().after(static_cast<std::uint32_t>(levels_.size()));
    if (!levels_.empty() && discount > levels_.back().discount) return false;
    levels_.push_back({.discount = discount});
  }
  Level& level = levels_[plays];
  if (level.head == kNobody) {
    level.head = static_cast<std::uint32_t>(rank);
    push({ranked.share * level.discount, level.head, plays});
  } else {
    ranked_[level.tail].next = static_cast<std::uint32_t>(rank);
  }
  level.tail = static_cast<std::uint32_t>(rank);
  return true;
}

void FollowedOrder::push(Head head) {
  std::size_t at = heads_.size();
  heads_.push_back(head);
  while (at > 0 && head.before(heads_[(at - 1) / 2])) {
    heads_[at] = heads_[(at - 1) / 2];
    at = (at - 1) / 2;
  }
  heads_[at] = head;
}

// Replaces the top by the next track of its level, or by the last head when the level has none.
void FollowedOrder::drop_top() {
  Head head = heads_.front();
  Level& level = levels_[head.level];
  level.head = ranked_[head.rank].next;
  if (level.head != kNobody) {
    head.rank = level.head;
    head.value = ranked_[head.rank].share * level.discount;
  } else {
    head = heads_.back();
    heads_.pop_back();
    if (heads_.empty()) return;
  }
  sink(0, head);
}

void FollowedOrder::sink(std::size_t at, Head head) {
  const std::size_t n = heads_.size();
  for (std::size_t child = 2 * at + 1; child < n; child = 2 * at + 1) {
    if (child + 1 < n && heads_[child + 1].before(heads_[child])) ++child;
    if (!heads_[child].before(head)) break;
    heads_[at] = heads_[child];
    at = child;
  }
  heads_[at] = head;
}

}  // namespace reprise
