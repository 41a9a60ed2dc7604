// Registry<Part> holds the named components of one kind (recommenders, anchors, metrics, designs,
// ...). A component registers itself from its own file, so adding a component changes no other
// file. Its entry holds its name, its help and its parameters; reading YAML and writing help texts
// need nothing else. A kind may name a type, Declared. Each of its components then gives a value of
// this type at its registration, as recommenders declare their capabilities.
#pragma once

#include <utility>

#include "sim/support/parameters/parameters.h"
#include "sim/support/registered.h"

namespace reprise {

/// The declared value of a kind whose components declare nothing.
struct NothingDeclared {
  NothingDeclared& operator|=(const NothingDeclared&) { return *this; }
};

template <class Part>
struct DeclaredOf {
  using Type = NothingDeclared;
};
template <class Part>
requires requires { typename Part::Declared; }
struct DeclaredOf<Part> {
  using Type = typename Part::Declared;
};

/// A component that is read and checked but not made yet: making it may need the world, reading
/// does not. Part gives the name of the registry's kind ("recommender"), the context that its
/// makers need and, optionally, the type that its components declare a value of. `|=` makes unions
/// of such values:
///   struct Part {
///     static constexpr const char* kind;
///     using Context = ...;
///     using Made = ...;
///     using Declared = ...;
///   };
template <class Part>
struct Recipe {
  std::string name;
  Node resolved;  // the component as YAML, defaults filled in
  Place place;
  // The union of the values that the component and all components inside its parameters declare.
  typename DeclaredOf<Part>::Type declared{};
  std::function<typename Part::Made(typename Part::Context&)> make;
};

/// The two parts of `name` or `{name: parameters}`.
struct NamedNode {
  std::string name;
  Node inside;  // null when there are no parameters
};

/// Reads `name` or `{name: parameters}`. Throws UserError for anything else.
NamedNode read_named(const Node& node, const std::string& what, const char* kind);
/// Returns the error for a name that is not among `known`.
UserError unknown_name(const Node& node, const std::string& what, const char* kind,
                       const std::string& name, const std::vector<std::string>& known);
/// Writes the name alone or, if there are parameters, {name: parameters}.
Node write_named(const std::string& name, Node inside, const Place& place);

/// The union of the values declared by all components that this thread reads while the object
/// lives. A component makes such an object before it reads its parameters, so that no parameter
/// type can forget to hand on the components inside of it. The destructor adds the union to that of
/// the component around it. The objects of a thread must be destroyed in the opposite order of
/// their construction.
template <class Declared>
class DeclaredInside {
 public:
  DeclaredInside() : outer_(std::exchange(innermost_, this)) {}
  ~DeclaredInside() {
    innermost_ = outer_;
    if (outer_ != nullptr) outer_->all_ |= all_;
  }
  DeclaredInside(const DeclaredInside&) = delete;
  DeclaredInside& operator=(const DeclaredInside&) = delete;

  void add(const Declared& declared) { all_ |= declared; }
  const Declared& all() const { return all_; }

 private:
  static inline thread_local constinit DeclaredInside* innermost_ = nullptr;

  DeclaredInside* outer_;
  Declared all_{};
};

template <class Part>
class Registry {
 public:
  struct Entry {
    static constexpr const char* kind = Part::kind;

    std::string name;
    std::string help;
    std::vector<ParameterInfo> parameters;
    std::function<Recipe<Part>(const Node&)> read;  // reads the node below the name
  };

  static Registry& instance() {
    static Registry registry;
    return registry;
  }

  /// Adds an entry. Called by one thread while the program starts. Aborts if there is already an
  /// entry of the same name.
  void add(Entry entry) { entries_.add(std::move(entry)); }

  /// Returns the entries by name, in alphabetical order.
  const std::vector<Entry>& entries() const { return entries_.all(); }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Entry& entry : entries()) names.push_back(entry.name);
    return names;
  }

  /// Returns the entry of this name, or null.
  const Entry* find(const std::string& name) const { return entries_.find(name); }

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
  Registered<Entry> entries_;
};

/// Registers a component with parameters of type T:
///   const Registration<Part> registration(help, Parameters<T>("name")..., maker);
/// or, if the component declares something:
///   const Registration<Part> registration(help, Parameters<T>("name")..., declared, maker);
/// `declared` is a Declared or, if it depends on the parameters, a function from T to Declared. It
/// covers the component alone: the values of components inside its parameters are added when these
/// are read.
template <class Part>
struct Registration {
  using Declared = typename DeclaredOf<Part>::Type;

  template <class T, class Maker>
  Registration(std::string help, Parameters<T> parameters, Maker maker)
      : Registration(std::move(help), std::move(parameters), Declared{}, std::move(maker)) {}

  template <class T, class Declares, class Maker>
  Registration(std::string help, Parameters<T> parameters, Declares declares, Maker maker) {
    typename Registry<Part>::Entry entry;
    entry.name = parameters.owner();
    entry.help = std::move(help);
    entry.parameters = parameters.describe();
    entry.read = [parameters, declares, maker, name = entry.name](const Node& node) {
      DeclaredInside<Declared> inside;
      T values = parameters.read(node);
      if constexpr (std::is_same_v<Declares, Declared>) {
        inside.add(declares);
      } else {
        inside.add(declares(values));
      }
      Recipe<Part> recipe;
      recipe.name = name;
      recipe.place = node.place;
      recipe.declared = inside.all();
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
