// The draws of a user model in one session. Each part of the model has draws of its own at each
// step, so that neither another part nor another treatment shifts them.
#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "sim/random/streams.h"
#include "sim/sessions/user_model.h"

namespace reprise {

/// The parts of a model that draw.
enum class Draw : std::uint32_t { interest, state, response, leave, comes_back };

/// Not to be shared by threads.
class ModelStream {
 public:
  void start(const ModelDraws& draws) {
    draws_ = draws;
    index_ = 0;
    block_index_ = std::numeric_limits<std::uint32_t>::max();
  }
  /// Goes to the draws of a step, which counts from 0. Before the first call these are the draws of
  /// the session's start and end.
  void go_to(std::uint32_t step) { index_ = step + 1; }
  void go_to_start_and_end() { index_ = 0; }

  /// Returns the first draw of this part at this step, uniform over [0, 1); not for comes_back.
  /// The four draws of a step are the words of the block at (model key, episode, step + 1).
  double unit(Draw draw) {
    if (block_index_ != index_) {
      block_ = r123::Philox4x32()(Stream::first_counter(draws_.episode, index_), draws_.key);
      block_index_ = index_;
    }
    return uniform_unit(block_[static_cast<std::size_t>(draw)]);
  }
  /// Returns further draws of this part at this step. They lie under a key of the part's own, which
  /// follows the model's.
  Stream more(Draw draw) const {
    const StreamKey key{{draws_.key[0] + 1 + static_cast<std::uint32_t>(draw), draws_.key[1]}};
    return Stream(key, draws_.episode, index_);
  }

 private:
  ModelDraws draws_;
  std::uint32_t index_ = 0;
  std::uint32_t block_index_ = 0;
  r123::Philox4x32::ctr_type block_{};
};

}  // namespace reprise
