// The p value below which a health check alarms, shared by all such checks.
#pragma once

namespace reprise {

/// A check that is made of every run alarms when its p value is below this level. The level is low,
/// so that a healthy run rarely alarms and a broken one still alarms at once.
inline constexpr double kAlarmLevel = 0.001;

}  // namespace reprise
