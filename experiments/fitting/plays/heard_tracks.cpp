#include "experiments/fitting/plays/heard_tracks.h"

#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include "recommenders/training/implicit_als.h"
#include "sim/random/streams.h"
#include "sim/support/progress_stage.h"

namespace reprise {
namespace {

// The contexts are sessions, then users: a session says what is heard together in a mood, a user
// what is heard by one person, which counts where sessions are short.
PairLog contexts_of(const FittingLog& log) {
  constexpr std::uint64_t kBlock = std::uint64_t{1} << 20;
  const auto n_sessions = static_cast<std::uint32_t>(log.sessions.size());
  PairLog pairs(n_sessions + static_cast<std::uint32_t>(log.n_users()),
                static_cast<std::uint32_t>(log.n_tracks()));
  std::vector<Pair> block;
  std::uint64_t number = 0;
  const auto add = [&](std::uint32_t context, TrackId track) {
    block.push_back({context, track, kWholeTrack});
    if (block.size() < kBlock) return;
    pairs.add_block(number++, std::move(block));
    block.clear();
  };
  for (std::uint32_t s = 0; s < n_sessions; ++s) {
    const FittingSession& session = log.sessions[s];
    const auto each = [&](TrackId track) {
      if (session.end > session.begin) add(s, track);
      add(n_sessions + session.user, track);
    };
    each(session.first_track);
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      if (log.steps[i].use == StepUse::fitted) each(log.steps[i].track);
    }
  }
  pairs.add_block(number, std::move(block));
  return pairs;
}

double length_of(const float* row, std::size_t n) {
  return std::sqrt(static_cast<double>(dot(row, row, n)));
}

void scale_row(float* row, std::size_t n, double factor) {
  for (std::size_t k = 0; k < n; ++k) row[k] = static_cast<float>(row[k] * factor);
}

EmbeddingTable shrunk(const FittingLog& log, const EmbeddingTable& directions,
                      const std::vector<std::uint32_t>& plays, double k) {
  const std::size_t n = directions.stride();
  std::vector<double> sums(log.artists.size() * n, 0);
  std::vector<double> counts(log.artists.size(), 0);
  for (std::size_t track = 0; track < plays.size(); ++track) {
    if (plays[track] == 0) continue;
    const ArtistId artist = log.artist_of[track];
    const double weight = plays[track];
    counts[artist] += weight;
    for (std::size_t c = 0; c < n; ++c) sums[artist * n + c] += weight * directions.row(track)[c];
  }
  EmbeddingTable rows(directions.size(), directions.dim());
  tbb::parallel_for(std::size_t{0}, rows.size(), [&](std::size_t track) {
    const ArtistId artist = log.artist_of[track];
    const double own = plays[track] / (plays[track] + k);
    const double artists = (1 - own) / (counts[artist] + k);
    for (std::size_t c = 0; c < n; ++c) {
      rows.row(track)[c] =
          static_cast<float>(own * directions.row(track)[c] + artists * sums[artist * n + c]);
    }
  });
  return rows;
}

// A play that was held out, and one of another session.
struct Duel {
  std::uint32_t session = 0;
  std::uint64_t held_out = 0;  // steps of the log
  std::uint64_t other = 0;
};

std::vector<Duel> duels_of(const FittingLog& log) {
  constexpr std::size_t kMost = 20'000;
  std::vector<Duel> duels;
  const StreamKey key = stream_key(0, "fit/heard duels");
  for (std::uint32_t s = 0; s < log.sessions.size() && duels.size() < kMost; ++s) {
    for (std::uint64_t i = log.sessions[s].begin; i < log.sessions[s].end; ++i) {
      if (log.steps[i].use != StepUse::held_out) continue;
      Stream stream(key, i);
      duels.push_back({s, i, uniform_index(stream, static_cast<std::uint32_t>(log.steps.size()))});
    }
  }
  return duels;
}

// The share of duels that held-out plays win.
double won(const FittingLog& log, const std::vector<Duel>& duels, const EmbeddingTable& rows) {
  std::vector<double> points(duels.size());
  tbb::parallel_for(std::size_t{0}, duels.size(), [&](std::size_t i) {
    const Duel& duel = duels[i];
    const std::vector<float> mean = mean_row(log, log.sessions[duel.session], rows, duel.held_out);
    const auto score = [&](std::uint64_t step) {
      const float* row = rows.row(log.steps[step].track);
      double sum = 0;
      for (std::size_t k = 0; k < mean.size(); ++k) sum += static_cast<double>(mean[k] * row[k]);
      return sum;
    };
    const double held_out = score(duel.held_out);
    const double other = score(duel.other);
    points[i] = held_out > other ? 1 : held_out == other ? 0.5 : 0;
  });
  double sum = 0;
  for (const double point : points) sum += point;
  return sum;
}

}  // namespace

void keep_directions(EmbeddingTable& rows, const std::vector<std::uint32_t>& plays) {
  const std::size_t n = rows.stride();
  const auto normalise = [&](std::size_t track) {
    const double length = length_of(rows.row(track), n);
    if (length > 1e-6) scale_row(rows.row(track), n, 1 / length);
  };
  std::vector<double> mean(n, 0);
  double all = 0;
  for (std::size_t track = 0; track < rows.size(); ++track) {
    if (plays[track] == 0) continue;
    normalise(track);
    const double weight = plays[track];
    for (std::size_t k = 0; k < n; ++k) mean[k] += weight * rows.row(track)[k];
    all += weight;
  }
  for (std::size_t track = 0; track < rows.size(); ++track) {
    if (plays[track] == 0) continue;
    for (std::size_t k = 0; k < n; ++k) {
      rows.row(track)[k] -= static_cast<float>(mean[k] / std::max(all, 1.0));
    }
    normalise(track);
  }
}

std::vector<float> mean_row(const FittingLog& log, const FittingSession& session,
                            const EmbeddingTable& rows, std::uint64_t without) {
  std::vector<float> mean(rows.stride(), 0.0f);
  const auto add = [&](TrackId track) {
    for (std::size_t k = 0; k < mean.size(); ++k) mean[k] += rows.row(track)[k];
  };
  std::uint64_t n = 1;
  add(session.first_track);
  for (std::uint64_t i = session.begin; i < session.end; ++i) {
    if (i == without || log.steps[i].use == StepUse::repeated) continue;
    add(log.steps[i].track);
    ++n;
  }
  for (float& value : mean) value /= static_cast<float>(n);
  return mean;
}

HeardTracks rows_of_heard(const FittingLog& log, std::int64_t dim, std::int64_t seed,
                          const Progress& progress) {
  HeardTracks heard;
  heard.plays.assign(log.n_tracks(), 0);
  for (const FittingSession& session : log.sessions) {
    ++heard.plays[session.first_track];
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      if (log.steps[i].use == StepUse::fitted) ++heard.plays[log.steps[i].track];
    }
  }
  const PairLog contexts = contexts_of(log);
  const std::vector<Duel> duels = duels_of(log);
  heard.held_out = duels.size();
  double most = -1;
  for (const double ridge : {30.0, 100.0, 300.0}) {
    ImplicitAlsParameters parameters;
    parameters.dim = dim;
    parameters.ridge = ridge;
    EmbeddingTable directions =
        factorise(contexts, parameters, static_cast<std::uint64_t>(seed), "fit",
                  progress_of(fmt::format("ridge {}", ridge), progress))
            .model.tracks;
    keep_directions(directions, heard.plays);
    for (const double k : {1.0, 3.0, 10.0, 30.0, 100.0}) {
      EmbeddingTable rows = shrunk(log, directions, heard.plays, k);
      const double points = won(log, duels, rows);
      if (points <= most) continue;
      most = points;
      heard.ridge = ridge;
      heard.shrinkage = k;
      heard.rows = std::move(rows);
    }
  }
  return heard;
}

}  // namespace reprise
