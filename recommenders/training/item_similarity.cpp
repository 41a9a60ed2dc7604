#include "recommenders/training/item_similarity.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "sim/support/check.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

struct Similar {
  double similarity;
  TrackId track;
};

// The working memory of one thread: the number of sessions that each track shares with the present
// anchor, and the tracks for which this number is not 0.
struct Meetings {
  explicit Meetings(std::size_t n_tracks) : count(n_tracks, 0) {}

  std::vector<std::uint32_t> count;
  std::vector<TrackId> met;
  ArtistCap artists;
};

}  // namespace

void ListenedSessions::add_block(std::uint64_t number, Block block) {
  Block once;
  std::vector<TrackId> session;
  for (std::size_t i = 0; i + 1 < block.begin.size(); ++i) {
    session.assign(block.tracks.begin() + block.begin[i],
                   block.tracks.begin() + block.begin[i + 1]);
    std::sort(session.begin(), session.end());
    session.erase(std::unique(session.begin(), session.end()), session.end());
    if (!session.empty() && session.back() >= n_tracks_) {
      throw UserError(fmt::format("a session holds track {}; expected tracks 0 to {}",
                                  session.back(), n_tracks_ - 1));
    }
    once.add_session(session);
  }
  const std::lock_guard lock(*mutex_);
  const bool fresh = blocks_.emplace(number, std::move(once)).second;
  REPRISE_CHECK(fresh, "block {} was added twice", number);
}

Lists similar_items(const ListenedSessions& sessions, ItemSimilarity similarity,
                    const ListSettings& settings) {
  const std::uint32_t n_tracks = sessions.n_tracks();
  check_artists(settings, n_tracks);
  // Makes one array of all sessions, and for each track the numbers of its sessions.
  std::vector<std::span<const TrackId>> all;
  for (const auto& [number, block] : sessions.blocks()) {
    for (std::size_t i = 0; i + 1 < block.begin.size(); ++i) {
      all.push_back(
          std::span(block.tracks).subspan(block.begin[i], block.begin[i + 1] - block.begin[i]));
    }
  }
  std::vector<std::uint64_t> begin(n_tracks + std::size_t{1}, 0);
  for (const std::span<const TrackId> session : all) {
    for (const TrackId track : session) ++begin[track + std::size_t{1}];
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint32_t> session_of(begin.back());
  std::vector<std::uint64_t> next(begin.begin(), begin.end() - 1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const TrackId track : all[i]) session_of[next[track]++] = static_cast<std::uint32_t>(i);
  }
  const auto count_of = [&](TrackId track) {
    return static_cast<double>(begin[track + std::size_t{1}] - begin[track]);
  };

  // Makes the list of each anchor: counts common sessions, sorts by similarity and applies the
  // caps.
  std::vector<std::vector<ScoredTrack>> lists(n_tracks);
  tbb::enumerable_thread_specific<Meetings> local(std::size_t{n_tracks});
  tbb::parallel_for(TrackId{0}, n_tracks, [&](TrackId anchor) {
    Meetings& meetings = local.local();
    meetings.met.clear();
    for (std::uint64_t i = begin[anchor]; i < begin[anchor + std::size_t{1}]; ++i) {
      for (const TrackId track : all[session_of[i]]) {
        if (meetings.count[track]++ == 0) meetings.met.push_back(track);
      }
    }
    std::vector<Similar> similar;
    for (const TrackId track : meetings.met) {
      const double together = meetings.count[track];
      meetings.count[track] = 0;
      if (!settings.with_anchor && track == anchor) continue;
      double value = together;
      if (similarity == ItemSimilarity::cosine) {
        value = together / std::sqrt(count_of(anchor) * count_of(track));
      } else if (similarity == ItemSimilarity::jaccard) {
        value = together / (count_of(anchor) + count_of(track) - together);
      }
      similar.push_back({value, track});
    }
    std::sort(similar.begin(), similar.end(), [](const Similar& a, const Similar& b) {
      return a.similarity > b.similarity || (a.similarity == b.similarity && a.track < b.track);
    });
    meetings.artists.clear();
    for (const Similar& item : similar) {
      if (lists[anchor].size() == settings.top) break;
      if (!meetings.artists.takes(item.track, settings)) continue;
      lists[anchor].push_back({static_cast<float>(item.similarity), item.track});
    }
  });
  return pack_lists(lists);
}

}  // namespace reprise
