#include "experiments/fitting/trust/replay.h"

#include <algorithm>
#include <array>

#include <tbb/parallel_for.h>

#include "sim/random/streams.h"
#include "sim/sessions/listening.h"
#include "sim/world/nearest_tracks.h"

namespace reprise {
namespace {

constexpr std::size_t kMostSteps = 10'000;

struct Heard {
  std::vector<TrackId> tracks;
  std::vector<ArtistId> artists;
};

std::uint32_t count_of(const std::vector<std::uint32_t>& values, std::uint32_t value) {
  return static_cast<std::uint32_t>(std::count(values.begin(), values.end(), value));
}

}  // namespace

std::vector<TrackId> draw_first_tracks(const FittedModel& model,
                                       std::span<const TrackId> interest_of, std::uint64_t seed) {
  const auto neighbours = static_cast<std::uint32_t>(UserTraits{}.interest_neighbours);
  const Embeddings rows = model.rows.view();
  NearestTracks nearest(rows);
  std::vector<NearestQuery> queries;
  std::vector<std::uint8_t> asked(rows.size(), 0);
  for (const TrackId interest : interest_of) {
    if (asked[interest] == 0) queries.push_back({interest, neighbours});
    asked[interest] = 1;
  }
  nearest.require(queries);
  const StreamKey key = stream_key(seed, "fit/replay/first track");
  std::vector<TrackId> result(interest_of.size());
  for (std::size_t s = 0; s < result.size(); ++s) {
    Stream stream(key, s);
    const std::span<const TrackId> near = nearest.of(interest_of[s]);
    result[s] = near[uniform_index(stream, static_cast<std::uint32_t>(near.size()))];
  }
  return result;
}

FittingLog replay(const FittingLog& log, const FittedModel& model,
                  std::span<const TrackId> interest_of, std::int32_t budget, std::uint64_t seed,
                  std::uint64_t hold_out_every, std::span<const TrackId> first_tracks) {
  constexpr std::size_t kBlock = 1024;
  const StreamKey leave = stream_key(seed, "fit/replay/leave");
  const StreamKey more = stream_key(seed, "fit/replay/recommendation");
  std::array<double, 256> factors;
  for (std::size_t k = 0; k < factors.size(); ++k) {
    factors[k] = std::pow(model.discount, static_cast<double>(k));
  }
  const std::size_t n_blocks = (log.sessions.size() + kBlock - 1) / kBlock;
  std::vector<std::vector<FittingStep>> steps(n_blocks);
  std::vector<std::vector<std::uint64_t>> ends(n_blocks);
  tbb::parallel_for(std::size_t{0}, n_blocks, [&](std::size_t block) {
    Heard heard;
    const std::size_t end = std::min(log.sessions.size(), (block + 1) * kBlock);
    for (std::size_t s = block * kBlock; s < end; ++s) {
      const FittingSession& session = log.sessions[s];
      const FittedListener& listener = model.listeners[session.user];
      const TrackId first_track = first_tracks.empty() ? session.first_track : first_tracks[s];
      heard.tracks.assign(1, first_track);
      heard.artists.assign(1, log.artist_of[first_track]);
      Stream leave_draws(leave, s);
      Stream more_draws(more, s);
      std::int32_t left = std::max(budget, 1);
      for (std::size_t i = 0; left > 0 && i < kMostSteps; ++i) {
        const bool logged = session.begin + i < session.end;
        const std::uint64_t at =
            logged ? session.begin + i
                   : uniform_index(more_draws, static_cast<std::uint32_t>(log.steps.size()));
        FittingStep step;
        step.track = log.steps[at].track;
        const ArtistId artist = log.artist_of[step.track];
        step.earlier = static_cast<std::uint8_t>(std::min(count_of(heard.artists, artist), 255u));
        if (count_of(heard.tracks, step.track) > 0) {
          step.use = StepUse::repeated;
        } else {
          step.share = static_cast<std::uint8_t>(
              listening_time(static_cast<double>(model.score(interest_of[s], step.track)),
                             listener.bias, listener.sharpness, factors[step.earlier]));
        }
        if (costs_budget(leave_draws(), step.share)) --left;
        heard.tracks.push_back(step.track);
        heard.artists.push_back(artist);
        steps[block].push_back(step);
      }
      ends[block].push_back(steps[block].size());
    }
  });
  FittingLog result = catalog_of(log);
  result.sessions = log.sessions;
  result.sessions_begin = log.sessions_begin;
  result.user_ids = log.user_ids;
  for (std::size_t block = 0; block < n_blocks; ++block) {
    const std::uint64_t begin = result.steps.size();
    result.steps.insert(result.steps.end(), steps[block].begin(), steps[block].end());
    std::uint64_t from = 0;
    for (std::size_t k = 0; k < ends[block].size(); ++k) {
      FittingSession& session = result.sessions[block * kBlock + k];
      session.begin = begin + from;
      session.end = begin + ends[block][k];
      from = ends[block][k];
    }
  }
  for (std::size_t s = 0; s < first_tracks.size(); ++s) {
    result.sessions[s].first_track = first_tracks[s];
  }
  hold_out(result, hold_out_every);
  return result;
}

}  // namespace reprise
