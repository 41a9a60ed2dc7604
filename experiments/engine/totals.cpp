#include "experiments/engine/totals.h"

#include <algorithm>

#include "sim/check.h"

namespace reprise {

Observables::Observables(const std::vector<const Metric*>& metrics) : all_{one_session} {
  for (const Metric* metric : metrics) {
    for (const Observable observable : {metric->numerator, metric->denominator}) {
      if (observable != nullptr && std::find(all_.begin(), all_.end(), observable) == all_.end()) {
        all_.push_back(observable);
      }
    }
  }
}

std::size_t Observables::column(Observable observable) const {
  const auto at = std::find(all_.begin(), all_.end(), observable);
  REPRISE_CHECK(at != all_.end(), "an observable that no metric declared, of {}", all_.size());
  return static_cast<std::size_t>(at - all_.begin());
}

void Totals::add(const Session& session, const Observables& observables, bool was_cut_off) {
  std::int64_t* row = &counts[session.user() * observables.size()];
  for (std::size_t i = 0; i < observables.size(); ++i) row[i] += observables[i](session);
  for (const TrackId track : session.playbacks().tracks().subspan(1)) ++plays[track];
  ++lengths[std::min<std::size_t>(session.recommendations(), kLongest)];
  const std::span<const Hundredths> times = session.playbacks().times().subspan(1);
  const std::size_t steps = std::min(times.size(), kSteps);
  for (std::size_t step = 0; step < steps; ++step) time_by_step[step] += times[step];
  ++sessions;
  recommendations += session.recommendations();
  cut_off += was_cut_off;
}

Totals& Totals::operator+=(const Totals& other) {
  REPRISE_CHECK(counts.size() == other.counts.size() && plays.size() == other.plays.size(),
                "{} counts and {} plays against {} and {}", counts.size(), plays.size(),
                other.counts.size(), other.plays.size());
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
  for (std::size_t i = 0; i < plays.size(); ++i) plays[i] += other.plays[i];
  sessions += other.sessions;
  recommendations += other.recommendations;
  cut_off += other.cut_off;
  sources += other.sources;
  for (std::size_t i = 0; i < lengths.size(); ++i) lengths[i] += other.lengths[i];
  for (std::size_t i = 0; i < time_by_step.size(); ++i) time_by_step[i] += other.time_by_step[i];
  REPRISE_CHECK(learned.size() == other.learned.size(), "{} learners against {}", learned.size(),
                other.learned.size());
  for (std::size_t i = 0; i < learned.size(); ++i) {
    for (std::size_t k = 0; k < learned[i].size(); ++k) learned[i][k] += other.learned[i][k];
  }
  return *this;
}

UserValues Totals::values(const Metric& metric, const Observables& observables) const {
  const std::size_t width = observables.size();
  const std::size_t n_users = counts.size() / width;
  const std::size_t numerator = observables.column(metric.numerator);
  const std::size_t denominator =
      metric.denominator == nullptr ? 0 : observables.column(metric.denominator);
  UserValues values;
  values.value.assign(n_users, 0.0);
  values.present.assign(n_users, 0);
  for (std::size_t user = 0; user < n_users; ++user) {
    const std::int64_t* row = &counts[user * width];
    if (row[0] == 0) continue;
    values.present[user] = 1;
    const double sum = metric.scale * static_cast<double>(row[numerator]);
    values.value[user] =
        metric.denominator == nullptr ? sum : sum / static_cast<double>(row[denominator]);
  }
  return values;
}

}  // namespace reprise
