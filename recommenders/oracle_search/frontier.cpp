#include "recommenders/oracle_search/frontier.h"

#include <algorithm>
#include <cmath>

#include "sim/sessions/listening.h"

namespace reprise {

void Frontier::clear() {
  tracks_.clear();
  looked_.clear();
  lines_.clear();
  heads_.clear();
  next_share_.reset();
}

TrackId Frontier::best(const Session& session, const NearestTracks& nearest) {
  while (true) {
    refresh(session);
    // A track that the search has not looked at yet has at most the share of the next track
    // without a discount.
    constexpr std::size_t kAhead = 4;
    const std::span<const TrackId> coming =
        tracks_.from(session, nearest, looked_.size(), kAhead + 1);
    if (coming.empty()) break;
    if (!next_share_) {
      session.world().catalog.embeddings.prefetch(coming.back());
      next_share_ = most_from(session, coming.front());
    }
    if (!heads_.empty() && heads_.front().value >= *next_share_) break;
    const bool exact = !session.world().catalog.embeddings.are_halves();
    look_at(session, coming.front(), exact ? *next_share_ : share_of(session, coming.front()));
    next_share_.reset();
  }
  return heads_.empty() ? session.interest() : looked_[heads_.front().rank].track;
}

double Frontier::share_of(const Session& session, TrackId track) {
  const World& world = session.world();
  return listening_share(response_of(world),
                         world.catalog.embeddings.score(session.interest(), track),
                         session.traits());
}

// Returns the most that `track` or any track after it in nearest order is listened to. Of half rows
// the order is that of float32 products, from which half scores differ by roundings; so there the
// search is exact up to the roundings of scores.
double Frontier::most_from(const Session& session, TrackId track) {
  const World& world = session.world();
  const Embeddings& embeddings = world.catalog.embeddings;
  float score = embeddings.score(session.interest(), track);
  if (embeddings.are_halves()) {
    const float roundings = 0x1p-10f + static_cast<float>(embeddings.dim()) * 0x1p-23f;
    score += std::abs(score) * roundings + 0x1p-24f;
  }
  return listening_share(response_of(world), score, session.traits());
}

// Brings the top of the heap up to date. A head is up to date if its artist was not played since
// the push. Every other head has a value that is too large. So the top of the heap is the best
// head as soon as it is up to date.
void Frontier::refresh(const Session& session) {
  while (!heads_.empty()) {
    const Head top = heads_.front();
    const ArtistId artist = looked_[top.rank].artist;
    if (session.playbacks().plays_of(artist) == top.plays) return;
    std::pop_heap(heads_.begin(), heads_.end());
    heads_.pop_back();
    Line& line = lines_[artist];
    while (line.head != kNobody && session.playbacks().contains(looked_[line.head].track)) {
      line.head = looked_[line.head].next;
    }
    if (line.head != kNobody) push_head(session, line.head);
  }
}

void Frontier::look_at(const Session& session, TrackId track, double share) {
  const auto rank = static_cast<std::uint32_t>(looked_.size());
  const ArtistId artist = session.world().catalog.artist_of[track];
  looked_.push_back({track, artist, share, kNobody});
  if (session.playbacks().contains(track)) return;
  Line& line = lines_[artist];
  if (line.head == kNobody) {
    line.head = rank;
    push_head(session, rank);
  } else {
    looked_[line.tail].next = rank;
  }
  line.tail = rank;
}

void Frontier::push_head(const Session& session, std::uint32_t rank) {
  const std::uint32_t plays = session.playbacks().plays_of(looked_[rank].artist);
  const double discount = session.discounts().after(plays);
  heads_.push_back({looked_[rank].share * discount, rank, plays});
  std::push_heap(heads_.begin(), heads_.end());
}

}  // namespace reprise
