// A run state as bytes: for checkpoints on disk, and for processes that hand each other theirs.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "experiments/running/run_state.h"

namespace reprise {

/// Of which run the work_units are.
struct RunIdentity {
  std::string config_hash;
  std::string world;    // fingerprint
  std::string program;  // version; another one may play other sessions

  friend bool operator==(const RunIdentity&, const RunIdentity&) = default;
};

class RunStateFile {
 public:
  static std::string write(const RunState& run_state, const RunIdentity& of);

  /// Who wrote it. Throws std::runtime_error, saying what is wrong with the bytes.
  static RunIdentity read_header(std::string_view bytes);
  /// `into` is empty and of the same run; `shape` is an empty Totals of each treatment. Throws
  /// std::runtime_error as read_header does: nothing in the bytes is trusted.
  static void read(std::string_view bytes, const std::vector<Totals>& shape, RunState& into);

 private:
  // Each field once, for both directions, in the order of the bytes (see byte_fields.h); `shape` is
  // empty when they are written.
  template <class Of, class Fields>
  static void describe(Of& of, std::span<const Totals> shape, Fields& fields);
};

}  // namespace reprise
