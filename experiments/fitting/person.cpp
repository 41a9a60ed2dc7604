#include "experiments/fitting/person.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "experiments/fitting/log/heard_log.h"
#include "experiments/fitting/log/take_sessions.h"
#include "experiments/fitting/plays/heard_tracks.h"
#include "experiments/fitting/plays/heard_world.h"
#include "experiments/fitting/shares/expected_scores.h"
#include "experiments/fitting/shares/fit_listeners.h"
#include "experiments/listens/text/folded_name.h"
#include "experiments/statistics/moments.h"
#include "sim/support/number_text.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

constexpr std::uint64_t kLeastPlays = 20;
constexpr std::size_t kLeastTracks = 5;
constexpr std::size_t kLeastSessions = 3;
constexpr std::uint64_t kLeastShares = 50;

std::string key_of(std::string_view artist, std::string_view title) {
  std::string key = folded_name(artist);
  key += '\0';
  key += folded_name(title);
  return key;
}

bool ids_are_tracks(const ListeningLog& log, const Catalog& catalog) {
  return std::all_of(log.tracks.begin(), log.tracks.end(), [&](const LogTrack& track) {
    const auto number = number_of_text<std::uint32_t>(track.id);
    return track.title.empty() && number && *number < catalog.n_tracks();
  });
}

// The person's sessions, in tracks of the world, which has no others of these.
struct Sessions {
  FittingLog heard;   // what was heard
  FittingLog played;  // all plays of the same sessions; those without a share are marked repeated
  std::uint64_t shares = 0;
  std::uint64_t matched_plays = 0;
  std::size_t matched_tracks = 0;
};

Sessions sessions_of(const ListeningLog& log, const TrackLengths& lengths,
                     const MatchedTracks& matched, const World& world) {
  Sessions result;
  std::set<TrackId> tracks;
  for (FittingLog* part : {&result.heard, &result.played}) {
    part->artist_of.assign(world.catalog.artist_of.begin(), world.catalog.artist_of.end());
    part->artists.resize(world.catalog.n_artists());
    part->user_ids = {0};
    part->sessions_begin = {0};
  }
  std::vector<TrackId> heard;
  std::vector<TrackId> played;
  std::vector<double> shares;
  for (std::size_t i = 0; i < log.plays.size();) {
    const std::span<const Play> plays = plays_of_session(log, i);
    i += plays.size();
    heard.clear();
    played.clear();
    shares.clear();
    for (const Play& play : plays) {
      const TrackId track = matched.track_of[play.track];
      if (track == MatchedTracks::kNone) continue;
      tracks.insert(track);
      played.push_back(track);
      shares.push_back(played_share(play, lengths));
      if (was_heard(play, lengths)) heard.push_back(track);
    }
    result.matched_plays += played.size();
    if (heard.empty()) continue;
    add_heard_session(heard, 0, result.heard);
    add_heard_session(played, 0, result.played);
    const FittingSession& session = result.played.sessions.back();
    for (std::size_t k = 1; k < played.size(); ++k) {
      FittingStep& step = result.played.steps[session.begin + k - 1];
      if (shares[k] < 0) {
        step.use = StepUse::repeated;
      } else {
        step.share = static_cast<std::uint8_t>(std::lrint(100 * std::min(shares[k], 1.0)));
        result.shares += step.use == StepUse::repeated ? 0 : 1;
      }
    }
  }
  result.heard.sessions_begin.push_back(result.heard.sessions.size());
  result.played.sessions_begin.push_back(result.played.sessions.size());
  result.matched_tracks = tracks.size();
  return result;
}

void refuse_too_few(const ListeningLog& log, const MatchedTracks& matched,
                    const Sessions& sessions) {
  if (sessions.matched_plays >= kLeastPlays && sessions.matched_tracks >= kLeastTracks &&
      sessions.heard.sessions.size() >= kLeastSessions) {
    return;
  }
  throw UserError(fmt::format(
      "too little: {} of {} plays are of tracks that the world has ({} of {} tracks), in {} "
      "sessions "
      "in which any was heard; expected at least {} plays of {} tracks in {} sessions. Tracks are "
      "matched by id, else by artist and title: take a world whose tracks these are, such as one "
      "fitted to a log of the same service",
      sessions.matched_plays, log.plays.size(), matched.by_id + matched.by_names, log.tracks.size(),
      sessions.heard.sessions.size(), kLeastPlays, kLeastTracks, kLeastSessions));
}

// Rows of the world as floats, times a factor.
EmbeddingTable rows_of(const World& world, double factor) {
  const Embeddings& embeddings = world.catalog.embeddings;
  EmbeddingTable rows(embeddings.size(), embeddings.dim());
  RowBuffer buffer = embeddings.row_buffer(1);
  for (TrackId track = 0; track < embeddings.size(); ++track) {
    const float* row = embeddings.float_rows(track, 1, buffer.data());
    for (std::size_t k = 0; k < embeddings.dim(); ++k) {
      rows.row(track)[k] = static_cast<float>(factor * static_cast<double>(row[k]));
    }
  }
  return rows;
}

// What users of the world are like.
struct Others {
  UserTraits middle;
  Moments bias;
  Moments log_sharpness;
  Moments budget;
};

Others others_of(const World& world) {
  const auto traits = world.users.traits;
  Others others;
  const auto middle = [&](auto UserTraits::*trait) {
    std::vector<std::decay_t<decltype(UserTraits{}.*trait)>> values;
    for (const UserTraits& user : traits) values.push_back(user.*trait);
    std::nth_element(values.begin(),
                     values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    others.middle.*trait = values[values.size() / 2];
  };
  middle(&UserTraits::interest_neighbours);
  middle(&UserTraits::artist_discount_gamma);
  std::vector<double> bias;
  std::vector<double> sharpness;
  std::vector<double> budget;
  constexpr double kLeastSharpness = 1e-3;
  for (const UserTraits& user : traits) {
    bias.push_back(user.consume_bias);
    sharpness.push_back(std::log(std::max(user.consume_sharpness, kLeastSharpness)));
    budget.push_back(user.session_budget);
  }
  others.bias = moments(bias);
  others.log_sharpness = moments(sharpness);
  others.budget = moments(budget);
  return others;
}

struct ResponseOfPerson {
  double bias = 0;
  double sharpness = 1;
  double bias_error = 0;
  double log_sharpness_error = 0;
};

// Bias and sharpness from shares, by the steps of fits, in a scale in which the mean log sharpness
// of users is 0.
ResponseOfPerson fit_response(Sessions& sessions, const World& world, const Others& others,
                              std::span<const TrackId> interest_of) {
  constexpr std::uint64_t kHeldOutEvery = 10;
  constexpr int kRounds = 4;
  constexpr double kLeastSpread = 0.05;
  const double scale = std::exp(others.log_sharpness.mean);
  FittedModel model;
  model.rows = rows_of(world, std::sqrt(scale));
  model.discount = others.middle.artist_discount_gamma;
  model.mean_bias = scale * others.bias.mean;
  model.bias_spread = std::max(scale * std::sqrt(others.bias.variance), kLeastSpread);
  model.log_sharpness_spread = std::max(std::sqrt(others.log_sharpness.variance), kLeastSpread);
  FittedListener listener;
  listener.bias = model.mean_bias;
  model.listeners.assign(1, listener);
  hold_out(sessions.played, kHeldOutEvery);
  const ShareBounds bounds(std::clamp(model.discount, 1e-3, 1.0));
  const FittedModel prior = model;
  std::vector<ScoreTarget> targets(sessions.played.steps.size());
  for (int round = 0; round < kRounds; ++round) {
    fit_listeners(sessions.played, model, interest_of, bounds);
    model.mean_bias = prior.mean_bias;
    model.bias_spread = prior.bias_spread;
    model.log_sharpness_spread = prior.log_sharpness_spread;
    const FitQuality quality = expect_scores(sessions.played, model, interest_of, bounds, targets);
    if (quality.held_out > 0) model.noise = std::max(quality.held_out_noise, kLeastSpread);
  }
  const FittedListener& found = model.listeners.front();
  return {found.bias / scale, found.sharpness * scale, found.bias_error / scale,
          found.log_sharpness_error};
}

// The mean over sessions of what is left unheard.
double unheard_of(const Sessions& sessions, const World& world, const UserTraits& traits,
                  std::span<const TrackId> interest_of, bool shares) {
  double sum = 0;
  const FittingLog& log = shares ? sessions.played : sessions.heard;
  for (std::size_t s = 0; s < log.sessions.size(); ++s) {
    for (std::uint64_t i = log.sessions[s].begin; i < log.sessions[s].end; ++i) {
      const FittingStep& step = log.steps[i];
      if (step.use == StepUse::repeated) {
        sum += shares ? 0 : 1;  // of a play without a share nothing is known
        continue;
      }
      const double score =
          static_cast<double>(world.catalog.embeddings.score(interest_of[s], step.track));
      sum +=
          1 - (shares
                   ? step.share / 100.0
                   : std::pow(traits.artist_discount_gamma, step.earlier) /
                         (1 + std::exp(-(score - traits.consume_bias) * traits.consume_sharpness)));
    }
  }
  return sum / static_cast<double>(log.sessions.size());
}

void add_interests(const Sessions& sessions, const World& world,
                   std::span<const TrackId> interest_of, Person& person) {
  const auto n = static_cast<double>(sessions.heard.sessions.size());
  for (const TrackId interest : person.interests) {
    const auto of_it = std::count(interest_of.begin(), interest_of.end(), interest);
    person.summary.interests.push_back(
        {.track = interest,
         .artist = std::string(world.catalog.artists[world.catalog.artist_of[interest]]),
         .title = std::string(world.catalog.titles[interest]),
         .sessions = static_cast<double>(of_it) / n});
  }
}

}  // namespace

MatchedTracks match_tracks(const ListeningLog& log, const Catalog& catalog) {
  MatchedTracks matched;
  matched.track_of.assign(log.tracks.size(), MatchedTracks::kNone);
  if (ids_are_tracks(log, catalog)) {
    for (std::size_t i = 0; i < log.tracks.size(); ++i) {
      matched.track_of[i] = *number_of_text<std::uint32_t>(log.tracks[i].id);
    }
    matched.by_id = log.tracks.size();
    return matched;
  }
  // The log is smaller than most catalogs, so its names are looked for in the catalog.
  struct Wanted {
    std::size_t track = 0;
    bool by_id = false;
  };
  std::unordered_multimap<std::string, Wanted> wanted;
  for (std::size_t i = 0; i < log.tracks.size(); ++i) {
    const LogTrack& track = log.tracks[i];
    if (track.artist == LogTrack::kNoArtist) continue;
    const std::string& artist = log.artists[track.artist];
    if (!track.id.empty()) wanted.emplace(key_of(artist, track.id), Wanted{i, true});
    if (!track.title.empty()) wanted.emplace(key_of(artist, track.title), Wanted{i, false});
  }
  std::vector<std::uint8_t> is_by_id(log.tracks.size(), 0);
  for (TrackId track = 0; track < catalog.n_tracks(); ++track) {
    const auto found = wanted.equal_range(
        key_of(catalog.artists[catalog.artist_of[track]], catalog.titles[track]));
    for (auto at = found.first; at != found.second; ++at) {
      const auto& [i, by_id] = at->second;
      const bool better = by_id && is_by_id[i] == 0;
      if (matched.track_of[i] != MatchedTracks::kNone && !better) continue;
      matched.track_of[i] = track;
      is_by_id[i] = by_id ? 1 : 0;
    }
  }
  for (std::size_t i = 0; i < log.tracks.size(); ++i) {
    if (matched.track_of[i] == MatchedTracks::kNone) continue;
    ++(is_by_id[i] != 0 ? matched.by_id : matched.by_names);
  }
  return matched;
}

Person fit_person(const ListeningLog& log, const TrackLengths& lengths,
                  const MatchedTracks& matched, const World& world, std::int64_t most_interests) {
  std::set<std::uint32_t> people;
  for (const Play& play : log.plays) people.insert(play.user);
  if (people.size() != 1) {
    throw UserError(fmt::format(
        "the log is of {} people, and --into adds one person to a world; expected the files of one "
        "(a log of many makes a world: reprise fit FILE... --out DIR)",
        people.size()));
  }
  Sessions sessions = sessions_of(log, lengths, matched, world);
  refuse_too_few(log, matched, sessions);
  Person person;
  PersonSummary& summary = person.summary;
  summary.world_tracks = world.catalog.n_tracks();
  summary.world_users = world.users.size();
  summary.plays = log.plays.size();
  summary.matched_plays = sessions.matched_plays;
  summary.tracks = log.tracks.size();
  summary.matched_by_id = matched.by_id;
  summary.matched_by_names = matched.by_names;
  summary.sessions = sessions.heard.sessions.size();
  summary.shares = sessions.shares;

  EmbeddingTable directions = rows_of(world, 1);
  keep_directions(directions, std::vector<std::uint32_t>(directions.size(), 1));
  std::vector<TrackId> interest_of(sessions.heard.sessions.size());
  person.interests =
      choose_heard_interests(sessions.heard, directions, static_cast<std::size_t>(most_interests),
                             0, interest_of.size(), interest_of);
  add_interests(sessions, world, interest_of, person);

  const Others others = others_of(world);
  const bool shares = sessions.shares >= kLeastShares;
  ResponseOfPerson response{others.bias.mean, std::exp(others.log_sharpness.mean), 0, 0};
  if (shares) response = fit_response(sessions, world, others, interest_of);
  person.traits = others.middle;
  person.traits.consume_bias = response.bias;
  person.traits.consume_sharpness = response.sharpness;
  constexpr double kSeen = 5;  // sessions that weigh as much as the world's users
  const double unheard = unheard_of(sessions, world, person.traits, interest_of, shares);
  const auto n = static_cast<double>(interest_of.size());
  const double budget = (n * unheard + kSeen * others.budget.mean) / (n + kSeen);
  constexpr double kMostBudget = 1e6;
  person.traits.session_budget =
      static_cast<std::int32_t>(std::lrint(std::clamp(budget, 1.0, kMostBudget)));

  const std::string no_shares = fmt::format(
      "the mean of the world's users: {} plays have a share that was heard, and {} are "
      "needed",
      sessions.shares, kLeastShares);
  const PartSource source = shares ? PartSource::fitted : PartSource::preset;
  const auto error = [&](double value) {
    return shares ? std::optional<double>(value) : std::nullopt;
  };
  summary.traits.push_back(
      {.part = "response: logistic",
       .name = "consume_bias",
       .source = source,
       .value = response.bias,
       .spread = std::sqrt(others.bias.variance),
       .error = error(response.bias_error),
       .remark = shares ? "given the interests, shrunk to the world's users. An export does not "
                          "say who chose a track; what is recommended is heard less "
                          "than what this person chose"
                        : no_shares});
  summary.traits.push_back({.part = "response: logistic",
                            .name = "consume_sharpness",
                            .source = source,
                            .value = response.sharpness,
                            .spread = {},
                            .error = error(response.sharpness * response.log_sharpness_error),
                            .remark = shares ? "likewise" : no_shares});
  summary.traits.push_back(
      {.part = "leave: budget",
       .name = "session_budget",
       .value = static_cast<double>(person.traits.session_budget),
       .spread = std::sqrt(others.budget.variance),
       .error = {},
       .remark = fmt::format("{} sessions leave {:.2f} tracks unheard in the mean{}, which is "
                             "shrunk to the world's {:.2f} and rounded",
                             interest_of.size(), unheard, shares ? "" : ", given this response",
                             others.budget.mean)});
  summary.traits.push_back({.part = "fatigue: artist",
                            .name = "artist_discount_gamma",
                            .source = PartSource::preset,
                            .value = person.traits.artist_discount_gamma,
                            .spread = {},
                            .error = {},
                            .remark = "that of the world's users"});
  return person;
}

}  // namespace reprise
