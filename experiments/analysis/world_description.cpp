#include "experiments/analysis/world_description.h"

#include <algorithm>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "experiments/statistics/sample_quantile.h"

namespace reprise {
namespace {

constexpr std::size_t kSampledTracks = 30;

void measure_interests(const World& world, NearestTracks& nearest, WorldStatistics& figures,
                       const Progress& progress) {
  const auto n_tracks = static_cast<std::uint32_t>(world.catalog.n_tracks());
  // Ask for the nearest tracks of every interest.
  std::vector<NearestQuery> queries;
  std::map<TrackId, std::size_t> named;
  const auto neighbours_of = [&](UserIndex user) {
    return std::min(static_cast<std::uint32_t>(world.users.traits[user].interest_neighbours),
                    n_tracks);
  };
  for (UserIndex user = 0; user < world.users.size(); ++user) {
    for (const TrackId interest : world.users.interests(user)) {
      queries.push_back({interest, neighbours_of(user)});
      ++named[interest];
    }
  }
  nearest.require(queries, progress);

  // Count the interests in their own lists, and the tracks by the same artist.
  double own = 0;
  double same_artist = 0;
  for (const NearestQuery& query : queries) {
    const auto list = nearest.of(query.track).first(query.count);
    own += std::find(list.begin(), list.end(), query.track) != list.end();
    const auto by_artist = std::count_if(list.begin(), list.end(), [&](TrackId track) {
      return world.catalog.artist_of[track] == world.catalog.artist_of[query.track];
    });
    same_artist += static_cast<double>(by_artist) / static_cast<double>(list.size());
  }
  const auto n = static_cast<double>(queries.size());
  figures.interests = queries.size();
  figures.own_neighbour_share = own / n;
  figures.first_track_same_artist = same_artist / n;
  // Measure how evenly the interests are spread over tracks.
  figures.unique_interests = named.size();
  std::vector<double> counts;
  for (const auto& [track, count] : named) counts.push_back(static_cast<double>(count));
  std::sort(counts.rbegin(), counts.rend());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (i < 100) figures.top_100_share += counts[i] / n;
    // A pair of two different interests is counted. An interest always agrees with itself, which
    // says nothing.
    if (n > 1) figures.sum_squared_shares += counts[i] * (counts[i] - 1) / (n * (n - 1));
  }
}

void measure_scores(const World& world, WorldStatistics& figures) {
  const Embeddings& embeddings = world.catalog.embeddings;
  const auto n = static_cast<TrackId>(embeddings.size());
  std::vector<double> values(n);
  // Scores of tracks with themselves.
  for (TrackId track = 0; track < n; ++track) values[track] = embeddings.score(track, track);
  std::sort(values.begin(), values.end());
  for (std::size_t q = 0; q < figures.self_scores.size(); ++q) {
    figures.self_scores[q] = sample_quantile(values, WorldStatistics::kSelfQuantiles[q]);
  }
  // Scores of some tracks with all tracks.
  figures.scores_low.fill(std::numeric_limits<double>::infinity());
  figures.scores_high.fill(-std::numeric_limits<double>::infinity());
  const std::size_t sampled = std::min<std::size_t>(kSampledTracks, n);
  for (std::size_t i = 0; i < sampled; ++i) {
    const auto query = static_cast<TrackId>(i * n / sampled);
    for (TrackId track = 0; track < n; ++track) values[track] = embeddings.score(query, track);
    std::sort(values.begin(), values.end());
    for (std::size_t q = 0; q < figures.scores_low.size(); ++q) {
      const double value = sample_quantile(values, WorldStatistics::kScoreQuantiles[q]);
      figures.scores_low[q] = std::min(figures.scores_low[q], value);
      figures.scores_high[q] = std::max(figures.scores_high[q], value);
    }
  }
}

}  // namespace

WorldStatistics measure_world(const World& world, NearestTracks& nearest,
                              const Progress& progress) {
  WorldStatistics figures;
  figures.tracks = world.catalog.n_tracks();
  figures.artists = world.catalog.n_artists();
  figures.users = world.users.size();
  figures.dim = world.catalog.embeddings.dim();
  for (ArtistId artist = 0; artist < figures.artists; ++artist) {
    figures.largest_artist =
        std::max(figures.largest_artist, world.catalog.tracks_of(artist).size());
  }
  measure_interests(world, nearest, figures, progress);
  measure_scores(world, figures);
  return figures;
}

std::string describe_world(const World& world, NearestTracks& nearest,
                           const std::string& description, const Progress& progress) {
  const WorldStatistics f = measure_world(world, nearest, progress);
  const auto quantile_names = [](const auto& quantiles) {
    std::string names;
    for (const double q : quantiles) names += fmt::format("{:>8}", fmt::format("{:g} %", 100 * q));
    return names;
  };
  const auto row = [](const auto& values) {
    std::string text;
    for (const double value : values) text += fmt::format("{:>8.2f}", value);
    return text;
  };
  return fmt::format(
      "world          {}\n"
      "fingerprint    {}\n"
      "tracks         {} x {} dimensions\n"
      "artists        {}, {:.2f} tracks on average, {} at most\n"
      "users          {}\n"
      "interests      {} of {} different tracks; the 100 most wanted draw {:.1f} %;\n"
      "               two are the same track with chance {:.2e}\n"
      "own top list   {:.1f} % of interests are among their own nearest tracks\n"
      "first track    by the interest's artist in {:.1f} % of sessions\n"
      "\nscores (inner products)\n"
      "  quantile                {}\n"
      "  of a track with itself  {}\n"
      "  quantile                {}\n"
      "  with others, lowest     {}\n"
      "  with others, highest    {}\n",
      description, world.fingerprint, f.tracks, f.dim, f.artists,
      static_cast<double>(f.tracks) / static_cast<double>(f.artists), f.largest_artist, f.users,
      f.interests, f.unique_interests, 100 * f.top_100_share, f.sum_squared_shares,
      100 * f.own_neighbour_share, 100 * f.first_track_same_artist,
      quantile_names(WorldStatistics::kSelfQuantiles), row(f.self_scores),
      quantile_names(WorldStatistics::kScoreQuantiles), row(f.scores_low), row(f.scores_high));
}

}  // namespace reprise
