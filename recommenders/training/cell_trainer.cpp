#include <numeric>

#include <tbb/parallel_for.h>

#include "recommenders/training/epoch_trainer.h"

namespace reprise {
namespace {

class CellTrainer final : public EpochTrainer {
 public:
  CellTrainer(SplitPairs& pairs, std::uint32_t n_strata, RankerWeights& weights, bool adagrad,
              StreamKey key)
      : pairs_(pairs), n_strata_(n_strata), key_(key) {
    steps_.contexts = side_rows(weights.contexts, adagrad, accumulators_[0], accumulators_[1]);
    steps_.tracks = side_rows(weights.tracks, adagrad, accumulators_[2], accumulators_[3]);
  }

  double run_epoch(std::int64_t epoch, double learning_rate) override {
    steps_.learning_rate = static_cast<float>(learning_rate);
    const auto address = static_cast<std::uint64_t>(epoch);
    // Cells use the streams 0..n^2-1. The order of the diagonals uses the next stream.
    std::vector<std::uint32_t> diagonals(n_strata_);
    std::iota(diagonals.begin(), diagonals.end(), 0u);
    Stream order(key_, address, n_strata_ * n_strata_);
    for (std::uint32_t n = n_strata_; n > 1; --n) {
      std::swap(diagonals[n - 1], diagonals[uniform_index(order, n)]);
    }
    std::vector<double> squared_errors(std::size_t{n_strata_} * n_strata_);
    // The cells of a diagonal share no row, so they are trained in parallel.
    for (const std::uint32_t diagonal : diagonals) {
      tbb::parallel_for(
          tbb::blocked_range<std::uint32_t>(0, n_strata_, 1),
          [&](const tbb::blocked_range<std::uint32_t>& range) {
            for (std::uint32_t context = range.begin(); context < range.end(); ++context) {
              const std::uint32_t track = (context + diagonal) % n_strata_;
              const std::uint32_t cell = context * n_strata_ + track;
              shuffle(pairs_.cell(cell), Stream(key_, address, cell));
              squared_errors[cell] = take_sample_steps(steps_, pairs_.cell(cell));
            }
          },
          tbb::simple_partitioner());
    }
    return std::accumulate(squared_errors.begin(), squared_errors.end(), 0.0);
  }

 private:
  static TrainedRows trained_rows(EmbeddingTable& table, const std::vector<float>& ridges,
                                  std::size_t dim, bool adagrad, std::vector<float>& accumulators) {
    if (table.size() == 0) return {};
    if (adagrad) accumulators.assign(table.size(), 1.0f);
    return {table.row(0), table.stride(), dim, adagrad ? accumulators.data() : nullptr,
            ridges.data()};
  }

  static SideRows side_rows(SideWeights& side, bool adagrad, std::vector<float>& own,
                            std::vector<float>& artist) {
    SideRows rows;
    rows.own = trained_rows(side.own, side.own_ridges, side.own.dim(), adagrad, own);
    rows.artist = trained_rows(side.artist, side.artist_ridges, side.artist.dim(), adagrad, artist);
    rows.artist_of = side.artist_of.data();
    rows.artist_at = side.artist_at;
    rows.one_at = side.one_at;
    return rows;
  }

  SplitPairs& pairs_;
  std::uint32_t n_strata_;
  StreamKey key_;
  std::vector<float> accumulators_[4];
  SampleSteps steps_;
};

}  // namespace

std::unique_ptr<EpochTrainer> make_cell_trainer(SplitPairs& pairs, std::uint32_t n_strata,
                                                RankerWeights& weights, bool adagrad,
                                                StreamKey key) {
  return std::make_unique<CellTrainer>(pairs, n_strata, weights, adagrad, key);
}

}  // namespace reprise
