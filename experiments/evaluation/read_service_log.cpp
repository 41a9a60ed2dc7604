#include "experiments/evaluation/read_service_log.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "sim/support/user_error.h"

namespace reprise {
namespace {

// A session that is not over.
struct Open {
  std::vector<TrackId> tracks;
  std::vector<Hundredths> times;
  std::vector<double> propensities;
  std::vector<std::vector<TrackId>> candidates;
  std::int64_t expected = LogRow::kNoTrack;
};

class Reading {
 public:
  Reading(const LogRows& rows, const World& world) : rows_(rows), world_(world) {
    for (UserIndex user = 0; user < world.users.size(); ++user) {
      user_of_id_.emplace(world.users.ids[user], user);
    }
  }

  void add(const LogRow& row) {
    const auto user = user_of_id_.find(row.user);
    if (user == user_of_id_.end()) {
      throw wrong(row, fmt::format("there is no user {} in the world; expected one of users.json",
                                   row.user));
    }
    Open& open = open_[{row.user, row.treatment}];
    const TrackId track = track_of(row, row.track);
    if (!open.tracks.empty() && open.expected != row.track) {
      throw wrong(row, fmt::format("track {} was played where {} was recommended; estimates need a "
                                   "log in which recommendations are played",
                                   row.track, open.expected));
    }
    open.tracks.push_back(track);
    constexpr double kMostTime = static_cast<double>(kMaxHundredths) / kWholeTrack;
    open.times.push_back(
        static_cast<Hundredths>(std::lround(kWholeTrack * std::clamp(row.time, 0.0, kMostTime))));
    if (row.last) {
      if (open.tracks.size() > 1) finish(user->second, open);
      open = {};
      return;
    }
    if (row.recommendation == LogRow::kNoTrack) {
      throw wrong(row, "the row has no recommendation; expected the track that was played next");
    }
    if (row.propensity <= 0) {
      throw wrong(row,
                  "the row has no 'propensity', the probability of its recommendation; a run "
                  "writes them with log: {propensities: true}");
    }
    open.expected = row.recommendation;
    open.propensities.push_back(row.propensity);
    std::vector<TrackId>& candidates = open.candidates.emplace_back();
    for (const std::int64_t id : row.candidate_ids) candidates.push_back(track_of(row, id));
    lists_candidates_ &= !candidates.empty();
  }

  SessionsOfLog take() {
    if (!lists_candidates_) log_.candidates.clear();
    return std::move(log_);
  }

 private:
  UserError wrong(const LogRow& row, const std::string& what) const {
    return UserError({input_name(rows_.paths()[row.file]), static_cast<int>(row.line), 0}, what);
  }

  TrackId track_of(const LogRow& row, std::int64_t id) const {
    const auto n_tracks = static_cast<std::int64_t>(world_.catalog.n_tracks());
    if (id >= n_tracks) {
      throw wrong(row, fmt::format("there is no track {} in the world; expected 0 to {}", id,
                                   n_tracks - 1));
    }
    return static_cast<TrackId>(id);
  }

  void finish(UserIndex user, Open& open) {
    log_.add(user, open.tracks, open.times, open.propensities);
    for (std::vector<TrackId>& candidates : open.candidates) {
      log_.candidates.push_back(std::move(candidates));
    }
  }

  const LogRows& rows_;
  const World& world_;
  std::unordered_map<std::int64_t, UserIndex> user_of_id_;
  std::map<std::pair<std::int64_t, std::uint32_t>, Open> open_;  // by user and treatment
  SessionsOfLog log_;
  bool lists_candidates_ = true;
};

}  // namespace

SessionsOfLog read_service_log(LogRows& rows, const LogRowReader& reader, const World& world,
                               const std::optional<std::string>& treatment) {
  Reading reading(rows, world);
  LogRow row;
  while (rows.next(row)) {
    if (row.treatment == LogRow::kNoTreatment) continue;
    if (treatment && reader.treatments()[row.treatment] != *treatment) continue;
    reading.add(row);
  }
  SessionsOfLog log = reading.take();
  if (log.n_sessions() == 0) {
    throw UserError({input_name(rows.paths().front()), 0, 0},
                    treatment ? fmt::format("the log has no finished session of the treatment "
                                            "'{}'; it has {}",
                                            *treatment, fmt::join(reader.treatments(), ", "))
                              : "the log has no finished session");
  }
  return log;
}

}  // namespace reprise
