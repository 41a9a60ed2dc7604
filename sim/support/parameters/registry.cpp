#include "sim/support/parameters/registry.h"

#include <fmt/format.h>

namespace reprise {

NamedNode read_named(const Node& node, const std::string& what, const char* kind) {
  NamedNode named;
  if (node.is_scalar()) {
    named.name = node.scalar;
  } else if (node.is_map() && node.fields.size() == 1) {
    named.name = node.fields.front().key;
    named.inside = node.fields.front().value;
  } else {
    throw wrong_type(node, what, fmt::format("one {}: a name, or {{name: parameters}}", kind));
  }
  if (named.inside.place.source.empty()) named.inside.place = node.place;
  return named;
}

UserError unknown_name(const Node& node, const std::string& what, const char* kind,
                       const std::string& name, const std::vector<std::string>& known) {
  return UserError(node.place,
                   fmt::format("unknown {} '{}' for '{}'{}; known: {}", kind, name, what,
                               did_you_mean(name, known), fmt::join(known, ", ")));
}

Node write_named(const std::string& name, Node inside, const Place& place) {
  if (inside.fields.empty()) return Node::make_scalar(name, place);
  Node named = Node::make_map(place);
  named.set(name, std::move(inside));
  return named;
}

}  // namespace reprise
