// The sentence of a user model, as `users: {model: ...}` of a world gives it: one part for each of
// interest, state, response, repeat, leave and return, and one or more of fatigue.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sim/user_model/parts.h"

namespace reprise {

struct UserModelSentence {
  // A part that is left out is botify's.
  std::optional<Recipe<InterestPart>> interest;
  std::optional<Recipe<StatePart>> state;
  std::optional<Recipe<ResponsePart>> response;
  std::optional<Recipe<RepeatPart>> repeat;
  std::vector<Recipe<FatiguePart>> fatigue;  // empty: botify's; else their factors are multiplied
  std::optional<Recipe<LeavePart>> leave;
  std::optional<Recipe<ReturnPart>> comes_back;  // `return:`
  Place place;

  static const Parameters<UserModelSentence>& parameters();

  /// Returns whether all parts are botify's own with the users' own traits, so that Session plays
  /// them by itself.
  bool is_botify() const;
  /// Returns what the parts declare.
  UserModelFacts facts() const;
  /// As UserModel::remembering_parts().
  std::string remembering_parts() const;

 private:
  // Calls `visit` with the key and the recipe of each part that is written.
  template <class Visit>
  void for_each_part(const Visit& visit) const;
};

/// Makes the model of a sentence for the users of a world; null for botify's. Throws UserError
/// where the world lacks what a part needs. `given` has users' own values, or is null.
std::shared_ptr<const UserModel> make_user_model(const UserModelSentence& sentence,
                                                 const World& world,
                                                 const GivenUserValues* given = nullptr);

/// `artist`, `{artist: 0.8}` or `{artist: 0.8, genre: 0.95}`.
template <>
struct ParameterType<std::vector<Recipe<FatiguePart>>> {
  static std::string name() { return "one fatigue or a map of several"; }
  static std::vector<Recipe<FatiguePart>> read(const Node& node, const std::string& what);
  static Node write(const std::vector<Recipe<FatiguePart>>& parts);
};

/// `botify`, or a map of parts. Botify's sentence is written as nothing: it is what there is
/// without a model, and results are the same.
template <>
struct ParameterType<UserModelSentence> {
  static std::string name() { return "'botify' or a map of parts"; }
  static UserModelSentence read(const Node& node, const std::string& what);
  static Node write(const UserModelSentence& sentence);
};

}  // namespace reprise
