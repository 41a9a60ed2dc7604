// Parameters<T>: the one declaration of a component's parameters. It reads and checks them from
// what the user wrote, writes them back with defaults filled in, and describes them for help texts.
//
//   struct TopPop { std::int64_t top = 100; };
//   Parameters<TopPop>("top_pop").add("top", &TopPop::top, "length of the list", {.min = 1});
//
// A type becomes usable as a field by specialising ParameterType for it.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include <fmt/format.h>

#include "sim/parameters/node.h"
#include "sim/parameters/suggestion.h"
#include "sim/parameters/user_error.h"

namespace reprise {

/// The closed range a number may take.
struct Limits {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();

  /// "1 to 100", "at least 1", or "" when everything is allowed.
  std::string str() const;
  bool contains(double value) const { return value >= min && value <= max; }
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
  static Node write(double value) { return Node::make_scalar(fmt::format("{}", value)); }
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

/// An enumeration is a parameter when `choices(E{})` gives the names of 0, 1, 2, ...
template <class E>
requires std::is_enum_v<E>
struct ParameterType<E> {
  static std::string name() { return fmt::format("{}", fmt::join(choices(E{}), " | ")); }
  static E read(const Node& node, const std::string& what) {
    const std::vector<std::string> names = choices(E{});
    for (std::size_t i = 0; node.is_scalar() && i < names.size(); ++i) {
      if (names[i] == node.scalar) return static_cast<E>(i);
    }
    UserError plain = wrong_type(node, what, name());
    if (!node.is_scalar()) throw plain;
    throw UserError(plain.what() + did_you_mean(node.scalar, names));
  }
  static Node write(E value) {
    return Node::make_scalar(choices(E{}).at(static_cast<std::size_t>(value)));
  }
};

template <class T>
class Parameters {
 public:
  /// `owner` names the component in messages. The keys of a whole file stand for themselves
  /// ("'seeds' is ..."), those of a component are named with it ("'top_pop.top' is ...").
  enum class Scope { component, file };
  explicit Parameters(std::string owner, Scope scope = Scope::component)
      : owner_(std::move(owner)), scope_(scope) {}

  /// A parameter that may be left out; its default is what a default-made T holds.
  template <class F>
  Parameters& add(const std::string& name, F T::*field, const std::string& help,
                  Limits limits = {}) {
    return declare(name, field, help, limits, false);
  }

  /// A parameter that must be written.
  template <class F>
  Parameters& require(const std::string& name, F T::*field, const std::string& help,
                      Limits limits = {}) {
    return declare(name, field, help, limits, true);
  }

  /// Lets the parameter declared last stand alone: `top_pop: 100` for `top_pop: {top: 100}`.
  Parameters& short_form() {
    entries_.back().info.short_form = true;
    return *this;
  }

  /// What an optional parameter declared last means when it is left out, for help texts.
  Parameters& otherwise(const std::string& fallback) {
    entries_.back().info.fallback = fallback;
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
    if (node.is_map()) {
      for (const Field& field : node.fields) {
        const Entry* entry = find(field.key);
        if (entry == nullptr) throw unknown(field);
        entry->read(values, field.value);
      }
    } else if (!node.is_null()) {
      const Entry* entry = short_entry();
      if (entry == nullptr)
        throw wrong_type(node, owner_, entries_.empty() ? "no parameters" : "a map of parameters");
      entry->read(values, node);
      if (std::size_t missing = missing_beside(*entry); missing < entries_.size()) {
        throw missing_error(entries_[missing], node);
      }
    }
    if (node.is_map() || node.is_null()) {
      for (const Entry& entry : entries_) {
        // A name with nothing behind it says no more than no name.
        const Node* written = node.find(entry.info.name);
        if (entry.info.required && (written == nullptr || written->is_null())) {
          throw missing_error(entry, node);
        }
      }
    }
    for (const auto& check : checks_) check(values, node);
    return values;
  }

  /// All parameters as a map, defaults filled in; optional ones that are empty stay out.
  Node write(const T& values) const {
    Node node = Node::make_map();
    for (const Entry& entry : entries_) {
      Node written = entry.write(values);
      if (!written.is_null()) node.set(entry.info.name, std::move(written));
    }
    return node;
  }

  std::vector<ParameterInfo> describe() const {
    std::vector<ParameterInfo> infos;
    for (const Entry& entry : entries_) infos.push_back(entry.info);
    return infos;
  }

  const std::string& owner() const { return owner_; }

 private:
  struct Entry {
    ParameterInfo info;
    std::function<void(T&, const Node&)> read;
    std::function<Node(const T&)> write;
  };

  template <class F>
  Parameters& declare(const std::string& name, F T::*field, const std::string& help, Limits limits,
                      bool required) {
    Entry entry;
    entry.info.name = name;
    entry.info.type = ParameterType<F>::name();
    entry.info.limits = limits.str();
    entry.info.help = help;
    entry.info.required = required;
    if (!required) {
      const Node fallback = ParameterType<F>::write(T{}.*field);
      if (!fallback.is_null()) {
        entry.info.fallback = write_yaml(fallback);
        entry.info.fallback.pop_back();
      }
    }
    const std::string what = scope_ == Scope::file ? name : owner_ + "." + name;
    entry.read = [field, what, limits](T& values, const Node& node) {
      F value = ParameterType<F>::read(node, what);
      if constexpr (std::is_arithmetic_v<F> && !std::is_same_v<F, bool>) {
        if (!limits.contains(static_cast<double>(value))) {
          throw wrong_type(node, what, limits.str());
        }
      }
      values.*field = std::move(value);
    };
    entry.write = [field](const T& values) { return ParameterType<F>::write(values.*field); };
    entries_.push_back(std::move(entry));
    return *this;
  }

  const Entry* find(const std::string& name) const {
    for (const Entry& entry : entries_) {
      if (entry.info.name == name) return &entry;
    }
    return nullptr;
  }

  const Entry* short_entry() const {
    for (const Entry& entry : entries_) {
      if (entry.info.short_form) return &entry;
    }
    return nullptr;
  }

  std::size_t missing_beside(const Entry& given) const {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].info.required && &entries_[i] != &given) return i;
    }
    return entries_.size();
  }

  UserError missing_error(const Entry& entry, const Node& node) const {
    return UserError(node.place,
                     fmt::format("{} needs '{}': {}", owner_, entry.info.name, entry.info.help));
  }

  UserError unknown(const Field& field) const {
    std::vector<std::string> names;
    for (const Entry& entry : entries_) names.push_back(entry.info.name);
    const std::string known = names.empty() ? "it takes no parameters"
                                            : fmt::format("it takes {}", fmt::join(names, ", "));
    return UserError(field.key_place, fmt::format("unknown key '{}' in {}{}; {}", field.key, owner_,
                                                  did_you_mean(field.key, names), known));
  }

  std::string owner_;
  Scope scope_;
  std::vector<Entry> entries_;
  std::vector<std::function<void(const T&, const Node&)>> checks_;
};

}  // namespace reprise
