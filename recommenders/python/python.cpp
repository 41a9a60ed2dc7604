// The recommender `python`: the user's own class or function, asked for many requests at a time.
#include <fmt/format.h>

#include "recommenders/python/python_host.h"
#include "sim/support/parameters/left_out_name.h"

namespace reprise {
namespace {

PythonHost* host = nullptr;

constexpr const char* kFile = "file";
constexpr const char* kClass = "class";
constexpr const char* kObject = "object";
constexpr const char* kContent = "content";

// Reads `my_recommender.py:Mine`.
PythonCode read_text(const Node& node, const std::string& what) {
  const std::size_t colon = node.scalar.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == node.scalar.size()) {
    throw wrong_type(node, what,
                     "a file and a class or function in it, such as my_recommender.py:Mine");
  }
  Node path = node;
  path.scalar = node.scalar.substr(0, colon);
  return {.file = ParameterType<InputFile>::read(path, what),
          .attribute = node.scalar.substr(colon + 1),
          .object = {},
          .content = {}};
}

std::unique_ptr<Recommender> make(const PythonSettings& settings, Build& build) {
  if (python_host() != nullptr) return python_host()->make(settings, build);
  throw UserError(build.place,
                  settings.code.file
                      ? fmt::format("{} is Python code, which `reprise run` and `reprise evaluate` "
                                    "with --allow-commands and Python's reprise.run play, and "
                                    "nothing else does",
                                    settings.code.str())
                      : fmt::format("{} was an object of a Python program, which alone can play it "
                                    "again, with reprise.run",
                                    settings.code.str()));
}

// {python: FILE:CLASS, arguments: {...}} is written with the arguments beside the name.
const LeftOutNameRegistration left_out({"python",
                                        [](std::string_view key) { return key == "arguments"; }});

const Registration<RecommenderPart> registration(
    "your own recommender in Python: a class with recommend(batch), asked for thousands of tracks "
    "at "
    "a time, or one of botify's with recommend_next(user, track, time)",
    Parameters<PythonSettings>("python")
        .require(
            "code", &PythonSettings::code,
            "the class, or a function that returns the recommender; the file's path is relative "
            "to the YAML file")
        .short_form()
        .add("arguments", &PythonSettings::arguments, "its keyword arguments: a map")
        .check([](const PythonSettings& settings, const Node& node) {
          if (settings.arguments.is_map() || settings.arguments.is_null()) return;
          const Node* arguments = node.find("arguments");
          throw wrong_type(arguments == nullptr ? node : *arguments, "python.arguments",
                           "a map of keyword arguments, such as {top: 100}");
        }),
    [](const PythonSettings& settings) {
      const bool file = static_cast<bool>(settings.code.file);
      return Capabilities{.runs_commands = file,
                          .unfingerprinted = file || settings.code.content == kUnknownContent};
    },
    make);

}  // namespace

PythonHost* python_host() { return host; }
void set_python_host(PythonHost* of_process) { host = of_process; }

std::string PythonCode::str() const {
  return file ? fmt::format("{}:{}", file.path.filename().string(), attribute)
              : fmt::format("the object {} (a {})", object, attribute);
}

PythonCode ParameterType<PythonCode>::read(const Node& node, const std::string& what) {
  if (node.is_scalar()) return read_text(node, what);
  const auto text = [&](const char* key) {
    const Node* value = node.find(key);
    return value == nullptr ? std::string() : ParameterType<std::string>::read(*value, what);
  };
  const Node* file = node.find(kFile);
  PythonCode code{.file = {}, .attribute = text(kClass), .object = {}, .content = {}};
  if (file != nullptr && node.fields.size() == 2) {
    code.file = ParameterType<InputFile>::read(*file, what);
  } else if (node.fields.size() == 3) {
    code.object = text(kObject);
    code.content = text(kContent);
  }
  if (code.attribute.empty() || (!code.file && (code.object.empty() || code.content.empty()))) {
    throw wrong_type(node, what,
                     "a file and a class or function in it, such as my_recommender.py:Mine");
  }
  return code;
}

Node ParameterType<PythonCode>::write(const PythonCode& code) {
  Node node = Node::make_map();
  if (code.file) {
    node.set(kFile, ParameterType<InputFile>::write(code.file));
    node.set(kClass, Node::make_scalar(code.attribute));
    return node;
  }
  node.set(kObject, Node::make_scalar(code.object));
  node.set(kClass, Node::make_scalar(code.attribute));
  node.set(kContent, Node::make_scalar(code.content));
  return node;
}

}  // namespace reprise
