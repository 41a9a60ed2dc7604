// `user_models:` of an experiment or of a sweep: the models of users under each of which every
// treatment is played. A verdict that holds under one of them only is worth little.
#pragma once

#include <string>
#include <vector>

#include "sim/support/parameters/parameters.h"

namespace reprise {

struct NamedUserModel {
  std::string name;  // in reports
  Node users;        // a map as `users:` of a world has it, checked; always with a `model`
};

/// At least one model; their names differ.
struct UserModelList {
  std::vector<NamedUserModel> named;
};

/// Reads a list, or a map from names to models. A model is `botify`, a map of parts, a map as
/// `users:` of a world has it, or the path of a YAML file with one of these or with a world, of
/// which only the users count. In a list a file gives its name without extension, and a map its
/// text. Throws UserError.
template <>
struct ParameterType<UserModelList> {
  static std::string name() { return "list or map of users' models"; }
  static UserModelList read(const Node& node, const std::string& what);
  /// Writes a map with the parts' defaults filled in and without paths, so that the same users are
  /// the same text wherever they were read.
  static Node write(const UserModelList& models);
};

}  // namespace reprise
