#include "experiments/listens/track_lengths.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace reprise {
namespace {

std::uint32_t mode_of(std::span<std::uint32_t> played) {
  std::sort(played.begin(), played.end());
  std::size_t best = 0;
  std::size_t most = 0;
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < played.size(); ++begin) {
    while (end < played.size() &&
           100 * std::uint64_t{played[end]} <= 102 * std::uint64_t{played[begin]})
      ++end;
    if (end - begin >= most) {
      most = end - begin;
      best = begin;
    }
  }
  return played[best + (most - 1) / 2];
}

}  // namespace

TrackLengths estimate_lengths(const ListeningLog& log) {
  TrackLengths lengths;
  lengths.estimated.assign(log.tracks.size(), Play::kUnknown);
  const auto tells = [](const Play& play) {
    return play.end == PlayEnd::heard_out && play.length == Play::kUnknown && !play.share_only &&
           play.played != Play::kUnknown && play.played > 0;
  };
  std::vector<std::size_t> begins(log.tracks.size() + 1, 0);
  for (const Play& play : log.plays) {
    if (tells(play)) ++begins[play.track + 1];
  }
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<std::uint32_t> played(begins.back());
  std::vector<std::size_t> next(begins.begin(), begins.end() - 1);
  for (const Play& play : log.plays) {
    if (tells(play)) played[next[play.track]++] = play.played;
  }
  for (std::size_t track = 0; track < log.tracks.size(); ++track) {
    if (begins[track] == begins[track + 1]) continue;
    lengths.estimated[track] =
        mode_of(std::span(played).subspan(begins[track], begins[track + 1] - begins[track]));
  }
  return lengths;
}

double played_share(const Play& play, const TrackLengths& lengths) {
  if (play.played == Play::kUnknown) return -1;
  if (play.share_only) return play.played / Play::kShareParts;
  const std::uint32_t length = lengths.of(play);
  if (length == Play::kUnknown || length == 0) return -1;
  return static_cast<double>(play.played) / length;
}

}  // namespace reprise
