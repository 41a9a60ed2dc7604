// When a check of health alarms.
#pragma once

namespace reprise {

/// A check that is made of every run alarms at p values below this: rarely for nothing, and at once
/// where something is broken.
inline constexpr double kAlarmLevel = 0.001;

}  // namespace reprise
