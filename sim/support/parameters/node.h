// A node of what the user wrote (YAML), each with its place, so that any later complaint can point
// at it. A plain tree: aliases are expanded and bounded, duplicate keys are refused while reading.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/support/user_error.h"

namespace reprise {

struct Field;

struct Node {
  enum class Kind { null, scalar, sequence, map };

  Kind kind = Kind::null;
  std::string scalar;         // as written, without quotes
  bool quoted = false;        // "5" in quotes is text, never a number
  std::vector<Node> items;    // of a sequence
  std::vector<Field> fields;  // of a map, in the order written
  Place place;

  static Node make_scalar(std::string text, Place place = {}, bool quoted = false);
  static Node make_sequence(std::vector<Node> items, Place place = {});
  static Node make_map(Place place = {});

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_map() const { return kind == Kind::map; }

  /// The value under `key`, or nullptr (also when this is no map).
  const Node* find(std::string_view key) const;
  /// Sets `key` of a map, keeping its position when it is there already.
  void set(std::string_view key, Node value);

  /// "'abc'", "a list", "an empty map", "nothing": for messages that say what was found.
  std::string describe() const;
};

struct Field {
  std::string key;
  Place key_place;
  Node value;
};

/// Reads a YAML file. Throws UserError for unreadable files, syntax errors, duplicate keys, a
/// second document, files of more than 16 MiB, and trees deeper than 64 levels or larger than
/// 200 000 nodes or 64 MiB of text once aliases are expanded.
Node read_yaml(const std::string& path);
/// The same from text; `source` names it in messages.
Node parse_yaml(const std::string& text, const std::string& source);
/// The same from the text of an option: messages name `place` alone, never a line or column.
Node parse_yaml_option(const std::string& text, const Place& place);

/// The tree as YAML: block style for maps, flow style for sequences of scalars.
std::string write_yaml(const Node& node);

/// `{anchor: first_track, candidates: {nearest: {top: 100}}}`: YAML on one line, as people write
/// it.
std::string flow_yaml(const Node& node);

/// Sets the value at a dotted path ("treatments.a.pick"), making maps on the way; numbers index
/// sequences ("treatments.mix.one_of.0"). Throws UserError when a step leads through a scalar, and
/// for paths of more than 64 keys.
void set_path(Node& root, std::string_view path, Node value);

}  // namespace reprise
