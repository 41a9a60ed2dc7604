#include "sim/support/parameters/share.h"

#include <cstdlib>

namespace reprise {

Node percent_as_share(const Node& node) {
  Node shares = node;
  if (node.is_scalar() && !node.quoted && node.scalar.size() > 1 && node.scalar.ends_with('%')) {
    std::string text = node.scalar.substr(0, node.scalar.size() - 1);
    while (text.ends_with(' ')) text.pop_back();
    try {
      const double percent = ParameterType<double>::read(Node::make_scalar(text), "");
      shares.scalar = write_number(percent / 100);
    } catch (const UserError&) {
      // It is no percentage, which the reader of the value says better.
    }
  }
  for (Node& item : shares.items) item = percent_as_share(item);
  for (Field& field : shares.fields) field.value = percent_as_share(field.value);
  return shares;
}

bool are_of_share(const Limits& limits) { return limits.min >= 0 && limits.max <= 1; }

bool is_share(const ParameterInfo& parameter) {
  if (!parameter.type.starts_with("number")) return false;
  constexpr std::string_view kBetween = " to ";
  const std::size_t between = parameter.limits.find(kBetween);
  if (between == std::string::npos) return false;
  const std::string most = parameter.limits.substr(between + kBetween.size());
  return are_of_share({.min = std::strtod(parameter.limits.c_str(), nullptr),
                       .max = std::strtod(most.c_str(), nullptr)});
}

}  // namespace reprise
