#include "sim/support/parameters/node.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

namespace reprise {
namespace {

// Returns whether a text must be written in quotes. Without them, "---" and "..." would be read as
// marks of documents, and some line ends as spaces.
bool needs_quotes(std::string_view text) {
  return text.starts_with("---") || text.starts_with("...") ||
         std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::iscntrl(c); });
}

void emit_text(YAML::Emitter& out, const std::string& text, bool quoted) {
  if (quoted || needs_quotes(text)) out << YAML::DoubleQuoted;
  out << text;
}

void emit(YAML::Emitter& out, const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      out << YAML::Null;
      break;
    case Node::Kind::scalar:
      emit_text(out, node.scalar, node.quoted);
      break;
    case Node::Kind::sequence:
      out << YAML::Flow << YAML::BeginSeq;
      for (const Node& item : node.items) emit(out, item);
      out << YAML::EndSeq;
      break;
    case Node::Kind::map:
      if (node.fields.empty()) out << YAML::Flow;
      out << YAML::BeginMap;
      for (const Field& field : node.fields) {
        out << YAML::Key;
        emit_text(out, field.key, false);
        out << YAML::Value;
        emit(out, field.value);
      }
      out << YAML::EndMap;
      break;
  }
}

}  // namespace

Node Node::make_scalar(std::string text, Place place, bool quoted) {
  Node node;
  node.kind = Kind::scalar;
  node.scalar = std::move(text);
  node.quoted = quoted;
  node.place = std::move(place);
  return node;
}

Node Node::make_sequence(std::vector<Node> items, Place place) {
  Node node;
  node.kind = Kind::sequence;
  node.items = std::move(items);
  node.place = std::move(place);
  return node;
}

Node Node::make_map(Place place) {
  Node node;
  node.kind = Kind::map;
  node.place = std::move(place);
  return node;
}

const Node* Node::find(std::string_view key) const {
  for (const Field& field : fields) {
    if (field.key == key) return &field.value;
  }
  return nullptr;
}

void Node::set(std::string_view key, Node value) {
  kind = Kind::map;
  for (Field& field : fields) {
    if (field.key == key) {
      field.value = std::move(value);
      return;
    }
  }
  Place key_place = value.place;
  fields.push_back({std::string(key), std::move(key_place), std::move(value)});
}

std::string Node::describe() const {
  switch (kind) {
    case Kind::null:
      return "nothing";
    case Kind::scalar:
      // A number in quotes is text. The message shows the quotes, because without them the user
      // would not see why the value is refused.
      return quoted ? fmt::format("the text \"{}\"", scalar) : fmt::format("'{}'", scalar);
    case Kind::sequence:
      return items.empty() ? "an empty list" : "a list";
    case Kind::map:
      return fields.empty() ? "an empty map" : "a map";
  }
  return "";
}

std::string write_yaml(const Node& node) {
  YAML::Emitter out;
  emit(out, node);
  return std::string(out.c_str()) + "\n";
}

std::string flow_yaml(const Node& node) {
  std::vector<std::string> parts;
  switch (node.kind) {
    case Node::Kind::null:
      return "";
    case Node::Kind::scalar:
      return node.scalar;
    case Node::Kind::sequence:
      for (const Node& item : node.items) parts.push_back(flow_yaml(item));
      return fmt::format("[{}]", fmt::join(parts, ", "));
    case Node::Kind::map:
      for (const Field& field : node.fields) {
        const bool empty = field.value.is_map() && field.value.fields.empty();
        if (empty && node.fields.size() == 1) return field.key;
        parts.push_back(fmt::format("{}: {}", field.key, flow_yaml(field.value)));
      }
      return fmt::format("{{{}}}", fmt::join(parts, ", "));
  }
  return "";
}

}  // namespace reprise
