#include "experiments/spec/sweeps/user_model_list.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "sim/support/parameters/input_file.h"
#include "sim/world_source/user_changes.h"

namespace reprise {
namespace {

constexpr const char* kBotify = "botify";
constexpr const char* kExpected =
    "'botify', a map of parts such as {leave: hazard}, or a YAML file with the users of a world";

// Returns whether a map has a key that `users:` of a world has.
bool is_users(const Node& map) {
  const std::vector<ParameterInfo> known = UserChanges::parameters().describe();
  return std::any_of(map.fields.begin(), map.fields.end(), [&](const Field& field) {
    return std::any_of(known.begin(), known.end(),
                       [&](const ParameterInfo& one) { return one.name == field.key; });
  });
}

Node users_of_model(const Node& model) {
  Node users = Node::make_map(model.place);
  users.set("model", model);
  return users;
}

Node users_of_map(const Node& map, const std::string& what) {
  if (map.fields.empty()) throw wrong_type(map, what, kExpected);
  Node users = is_users(map) ? map : users_of_model(map);
  if (users.find("model") == nullptr) users.set("model", Node::make_scalar(kBotify, map.place));
  UserChanges::parameters().read(users);
  return users;
}

Node users_of_file(const Node& path, const std::string& what) {
  const std::filesystem::path file = path_beside(path.scalar, path.place);
  std::error_code error;
  if (path.scalar.empty() || !std::filesystem::is_regular_file(file, error)) {
    throw UserError(path.place, fmt::format("'{}' is '{}', and there is no file {}; expected {}",
                                            what, path.scalar, file.string(), kExpected));
  }
  const Node inside = read_yaml(file.string());
  if (!inside.is_map()) throw wrong_type(inside, what, "a map of parts, or a world with 'users'");
  const Node* users = inside.find("users");
  if (users != nullptr && users->is_map()) return users_of_map(*users, what);
  if (users != nullptr || inside.find("generate") != nullptr || inside.find("files") != nullptr) {
    throw UserError(inside.place,
                    "this world has no 'users', and of a world in 'user_models' only "
                    "they count; for botify's users write 'botify'");
  }
  return users_of_map(inside, what);
}

NamedUserModel read_entry(const Node& node, const std::string& what) {
  if (node.is_map()) return {flow_yaml(node), users_of_map(node, what)};
  if (!node.is_scalar()) throw wrong_type(node, what, kExpected);
  if (node.scalar == kBotify) return {kBotify, users_of_model(node)};
  return {std::filesystem::path(node.scalar).stem().string(), users_of_file(node, what)};
}

}  // namespace

UserModelList ParameterType<UserModelList>::read(const Node& node, const std::string& what) {
  UserModelList models;
  const auto add = [&](NamedUserModel model, const Place& place) {
    if (model.name.empty()) throw UserError(place, "a user model has an empty name; write one");
    const bool known =
        std::any_of(models.named.begin(), models.named.end(),
                    [&](const NamedUserModel& one) { return one.name == model.name; });
    if (known) {
      throw UserError(place, fmt::format("the user model '{}' is there twice; remove one, or give "
                                         "them names in a map: {}: {{one: ..., other: ...}}",
                                         model.name, what));
    }
    models.named.push_back(std::move(model));
  };
  for (const Node& item : node.items) add(read_entry(item, what), item.place);
  for (const Field& field : node.fields) {
    NamedUserModel model = read_entry(field.value, what + "." + field.key);
    model.name = field.key;
    add(std::move(model), field.key_place);
  }
  if (models.named.empty()) {
    throw wrong_type(node, what,
                     fmt::format("a list, or a map from names to models, each {}", kExpected));
  }
  return models;
}

Node ParameterType<UserModelList>::write(const UserModelList& models) {
  Node map = Node::make_map();
  for (const NamedUserModel& model : models.named) {
    Node users = model.users;
    Node sentence =
        ParameterType<UserModelSentence>::write(*UserChanges::parameters().read(users).model);
    users.set("model", sentence.is_null() ? Node::make_scalar(kBotify) : std::move(sentence));
    map.set(model.name, std::move(users));
  }
  return map;
}

}  // namespace reprise
