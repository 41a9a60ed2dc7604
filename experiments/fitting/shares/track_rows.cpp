#include "experiments/fitting/shares/track_rows.h"

#include <algorithm>
#include <numeric>

#include <Eigen/Cholesky>
#include <boost/random/normal_distribution.hpp>
#include <tbb/parallel_for.h>

#include "experiments/fitting/shares/outer_products.h"
#include "experiments/fitting/shares/truncated_normal.h"

namespace reprise {
namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Column = Eigen::VectorXf;

// Tracks are alike in how much is known beside themselves: by the number of the artist's others.
constexpr std::size_t kClasses = 5;
constexpr float kPriorVariance = 20;  // of a whole row, before anything was learned
constexpr float kPriorTracks = 20;    // as many tracks of that kind are added to the learned ones
constexpr float kHalfKnown = 20;      // steps after which a sibling's row counts half

// The sums of a part of the tracks of one class.
struct ClassSums {
  Matrix squares;
  Column rows;
  float n = 0;
};

// One row's problem: rows of the others, targets and weights, in blocks.
class RowProblem {
 public:
  RowProblem(std::size_t dim, std::size_t stride)
      : dim_(dim), stride_(stride), block_(kBlock, dim), weights_(kBlock), sum_(stride, dim) {
    right_.resize(stride);
  }

  void clear() {
    n_ = 0;
    empty_ = true;
    std::fill_n(sum_.row(0), stride_ * stride_, 0.0f);
    std::fill(right_.begin(), right_.end(), 0.0f);
  }
  // Whether nothing was added: the row is then the prior's mean.
  bool empty() const { return empty_; }
  void add(const float* row, float target, float weight) {
    empty_ = false;
    float* to = block_.row(n_);
    const float pull = weight * target;
    for (std::size_t k = 0; k < stride_; ++k) {
      to[k] = row[k];
      right_[k] += pull * row[k];
    }
    weights_[n_++] = weight;
    if (n_ == kBlock) flush();
  }
  // Adds the prior, and solves: row = (sum + precision)^-1 (right + precision mean).
  Column solve(const std::vector<float>& precision, const float* mean) {
    flush();
    const auto dim = static_cast<Eigen::Index>(dim_);
    const auto stride = static_cast<Eigen::Index>(stride_);
    const Eigen::Map<const Matrix> given(precision.data(), stride, stride);
    const Eigen::Map<const Column> to(mean, dim);
    matrix_ = Eigen::Map<const Matrix>(sum_.row(0), stride, stride).topLeftCorner(dim, dim) +
              given.topLeftCorner(dim, dim);
    right_of_prior_ = Eigen::Map<const Column>(right_.data(), dim);
    right_of_prior_.noalias() += given.topLeftCorner(dim, dim) * to;
    // The upper triangle is meant; Eigen reads no other entries.
    factors_.compute(matrix_);
    return factors_.solve(right_of_prior_);
  }
  // Adds a draw with the covariance of the row that solve() gave: the triangular factor's inverse
  // times standard normal numbers.
  void add_draw(Stream& stream, float* row) {
    boost::random::normal_distribution<double> normal;
    Column draws(static_cast<Eigen::Index>(dim_));
    for (float& draw : draws) draw = static_cast<float>(normal(stream));
    factors_.matrixU().solveInPlace(draws);
    for (std::size_t k = 0; k < dim_; ++k) row[k] += draws(static_cast<Eigen::Index>(k));
  }
  // The covariance of the row that solve() gave.
  Matrix covariance() const {
    const auto dim = static_cast<Eigen::Index>(dim_);
    return factors_.solve(Matrix::Identity(dim, dim));
  }

 private:
  static constexpr std::size_t kBlock = 256;

  void flush() {
    if (n_ == 0) return;
    add_outer_products(sum_.row(0), block_.row(0), weights_.data(), n_, dim_, stride_);
    n_ = 0;
  }

  std::size_t dim_;
  std::size_t stride_;
  EmbeddingTable block_;
  std::vector<float> weights_;
  EmbeddingTable sum_;
  std::vector<float> right_;
  std::size_t n_ = 0;
  bool empty_ = true;
  Matrix matrix_;
  Column right_of_prior_;
  Eigen::LLT<Matrix, Eigen::Upper> factors_;
};

std::vector<std::uint64_t> counted_begins(std::size_t n) {
  return std::vector<std::uint64_t>(n + 1, 0);
}

}  // namespace

TrackRows::TrackRows(const FittingLog& log, std::size_t dim, std::vector<TrackPrior> priors)
    : log_(log), dim_(dim), stride_(row_stride(dim)), priors_(std::move(priors)) {
  steps_begin_ = counted_begins(log.n_tracks());
  for (const FittingStep& step : log.steps) {
    if (step.use == StepUse::fitted) ++steps_begin_[step.track + 1];
  }
  std::partial_sum(steps_begin_.begin(), steps_begin_.end(), steps_begin_.begin());
  steps_of_.resize(steps_begin_.back());
  session_of_.resize(steps_begin_.back());
  std::vector<std::uint64_t> next(steps_begin_.begin(), steps_begin_.end() - 1);
  for (std::uint32_t s = 0; s < log.sessions.size(); ++s) {
    for (std::uint64_t i = log.sessions[s].begin; i < log.sessions[s].end; ++i) {
      if (log.steps[i].use != StepUse::fitted) continue;
      const std::uint64_t at = next[log.steps[i].track]++;
      steps_of_[at] = i;
      session_of_[at] = s;
    }
  }
  siblings_begin_ = counted_begins(log.artists.size());
  for (const ArtistId artist : log.artist_of) ++siblings_begin_[artist + 1];
  std::partial_sum(siblings_begin_.begin(), siblings_begin_.end(), siblings_begin_.begin());
  siblings_.resize(log.n_tracks());
  std::vector<std::uint64_t> place(siblings_begin_.begin(), siblings_begin_.end() - 1);
  for (TrackId track = 0; track < log.n_tracks(); ++track) {
    siblings_[place[log.artist_of[track]]++] = track;
  }
  if (!priors_.empty()) return;
  TrackPrior prior;
  prior.precision.assign(stride_ * stride_, 0);
  prior.mean.assign(stride_, 0);
  for (std::size_t k = 0; k < dim_; ++k) {
    prior.precision[k * stride_ + k] = static_cast<float>(dim_) / kPriorVariance;
  }
  priors_.assign(kClasses, prior);
}

std::size_t TrackRows::class_of(TrackId track) const {
  const ArtistId artist = log_.artist_of[track];
  const std::uint64_t others = siblings_begin_[artist + 1] - siblings_begin_[artist] - 1;
  return others == 0 ? 0 : others <= 2 ? 1 : others <= 5 ? 2 : others <= 12 ? 3 : 4;
}

// The mean of the artist's other tracks, each by how well it is known, and of tracks in general.
EmbeddingTable TrackRows::prior_means(const FittedModel& model) const {
  EmbeddingTable means(log_.n_tracks(), dim_);
  tbb::parallel_for(std::size_t{0}, log_.artists.size(), [&](std::size_t artist) {
    std::vector<float> sum(stride_, 0.0f);
    float known = 0;
    for (std::uint64_t at = siblings_begin_[artist]; at < siblings_begin_[artist + 1]; ++at) {
      const float information = model.information[siblings_[at]];
      const float weight = information / (information + kHalfKnown);
      const float* row = model.rows.row(siblings_[at]);
      for (std::size_t k = 0; k < stride_; ++k) sum[k] += weight * row[k];
      known += weight;
    }
    for (std::uint64_t at = siblings_begin_[artist]; at < siblings_begin_[artist + 1]; ++at) {
      const TrackId track = siblings_[at];
      const float information = model.information[track];
      const float weight = information / (information + kHalfKnown);
      const float* row = model.rows.row(track);
      const std::vector<float>& general = priors_[class_of(track)].mean;
      float* to = means.row(track);
      for (std::size_t k = 0; k < stride_; ++k) {
        to[k] = (sum[k] - weight * row[k] + general[k]) / (known - weight + 1);
      }
    }
  });
  return means;
}

// The least-squares problems of all tracks, given the rows of the others. Immutable, safe to use
// from several threads.
class TrackRows::Problems {
 public:
  Problems(const TrackRows& rows, const FittedModel& model, std::span<const TrackId> interest_of,
           std::span<const ScoreTarget> targets,
           std::span<const std::pair<TrackId, TrackId>> firsts)
      : rows_(rows),
        model_(model),
        interest_of_(interest_of),
        targets_(targets),
        precision_(static_cast<float>(1 / (model.noise * model.noise))),
        means_(rows.prior_means(model)) {
    const std::size_t n_tracks = rows.log_.n_tracks();
    sessions_begin_ = counted_begins(n_tracks);
    for (const TrackId interest : interest_of) ++sessions_begin_[interest + 1];
    std::partial_sum(sessions_begin_.begin(), sessions_begin_.end(), sessions_begin_.begin());
    sessions_.resize(interest_of.size());
    std::vector<std::uint64_t> next(sessions_begin_.begin(), sessions_begin_.end() - 1);
    for (std::uint32_t s = 0; s < interest_of.size(); ++s) sessions_[next[interest_of[s]]++] = s;
    firsts_begin_ = counted_begins(n_tracks);
    for (const auto& [interest, first] : firsts) {
      if (interest == first) continue;
      ++firsts_begin_[interest + 1];
      ++firsts_begin_[first + 1];
    }
    std::partial_sum(firsts_begin_.begin(), firsts_begin_.end(), firsts_begin_.begin());
    others_.resize(firsts_begin_.back());
    next.assign(firsts_begin_.begin(), firsts_begin_.end() - 1);
    for (const auto& [interest, first] : firsts) {
      if (interest == first) continue;
      others_[next[interest]++] = first;
      others_[next[first]++] = interest;
    }
  }

  // The mean of a track's prior, dim floats.
  const float* mean(TrackId track) const { return means_.row(track); }

  // Sets up the problem of a track, and returns how much is known: steps, each at most 1.
  float pose(TrackId track, RowProblem& problem) const {
    const FittingLog& log = rows_.log_;
    problem.clear();
    float information = 0;
    const auto add = [&](TrackId other, const ScoreTarget& target) {
      information += target.weight;
      problem.add(model_.rows.row(other), target.score, target.weight * precision_);
    };
    for (std::uint64_t at = rows_.steps_begin_[track]; at < rows_.steps_begin_[track + 1]; ++at) {
      add(interest_of_[rows_.session_of_[at]], targets_[rows_.steps_of_[at]]);
    }
    for (std::uint64_t at = sessions_begin_[track]; at < sessions_begin_[track + 1]; ++at) {
      const FittingSession& session = log.sessions[sessions_[at]];
      for (std::uint64_t i = session.begin; i < session.end; ++i) {
        if (log.steps[i].use == StepUse::fitted) add(log.steps[i].track, targets_[i]);
      }
    }
    for (std::uint64_t at = firsts_begin_[track]; at < firsts_begin_[track + 1]; ++at) {
      const double score = static_cast<double>(model_.score(others_[at], track));
      const TruncatedNormal off =
          truncated_normal((model_.first_track_score - score) / model_.noise, INFINITY);
      const double weight = std::max(1 - off.variance, 1e-3);
      problem.add(model_.rows.row(others_[at]),
                  static_cast<float>(score + model_.noise * off.mean / weight),
                  static_cast<float>(weight) * precision_);
    }
    return information;
  }

 private:
  const TrackRows& rows_;
  const FittedModel& model_;
  std::span<const TrackId> interest_of_;
  std::span<const ScoreTarget> targets_;
  float precision_;
  EmbeddingTable means_;
  std::vector<std::uint64_t> sessions_begin_;  // by interest: offsets into sessions_
  std::vector<std::uint32_t> sessions_;
  // The first tracks of each interest, and the interests of each first track.
  std::vector<std::uint64_t> firsts_begin_;
  std::vector<TrackId> others_;
};

namespace {

constexpr std::size_t kBlock = 256;  // tracks that one thread solves for at a go

}  // namespace

void TrackRows::sweep(FittedModel& model, std::span<const TrackId> interest_of,
                      std::span<const ScoreTarget> targets,
                      std::span<const std::pair<TrackId, TrackId>> firsts, float step,
                      bool learn_prior) {
  const std::size_t n_tracks = log_.n_tracks();
  const Problems problems(*this, model, interest_of, targets, firsts);
  EmbeddingTable solved(n_tracks, dim_);
  // Covariances cost as much as rows: one track of so many, and a few thousand are enough.
  std::size_t shown = 0;
  for (std::size_t i = 0; i < n_tracks; ++i) shown += steps_begin_[i] < steps_begin_[i + 1] ? 1 : 0;
  const auto learned_from = static_cast<TrackId>(std::max<std::size_t>(8, shown / 3000));
  const std::size_t n_blocks = (n_tracks + kBlock - 1) / kBlock;
  std::vector<std::vector<ClassSums>> sums(n_blocks);
  tbb::parallel_for(std::size_t{0}, n_blocks, [&](std::size_t block) {
    RowProblem problem(dim_, stride_);
    if (learn_prior) sums[block].resize(kClasses);
    const std::size_t end = std::min(n_tracks, (block + 1) * kBlock);
    for (auto track = static_cast<TrackId>(block * kBlock); track < end; ++track) {
      model.information[track] = problems.pose(track, problem);
      const std::size_t kind = class_of(track);
      const float* mean = problems.mean(track);
      // A log of few sessions shows few tracks of a large catalog; the others say nothing.
      if (problem.empty()) {
        std::copy(mean, mean + dim_, solved.row(track));
        continue;
      }
      const Column row = problem.solve(priors_[kind].precision, mean);
      std::copy(row.data(), row.data() + dim_, solved.row(track));
      if (learn_prior && track % learned_from == 0) {
        ClassSums& sum = sums[block][kind];
        const auto dim = static_cast<Eigen::Index>(dim_);
        if (sum.n == 0) {
          sum.squares = Matrix::Zero(dim, dim);
          sum.rows = Column::Zero(dim);
        }
        const Column off = row - Eigen::Map<const Column>(mean, dim);
        sum.squares += off * off.transpose() + problem.covariance();
        sum.rows += row;
        ++sum.n;
      }
    }
  });
  for (std::size_t i = 0; i < n_tracks; ++i) {
    float* row = model.rows.row(i);
    const float* to = solved.row(i);
    for (std::size_t k = 0; k < stride_; ++k) row[k] += step * (to[k] - row[k]);
  }
  if (!learn_prior) return;
  for (std::size_t kind = 0; kind < kClasses; ++kind) {
    const auto dim = static_cast<Eigen::Index>(dim_);
    Matrix squares =
        Matrix::Identity(dim, dim) * (kPriorTracks * kPriorVariance / static_cast<float>(dim_));
    Column rows = Column::Zero(dim);
    float n = kPriorTracks;
    for (const std::vector<ClassSums>& part : sums) {
      if (part[kind].n == 0) continue;
      squares += part[kind].squares;
      rows += part[kind].rows;
      n += part[kind].n;
    }
    const Matrix inverse =
        Eigen::LLT<Matrix>(squares / n).solve(Matrix(Matrix::Identity(dim, dim)));
    TrackPrior& prior = priors_[kind];
    for (Eigen::Index i = 0; i < dim; ++i) {
      prior.mean[static_cast<std::size_t>(i)] = rows(i) / n;
      for (Eigen::Index j = 0; j < dim; ++j) {
        // Rounding leaves the inverse not quite symmetric.
        prior.precision[static_cast<std::size_t>(i) * stride_ + static_cast<std::size_t>(j)] =
            0.5f * (inverse(i, j) + inverse(j, i));
      }
    }
  }
}

EmbeddingTable TrackRows::draw(const FittedModel& model, std::span<const TrackId> interest_of,
                               std::span<const ScoreTarget> targets,
                               std::span<const std::pair<TrackId, TrackId>> firsts,
                               StreamKey key) const {
  const std::size_t n_tracks = log_.n_tracks();
  const Problems problems(*this, model, interest_of, targets, firsts);
  EmbeddingTable drawn = model.rows;
  const std::size_t n_blocks = (n_tracks + kBlock - 1) / kBlock;
  tbb::parallel_for(std::size_t{0}, n_blocks, [&](std::size_t block) {
    RowProblem problem(dim_, stride_);
    const std::size_t end = std::min(n_tracks, (block + 1) * kBlock);
    for (auto track = static_cast<TrackId>(block * kBlock); track < end; ++track) {
      problems.pose(track, problem);
      problem.solve(priors_[class_of(track)].precision, problems.mean(track));
      Stream stream(key, track);
      problem.add_draw(stream, drawn.row(track));
    }
  });
  return drawn;
}

void TrackRows::rescale(float factor) {
  for (TrackPrior& prior : priors_) {
    for (float& value : prior.precision) value /= factor * factor;
    for (float& value : prior.mean) value *= factor;
  }
}

}  // namespace reprise
