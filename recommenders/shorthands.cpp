// The recommenders of the upstream project by their names there, each as the sentence it is.
#include "recommenders/candidates/list_file.h"
#include "recommenders/shorthand.h"

namespace reprise {
namespace {

struct TopPop {
  std::int64_t top = 100;
};

// A path as a YAML string that nothing can break out of.
std::string quoted(const InputFile& file) {
  Node node = ParameterType<InputFile>::write(file);
  node.quoted = true;
  std::string text = write_yaml(node);
  text.pop_back();
  return text;
}

std::string list_of(const char* kind, const ListFileParameters& list) {
  return fmt::format("{{{}: {{file: {}, top: {}, ordered: {}}}}}", kind, quoted(list.file),
                     list.top, list.ordered);
}

const auto random_recommender =
    register_shorthand("{candidates: catalog, pick: uniform}", Parameters<NoParameters>("random"),
                       [](const NoParameters&) { return "{candidates: catalog, pick: uniform}"; });

const auto top_pop = register_shorthand(
    "{candidates: {top_tracks: n}, pick: uniform}",
    Parameters<TopPop>("top_pop")
        .add("top", &TopPop::top, "length of the popularity list", {.min = 1, .max = 1e9})
        .short_form(),
    [](const TopPop& p) {
      return fmt::format("{{candidates: {{top_tracks: {}}}, pick: uniform}}", p.top);
    });

const auto sticky_artist =
    register_shorthand("{anchor: previous_track, candidates: artist, pick: uniform}",
                       Parameters<NoParameters>("sticky_artist"), [](const NoParameters&) {
                         return "{anchor: previous_track, candidates: artist, pick: uniform}";
                       });

const auto sticky_artist_mixed = register_shorthand(
    "{switch: {below: [[0.3, random]], otherwise: {anchor: previous_track, candidates: artist, "
    "exclude: "
    "previous_track, pick: uniform, exhausted: restart}}}",
    Parameters<NoParameters>("sticky_artist_mixed"), [](const NoParameters&) {
      return "{switch: {below: [[0.3, random]], otherwise: {anchor: previous_track, candidates: "
             "artist, exclude: previous_track, pick: uniform, exhausted: restart}}}";
    });

const auto indexed =
    register_shorthand("{candidates: {user_list: file}, pick: uniform, fallback: random}",
                       ListFileParameters::declare("indexed"), [](const ListFileParameters& p) {
                         return fmt::format("{{candidates: {}, pick: uniform, fallback: random}}",
                                            list_of("user_list", p));
                       });

const auto sequential =
    register_shorthand("{candidates: {user_list: file}, pick: next, fallback: random}",
                       ListFileParameters::declare("sequential"), [](const ListFileParameters& p) {
                         return fmt::format("{{candidates: {}, pick: next, fallback: random}}",
                                            list_of("user_list", p));
                       });

const auto contextual = register_shorthand(
    "{anchor: previous_track, candidates: {item_list: file}, pick: uniform, fallback: random}",
    ListFileParameters::declare("contextual"), [](const ListFileParameters& p) {
      return fmt::format(
          "{{anchor: previous_track, candidates: {}, pick: uniform, fallback: random}}",
          list_of("item_list", p));
    });

const auto i2i = register_shorthand(
    "{anchor: {weighted_history: {scope: user}}, candidates: {item_list: file}, exclude: user, "
    "pick: "
    "first, fallback: random}",
    ListFileParameters::declare("i2i"), [](const ListFileParameters& p) {
      return fmt::format(
          "{{anchor: {{weighted_history: {{scope: user}}}}, candidates: {}, exclude: user, pick: "
          "first, fallback: random}}",
          list_of("item_list", p));
    });

}  // namespace
}  // namespace reprise
