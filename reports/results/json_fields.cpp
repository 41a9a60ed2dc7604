#include "reports/results/json_fields.h"

#include <cmath>

namespace reprise {

Json value_json(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json value_json(const std::optional<double>& value) { return value ? value_json(*value) : Json(); }

}  // namespace reprise
