// Registry<Part>: the named components of one kind (recommenders, anchors, metrics, designs, ...).
// A component registers itself from its own file, so adding a component changes no other file. Its
// entry holds its name, its help and its parameters; reading YAML and writing help texts need
// nothing else.
#pragma once

#include <algorithm>
#include <map>

#include "sim/support/check.h"
#include "sim/support/parameters/parameters.h"

namespace reprise {

/// A component that is read and checked but not made yet: making it may need the world, reading
/// does not. Part gives the name of the registry's kind ("recommender") and the context that its
/// makers need:
///   struct Part { static constexpr const char* kind; using Context = ...; using Made = ...; };
template <class Part>
struct Recipe {
  std::string name;
  Node resolved;  // the component as YAML, defaults filled in
  Place place;
  std::function<typename Part::Made(typename Part::Context&)> make;
};

/// The two parts of `name` or `{name: parameters}`.
struct NamedNode {
  std::string name;
  Node inside;  // null when there are no parameters
};

/// Reads `name` or `{name: parameters}`. Throws UserError for anything else.
NamedNode read_named(const Node& node, const std::string& what, const char* kind);
UserError unknown_name(const Node& node, const std::string& what, const char* kind,
                       const std::string& name, const std::vector<std::string>& known);
/// Writes the name alone or, if there are parameters, {name: parameters}.
Node write_named(const std::string& name, Node inside, const Place& place);

template <class Part>
class Registry {
 public:
  struct Entry {
    std::string name;
    std::string help;
    std::vector<ParameterInfo> parameters;
    std::function<Recipe<Part>(const Node&)> read;  // reads the node below the name
  };

  static Registry& instance() {
    static Registry registry;
    return registry;
  }

  void add(Entry entry) {
    const std::string name = entry.name;
    const bool fresh = entries_.emplace(name, std::move(entry)).second;
    REPRISE_CHECK(fresh, "two {}s are called '{}'", Part::kind, name);
  }

  /// Returns the entries by name, in alphabetical order.
  const std::map<std::string, Entry>& entries() const { return entries_; }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& [name, entry] : entries_) names.push_back(name);
    return names;
  }

  const Entry* find(const std::string& name) const {
    const auto entry = entries_.find(name);
    return entry == entries_.end() ? nullptr : &entry->second;
  }

  /// Reads `name` or `{name: parameters}`. Throws UserError for unknown names.
  Recipe<Part> read(const Node& node, const std::string& what) const {
    const NamedNode named = read_named(node, what, Part::kind);
    const Entry* entry = find(named.name);
    if (entry == nullptr) throw unknown_name(node, what, Part::kind, named.name, names());
    Recipe<Part> recipe = entry->read(named.inside);
    recipe.place = node.place;
    return recipe;
  }

 private:
  std::map<std::string, Entry> entries_;
};

/// Registers a component with parameters of type T:
///   const Registration<Part> registration(help, Parameters<T>("name")..., maker);
template <class Part>
struct Registration {
  template <class T, class Maker>
  Registration(std::string help, Parameters<T> parameters, Maker maker) {
    typename Registry<Part>::Entry entry;
    entry.name = parameters.owner();
    entry.help = std::move(help);
    entry.parameters = parameters.describe();
    entry.read = [parameters, maker, name = entry.name](const Node& node) {
      T values = parameters.read(node);
      Recipe<Part> recipe;
      recipe.name = name;
      recipe.resolved = write_named(name, parameters.write(values), node.place);
      recipe.make = [maker, values = std::move(values),
                     place = node.place](typename Part::Context& context) {
        if constexpr (requires { context.place; }) context.place = place;
        return maker(values, context);
      };
      return recipe;
    };
    Registry<Part>::instance().add(std::move(entry));
  }
};

/// The parameters of a component that has none.
struct NoParameters {};

/// Lets a component be a parameter of another one: `anchor: first_track`.
template <class Part>
struct ParameterType<Recipe<Part>> {
  static std::string name() { return Part::kind; }
  static Recipe<Part> read(const Node& node, const std::string& what) {
    return Registry<Part>::instance().read(node, what);
  }
  static Node write(const Recipe<Part>& recipe) { return recipe.resolved; }
};

}  // namespace reprise
