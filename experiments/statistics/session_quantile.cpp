#include "experiments/statistics/session_quantile.h"

#include <algorithm>
#include <cmath>

#include "sim/support/check.h"

namespace reprise {
namespace {

// The position of a quantile among n >= 1 sessions: the two ranks (from 0) around it, and its
// distance from the lower rank.
struct Position {
  std::uint64_t lower;
  std::uint64_t upper;
  double fraction;

  double between(std::int64_t at_lower, std::int64_t at_upper) const {
    const auto low = static_cast<double>(at_lower);
    return low + fraction * (static_cast<double>(at_upper) - low);
  }
};

Position position_of(std::uint64_t n, double probability) {
  const double position = static_cast<double>(n - 1) * probability;
  const double below = std::floor(position);
  const std::uint64_t lower = std::min(static_cast<std::uint64_t>(below), n - 1);
  return {.lower = lower, .upper = std::min(lower + 1, n - 1), .fraction = position - below};
}

}  // namespace

SessionQuantile::SessionQuantile(const UserDistributions& users, double probability)
    : probability_(probability), distributions_(users) {
  const auto& [begin, values, counts] = distributions_;
  REPRISE_CHECK(probability >= 0 && probability <= 1, "probability {}", probability);
  REPRISE_CHECK(!begin.empty() && begin.front() == 0 && std::ranges::is_sorted(begin) &&
                    begin.back() == values.size() && values.size() == counts.size(),
                "{} entries of begin, {} values, {} counts", begin.size(), values.size(),
                counts.size());
  shares_.resize(begin.size() - 1);
  entries_.reserve(values.size());
  for (std::size_t user = 0; user < shares_.size(); ++user) {
    for (std::uint64_t i = begin[user]; i < begin[user + 1]; ++i) {
      REPRISE_CHECK(counts[i] > 0 && (i == begin[user] || values[i - 1] < values[i]),
                    "user {}, value {}, count {}", user, values[i], counts[i]);
      entries_.push_back({.value = values[i], .count = counts[i], .user = user});
      shares_[user].sessions += counts[i];
    }
  }
  std::ranges::stable_sort(entries_, {}, &Entry::value);
  for (const Entry& entry : entries_) {
    if (values_.empty() || values_.back().value != entry.value) {
      values_.push_back({.value = entry.value, .up_to = sessions()});
    }
    values_.back().up_to += entry.count;
  }
  choose_start();
}

// Places `start_`. The rank of a replicate's quantile has a standard deviation of the square root
// of the sum over users of (sessions up to the quantile - probability * sessions)^2; `start_` is
// six of these below the quantile.
void SessionQuantile::choose_start() {
  const std::optional<double> quantile = of_all();
  if (!quantile) return;
  double squares = 0;
  for (std::size_t user = 0; user < users(); ++user) {
    const auto up_to =
        static_cast<double>(own_up_to(user, static_cast<std::int64_t>(std::floor(*quantile))));
    const double surplus = up_to - probability_ * static_cast<double>(shares_[user].sessions);
    squares += surplus * surplus;
  }
  const double first = static_cast<double>(sessions()) * probability_ - 6 * std::sqrt(squares);
  double passed = 0;
  for (const Entry& entry : entries_) {
    passed += static_cast<double>(entry.count);
    if (passed >= first) break;
    shares_[entry.user].before_start += entry.count;
    ++start_;
  }
}

std::optional<double> SessionQuantile::of_all() const {
  if (sessions() == 0) return std::nullopt;
  const Position position = position_of(sessions(), probability_);
  const auto at = [&](std::uint64_t rank) {
    return std::ranges::upper_bound(values_, rank, {}, &Value::up_to)->value;
  };
  return position.between(at(position.lower), at(position.upper));
}

std::optional<double> SessionQuantile::weighted(std::span<const std::uint8_t> weights) const {
  REPRISE_CHECK(weights.size() == users(), "{} weights, {} users", weights.size(), users());
  std::uint64_t sessions = 0;
  std::uint64_t passed = 0;
  for (std::size_t user = 0; user < weights.size(); ++user) {
    sessions += weights[user] * shares_[user].sessions;
    passed += weights[user] * shares_[user].before_start;
  }
  if (sessions == 0) return std::nullopt;
  const Position position = position_of(sessions, probability_);
  std::size_t next = start_;
  if (passed > position.lower) {
    next = 0;
    passed = 0;
  }
  const auto advance_to = [&](std::uint64_t rank) {
    for (; passed <= rank; ++next) passed += weights[entries_[next].user] * entries_[next].count;
    return entries_[next - 1].value;
  };
  const std::int64_t lower = advance_to(position.lower);
  return position.between(lower, advance_to(position.upper));
}

std::optional<double> SessionQuantile::without(std::size_t user) const {
  const std::uint64_t others = sessions() - shares_[user].sessions;
  if (others == 0) return std::nullopt;
  const Position position = position_of(others, probability_);
  const auto at = [&](std::uint64_t rank) {
    return std::ranges::partition_point(values_,
                                        [&](const Value& value) {
                                          return value.up_to - own_up_to(user, value.value) <= rank;
                                        })
        ->value;
  };
  return position.between(at(position.lower), at(position.upper));
}

std::uint64_t SessionQuantile::own_up_to(std::size_t user, std::int64_t value) const {
  std::uint64_t sessions = 0;
  for (std::uint64_t i = distributions_.begin[user]; i < distributions_.begin[user + 1]; ++i) {
    if (distributions_.values[i] > value) break;
    sessions += distributions_.counts[i];
  }
  return sessions;
}

}  // namespace reprise
