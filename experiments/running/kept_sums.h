// Writes the sums of sessions as the bytes of a file that is kept, and reads them again.
#pragma once

#include <string>
#include <string_view>

#include "experiments/simulation/engine/totals.h"

namespace reprise {

/// Returns the bytes. Pure.
std::string write_kept_sums(const Totals& totals);

/// Returns the sums that the bytes have; they may come from anywhere. `shape` has as many users,
/// observables and tracks. Throws std::runtime_error for bytes that are damaged or of another
/// shape. Pure.
Totals read_kept_sums(std::string_view bytes, const Totals& shape);

}  // namespace reprise
