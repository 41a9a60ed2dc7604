// Factorises a matrix of implicit feedback by alternating least squares: Hu, Koren, Volinsky,
// "Collaborative filtering for implicit feedback datasets", ICDM 2008. The least-squares problem of
// each row is solved by a few steps of conjugate gradients, starting from the row's last value
// (Takacs, Pilaszy, Tikk, RecSys 2011).
#pragma once

#include <string>

#include "recommenders/training/embedding_table.h"
#include "recommenders/training/pairs.h"
#include "sim/support/parameters/parameters.h"
#include "sim/support/progress.h"

namespace reprise {

struct ImplicitAlsParameters {
  std::int64_t dim = 64;
  std::int64_t iterations = 10;
  double alpha = 10;
  double ridge = 1;
  std::int64_t solver_steps = 3;

  static const Parameters<ImplicitAlsParameters>& parameters();
};

struct ImplicitAls {
  EmbeddingModel model;            // contexts (users) x tracks
  std::vector<double> objectives;  // value of the objective after each iteration

  friend bool operator==(const ImplicitAls&, const ImplicitAls&) = default;
};

/// Minimises sum over all (u, t) of c_ut (p_ut - <x_u, y_t>)^2 + ridge (sum |x_u|^2 + sum |y_t|^2),
/// where p_ut is 1 if user u listened to track t at all, else 0, and the confidence c_ut = 1 +
/// alpha x (time for which u listened to t in the whole log, in shares of the track). A pair with
/// time 0 counts as not listened. Parallel over rows; gives the same bytes for any number of
/// threads. Throws UserError when no pair of the log was listened to. Progress counts iterations.
ImplicitAls factorise(const PairLog& log, const ImplicitAlsParameters& parameters,
                      std::uint64_t seed, const std::string& name, const Progress& progress = {});

}  // namespace reprise
