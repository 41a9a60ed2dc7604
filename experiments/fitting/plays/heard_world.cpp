#include "experiments/fitting/plays/heard_world.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <tbb/parallel_for.h>

#include "experiments/fitting/plays/preset_scores.h"
#include "experiments/statistics/moments.h"
#include "sim/generator/preset_response.h"
#include "sim/random/streams.h"

namespace reprise {
namespace {

double product(const std::vector<float>& a, const float* b) {
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += static_cast<double>(a[k] * b[k]);
  return sum;
}

// The mean rows of a user's sessions, cut into groups of alike directions.
class Groups {
 public:
  Groups(const FittingLog& log, const EmbeddingTable& rows, std::uint64_t begin,
         std::uint64_t end) {
    for (std::uint64_t s = begin; s < end; ++s) {
      const FittingSession& session = log.sessions[s];
      means_.push_back(mean_row(log, session, rows));
      weights_.push_back(static_cast<double>(session.end - session.begin + 1));
    }
    group_of_.assign(means_.size(), 0);
  }

  // k-means with cosines. The first centre is the mean of all, the next ones are the sessions that
  // are least like the centres so far.
  void cut(std::size_t n_groups) {
    centres_.assign(1, std::vector<float>(means_.front().size(), 0.0f));
    for (std::size_t s = 0; s < means_.size(); ++s) add(s, centres_[0]);
    if (n_groups > 1) centres_[0] = means_[farthest(true)];
    while (centres_.size() < n_groups) centres_.push_back(means_[farthest(false)]);
    constexpr int kRounds = 12;
    for (int round = 0; round < kRounds; ++round) {
      bool moved = false;
      for (std::size_t s = 0; s < means_.size(); ++s) {
        const std::size_t now = nearest(means_[s]);
        moved |= now != group_of_[s];
        group_of_[s] = now;
      }
      if (!moved && round > 0) break;
      for (std::size_t g = 0; g < centres_.size(); ++g) {
        std::vector<float> centre(means_.front().size(), 0.0f);
        bool any = false;
        for (std::size_t s = 0; s < means_.size(); ++s) {
          if (group_of_[s] != g) continue;
          add(s, centre);
          any = true;
        }
        if (any) centres_[g] = std::move(centre);
      }
    }
  }

  std::size_t n_groups() const { return centres_.size(); }
  std::size_t group_of(std::size_t session) const { return group_of_[session]; }
  const std::vector<float>& centre(std::size_t group) const { return centres_[group]; }

 private:
  void add(std::size_t s, std::vector<float>& centre) const {
    for (std::size_t k = 0; k < centre.size(); ++k) {
      centre[k] += static_cast<float>(weights_[s]) * means_[s][k];
    }
  }
  double cosine(const std::vector<float>& mean, const std::vector<float>& centre) const {
    const double length = std::sqrt(product(centre, centre.data()));
    return length > 0 ? product(mean, centre.data()) / length : 0;
  }
  std::size_t nearest(const std::vector<float>& mean) const {
    std::size_t best = 0;
    double most = -INFINITY;
    for (std::size_t g = 0; g < centres_.size(); ++g) {
      const double like = cosine(mean, centres_[g]);
      if (like > most) {
        most = like;
        best = g;
      }
    }
    return best;
  }
  // The session that is least like its nearest centre; or, at first, most like the mean of all.
  std::size_t farthest(bool first) const {
    std::size_t best = 0;
    double most = -INFINITY;
    for (std::size_t s = 0; s < means_.size(); ++s) {
      const double length = std::sqrt(product(means_[s], means_[s].data()));
      if (length <= 0) continue;
      double like = -INFINITY;
      for (const std::vector<float>& centre : centres_) {
        like = std::max(like, cosine(means_[s], centre) / length);
      }
      const double off = (first ? like : -like) * std::sqrt(weights_[s]);
      if (off > most) {
        most = off;
        best = s;
      }
    }
    return best;
  }

  std::vector<std::vector<float>> means_;
  std::vector<double> weights_;
  std::vector<std::size_t> group_of_;
  std::vector<std::vector<float>> centres_;
};

// The place of each track by its plays, from 0 for the most to 1; equal tracks share a place.
std::vector<double> places_of(const std::vector<std::uint32_t>& plays) {
  std::vector<std::size_t> order(plays.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return plays[a] > plays[b]; });
  std::vector<double> places(plays.size(), 0);
  const auto last = static_cast<double>(std::max<std::size_t>(plays.size(), 2) - 1);
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && plays[order[end]] == plays[order[i]]) ++end;
    const double place = static_cast<double>(i + end - 1) / 2 / last;
    for (; i < end; ++i) places[order[i]] = place;
  }
  return places;
}

// Standard deviation of <r_i, r_t> less its mean over interests i, over well-known tracks t.
double spread_of(const HeardTracks& tracks, const std::vector<TrackId>& interests) {
  constexpr std::size_t kInterests = 500;
  constexpr std::size_t kTracks = 4'000;
  std::vector<TrackId> known;
  for (double least = tracks.shrinkage; known.size() < 2; least = least > 1 ? 1 : -1) {
    known.clear();
    for (std::size_t track = 0; track < tracks.plays.size(); ++track) {
      if (tracks.plays[track] >= least) known.push_back(static_cast<TrackId>(track));
    }
    if (least < 0) break;
  }
  const std::size_t n_tracks = std::min(kTracks, known.size());
  const std::size_t n = std::min(kInterests, interests.size());
  std::vector<double> variances(n_tracks);
  tbb::parallel_for(std::size_t{0}, n_tracks, [&](std::size_t j) {
    const TrackId track = known[j * known.size() / n_tracks];
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const TrackId interest = interests[i * interests.size() / n];
      const auto score = static_cast<double>(
          dot(tracks.rows.row(interest), tracks.rows.row(track), tracks.rows.stride()));
      sum += score;
      squares += score * score;
    }
    const double mean = sum / static_cast<double>(n);
    variances[j] = squares / static_cast<double>(n) - mean * mean;
  });
  const double sum = std::accumulate(variances.begin(), variances.end(), 0.0);
  return std::sqrt(std::max(sum / static_cast<double>(n_tracks), 0.0));
}

// Gives the model rows e_t from rows r_t.
void scale_rows(const FitSettings& settings, HeardFit& fit) {
  std::vector<TrackId> interests;
  for (const FittedListener& listener : fit.model.listeners) {
    interests.insert(interests.end(), listener.interests.begin(), listener.interests.end());
  }
  const PresetScores preset = preset_scores(fit.tracks.plays.size());
  const double spread = spread_of(fit.tracks, interests);
  fit.spread = preset.spread;
  fit.scale = spread > 0 ? std::sqrt(preset.spread / spread) : 1;
  const std::vector<double> places = places_of(fit.tracks.plays);
  double squares = 0;
  for (const TrackId interest : interests) squares += preset.appeal_at(places[interest]);
  squares /= static_cast<double>(interests.size());
  const double m = std::sqrt(std::max(squares, 1e-6));
  const auto dim = static_cast<std::size_t>(settings.dim);
  const std::size_t top = std::max<std::size_t>(preset.appeal.size() / 100, 1);
  fit.appeal_of_top =
      std::accumulate(preset.appeal.begin(),
                      preset.appeal.begin() + static_cast<std::ptrdiff_t>(top), 0.0) /
      static_cast<double>(top);
  fit.model.rows = EmbeddingTable(fit.tracks.plays.size(), dim);
  for (std::size_t track = 0; track < places.size(); ++track) {
    float* row = fit.model.rows.row(track);
    for (std::size_t k = 0; k + 1 < dim; ++k) {
      row[k] = static_cast<float>(fit.scale * static_cast<double>(fit.tracks.rows.row(track)[k]));
    }
    row[dim - 1] = static_cast<float>(preset.appeal_at(places[track]) / m);
  }
}

void fit_users(const FittingLog& log, const FitSettings& settings, const EmbeddingTable& rows,
               HeardFit& fit) {
  fit.model.listeners.resize(log.n_users());
  fit.interest_of.assign(log.sessions.size(), 0);
  tbb::parallel_for(std::size_t{0}, log.n_users(), [&](std::size_t user) {
    FittedListener& listener = fit.model.listeners[user];
    listener = preset_listener(log.user_ids[user]);
    const std::uint64_t begin = log.sessions_begin[user];
    const std::uint64_t end = log.sessions_begin[user + 1];
    if (begin == end) return;
    listener.interests =
        choose_heard_interests(log, rows, static_cast<std::size_t>(settings.interests), begin, end,
                               std::span(fit.interest_of).subspan(begin, end - begin));
  });
}

HeardBudgets fit_budgets(const FittingLog& log, const HeardFit& fit) {
  std::vector<double> means(log.n_users(), 0);
  std::vector<double> within(log.n_users(), 0);
  tbb::parallel_for(std::size_t{0}, log.n_users(), [&](std::size_t user) {
    double sum = 0;
    double squares = 0;
    const std::uint64_t begin = log.sessions_begin[user];
    const std::uint64_t end = log.sessions_begin[user + 1];
    for (std::uint64_t s = begin; s < end; ++s) {
      double unheard = 0;
      for (std::uint64_t i = log.sessions[s].begin; i < log.sessions[s].end; ++i) {
        const FittingStep& step = log.steps[i];
        unheard += step.use == StepUse::repeated
                       ? 1
                       : 1 - fit.model.share(static_cast<std::uint32_t>(user), fit.interest_of[s],
                                             step.track, step.earlier);
      }
      sum += unheard;
      squares += unheard * unheard;
    }
    const auto n = static_cast<double>(std::max<std::uint64_t>(end - begin, 1));
    means[user] = sum / n;
    within[user] = n > 1 ? std::max((squares - sum * sum / n) / (n - 1), 0.0) : -1;
  });
  HeardBudgets budgets;
  const Moments of_users = moments(means);
  budgets.mean = of_users.mean;
  budgets.error = std::sqrt(of_users.variance / static_cast<double>(of_users.n));
  double variance = 0;
  double with = 0;
  double errors = 0;  // variance of users' means by chance
  for (std::size_t user = 0; user < means.size(); ++user) {
    if (within[user] < 0) continue;
    variance += within[user];
    with += 1;
  }
  variance = with > 0 ? variance / with : 0;
  for (std::size_t user = 0; user < means.size(); ++user) {
    const auto n = static_cast<double>(log.sessions_begin[user + 1] - log.sessions_begin[user]);
    errors += variance / std::max(n, 1.0) / static_cast<double>(means.size());
  }
  const double between = std::max(of_users.variance - errors, 0.0);
  budgets.spread = std::sqrt(between);
  for (std::size_t user = 0; user < means.size(); ++user) {
    const auto n = static_cast<double>(log.sessions_begin[user + 1] - log.sessions_begin[user]);
    const double own = between > 0 ? between / (between + variance / std::max(n, 1.0)) : 0;
    const double budget = own * means[user] + (1 - own) * budgets.mean;
    budgets.of_user.push_back(std::max(1, static_cast<std::int32_t>(std::lrint(budget))));
  }
  return budgets;
}

std::vector<double> how_often_tracks_come_up(const FittingLog& log, const HeardFit& fit) {
  constexpr std::size_t kSessions = 200;
  // A track that hardly anybody of the sample would hear does not come up without end.
  constexpr double kLeast = 0.01;
  const std::size_t n = std::min(kSessions, log.sessions.size());
  std::vector<double> comes_up(log.n_tracks(), 0);
  tbb::parallel_for(std::size_t{0}, log.n_tracks(), [&](std::size_t track) {
    if (fit.tracks.plays[track] == 0) return;
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t s = i * log.sessions.size() / n;
      sum +=
          fit.model.share(log.sessions[s].user, fit.interest_of[s], static_cast<TrackId>(track), 0);
    }
    comes_up[track] = fit.tracks.plays[track] / std::max(sum / static_cast<double>(n), kLeast);
  });
  return comes_up;
}

}  // namespace

FittedListener preset_listener(std::int64_t user_id) {
  Stream stream(stream_key(1, "fit/response of the preset"), static_cast<std::uint64_t>(user_id));
  const PresetResponse response = draw_preset_response(stream);
  FittedListener listener;
  listener.bias = response.bias;
  listener.sharpness = response.sharpness;
  return listener;
}

std::vector<TrackId> choose_heard_interests(const FittingLog& log, const EmbeddingTable& rows,
                                            std::size_t most, std::uint64_t begin,
                                            std::uint64_t end, std::span<TrackId> interest_of) {
  constexpr std::size_t kSessions = 4;  // for each interest after the first
  const std::size_t n = end - begin;
  Groups groups(log, rows, begin, end);
  groups.cut(std::clamp<std::size_t>(n / kSessions, 1, most));
  std::vector<TrackId> interests;
  for (std::size_t g = 0; g < groups.n_groups(); ++g) {
    TrackId best = 0;
    double score = -INFINITY;
    const auto look = [&](TrackId track) {
      const double own = product(groups.centre(g), rows.row(track));
      if (own > score) {
        score = own;
        best = track;
      }
    };
    bool any = false;
    for (std::size_t s = 0; s < n; ++s) {
      if (groups.group_of(s) != g) continue;
      any = true;
      const FittingSession& session = log.sessions[begin + s];
      look(session.first_track);
      for (std::uint64_t i = session.begin; i < session.end; ++i) look(log.steps[i].track);
    }
    if (!any) continue;
    for (std::size_t s = 0; s < n; ++s) {
      if (groups.group_of(s) == g) interest_of[s] = best;
    }
    if (std::find(interests.begin(), interests.end(), best) == interests.end()) {
      interests.push_back(best);
    }
  }
  return interests;
}

HeardFit fit_heard(const FittingLog& log, const FitSettings& settings, const Progress& progress) {
  HeardFit fit;
  // One coordinate is what tracks have in common for everybody.
  fit.tracks = rows_of_heard(log, settings.dim - 1, settings.seed, progress);
  fit.model.discount = UserTraits{}.artist_discount_gamma;
  fit_users(log, settings, fit.tracks.rows, fit);
  scale_rows(settings, fit);
  fit.budgets = fit_budgets(log, fit);
  fit.comes_up = how_often_tracks_come_up(log, fit);
  return fit;
}

HeardFit fit_heard_users(const FittingLog& log, const FitSettings& settings,
                         const HeardFit& tracks) {
  HeardFit fit;
  fit.model.rows = tracks.model.rows;
  fit.model.discount = tracks.model.discount;
  fit_users(log, settings, tracks.tracks.rows, fit);
  fit.budgets = fit_budgets(log, fit);
  return fit;
}

WorldData heard_world_data(const FittingLog& log, const HeardFit& fit) {
  WorldData data = fitted_world_data(log, fit.model, {});
  for (std::size_t user = 0; user < data.traits.size(); ++user) {
    data.traits[user].session_budget = fit.budgets.of_user[user];
  }
  return data;
}

}  // namespace reprise
