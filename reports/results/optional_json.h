#pragma once

#include <optional>

#include <nlohmann/json.hpp>

namespace reprise {

/// Returns the number, or null where there is none.
inline nlohmann::ordered_json optional_json(const std::optional<double>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

}  // namespace reprise
