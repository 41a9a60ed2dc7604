// Sets values at dotted paths, which lead through names that may be left out.
#include <algorithm>

#include <fmt/format.h>

#include "sim/support/number_text.h"
#include "sim/support/parameters/left_out_name.h"
#include "sim/support/parameters/most_levels.h"
#include "sim/support/parameters/node.h"

namespace reprise {
namespace {

bool is_number(std::string_view step) { return number_of_text<std::size_t>(step).has_value(); }

// Returns the list that lies in a map of one field, perhaps in such maps; null where there is none.
Node* only_list(Node& node) {
  Node* list = &node;
  while (list->is_map() && list->fields.size() == 1) list = &list->fields.front().value;
  return list->is_sequence() ? list : nullptr;
}

// Returns the node in which a path that does without a component's name goes on, where the tree has
// that name: in {sentence: {pick: first}} the path `pick` goes on below `sentence`. Null elsewhere.
Node* below_left_out_name(Node& node, std::string_view step) {
  if (!node.is_map() || node.fields.size() != 1 || node.find(step) != nullptr) return nullptr;
  if (is_number(step)) return only_list(node);
  Field& only = node.fields.front();
  const LeftOutName* left_out = Registered<LeftOutName>::instance().find(only.key);
  return left_out != nullptr && only.value.is_map() && left_out->owns(step) ? &only.value : nullptr;
}

// Returns whether a step names the component that this map is, which does without its name: in
// {pick: first} the step `sentence` stays where it is.
bool names_this(const Node& node, std::string_view step) {
  const LeftOutName* left_out = Registered<LeftOutName>::instance().find(step);
  return left_out != nullptr && node.is_map() && !node.fields.empty() &&
         std::all_of(node.fields.begin(), node.fields.end(),
                     [&](const Field& field) { return left_out->owns(field.key); });
}

}  // namespace

void set_path(Node& root, std::string_view path, Node value) {
  Node* node = &root;
  const Place place = value.place;
  if (std::count(path.begin(), path.end(), '.') >= kMostLevels) {
    throw UserError(
        place, fmt::format("the path has more than {} keys; no value lies that deep", kMostLevels));
  }
  std::string_view rest = path;
  // Follows the path one step at a time; `node` is the node reached so far.
  while (true) {
    const std::size_t dot = rest.find('.');
    const std::string_view step = rest.substr(0, dot);
    if (step.empty()) {
      throw UserError(place, fmt::format("'{}' is not a path; write keys joined by dots, such as "
                                         "world.generate.seed",
                                         path));
    }
    while (Node* below = below_left_out_name(*node, step)) node = below;
    if (dot != std::string_view::npos && names_this(*node, step)) {
      rest = rest.substr(dot + 1);
      continue;
    }
    // In a sequence, the step is the index of an item.
    Node* next = nullptr;
    if (node->is_sequence()) {
      const std::optional<std::size_t> index = number_of_text<std::size_t>(step);
      if (!index || *index >= node->items.size()) {
        throw UserError(
            place,
            fmt::format("'{}' in '{}' does not name one of the {} items (0 to {})", step, path,
                        node->items.size(), static_cast<long>(node->items.size()) - 1));
      }
      next = &node->items[*index];
    } else if (node->is_scalar()) {
      throw UserError(place, fmt::format("'{}' leads through {}, which has nothing inside; set a "
                                         "shorter path",
                                         path, node->describe()));
    }
    // In a map, the step is a key. A missing key is added with an empty value.
    if (next == nullptr) {
      if (node->find(step) == nullptr) {
        Node empty;
        empty.place = place;
        node->set(step, std::move(empty));
      }
      for (Field& field : node->fields) {
        if (field.key == step) next = &field.value;
      }
    }
    // The last step gets the value.
    if (dot == std::string_view::npos) {
      *next = std::move(value);
      return;
    }
    rest = rest.substr(dot + 1);
    node = next;
  }
}

}  // namespace reprise
