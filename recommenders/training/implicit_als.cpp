#include "recommenders/training/implicit_als.h"

#include <algorithm>
#include <numeric>

#include <Eigen/Core>
#include <boost/random/normal_distribution.hpp>
#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "sim/random/streams.h"

namespace reprise {
namespace {

// The sparse matrix of confidences above 1, row by row: it says which contexts listened to which
// tracks.
struct Listened {
  std::vector<std::uint64_t> begin;  // n_rows + 1 offsets
  std::vector<std::uint32_t> column;
  std::vector<float> extra;  // confidence - 1, above 0

  std::size_t n_rows() const { return begin.size() - 1; }
};

Listened transpose(const Listened& matrix, std::size_t n_columns) {
  Listened result;
  result.begin.assign(n_columns + 1, 0);
  for (const std::uint32_t column : matrix.column) ++result.begin[column + std::size_t{1}];
  std::partial_sum(result.begin.begin(), result.begin.end(), result.begin.begin());
  std::vector<std::uint64_t> next(result.begin.begin(), result.begin.end() - 1);
  result.column.resize(matrix.column.size());
  result.extra.resize(matrix.column.size());
  for (std::uint32_t row = 0; row < matrix.n_rows(); ++row) {
    for (std::uint64_t i = matrix.begin[row]; i < matrix.begin[row + std::size_t{1}]; ++i) {
      const std::uint64_t at = next[matrix.column[i]]++;
      result.column[at] = row;
      result.extra[at] = matrix.extra[i];
    }
  }
  return result;
}

// Sums the times of each (context, track) and returns the confidences that follow.
Listened listened_by_context(const PairLog& log, double alpha) {
  // Sorts the log's pairs by context.
  std::vector<std::uint64_t> begin(log.n_contexts() + std::size_t{1}, 0);
  log.for_each([&](const Pair& pair) {
    if (pair.time > 0) ++begin[pair.context + std::size_t{1}];
  });
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  struct Entry {
    TrackId track;
    Hundredths time;
  };
  std::vector<Entry> entries(begin.back());
  std::vector<std::uint64_t> next(begin.begin(), begin.end() - 1);
  log.for_each([&](const Pair& pair) {
    if (pair.time > 0) entries[next[pair.context]++] = {pair.track, pair.time};
  });
  // Sums the times of each track within a context.
  Listened matrix;
  matrix.begin.push_back(0);
  for (std::uint32_t context = 0; context < log.n_contexts(); ++context) {
    const auto row = std::span(entries).subspan(begin[context],
                                                begin[context + std::size_t{1}] - begin[context]);
    std::sort(row.begin(), row.end(),
              [](const Entry& a, const Entry& b) { return a.track < b.track; });
    for (std::size_t i = 0; i < row.size();) {
      std::int64_t time = 0;
      const TrackId track = row[i].track;
      for (; i < row.size() && row[i].track == track; ++i) time += row[i].time;
      matrix.column.push_back(track);
      matrix.extra.push_back(static_cast<float>(alpha * static_cast<double>(time) / 100.0));
    }
    matrix.begin.push_back(matrix.column.size());
  }
  return matrix;
}

// Returns the Gram matrix of a table's rows, plus ridge on the diagonal: dim x dim, in rows of the
// stride.
EmbeddingTable gram_matrix(const EmbeddingTable& table, double ridge) {
  using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto stride = static_cast<Eigen::Index>(table.stride());
  const Eigen::Map<const RowMajor> rows(table.row(0), static_cast<Eigen::Index>(table.size()),
                                        stride);
  const RowMajor product = rows.transpose() * rows;
  EmbeddingTable gram(table.dim(), table.dim());
  for (std::size_t i = 0; i < table.dim(); ++i) {
    std::copy_n(product.data() + i * table.stride(), table.stride(), gram.row(i));
    gram.row(i)[i] += static_cast<float>(ridge);
  }
  return gram;
}

// The working vectors of one thread.
struct Solver {
  explicit Solver(const EmbeddingTable& like) : vectors(4, like.dim()) {}

  EmbeddingTable vectors;
};

// Computes result = (Gram + sum over the row's columns of extra y y^T) x.
void apply(const EmbeddingTable& gram, const EmbeddingTable& fixed, const Listened& matrix,
           std::size_t row, const float* x, float* result) {
  const std::size_t n = fixed.stride();
  std::fill_n(result, n, 0.0f);
  for (std::size_t i = 0; i < gram.size(); ++i) result[i] = dot(gram.row(i), x, n);
  for (std::uint64_t i = matrix.begin[row]; i < matrix.begin[row + 1]; ++i) {
    const float* y = fixed.row(matrix.column[i]);
    const float weight = matrix.extra[i] * dot(y, x, n);
    for (std::size_t k = 0; k < n; ++k) result[k] += weight * y[k];
  }
}

// Improves one row by conjugate gradients on its normal equations.
void solve_row(const EmbeddingTable& gram, const EmbeddingTable& fixed, const Listened& matrix,
               std::size_t row, std::int64_t steps, float* x, Solver& solver) {
  const std::size_t n = fixed.stride();
  float* residual = solver.vectors.row(0);
  float* direction = solver.vectors.row(1);
  float* image = solver.vectors.row(2);
  if (matrix.begin[row] == matrix.begin[row + 1]) {
    std::fill_n(x, n, 0.0f);  // the exact solution of a row without observations
    return;
  }
  apply(gram, fixed, matrix, row, x, image);
  for (std::size_t k = 0; k < n; ++k) residual[k] = -image[k];
  for (std::uint64_t i = matrix.begin[row]; i < matrix.begin[row + 1]; ++i) {
    const float* y = fixed.row(matrix.column[i]);
    const float weight = 1 + matrix.extra[i];
    for (std::size_t k = 0; k < n; ++k) residual[k] += weight * y[k];
  }
  std::copy_n(residual, n, direction);
  float squares = dot(residual, residual, n);
  for (std::int64_t step = 0; step < steps; ++step) {
    if (squares < 1e-20f) return;
    apply(gram, fixed, matrix, row, direction, image);
    const float size = squares / dot(direction, image, n);
    for (std::size_t k = 0; k < n; ++k) {
      x[k] += size * direction[k];
      residual[k] -= size * image[k];
    }
    const float next = dot(residual, residual, n);
    for (std::size_t k = 0; k < n; ++k) {
      direction[k] = residual[k] + (next / squares) * direction[k];
    }
    squares = next;
  }
}

void solve_rows(const EmbeddingTable& fixed, const Listened& matrix,
                const ImplicitAlsParameters& parameters, EmbeddingTable& table) {
  const EmbeddingTable gram = gram_matrix(fixed, parameters.ridge);
  tbb::enumerable_thread_specific<Solver> solvers([&] { return Solver(fixed); });
  tbb::parallel_for(std::size_t{0}, table.size(), [&](std::size_t row) {
    solve_row(gram, fixed, matrix, row, parameters.solver_steps, table.row(row), solvers.local());
  });
}

// Returns the objective. The Gram matrices give the sum of <x, y>^2 over all pairs as trace(X'X
// Y'Y).
double objective(const EmbeddingTable& x, const EmbeddingTable& y, const Listened& matrix,
                 double ridge) {
  const EmbeddingTable gram_x = gram_matrix(x, 0);
  const EmbeddingTable gram_y = gram_matrix(y, 0);
  double sum = 0;
  for (std::size_t i = 0; i < gram_x.dim(); ++i) {
    for (std::size_t j = 0; j < gram_x.dim(); ++j) {
      sum += static_cast<double>(gram_x.row(i)[j]) * static_cast<double>(gram_y.row(i)[j]);
    }
    sum += ridge * static_cast<double>(gram_x.row(i)[i] + gram_y.row(i)[i]);
  }
  std::vector<double> rows(matrix.n_rows(), 0);
  tbb::parallel_for(std::size_t{0}, rows.size(), [&](std::size_t row) {
    for (std::uint64_t i = matrix.begin[row]; i < matrix.begin[row + 1]; ++i) {
      const double score =
          static_cast<double>(dot(x.row(row), y.row(matrix.column[i]), x.stride()));
      const double confidence = 1 + static_cast<double>(matrix.extra[i]);
      rows[row] += confidence * (1 - score) * (1 - score) - score * score;
    }
  });
  return std::accumulate(rows.begin(), rows.end(), sum);
}

}  // namespace

const Parameters<ImplicitAlsParameters>& ImplicitAlsParameters::parameters() {
  using P = ImplicitAlsParameters;
  static const auto declared =
      Parameters<P>("implicit_als")
          .add("dim", &P::dim, "coordinates of an embedding", {.min = 1, .max = 1024})
          .add("iterations", &P::iterations, "times both sides are solved",
               {.min = 1, .max = 10'000})
          .add("alpha", &P::alpha, "confidence gained by a whole track listened to",
               {.min = 0, .max = 1e6})
          .add("ridge", &P::ridge, "weight of the squared norms", {.min = 1e-6, .max = 1e9})
          .add("solver_steps", &P::solver_steps, "conjugate gradient steps for each row",
               {.min = 1, .max = 1000});
  return declared;
}

ImplicitAls factorise(const PairLog& log, const ImplicitAlsParameters& parameters,
                      std::uint64_t seed, const std::string& name, const Progress& progress) {
  const Listened by_context = listened_by_context(log, parameters.alpha);
  if (by_context.column.empty()) {
    throw UserError({fmt::format("model '{}'", name), 0, 0},
                    "nothing in its log was listened to; collect more sessions");
  }
  const Listened by_track = transpose(by_context, log.n_tracks());
  const auto dim = static_cast<std::size_t>(parameters.dim);
  ImplicitAls result;
  EmbeddingTable& users = result.model.contexts;
  EmbeddingTable& tracks = result.model.tracks;
  users = EmbeddingTable(log.n_contexts(), dim);
  tracks = EmbeddingTable(log.n_tracks(), dim);
  const StreamKey key = stream_key(seed, fmt::format("model/{}/start", name));
  tbb::parallel_for(std::size_t{0}, tracks.size(), [&](std::size_t track) {
    Stream stream(key, track);
    boost::random::normal_distribution<double> normal(0, 0.1);
    for (std::size_t i = 0; i < dim; ++i) tracks.row(track)[i] = static_cast<float>(normal(stream));
  });
  for (std::int64_t iteration = 1; iteration <= parameters.iterations; ++iteration) {
    solve_rows(tracks, by_context, parameters, users);
    solve_rows(users, by_track, parameters, tracks);
    result.objectives.push_back(objective(users, tracks, by_context, parameters.ridge));
    if (progress) {
      progress("iterations", static_cast<std::size_t>(iteration),
               static_cast<std::size_t>(parameters.iterations));
    }
  }
  return result;
}

}  // namespace reprise
