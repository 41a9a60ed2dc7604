// Parameters<T>: the one declaration of a component's parameters. It reads and checks them from
// what the user wrote, writes them back with defaults filled in, and describes them for help texts.
//
//   struct TopPop { std::int64_t top = 100; };
//   Parameters<TopPop>("top_pop").add("top", &TopPop::top, "length of the list", {.min = 1});
//
// A type becomes usable as a field by specialising ParameterType for it.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <fmt/format.h>

#include "sim/support/parameters/node.h"
#include "sim/support/suggestion.h"
#include "sim/support/user_error.h"

namespace reprise {

/// The closed range a number may take.
struct Limits {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();

  /// "1 to 100", "at least 1", or "" when everything is allowed.
  std::string str() const;
  /// Throws UserError unless min <= value <= max.
  void check(double value, const Node& node, const std::string& what) const;
};

/// One parameter as help texts and the schema show it.
struct ParameterInfo {
  std::string name;
  std::string type;      // "integer", "number", "text", "recommender", ...
  std::string limits;    // from Limits, or the choices; "" when free
  std::string fallback;  // the default as YAML; "" when required
  std::string help;
  bool required = false;
  bool short_form = false;  // may be written without its name: `top_pop: 100`
};

/// How a field's type is read, written and named. Specialisations give
///   static std::string name();
///   static F read(const Node&, const std::string& what);   // throws UserError
///   static Node write(const F&);
template <class F>
struct ParameterType;

/// The shortest text that reads back as the same number.
std::string write_number(double value);

/// "expected ... for 'what', found ...": every wrong type says it the same way.
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

/// Raw YAML, for a field whose meaning its owner decides.
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

/// "a | b | c".
std::string list_choices(const std::vector<std::string>& names);
/// The index of the name that is written. Throws UserError, with a suggestion, for any other.
std::size_t read_choice(const Node& node, const std::string& what,
                        const std::vector<std::string>& names);

/// An enumeration is a parameter when `choices(E{})` gives the names of 0, 1, 2, ...
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

/// What all Parameters<T> share: the table of what was declared. It knows a T only by address, so
/// that its code exists once.
class ParameterTable {
 public:
  struct Entry {
    ParameterInfo info;
    std::function<void(void*, const Node&)> read;
    std::function<Node(const void*)> write;
  };

  /// `owner` names the component in messages; `prefix` stands before its keys in them.
  ParameterTable(std::string owner, std::string prefix)
      : owner_(std::move(owner)), prefix_(std::move(prefix)) {}

  void add(ParameterInfo info, const Node& fallback, std::function<void(void*, const Node&)> read,
           std::function<Node(const void*)> write);
  ParameterInfo& last() { return entries_.back().info; }
  /// Parameters that another table declares and reads, written among these.
  struct Included {
    std::vector<ParameterInfo> parameters;
    std::function<void(void*, const Node&)> read;  // a map of those that are written
    std::function<Node(const void*)> write;        // a map
  };
  void include(Included included) { included_.push_back(std::move(included)); }
  /// How messages call a parameter.
  std::string called(const std::string& name) const { return prefix_ + name; }

  void read(void* values, const Node& node) const;
  Node write(const void* values) const;
  std::vector<ParameterInfo> describe() const;
  const std::string& owner() const { return owner_; }

 private:
  const Entry* find(const std::string& name) const;
  static bool declares(const Included& included, const std::string& name);
  UserError missing(const Entry& entry, const Node& node) const;
  UserError unknown(const Field& field) const;

  std::string owner_;
  std::string prefix_;
  std::vector<Entry> entries_;
  std::vector<Included> included_;
};

/// Checks a number against its limits; other types have none.
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

template <class T>
class Parameters {
 public:
  /// `owner` names the component in messages. The keys of a whole file stand for themselves
  /// ("'seeds' is ..."), those of a component are named with it ("'top_pop.top' is ...").
  enum class Scope { component, file };
  explicit Parameters(const std::string& owner, Scope scope = Scope::component)
      : table_(owner, scope == Scope::file ? "" : owner + ".") {}

  /// A parameter that may be left out; its default is what a default-made T holds.
  template <class F>
  Parameters& add(const std::string& name, F T::*field, const std::string& help,
                  Limits limits = {}) {
    return declare(name, field, help, limits.str(), false, within<F>(limits));
  }

  /// A parameter that must be written.
  template <class F>
  Parameters& require(const std::string& name, F T::*field, const std::string& help,
                      Limits limits = {}) {
    return declare(name, field, help, limits.str(), true, within<F>(limits));
  }

  /// A list that must be written and hold at least one `item`, as messages call it.
  template <class F>
  Parameters& require_some(const std::string& name, std::vector<F> T::*field,
                           const std::string& help, const std::string& item) {
    return declare(name, field, help, "", true,
                   [item](const std::vector<F>& list, const Node& node, const std::string& what) {
                     if (!list.empty()) return;
                     throw wrong_type(node, what, fmt::format("at least one {}", item));
                   });
  }

  /// Takes in the parameters of a struct, as if each were declared here.
  template <class F>
  Parameters& include(F T::*field) {
    table_.include({F::parameters().describe(),
                    [field](void* values, const Node& node) {
                      static_cast<T*>(values)->*field = ParameterType<F>::read(node, "");
                    },
                    [field](const void* values) {
                      return ParameterType<F>::write(static_cast<const T*>(values)->*field);
                    }});
    return *this;
  }

  /// Lets the parameter declared last stand alone: `top_pop: 100` for `top_pop: {top: 100}`.
  Parameters& short_form() {
    table_.last().short_form = true;
    return *this;
  }

  /// What an optional parameter declared last means when it is left out, for help texts.
  Parameters& otherwise(const std::string& fallback) {
    table_.last().fallback = fallback;
    return *this;
  }

  /// A check over several parameters, run after reading; it throws UserError at the given node.
  Parameters& check(std::function<void(const T&, const Node&)> check) {
    checks_.push_back(std::move(check));
    return *this;
  }

  /// Reads and checks what the user wrote. Throws UserError for unknown, missing, mistyped or
  /// out-of-range parameters. Nothing written (null) means all defaults.
  T read(const Node& node) const {
    T values{};
    table_.read(&values, node);
    for (const auto& check : checks_) check(values, node);
    return values;
  }

  /// All parameters as a map, defaults filled in; optional ones that are empty stay out.
  Node write(const T& values) const { return table_.write(&values); }

  std::vector<ParameterInfo> describe() const { return table_.describe(); }

  const std::string& owner() const { return table_.owner(); }

 private:
  template <class F>
  static auto within(const Limits& limits) {
    return [limits](const F& value, const Node& node, const std::string& what) {
      check_limits(limits, value, node, what);
    };
  }

  // check(value, node, what): throws UserError for a value that may not be.
  template <class F, class Check>
  Parameters& declare(const std::string& name, F T::*field, const std::string& help,
                      const std::string& limits, bool required, Check check) {
    ParameterInfo info{name, ParameterType<F>::name(), limits, "", help, required, false};
    table_.add(
        std::move(info), required ? Node{} : ParameterType<F>::write(T{}.*field),
        [field, what = table_.called(name), check](void* values, const Node& node) {
          F value = ParameterType<F>::read(node, what);
          check(value, node, what);
          static_cast<T*>(values)->*field = std::move(value);
        },
        [field](const void* values) {
          return ParameterType<F>::write(static_cast<const T*>(values)->*field);
        });
    return *this;
  }

  ParameterTable table_;
  std::vector<std::function<void(const T&, const Node&)>> checks_;
};

}  // namespace reprise
