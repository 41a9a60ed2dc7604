// Reads a log of botify's rows that has propensities, for estimates from it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/evaluation/played_log.h"
#include "experiments/logs/log_rows.h"
#include "sim/world/world.h"

namespace reprise {

/// Reads the finished sessions of a log; if `treatment` is given, those of that treatment alone.
/// `reader` looks up the treatments. Sessions come in the order of their ends. A log lists
/// candidates (SessionsOfLog::candidates) if each of its rows does. Throws UserError for a row
/// without a propensity, for one whose recommendation is not what was played next, and for users
/// and tracks that the world does not have.
SessionsOfLog read_service_log(LogRows& rows, const LogRowReader& reader, const World& world,
                               const std::optional<std::string>& treatment);

}  // namespace reprise
