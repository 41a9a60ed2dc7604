#include "experiments/evaluation/off_policy_estimator.h"

#include <algorithm>
#include <cmath>

namespace reprise {
namespace {

// So many columns are summed up at once: each sum waits for the one before it.
constexpr std::size_t kAtOnce = 8;

// Some columns that follow each other.
struct Columns {
  std::size_t begin;
  std::size_t end;
};

// Sums of terms over the steps of each session, and over the sessions of each user. A column has
// the terms of one estimate.
class SumsByUser {
 public:
  SumsByUser(const LoggedSessions& log, std::size_t columns, std::size_t most)
      : log_(log),
        columns_(columns),
        stride_(most + kApart),
        of_steps_((columns + kAtOnce) * stride_),
        of_sessions_((columns + kAtOnce) * stride_),
        of_users_(columns * log.n_users),
        totals_(columns) {}

  // Terms of the block that is being read, by step and by session; 0 until they are written.
  std::span<double> of_steps(std::size_t column, const StepBlock& block) {
    return {&of_steps_[column * stride_], block.n_steps()};
  }
  std::span<double> of_sessions(std::size_t column, const StepBlock& block) {
    return {&of_sessions_[column * stride_], block.n_sessions()};
  }

  // Adds the terms of some columns. `first` is the number of the block's first session; columns
  // that are not in `with_steps` have terms of sessions alone.
  void add(const StepBlock& block, std::size_t first, Columns some, Columns with_steps) {
    for (std::size_t session = 0; session < block.n_sessions(); ++session) {
      // Sums of users lie anywhere in memory; they are asked for before they are needed.
      constexpr std::size_t kAhead = 16;
      constexpr std::size_t kOfLine = 8;
      const std::size_t ahead = std::min(first + session + kAhead, log_.n_sessions() - 1);
      const double* const of_later = of_user(log_.user[ahead]);
      for (std::size_t i = some.begin; i < some.end; i += kOfLine) {
        __builtin_prefetch(of_later + i, 1);
      }
      __builtin_prefetch(of_later + some.end - 1, 1);

      double* const of_this = of_user(log_.user[first + session]);
      const auto add_term = [&](std::size_t column, double term) {
        of_this[column] += term;
        totals_[column] += term;
      };
      const auto of_session = [&](std::size_t column) {
        return of_sessions_[column * stride_ + session];
      };
      for (std::size_t i = some.begin; i < with_steps.begin; ++i) add_term(i, of_session(i));
      for (std::size_t begin = with_steps.begin; begin < with_steps.end; begin += kAtOnce) {
        double sums[kAtOnce];
        for (std::size_t i = 0; i < kAtOnce; ++i) sums[i] = of_session(begin + i);
        add_steps(&of_steps_[begin * stride_], block.begin[session], block.begin[session + 1],
                  sums);
        const std::size_t n = std::min(kAtOnce, with_steps.end - begin);
        for (std::size_t i = 0; i < n; ++i) add_term(begin + i, sums[i]);
      }
      for (std::size_t i = with_steps.end; i < some.end; ++i) add_term(i, of_session(i));
    }
  }

  double total(std::size_t column) const { return totals_[column]; }
  double* of_user(std::size_t user) { return &of_users_[user * columns_]; }
  std::vector<double> take() { return std::move(of_users_); }

 private:
  // Columns do not begin at the same place of the cache.
  static constexpr std::size_t kApart = 8;

  // Adds the terms of the steps from begin to end to kAtOnce sums; terms of columns that nobody
  // asks for are read, too.
  void add_steps(const double* terms, std::uint32_t begin, std::uint32_t end, double* sums) const {
    double local[kAtOnce];
    std::copy_n(sums, kAtOnce, local);
    for (std::uint32_t k = begin; k < end; ++k) {
#pragma GCC unroll 8
      for (std::size_t i = 0; i < kAtOnce; ++i) local[i] += terms[i * stride_ + k];
    }
    std::copy_n(local, kAtOnce, sums);
  }

  const LoggedSessions& log_;
  std::size_t columns_;
  std::size_t stride_;
  std::vector<double> of_steps_, of_sessions_;  // by column
  std::vector<double> of_users_;                // by user, then column
  std::vector<double> totals_;
};

// All estimators of one log that are not refused from the start.
class Estimation {
 public:
  // `estimates` are filled in.
  Estimation(const OffPolicyProblem& problem, std::span<const OffPolicyEstimator* const> estimators,
             std::vector<OffPolicyEstimate>& estimates)
      : log_(problem.log),
        estimators_(estimators),
        estimates_(estimates),
        blocks_(problem),
        ratios_(estimators.size()),
        columns_(estimators.size()),
        sums_(log_, estimators.size(), blocks_.most()) {
    // Columns are in the order of these kinds, so that those of each pass follow each other.
    const std::size_t counts[] = {
        set_columns([](const auto& one) { return one.of_steps == nullptr && !one.ratios; }),
        set_columns([](const auto& one) { return one.of_steps != nullptr && !one.ratios; }),
        set_columns([](const auto& one) { return one.of_steps != nullptr && one.ratios; }),
        set_columns([](const auto& one) {
          return one.of_steps == nullptr && one.of_sessions != nullptr && one.ratios;
        }),
        set_columns([](const auto& one) { return !one.has_mean(); })};
    with_steps_ = {counts[0], counts[2]};
    means_ = {0, counts[3]};
    with_ratios_ = {counts[1], counts[4]};
  }

  OffPolicyEstimates run() {
    first_pass();
    settle();
    second_pass();
    return {std::move(estimates_), log_.n_users, sums_.take(), std::move(columns_)};
  }

 private:
  // Gives the next columns to the estimators that `is` says. Returns how many columns are given.
  template <class Is>
  std::size_t set_columns(Is is) {
    for (std::size_t i = 0; i < estimators_.size(); ++i) {
      if (is(*estimators_[i])) columns_[i] = n_columns_++;
    }
    return n_columns_;
  }

  // Calls visit(number, column) for the estimators that are not refused.
  template <class Visit>
  void for_each(Visit visit) {
    for (std::size_t i = 0; i < estimators_.size(); ++i) {
      if (estimates_[i].refusal.empty()) visit(i, columns_[i]);
    }
  }

  void first_pass() {
    for_each([&](std::size_t i, std::size_t) {
      if (estimators_[i]->ratios != nullptr) ratios_[i] = estimators_[i]->ratios(log_);
    });
    blocks_.for_each([&](const StepBlock& block, std::size_t first) {
      for_each([&](std::size_t i, std::size_t column) {
        const OffPolicyEstimator& one = *estimators_[i];
        if (one.of_steps != nullptr) one.of_steps(block, sums_.of_steps(column, block));
        if (one.of_sessions != nullptr) one.of_sessions(block, sums_.of_sessions(column, block));
        if (ratios_[i] != nullptr) ratios_[i]->add(block);
      });
      sums_.add(block, first, means_, with_steps_);
    });
  }

  // Turns sums into means and their influences.
  void settle() {
    const auto n = static_cast<double>(log_.n_sessions());
    std::vector<double> sessions(log_.n_users);
    for (const std::uint32_t user : log_.user) sessions[user] += 1;
    std::vector<double> means;
    for (std::size_t column = 0; column < means_.end; ++column) {
      means.push_back(sums_.total(column) / n);
    }
    for (std::size_t user = 0; user < log_.n_users; ++user) {
      double* const of_user = sums_.of_user(user);
      for (std::size_t column = 0; column < means_.end; ++column) {
        of_user[column] = (of_user[column] - sessions[user] * means[column]) / n;
      }
    }
    for_each([&](std::size_t i, std::size_t column) {
      if (column < means_.end) estimates_[i].value = means[column];
      if (ratios_[i] == nullptr) return;
      estimates_[i].refusal = ratios_[i]->settle();
      if (estimates_[i].refusal.empty()) estimates_[i].value += ratios_[i]->value();
    });
  }

  void second_pass() {
    std::vector<std::pair<const RatioEstimate*, std::size_t>> settled;
    for_each([&](std::size_t i, std::size_t column) {
      if (ratios_[i] != nullptr) settled.emplace_back(ratios_[i].get(), column);
    });
    if (settled.empty()) return;
    blocks_.for_each_backwards([&](const StepBlock& block, std::size_t first) {
      for (const auto& [ratios, column] : settled) {
        ratios->influence(block, sums_.of_steps(column, block), sums_.of_sessions(column, block));
      }
      sums_.add(block, first, with_ratios_, with_ratios_);
    });
  }

  const LoggedSessions& log_;
  std::span<const OffPolicyEstimator* const> estimators_;
  std::vector<OffPolicyEstimate>& estimates_;
  StepBlocks blocks_;
  std::vector<std::unique_ptr<RatioEstimate>> ratios_;  // by estimator; null without
  std::vector<std::size_t> columns_;                    // by estimator
  std::size_t n_columns_ = 0;
  Columns with_steps_{}, means_{}, with_ratios_{};
  SumsByUser sums_;
};

// Returns whether value and variance are numbers, with room for those of differences.
bool adds_up(const OffPolicyEstimate& estimate) {
  constexpr double kMost = 1e150;
  return std::abs(estimate.value) < kMost && estimate.squares < kMost * kMost;
}

void logged_reward(const StepBlock& block, std::span<double> terms) {
  std::copy(block.reward.begin(), block.reward.end(), terms.begin());
}

}  // namespace

OffPolicyEstimates::OffPolicyEstimates(std::vector<OffPolicyEstimate> estimates,
                                       std::size_t n_users, std::vector<double> influences,
                                       std::vector<std::size_t> columns)
    : estimates_(std::move(estimates)),
      n_users_(n_users),
      influences_(std::move(influences)),
      columns_(std::move(columns)) {
  if (influences_.empty()) return;
  const std::size_t n = columns_.size();
  std::vector<double> squares(n);
  for (std::size_t user = 0; user < n_users; ++user) {
    const double* const of_user = &influences_[user * n];
    for (std::size_t column = 0; column < n; ++column) {
      squares[column] += of_user[column] * of_user[column];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    estimates_[i].squares = squares[columns_[i]];
    if (estimates_[i].refusal.empty() && !adds_up(estimates_[i])) {
      estimates_[i].refusal = "the weights are too large to add up";
    }
  }
}

OffPolicyEstimates estimate_off_policy(std::span<const OffPolicyEstimator* const> estimators,
                                       const OffPolicyProblem& problem) {
  std::vector<OffPolicyEstimate> estimates(estimators.size());
  for (std::size_t i = 0; i < estimators.size(); ++i) {
    if (problem.log.n_sessions() == 0) {
      estimates[i].refusal = "the log has no sessions";
    } else if (estimators[i]->needs_model && problem.rewards.predicted.empty()) {
      estimates[i].refusal = "there is no model of the rewards";
    }
  }
  return Estimation(problem, estimators, estimates).run();
}

const OffPolicyEstimator logged_mean = {
    "logged_mean", 0, "mean of the log", false, false, logged_reward, nullptr, nullptr};

}  // namespace reprise
