// Recommenders written in Python: how a config names them, and the host that makes and asks them.
// The host is the program that Python has started; it alone knows the interpreter
// (experiments/python).
#pragma once

#include <memory>
#include <string>

#include "recommenders/recommender.h"
#include "sim/support/parameters/input_file.h"

namespace reprise {

/// Code of the user. A config names a class or function of a file, `my_recommender.py:Mine`. A
/// Python program hands over an object instead; its resolved config has {object: NAME, content:
/// HASH}.
struct PythonCode {
  InputFile file;         // empty for an object
  std::string attribute;  // the class or function in the file; its dotted name for an object
  std::string object;     // the name under which the program handed the object over
  std::string content;    // fingerprint of the object's code and state, or "unknown"

  /// Returns "my_recommender.py:Mine", or "the object mine (a package.Mine)".
  std::string str() const;
};

inline constexpr const char* kUnknownContent = "unknown";

template <>
struct ParameterType<PythonCode> {
  static std::string name() { return "FILE.py:CLASS"; }
  /// Throws UserError when it is no such text, or there is no such file. Nothing is run.
  static PythonCode read(const Node& node, const std::string& what);
  static Node write(const PythonCode& code);
};

struct PythonSettings {
  PythonCode code;
  Node arguments;  // a map: the keyword arguments of the class or function
};

/// Makes and asks the Python recommenders of a process.
class PythonHost {
 public:
  virtual ~PythonHost() = default;
  /// Makes the recommender and fills in what `build` is told of it: what it reads, how many
  /// requests it is asked at a time. Called by any thread. Throws UserError for code that is no
  /// recommender.
  virtual std::unique_ptr<Recommender> make(const PythonSettings& settings, Build& build) = 0;
};

/// Returns the host of this process; null in a program that Python has not started.
PythonHost* python_host();
/// Sets the host, which must outlive all recommenders; null for none. Not to be called while
/// recommenders are made.
void set_python_host(PythonHost* host);

}  // namespace reprise
