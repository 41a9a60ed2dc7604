#include "recommenders/in_words.h"

#include <vector>

#include <fmt/format.h>

#include "recommenders/sentence.h"

namespace reprise {
namespace {

std::string words_of(const Node& node, const std::string& type);

// What a registry says of a part: nothing if there is no such part.
struct Known {
  std::string help;
  std::vector<ParameterInfo> parameters;
};

template <class Part>
std::optional<Known> known_in(const std::string& name) {
  const auto* entry = Registry<Part>::instance().find(name);
  if (entry == nullptr) return std::nullopt;
  return Known{entry->help, entry->parameters};
}

std::optional<Known> find_part(const std::string& kind, const std::string& name) {
  if (kind == AnchorPart::kind) return known_in<AnchorPart>(name);
  if (kind == CandidatesPart::kind) return known_in<CandidatesPart>(name);
  if (kind == ExcludePart::kind) return known_in<ExcludePart>(name);
  if (kind == PickPart::kind) return known_in<PickPart>(name);
  if (kind == RecommenderPart::kind) return known_in<RecommenderPart>(name);
  return std::nullopt;
}

// Returns the kind of part that a parameter of this type holds, also in lists and in pairs with a
// number; empty for plain values.
std::string kind_inside(std::string type) {
  const std::string list = "list of ";
  while (type.starts_with(list)) type = type.substr(list.size());
  const std::size_t comma = type.find(", ");
  if (type.starts_with('[') && type.ends_with(']') && comma != std::string::npos) {
    type = type.substr(comma + 2, type.size() - comma - 3);
  }
  for (const char* kind : {AnchorPart::kind, CandidatesPart::kind, ExcludePart::kind,
                           PickPart::kind, RecommenderPart::kind}) {
    if (type == kind) return type;
  }
  return {};
}

// Returns a value of a parameter: parts in words, anything else as YAML.
std::string value_words(const Node& value, const std::string& type) {
  const std::string kind = kind_inside(type);
  if (kind.empty()) return flow_yaml(value);
  if (!value.is_sequence()) return words_of(value, kind);
  std::vector<std::string> items;
  for (const Node& item : value.items) {
    if (item.is_sequence() && item.items.size() == 2) {
      items.push_back(
          fmt::format("{}: {}", flow_yaml(item.items[0]), words_of(item.items[1], kind)));
    } else {
      items.push_back(words_of(item, kind));
    }
  }
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    text += fmt::format("{}({}) {}", i == 0 ? "" : ", ", i + 1, items[i]);
  }
  return text;
}

bool is_number(const Node& value) {
  return value.is_scalar() && !value.scalar.empty() &&
         value.scalar.find_first_not_of("0123456789.+-e") == std::string::npos;
}

// Returns the parameters: "top 100; scope user". Those at their defaults are left out, but numbers
// are always said.
std::string parameter_words(const Node& inside, const std::vector<ParameterInfo>& infos) {
  // Of a shorthand's help, such as {top_tracks: n}, "n" is a parameter of the shorthand.
  if (!inside.is_map()) return is_number(inside) ? inside.scalar : std::string();
  std::vector<std::string> all;
  for (const Field& field : inside.fields) {
    if (field.value.is_null()) continue;
    std::string type;
    bool is_default = false;
    for (const ParameterInfo& info : infos) {
      if (info.name != field.key) continue;
      type = info.type;
      is_default = !info.required && flow_yaml(field.value) == info.fallback;
    }
    if (!is_default || is_number(field.value))
      all.push_back(fmt::format("{} {}", field.key, value_words(field.value, type)));
  }
  return fmt::format("{}", fmt::join(all, "; "));
}

const Node* part_of(const Node& sentence, const char* name) {
  const Node* part = sentence.find(name);
  return part == nullptr || part->is_null() ? nullptr : part;
}

// Returns a sentence, part by part in the order in which they act.
std::string sentence_words(const Node& sentence) {
  const Node previous_track = Node::make_scalar("previous_track");
  const Node uniform = Node::make_scalar("uniform");
  const std::string candidates = words_of(*sentence.find("candidates"), CandidatesPart::kind);
  const Node* anchor = part_of(sentence, "anchor");
  if (anchor == nullptr && candidates.find("anchor") != std::string::npos) anchor = &previous_track;
  std::string text;
  if (anchor != nullptr) text = fmt::format("anchor: {}; ", words_of(*anchor, AnchorPart::kind));
  text += fmt::format("candidates: {}; ", candidates);
  if (const Node* exclude = part_of(sentence, "exclude")) {
    text += fmt::format("of these {}; ", words_of(*exclude, ExcludePart::kind));
  }
  const Node* pick = part_of(sentence, "pick");
  text += fmt::format("picked: {}", words_of(pick == nullptr ? uniform : *pick, PickPart::kind));
  const Node* exhausted = part_of(sentence, "exhausted");
  if (exhausted != nullptr && exhausted->scalar == "restart") {
    text += "; when all are excluded the list begins again";
  }
  const Node* fallback = part_of(sentence, "fallback");
  text += fmt::format("; without any: {}", fallback == nullptr
                                               ? std::string("a random track")
                                               : words_of(*fallback, RecommenderPart::kind));
  return text;
}

// Returns one part or recommender: a name, {name: parameters}, or a sentence.
std::string words_of(const Node& node, const std::string& kind) {
  const bool recommender = kind == RecommenderPart::kind;
  if (recommender && node.find("candidates") != nullptr) return sentence_words(node);
  if (node.is_sequence()) return value_words(node, "list of " + kind);
  const bool named = node.is_map() && node.fields.size() == 1;
  if (!node.is_scalar() && !named) return flow_yaml(node);
  const std::string name = named ? node.fields.front().key : node.scalar;
  const Node inside = named ? node.fields.front().value : Node{};
  if (recommender && name == "sentence" && inside.find("candidates") != nullptr) {
    return sentence_words(inside);
  }
  if (recommender && name == "random") return "a random track";
  const std::optional<Known> known = find_part(kind, name);
  if (!known) return flow_yaml(node);
  const std::string& text = known->help;
  const std::string parameters = parameter_words(inside, known->parameters);
  if (recommender && text.starts_with('{')) {  // a shorthand, which says what it stands for
    const Node sentence = parse_yaml(text, name);
    if (sentence.find("candidates") != nullptr) {
      return parameters.empty() ? sentence_words(sentence)
                                : fmt::format("{}; {}", parameters, sentence_words(sentence));
    }
  }
  return parameters.empty() ? text : fmt::format("{} ({})", text, parameters);
}

}  // namespace

std::string recommender_in_words(const std::string& yaml) {
  if (yaml.empty()) return {};
  try {
    return words_of(parse_yaml(yaml, "recommender"), RecommenderPart::kind);
  } catch (const UserError&) {
    return {};
  }
}

}  // namespace reprise
