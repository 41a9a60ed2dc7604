// Registers the recommenders of the upstream project under their names there. Each one is a
// sentence.
#include <fmt/format.h>

#include "recommenders/candidates/list_file.h"
#include "recommenders/candidates/top_list.h"
#include "recommenders/shorthand.h"
#include "sim/support/parameters/nested.h"

namespace reprise {
namespace {

// Whether sticky_artist may play the previous track again, as it did until 2025.
enum class PreviousTrack { kept, left_out };
std::vector<std::string> choices(PreviousTrack) { return {"kept", "left_out"}; }

struct StickyArtist {
  std::optional<PreviousTrack> previous;  // absent: kept
};

struct ItemToItem : ListSource {
  std::int64_t last = 10;
};

struct TopPop {
  std::int64_t top = 100;
  TopListFile file;
};

// Marks a text as quoted, so that no character of a path breaks the YAML.
Node quoted(Node text) {
  text.quoted = true;
  return text;
}

// Returns the YAML `candidates: {kind: {...}}`.
std::string candidates_of(const char* kind, Node parameters) {
  Node list = Node::make_map();
  list.set(kind, std::move(parameters));
  Node candidates = Node::make_map();
  candidates.set("candidates", std::move(list));
  return write_yaml(with_absolute_paths(candidates));
}

// Returns YAML such as `candidates: {item_list: {file: "lists.json", top: 100}}`.
std::string list_of(const char* kind, const ListSource& source) {
  Node node = source.write();
  for (Field& field : node.fields) {
    if (field.key == "model") field.value = quoted(std::move(field.value));
  }
  return candidates_of(kind, std::move(node));
}

const auto random_recommender =
    register_shorthand("{candidates: catalog, pick: uniform}", Parameters<NoParameters>("random"),
                       [](const NoParameters&) { return "{candidates: catalog, pick: uniform}"; });

const auto top_pop = register_shorthand(
    "{candidates: {top_tracks: n}, pick: uniform}",
    Parameters<TopPop>("top_pop")
        .add("top", &TopPop::top, "length of the popularity list", {.min = 1, .max = 1e9})
        .short_form()
        .add("file", &TopPop::file,
             "JSON array of track ids, most popular first; left out, the world's list"),
    [](const TopPop& p) {
      if (!p.file) return fmt::format("{{candidates: {{top_tracks: {}}}, pick: uniform}}", p.top);
      Node list = Node::make_map();
      list.set("top", ParameterType<std::int64_t>::write(p.top));
      list.set("file", ParameterType<TopListFile>::write(p.file));
      return candidates_of("top_tracks", std::move(list)) + "pick: uniform\n";
    });

const auto sticky_artist = register_shorthand(
    "{anchor: previous_track, candidates: artist, pick: uniform}",
    Parameters<StickyArtist>("sticky_artist")
        .add("previous", &StickyArtist::previous,
             "left_out, as in 2026: with exclude: previous_track and exhausted: restart")
        .otherwise("kept"),
    [](const StickyArtist& p) {
      return p.previous.value_or(PreviousTrack::kept) == PreviousTrack::kept
                 ? "{anchor: previous_track, candidates: artist, pick: uniform}"
                 : "{anchor: previous_track, candidates: artist, exclude: previous_track, "
                   "pick: uniform, exhausted: restart}";
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
                       ListSource::declare("indexed"), [](const ListSource& p) {
                         return list_of("user_list", p) + "pick: uniform\nfallback: random\n";
                       });

const auto sequential = register_shorthand(
    "{candidates: {user_list: file}, pick: next, fallback: random}",
    ListSource::declare("sequential"),
    [](const ListSource& p) { return list_of("user_list", p) + "pick: next\nfallback: random\n"; });

const auto contextual = register_shorthand(
    "{anchor: previous_track, candidates: {item_list: file}, pick: uniform, fallback: random}",
    ListSource::declare("contextual"), [](const ListSource& p) {
      return list_of("item_list", p) + "anchor: previous_track\npick: uniform\nfallback: random\n";
    });

const auto i2i = register_shorthand(
    "{anchor: {weighted_history: {scope: user, last: 10, unlistened: oldest}}, candidates: "
    "{item_list: file}, exclude: {last: {n: 10, scope: user}}, pick: first, fallback: random}",
    ListSource::declare<ItemToItem>("i2i").add(
        "last", &ItemToItem::last, "the user's last so many playbacks are all that is remembered",
        {.min = 1, .max = 1e9}),
    [](const ItemToItem& p) {
      return list_of("item_list", p) +
             fmt::format(
                 "anchor: {{weighted_history: {{scope: user, last: {0}, unlistened: "
                 "oldest}}}}\nexclude: {{last: {{n: {0}, scope: user}}}}\npick: first\n"
                 "fallback: random\n",
                 p.last);
    });

}  // namespace
}  // namespace reprise
