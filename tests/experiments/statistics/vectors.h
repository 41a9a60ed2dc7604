// The numeric test vectors of statistics_vectors.json: groups of cases, each an input and the
// expected output, computed at 40 digits.
#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "experiments/statistics/moments.h"

namespace reprise {

/// Matches a double within `tolerance` of `expected`, relative to it. An expected 0 must be met
/// exactly.
MATCHER_P2(IsClose, expected, tolerance, "") {
  *result_listener << "off by " << arg - expected << " of " << expected;
  return std::abs(arg - expected) <= tolerance * std::abs(expected);
}

/// The tolerances for closed forms in double, and for values that need the inverse of a
/// distribution.
inline constexpr double kClosedForm = 1e-12;
inline constexpr double kNumeric = 1e-9;

/// Returns the lists of cases, by the names of their groups.
const nlohmann::json& vector_groups();

/// Calls check(input, expect) for every case of a group. Fails when the group is missing or empty.
void for_each_case(const std::string& group,
                   const std::function<void(const nlohmann::json&, const nlohmann::json&)>& check);

/// Returns the moments of treatment `treatment` (0 or 1) of an input that gives n0, mean0, var0,
/// ...
Moments treatment_of(const nlohmann::json& input, int treatment);

std::vector<double> numbers(const nlohmann::json& list);

}  // namespace reprise
