// Writes a run state as bytes and reads it back, for checkpoints on disk and for processes that
// send each other their run states.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "experiments/running/run_identity.h"
#include "experiments/running/run_state.h"

namespace reprise {

class RunStateFile {
 public:
  static std::string write(const RunState& run_state, const RunIdentity& of);

  /// Returns the identity of the run that the bytes belong to. Throws std::runtime_error with the
  /// fault of the bytes.
  static RunIdentity read_header(std::string_view bytes);
  /// Reads a run state. `into` must be empty and of the same run; `shape` is an empty Totals of
  /// each treatment. Nothing in the bytes is trusted: throws std::runtime_error as read_header
  /// does.
  static void read(std::string_view bytes, const std::vector<Totals>& shape, RunState& into);

 private:
  // Describes each field once, for both directions, in the order of the bytes (see byte_fields.h).
  // `shape` is empty when the fields are written.
  template <class Of, class Fields>
  static void describe(Of& of, std::span<const Totals> shape, Fields& fields);
};

}  // namespace reprise
