#include "sim/user_model/sentence.h"

#include <fmt/format.h>

#include "sim/support/check.h"
#include "sim/support/suggestion.h"
#include "sim/user_model/sentence_model.h"

namespace reprise {

template class Registry<InterestPart>;
template class Registry<StatePart>;
template class Registry<ResponsePart>;
template class Registry<RepeatPart>;
template class Registry<FatiguePart>;
template class Registry<LeavePart>;
template class Registry<ReturnPart>;

namespace {

constexpr const char* kBotify = "botify";
// Botify's parts, by the keys of a sentence.
constexpr const char* kInterest = "fixed";
constexpr const char* kState = "none";
constexpr const char* kResponse = "logistic";
constexpr const char* kRepeat = "never";
constexpr const char* kFatigue = "artist";
constexpr const char* kLeave = "budget";
constexpr const char* kReturn = "by_lot";

// Returns whether a part is the one of this name with nothing written below it.
template <class Part>
bool is_plain(const Recipe<Part>& recipe, const char* name) {
  return recipe.resolved.is_scalar() && recipe.name == name;
}
template <class Part>
bool is_plain(const std::optional<Recipe<Part>>& recipe, const char* name) {
  return !recipe || is_plain(*recipe, name);
}

template <class Part>
auto made(const std::optional<Recipe<Part>>& recipe, const char* otherwise, UserModelBuild& build) {
  return recipe ? recipe->make(build)
                : Registry<Part>::instance().read(Node::make_scalar(otherwise), "").make(build);
}

}  // namespace

const Parameters<UserModelSentence>& UserModelSentence::parameters() {
  static const Parameters<UserModelSentence> declared =
      Parameters<UserModelSentence>("model")
          .add("interest", &UserModelSentence::interest, "what a listener would like to hear")
          .otherwise(kInterest)
          .add("state", &UserModelSentence::state,
               "a state of mind that makes all tracks better or worse")
          .otherwise(kState)
          .add("response", &UserModelSentence::response, "how a match becomes a time")
          .otherwise(kResponse)
          .add("repeat", &UserModelSentence::repeat,
               "what it changes that a track was heard before")
          .otherwise(kRepeat)
          .add("fatigue", &UserModelSentence::fatigue,
               "how a listener tires of what is alike; several are multiplied")
          .otherwise(kFatigue)
          .add("leave", &UserModelSentence::leave, "when a session ends")
          .otherwise(kLeave)
          .add("return", &UserModelSentence::comes_back, "when the next session begins")
          .otherwise(kReturn);
  return declared;
}

bool UserModelSentence::is_botify() const {
  return is_plain(interest, kInterest) && is_plain(state, kState) &&
         is_plain(response, kResponse) && is_plain(repeat, kRepeat) &&
         (fatigue.empty() || (fatigue.size() == 1 && is_plain(fatigue.front(), kFatigue))) &&
         is_plain(leave, kLeave) && is_plain(comes_back, kReturn);
}

template <class Visit>
void UserModelSentence::for_each_part(const Visit& visit) const {
  if (interest) visit("interest", *interest);
  if (state) visit("state", *state);
  if (response) visit("response", *response);
  if (repeat) visit("repeat", *repeat);
  for (const Recipe<FatiguePart>& part : fatigue) visit("fatigue", part);
  if (leave) visit("leave", *leave);
  if (comes_back) visit("return", *comes_back);
}

UserModelFacts UserModelSentence::facts() const {
  UserModelFacts facts;
  for_each_part([&](const char*, const auto& part) { facts |= part.declared; });
  return facts;
}

std::string UserModelSentence::remembering_parts() const {
  std::vector<std::string> parts;
  for_each_part([&](const char* key, const auto& part) {
    if (part.declared.remembers_users) parts.push_back(fmt::format("'{}: {}'", key, part.name));
  });
  return fmt::format("{}", fmt::join(parts, " and "));
}

std::shared_ptr<const UserModel> make_user_model(const UserModelSentence& sentence,
                                                 const World& world, const GivenUserValues* given) {
  if (sentence.is_botify()) return nullptr;
  UserModelBuild build{world, sentence.place, given};
  ListenerParts parts;
  parts.interest = made(sentence.interest, kInterest, build);
  parts.state = made(sentence.state, kState, build);
  parts.response = made(sentence.response, kResponse, build);
  parts.repeat = made(sentence.repeat, kRepeat, build);
  for (const Recipe<FatiguePart>& part : sentence.fatigue) {
    parts.fatigue.push_back(part.make(build));
  }
  if (parts.fatigue.empty()) {
    parts.fatigue.push_back(made(std::optional<Recipe<FatiguePart>>(), kFatigue, build));
  }
  parts.leave = made(sentence.leave, kLeave, build);
  parts.comes_back = made(sentence.comes_back, kReturn, build);
  return std::make_shared<SentenceModel>(
      std::move(parts), sentence.facts(),
      flow_yaml(ParameterType<UserModelSentence>::write(sentence)), sentence.remembering_parts());
}

std::vector<Recipe<FatiguePart>> ParameterType<std::vector<Recipe<FatiguePart>>>::read(
    const Node& node, const std::string& what) {
  const Registry<FatiguePart>& registry = Registry<FatiguePart>::instance();
  std::vector<Recipe<FatiguePart>> parts;
  if (node.is_sequence()) {
    throw wrong_type(node, what, "one fatigue, or a map of several: {artist: 0.8, genre: 0.95}");
  }
  if (!node.is_map() || node.fields.size() < 2) {
    parts.push_back(registry.read(node, what));
    return parts;
  }
  for (const Field& field : node.fields) {
    Node one = Node::make_map(field.key_place);
    one.fields.push_back(field);
    parts.push_back(registry.read(one, what));
  }
  return parts;
}

Node ParameterType<std::vector<Recipe<FatiguePart>>>::write(
    const std::vector<Recipe<FatiguePart>>& parts) {
  if (parts.empty()) return {};
  if (parts.size() == 1) return parts.front().resolved;
  Node all = Node::make_map();
  for (const Recipe<FatiguePart>& part : parts) {
    // A part without parameters is its name alone, which stands in a map without a value.
    const Node* inside = part.resolved.find(part.name);
    all.set(part.name, inside == nullptr ? Node{} : *inside);
  }
  return all;
}

UserModelSentence ParameterType<UserModelSentence>::read(const Node& node,
                                                         const std::string& what) {
  UserModelSentence sentence;
  if (node.is_map()) {
    sentence = UserModelSentence::parameters().read(node);
  } else if (!node.is_scalar() || node.scalar != kBotify) {
    throw wrong_type(node, what, "'botify', or a map of parts such as {leave: {hazard: ...}}");
  }
  sentence.place = node.place;
  return sentence;
}

Node ParameterType<UserModelSentence>::write(const UserModelSentence& sentence) {
  return sentence.is_botify() ? Node{} : UserModelSentence::parameters().write(sentence);
}

}  // namespace reprise
