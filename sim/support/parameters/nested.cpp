#include "sim/support/parameters/nested.h"

#include <fmt/format.h>

namespace reprise {

std::filesystem::path path_beside(const std::string& written, const Place& place) {
  const std::filesystem::path path(written);
  if (path.is_absolute()) return path.lexically_normal();
  std::error_code error;
  const std::filesystem::path source(place.source);
  const bool in_file = place.line > 0 && std::filesystem::is_regular_file(source, error);
  const std::filesystem::path base = in_file ? source.parent_path() : std::filesystem::path();
  return std::filesystem::absolute(base / path).lexically_normal();
}

InputFile ParameterType<InputFile>::read(const Node& node, const std::string& what) {
  if (node.is_null()) return {};
  if (!node.is_scalar() || node.scalar.empty()) throw wrong_type(node, what, name());
  InputFile file{path_beside(node.scalar, node.place)};
  std::error_code error;
  if (!std::filesystem::exists(file.path, error)) {
    throw UserError(node.place, fmt::format("'{}': there is no file {}; paths are relative to {}",
                                            what, file.path.string(),
                                            node.place.line > 0 ? "the file they are written in"
                                                                : "the current directory"));
  }
  return file;
}

}  // namespace reprise
