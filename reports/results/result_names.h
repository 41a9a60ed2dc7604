// Defines the words by which result files write the enumerations of results.h.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "reports/results/results.h"

namespace reprise {

template <class Value>
struct ResultNames;

template <>
struct ResultNames<IntervalShape> {
  static constexpr std::array<std::pair<IntervalShape, std::string_view>, 3> all{{
      {IntervalShape::bounded, "bounded"},
      {IntervalShape::two_rays, "two_rays"},
      {IntervalShape::whole_line, "whole_line"},
  }};
};

template <>
struct ResultNames<Better> {
  static constexpr std::array<std::pair<Better, std::string_view>, 3> all{{
      {Better::higher, "higher"},
      {Better::lower, "lower"},
      {Better::neither, "neither"},
  }};
};

/// Returns the word of a value: "two_rays" for IntervalShape::two_rays.
template <class Value>
constexpr std::string_view name_of(Value value) {
  for (const auto& [known, name] : ResultNames<Value>::all) {
    if (known == value) return name;
  }
  return {};
}

/// The inverse of name_of. Returns nothing for an unknown word.
template <class Value>
constexpr std::optional<Value> named(std::string_view word) {
  for (const auto& [known, name] : ResultNames<Value>::all) {
    if (name == word) return known;
  }
  return std::nullopt;
}

}  // namespace reprise
