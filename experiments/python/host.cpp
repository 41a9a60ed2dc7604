#include "experiments/python/host.h"

#include <cmath>

#include <fmt/format.h>

#include "experiments/python/asked_object.h"

namespace reprise {
namespace {

namespace py = pybind11;

// A scalar without quotes is what YAML's core schema says.
py::object python_scalar(const std::string& text) {
  if (text == "null" || text == "~" || text.empty()) return py::none();
  if (text == "true" || text == "false") return py::bool_(text == "true");
  for (PyObject* (*read)(PyObject*) :
       {+[](PyObject* of) { return PyLong_FromUnicodeObject(of, 10); },
        +[](PyObject* of) { return PyFloat_FromString(of); }}) {
    // Python reads 1_000 as a number, YAML as a text.
    if (text.find_first_not_of("0123456789+-.eEinfaN") != std::string::npos) break;
    const py::str as_text(text);
    if (PyObject* number = read(as_text.ptr())) return py::reinterpret_steal<py::object>(number);
    PyErr_Clear();
  }
  return py::str(text);
}

}  // namespace

py::object python_value(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return py::none();
    case Node::Kind::scalar:
      return node.quoted ? py::str(node.scalar) : python_scalar(node.scalar);
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

py::object Host::of_file(const PythonSettings& settings, const Place& place) {
  const std::string file = settings.code.file.path.string();
  const py::object module = py::module_::import("reprise._files").attr("load")(file);
  if (!py::hasattr(module, settings.code.attribute.c_str())) {
    throw UserError(place, fmt::format("{} has no '{}'; expected a class or function of this name",
                                       file, settings.code.attribute));
  }
  const py::object make = module.attr(settings.code.attribute.c_str());
  const py::object arguments =
      settings.arguments.is_null() ? py::object(py::dict()) : python_value(settings.arguments);
  return make(**py::dict(arguments));
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
    py::object object;
    if (settings.code.file) {
      object = of_file(settings, place);
    } else {
      const auto at = objects_.find(settings.code.object);
      if (at == objects_.end()) {
        throw UserError(place,
                        fmt::format("{} belongs to another Python program", settings.code.str()));
      }
      object = at->second;
    }
    made = asked_object(object, caller_, at_once_, build, settings.code.str(), kept_);
  });
  return made;
}

}  // namespace reprise
