// Reads times as logs write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/support/user_error.h"

namespace reprise {

/// Returns the milliseconds since 1970 of a time in one of these ways:
///   2021-01-07T06:13:20.979Z, 2021-01-07 06:13, 2021-01-07T06:13:20+01:00
///   01 Jan 2020 10:00, 1 January 2020, 10:00:05
///   31/12/2020 10:00, 31.12.2020 10:00:05 +0100, 31-12-2020 10:00 (the day comes first)
/// A time without an offset is UTC. Returns nothing for anything else, and for dates that no
/// calendar has. Pure.
std::optional<std::int64_t> read_time_text(std::string_view text);

/// Throws UserError if a text begins with a date that has its month first for certain: 06/18/2019,
/// but not 06/05/2019, which read_time_text takes for a day of May. Such a log would lose most of
/// its rows and misread the others.
void refuse_month_first(std::string_view text, const Place& place);

/// The unit of times that are numbers.
enum class TimeUnit : std::uint8_t { seconds, milliseconds, microseconds, nanoseconds };

/// Returns a number of this unit in milliseconds; nothing where that does not fit. Pure.
std::optional<std::int64_t> in_milliseconds(double number, TimeUnit unit);

/// Returns the unit in which a number is a time between 1998 and 2100; nothing where there is none:
/// the ranges of the units do not overlap. Pure.
std::optional<TimeUnit> unit_by_magnitude(double number);

/// Returns the milliseconds since 1970 of a whole number of seconds; milliseconds, microseconds or
/// nanoseconds, which some logs have by mistake, are told by their magnitude. Pure.
std::optional<std::int64_t> seconds_by_magnitude(double number);

/// Reads a finite decimal number that fills the whole text (spaces around it are ignored). Pure.
std::optional<double> read_number_text(std::string_view text);

/// Returns in_milliseconds() of a number that is written out, or `otherwise` for any other text. (A
/// number by itself is returned in a register: GCC 12 takes an optional one through memory.) Pure.
std::int64_t read_milliseconds(std::string_view text, TimeUnit unit, std::int64_t otherwise);

}  // namespace reprise
