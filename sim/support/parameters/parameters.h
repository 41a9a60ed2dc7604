// Parameters<T> declares the parameters of a component once. This declaration reads the parameters
// from YAML and checks them, writes them back with defaults filled in, and describes them for help
// texts.
//
//   struct TopPop { std::int64_t top = 100; };
//   Parameters<TopPop>("top_pop").add("top", &TopPop::top, "length of the list", {.min = 1});
//
// A type becomes usable as a field by specialising ParameterType for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <fmt/format.h>

#include "sim/support/parameters/node.h"
#include "sim/support/suggestion.h"
#include "sim/support/user_error.h"

namespace reprise {

/// The closed range of values that a number may have.
struct Limits {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();

  /// Returns "1 to 100", "at least 1", or "" when every value is allowed.
  std::string str() const;
  /// Throws UserError unless min <= value <= max.
  void check(double value, const Node& node, const std::string& what) const;
};

/// Describes one parameter for help texts and for the schema.
struct ParameterInfo {
  std::string name;
  std::string type;      // "integer", "number", "text", "recommender", ...
  std::string limits;    // the range or the choices; "" when there is no limit
  std::string fallback;  // the default as YAML; "" when the parameter is required
  std::string help;
  bool required = false;
  bool short_form = false;  // may be written without its name: `top_pop: 100`
};

/// Says how a type of field is read, written and named. Each specialisation has
///   static std::string name();
///   static F read(const Node&, const std::string& what);   // throws UserError
///   static Node write(const F&);
template <class F>
struct ParameterType;

/// Returns the shortest text that is read back as the same number.
std::string write_number(double value);

/// Returns the error for a value of a wrong type: "'what' is ...; expected ...". All such errors
/// have this wording.
UserError wrong_type(const Node& node, const std::string& what, const std::string& expected);

template <>
struct ParameterType<bool> {
  static std::string name() { return "true or false"; }
  static bool read(const Node& node, const std::string& what);
  static Node write(bool value) { return Node::make_scalar(value ? "true" : "false"); }
};

template <>
struct ParameterType<std::int64_t> {
  static std::string name() { return "integer"; }
  static std::int64_t read(const Node& node, const std::string& what);
  static Node write(std::int64_t value) { return Node::make_scalar(std::to_string(value)); }
};

template <>
struct ParameterType<double> {
  static std::string name() { return "number"; }
  static double read(const Node& node, const std::string& what);
  static Node write(double value) { return Node::make_scalar(write_number(value)); }
};

template <>
struct ParameterType<std::string> {
  static std::string name() { return "text"; }
  static std::string read(const Node& node, const std::string& what);
  static Node write(const std::string& value) { return Node::make_scalar(value); }
};

/// Raw YAML, for a field whose owner interprets it.
template <>
struct ParameterType<Node> {
  static std::string name() { return "YAML"; }
  static Node read(const Node& node, const std::string&) { return node; }
  static Node write(const Node& value) { return value; }
};

template <class F>
struct ParameterType<std::vector<F>> {
  static std::string name() { return "list of " + ParameterType<F>::name(); }
  static std::vector<F> read(const Node& node, const std::string& what) {
    if (!node.is_sequence()) throw wrong_type(node, what, "a list");
    std::vector<F> values;
    for (const Node& item : node.items) values.push_back(ParameterType<F>::read(item, what));
    return values;
  }
  static Node write(const std::vector<F>& values) {
    std::vector<Node> items;
    for (const F& value : values) items.push_back(ParameterType<F>::write(value));
    return Node::make_sequence(std::move(items));
  }
};

/// Returns the names joined as "a | b | c".
std::string list_choices(const std::vector<std::string>& names);
/// Returns the index of the name that is written at `node`. Throws UserError, with a suggestion,
/// when it is none of `names`.
std::size_t read_choice(const Node& node, const std::string& what,
                        const std::vector<std::string>& names);

/// An enumeration can be a parameter if `choices(E{})` returns the names of its values 0, 1, 2, ...
template <class E>
requires std::is_enum_v<E>
struct ParameterType<E> {
  static std::string name() { return list_choices(choices(E{})); }
  static E read(const Node& node, const std::string& what) {
    return static_cast<E>(read_choice(node, what, choices(E{})));
  }
  static Node write(E value) {
    return Node::make_scalar(choices(E{}).at(static_cast<std::size_t>(value)));
  }
};

/// How fields of one type are read, written and named, by the address of a field: what
/// Parameters<T> does is then compiled once, not again for each field.
struct FieldType {
  std::string (*name)();
  /// Reads a value, checks it against the limits and puts it into `field`. Throws UserError.
  void (*read)(void* field, const Node& node, const std::string& what, const Limits& limits);
  Node (*write)(const void* field);
};

/// A field of a struct.
struct FieldPlace {
  const FieldType* type = nullptr;
  std::size_t offset = 0;       // bytes from the beginning of the struct
  const void* usual = nullptr;  // the field of a default-constructed struct

  void* in(void* values) const { return static_cast<std::byte*>(values) + offset; }
  const void* in(const void* values) const {
    return static_cast<const std::byte*>(values) + offset;
  }
};

/// The part of Parameters<T> that does not depend on T: the table of declared parameters.
class ParameterTable {
 public:
  struct Entry {
    ParameterInfo info;
    FieldPlace field;
    Limits limits;
    std::string item;  // the word for an element of a list that must not be empty; else ""
  };

  /// `owner` names the component in messages; messages write `prefix` before the name of a
  /// parameter.
  ParameterTable(std::string owner, std::string prefix)
      : owner_(std::move(owner)), prefix_(std::move(prefix)) {}

  void add(const std::string& name, const FieldPlace& field, const std::string& help,
           const Limits& limits, bool required, const std::string& item = "");
  ParameterInfo& last() { return entries_.back().info; }
  /// Adds the parameters of a field that another table declares and reads, but that are written in
  /// the same map.
  void include(std::vector<ParameterInfo> parameters, const FieldPlace& field) {
    included_.push_back({std::move(parameters), field});
  }

  void read(void* values, const Node& node) const;
  Node write(const void* values) const;
  std::vector<ParameterInfo> describe() const;
  const std::string& owner() const { return owner_; }

 private:
  struct Included {
    std::vector<ParameterInfo> parameters;
    FieldPlace field;
  };

  void read_entry(const Entry& entry, void* values, const Node& node) const;
  const Entry* find(const std::string& name) const;
  static bool declares(const Included& included, const std::string& name);
  UserError missing(const Entry& entry, const Node& node) const;
  UserError unknown(const Field& field) const;

  std::string owner_;
  std::string prefix_;
  std::vector<Entry> entries_;
  std::vector<Included> included_;
};

/// Checks a number against its limits. Values of other types have no limits.
template <class F>
void check_limits(const Limits& limits, const F& value, const Node& node, const std::string& what) {
  if constexpr (std::is_arithmetic_v<F> && !std::is_same_v<F, bool>) {
    limits.check(static_cast<double>(value), node, what);
  }
}
template <class F>
void check_limits(const Limits& limits, const std::optional<F>& value, const Node& node,
                  const std::string& what) {
  if (value) check_limits(limits, *value, node, what);
}

/// The functions of fields of type F.
template <class F>
inline constexpr FieldType kFieldType = {
    [] { return std::string(ParameterType<F>::name()); },
    [](void* field, const Node& node, const std::string& what, const Limits& limits) {
      F value = ParameterType<F>::read(node, what);
      check_limits(limits, value, node, what);
      *static_cast<F*>(field) = std::move(value);
    },
    [](const void* field) { return ParameterType<F>::write(*static_cast<const F*>(field)); }};

template <class T>
class Parameters {
 public:
  /// `owner` names the component in messages. Keys of a whole file appear without it ("'seeds' is
  /// ..."), keys of a component with it ("'top_pop.top' is ...").
  enum class Scope { component, file };
  explicit Parameters(const std::string& owner, Scope scope = Scope::component)
      : table_(owner, scope == Scope::file ? "" : owner + ".") {}

  /// Declares a parameter that may be left out. Its default is the value of the field in a
  /// default-constructed T.
  template <class F>
  Parameters& add(const std::string& name, F T::*field, const std::string& help,
                  Limits limits = {}) {
    table_.add(name, place_of(field), help, limits, false);
    return *this;
  }

  /// Declares a parameter that must be written.
  template <class F>
  Parameters& require(const std::string& name, F T::*field, const std::string& help,
                      Limits limits = {}) {
    table_.add(name, place_of(field), help, limits, true);
    return *this;
  }

  /// Declares a list that must be written and must not be empty. `item` is the word for one element
  /// in messages.
  template <class F>
  Parameters& require_some(const std::string& name, std::vector<F> T::*field,
                           const std::string& help, const std::string& item) {
    table_.add(name, place_of(field), help, {}, true, item);
    return *this;
  }

  /// Includes the parameters of another struct, as if each of them were declared here.
  template <class F>
  Parameters& include(F T::*field) {
    table_.include(F::parameters().describe(), place_of(field));
    return *this;
  }

  /// Allows the parameter declared last to be written without its name: `top_pop: 100` for
  /// `top_pop: {top: 100}`.
  Parameters& short_form() {
    table_.last().short_form = true;
    return *this;
  }

  /// Sets the text by which help describes the default of the optional parameter declared last.
  Parameters& otherwise(const std::string& fallback) {
    table_.last().fallback = fallback;
    return *this;
  }

  /// Adds a check over several parameters. It runs after reading and throws UserError at the given
  /// node.
  Parameters& check(std::function<void(const T&, const Node&)> check) {
    checks_.push_back(std::move(check));
    return *this;
  }

  /// Reads and checks the parameters that the user wrote. Throws UserError for parameters that are
  /// unknown, missing, mistyped or out of range. A null node means all defaults.
  T read(const Node& node) const {
    T values{};
    table_.read(&values, node);
    for (const auto& check : checks_) check(values, node);
    return values;
  }

  /// Writes all parameters as a map, defaults filled in. Optional parameters that are empty are
  /// left out.
  Node write(const T& values) const { return table_.write(&values); }

  std::vector<ParameterInfo> describe() const { return table_.describe(); }

  const std::string& owner() const { return table_.owner(); }

 private:
  template <class F>
  static FieldPlace place_of(F T::*field) {
    const F* const usual_field = std::addressof(usual().*field);
    return {&kFieldType<F>,
            static_cast<std::size_t>(reinterpret_cast<const std::byte*>(usual_field) -
                                     reinterpret_cast<const std::byte*>(std::addressof(usual()))),
            usual_field};
  }

  // Returns a T with all defaults.
  static const T& usual() {
    static const T usual{};
    return usual;
  }

  ParameterTable table_;
  std::vector<std::function<void(const T&, const Node&)>> checks_;
};

}  // namespace reprise
