// Writes sentences about what offline numbers are worth, which the console and the page share.
#pragma once

#include <optional>
#include <string>

#include "reports/results/evaluation_results.h"
#include "reports/text/name_writer.h"

namespace reprise {

/// Returns "time per session" for time_per_session. Pure, as all functions here.
std::string metric_in_words(const std::string& metric);

/// Returns which number to trust under a logging policy and from which size of log on, in one
/// sentence; `name` writes names of the config.
std::string verdict_sentence(const TrustVerdict& verdict, const NameWriter& name);

/// Returns what the log of this size can carry, in one sentence: the effective sizes, and whether
/// products of weights may be trusted.
std::string weights_sentence(const TrustTable& table);

/// Returns a number of the table, or "n/a".
std::string shown_number(const std::optional<double>& value, int decimals, bool with_sign = false);
std::string shown_share(const std::optional<double>& share);

/// The effective number of sessions below which weights of whole sessions tell nothing.
inline constexpr double kFewEffectiveSessions = 30;

/// Returns what the columns of a trust table mean.
std::string columns_text();

}  // namespace reprise
