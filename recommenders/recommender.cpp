#include "recommenders/recommender.h"

#include <algorithm>

#include <fmt/format.h>

#include "recommenders/sentence.h"
#include "sim/support/parameters/input_file.h"

namespace reprise {

template class Registry<RecommenderPart>;

void check_undrawn(const Request& request, std::uint32_t word_before, const char* kind) {
  if (request.draws.peek() == word_before) return;
  throw UserError(
      fmt::format("{} {} that was added to the program draws, but does not tell its "
                  "probabilities; it needs a tell() beside what it does",
                  kind[0] == 'a' ? "an" : "a", kind));
}

void Recommender::tell(Request& request, double share, Propensities& propensities) const {
  const std::uint32_t word = request.draws.peek();
  const TrackId track = next(request);
  check_undrawn(request, word, RecommenderPart::kind);
  propensities.add(track, share);
}

RecommenderRecipe read_recommender(const Node& node, const std::string& what) {
  const Registry<RecommenderPart>& registry = Registry<RecommenderPart>::instance();
  if (node.is_scalar() && (node.scalar.ends_with(".yaml") || node.scalar.ends_with(".yml"))) {
    const std::filesystem::path path = path_beside(node.scalar, node.place);
    // The limit stops a file that includes itself. No sensible chain of files is longer.
    static thread_local int depth = 0;
    struct Depth {
      explicit Depth(int& counted) : count(counted) { ++count; }
      ~Depth() { --count; }
      int& count;
    } guard(depth);
    if (depth > 16) {
      throw UserError(node.place, fmt::format("{} is included more than 16 levels deep; does it "
                                              "include itself?",
                                              path.string()));
    }
    return read_recommender(
        ParameterType<InputFile>::read(node, what).path.empty() ? node : read_yaml(path.string()),
        what);
  }
  // {python: FILE:CLASS, arguments: {...}} is {python: {code: FILE:CLASS, arguments: {...}}}.
  if (node.is_map() && node.fields.size() == 2 && node.find("python") != nullptr &&
      node.find("arguments") != nullptr) {
    Node inside = Node::make_map(node.place);
    inside.set("code", *node.find("python"));
    inside.set("arguments", *node.find("arguments"));
    Node named = Node::make_map(node.place);
    named.set("python", std::move(inside));
    return registry.read(named, what);
  }
  if (node.is_map()) {
    const bool named = node.fields.size() == 1 && registry.find(node.fields.front().key) != nullptr;
    if (!named && is_sentence(node)) return registry.find("sentence")->read(node);
    // A map whose parts are all misspelt is not recognised as a sentence, so the error also lists
    // the names of the parts.
    if (!named && !node.fields.empty()) {
      std::vector<std::string> known = registry.names();
      for (const ParameterInfo& part : registry.find("sentence")->parameters) {
        known.push_back(part.name);
      }
      // The error names the first unknown key. If all keys are known, two names stand side by side.
      const auto unknown =
          std::find_if(node.fields.begin(), node.fields.end(), [&](const Field& field) {
            return std::find(known.begin(), known.end(), field.key) == known.end();
          });
      if (unknown == node.fields.end()) {
        throw UserError(node.fields[1].key_place,
                        fmt::format("'{}' stands beside '{}' in '{}'; a recommender is one name "
                                    "with its parameters below it, or a sentence of parts",
                                    node.fields[1].key, node.fields[0].key, what));
      }
      const Field& field = *unknown;
      throw UserError(
          field.key_place,
          fmt::format("'{}' for '{}' is no recommender and no part of one{}; known: {}", field.key,
                      what, did_you_mean(field.key, known), fmt::join(known, ", ")));
    }
  }
  return registry.read(node, what);
}

}  // namespace reprise
