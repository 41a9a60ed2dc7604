// Node: a tree of YAML values that the user wrote. Every node has its place, so that a later error
// can point at it. Aliases are expanded, within limits, and duplicate keys are refused while
// reading.
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
  bool quoted = false;        // a value in quotes, such as "5", is text, never a number
  std::vector<Node> items;    // the items of a sequence
  std::vector<Field> fields;  // the fields of a map, in the order in which they are written
  Place place;
  // Of a path that names an input file: the file itself, absolute (input_file.h). Not written.
  std::string input_path;

  static Node make_scalar(std::string text, Place place = {}, bool quoted = false);
  static Node make_sequence(std::vector<Node> items, Place place = {});
  static Node make_map(Place place = {});

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_map() const { return kind == Kind::map; }

  /// Returns the value under `key`, or nullptr when there is none or when this node is not a map.
  const Node* find(std::string_view key) const;
  /// Sets the value of `key` in this map. A key that is there already keeps its position.
  void set(std::string_view key, Node value);

  /// Describes the value for error messages: "'abc'", "a list", "an empty map", "nothing".
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
/// Reads YAML from a text, as read_yaml does; `source` names the text in messages.
Node parse_yaml(const std::string& text, const std::string& source);
/// Reads YAML from the text of an option, as read_yaml does. Messages name `place` alone, without
/// line and column.
Node parse_yaml_option(const std::string& text, const Place& place);

/// Writes the tree as YAML: block style for maps, flow style for sequences of scalars.
std::string write_yaml(const Node& node);

/// Writes the tree as YAML on one line, as people write it:
/// `{anchor: first_track, candidates: {nearest: {top: 100}}}`.
std::string flow_yaml(const Node& node);

/// Sets the value at a dotted path ("treatments.a.pick") and makes the maps that are missing on the
/// way. Numbers are indices of sequences ("treatments.mix.one_of.0"). Throws UserError when a step
/// leads through a scalar, and for paths of more than 64 keys.
void set_path(Node& root, std::string_view path, Node value);

}  // namespace reprise
