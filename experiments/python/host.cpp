#include "experiments/python/host.h"

#include <set>

#include <fmt/format.h>

#include "experiments/python/asked_object.h"

namespace reprise {
namespace {

namespace py = pybind11;

// Returns the state of an object as something to compare, or None where nobody can tell.
py::object state_of(const py::object& object) {
  return py::module_::import("reprise._identity").attr("state")(object);
}

// Makes a module the one that its name stands for. A file is loaded for each treatment anew, and
// objects are pickled by their class, which must be that of the module of this name.
void make_current(const py::object& module) {
  if (module.is_none()) return;
  py::module_::import("sys").attr("modules")[module.attr("__name__")] = module;
}

}  // namespace

py::object python_value(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return py::none();
    case Node::Kind::scalar:
      return node.quoted ? py::str(node.scalar)
                         : py::module_::import("reprise._yaml").attr("scalar")(node.scalar);
    case Node::Kind::sequence: {
      py::list list;
      for (const Node& item : node.items) list.append(python_value(item));
      return list;
    }
    case Node::Kind::map:
      break;
  }
  py::dict dict;
  for (const Field& field : node.fields) dict[py::str(field.key)] = python_value(field.value);
  return dict;
}

void Host::add(const std::string& name, py::object object) { objects_[name] = std::move(object); }

py::object Host::of_module(const py::object& module, const PythonSettings& settings,
                           const Place& place) {
  if (!py::hasattr(module, settings.code.attribute.c_str())) {
    throw UserError(place, fmt::format("{} has no '{}'; expected a class or function of this name",
                                       settings.code.file.path.string(), settings.code.attribute));
  }
  const py::object make = module.attr(settings.code.attribute.c_str());
  const py::object arguments =
      settings.arguments.is_null() ? py::object(py::dict()) : python_value(settings.arguments);
  try {
    return make(**py::dict(arguments));
  } catch (const py::error_already_set& error) {
    // Where nothing of the code ran, the arguments are not those that it takes.
    if (!error.matches(PyExc_TypeError) || error.trace()) throw;
    throw UserError(place, fmt::format("{} does not take these arguments: {}", settings.code.str(),
                                       py::str(error.value()).cast<std::string>()));
  }
}

std::unique_ptr<Recommender> Host::make(const PythonSettings& settings, Build& build) {
  const Place place = build.place;
  if (settings.code.file && !files_allowed_) {
    throw UserError(place, fmt::format("{} is Python code of a file; if you want to run it, say "
                                       "--allow-commands, or allow_commands=True in Python",
                                       settings.code.str()));
  }
  std::unique_ptr<Recommender> made;
  caller_.call([&] {
    py::object module = py::none();
    py::object object;
    if (settings.code.file) {
      module = py::module_::import("reprise._files").attr("load")(settings.code.file.path.string());
      object = of_module(module, settings, place);
    } else {
      const auto at = objects_.find(settings.code.object);
      if (at == objects_.end()) {
        throw UserError(place,
                        fmt::format("{} belongs to another Python program", settings.code.str()));
      }
      object = at->second;
    }
    const std::size_t number =
        numbers_.try_emplace(object.ptr(), numbers_.size() + 1).first->second;
    const std::string called = settings.code.str();
    made = asked_object({object, called,
                         fmt::format("number {} of the run's Python objects (a {})", number,
                                     settings.code.attribute)},
                        caller_, at_once_, build, kept_);
    if (!build.service) stateless_.push_back({build.treatment, module, object, state_of(object)});
  });
  return made;
}

std::vector<std::string> Host::notes() const {
  std::vector<std::string> notes;
  std::set<std::string> named;  // the treatment is made anew in each cell of a sweep
  for (const Stateless& one : stateless_) {
    if (one.state.is_none()) continue;
    make_current(one.module);
    if (state_of(one.object).equal(one.state)) continue;
    if (!named.insert(one.treatment).second) continue;
    notes.push_back(
        fmt::format("the treatment '{}' keeps state: it changed while it was asked. Which sessions "
                    "recommend() is asked for together, and in what order, depends on threads, "
                    "batch and the clock, so what it keeps must not change its answers; "
                    "recommend_next() is asked in one order always",
                    one.treatment));
  }
  return notes;
}

}  // namespace reprise
