#include "recommenders/candidates/list_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "recommenders/candidates/shared_lists.h"
#include "recommenders/training/model.h"
#include "sim/support/files/json_lines.h"
#include "sim/world_files/user_field_reader.h"

namespace reprise {
namespace {

// The names of the keys in upstream's yearly versions and their forks.
constexpr std::array kUserKeys = {"user", "user_id"};
constexpr std::array kTrackKeys = {"track", "item_id", "track_id"};
constexpr std::array kListKeys = {"tracks", "recommendations"};

// Returns the first of `keys` that a line has; null if it has none.
const char* find_key(const JsonLine& line, std::span<const char* const> keys) {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const char* key) { return line.has(key); });
  return found == keys.end() ? nullptr : *found;
}

const char* key_in(const JsonLine& line, std::span<const char* const> keys) {
  if (const char* key = find_key(line, keys)) return key;
  throw UserError(line.place(), fmt::format("none of the keys '{}' is there; expected one of them, "
                                            "found {}",
                                            fmt::join(keys, "', '"), shown(line.object())));
}

// Returns whether the line is a row of tracks.json; upstream added lists to some of these rows.
bool is_catalog_row(const JsonLine& line) { return line.has("artist"); }

// The default number of items used of each list: all items of a file's list, 100 of a model's.
constexpr std::uint32_t kWholeList = 1'000'000'000;
constexpr std::int64_t kOfModel = 100;

class FromLists final : public Candidates {
 public:
  // At most `top` items of each list are used.
  FromLists(std::shared_ptr<const Lists> lists, ListOf of, std::uint32_t top, bool ordered)
      : lists_(std::move(lists)), of_(of), top_(top), ordered_(ordered) {}

  TrackList list(TrackId anchor, Request& request) const override {
    const std::uint32_t key = of_ == ListOf::users ? request.user : anchor;
    // A service is also asked for users that the world does not have. They have no list.
    if (key + 1 >= lists_->begin.size()) return {};
    const std::span<const TrackId> list = lists_->of(key);
    return {list.data(), std::min(static_cast<std::uint32_t>(list.size()), top_), ordered_,
            lists_->scores_of(key)};
  }
  bool ordered() const override { return ordered_; }
  bool scored() const override { return !lists_->scores.empty(); }
  bool lasting() const override { return true; }

 private:
  std::shared_ptr<const Lists> lists_;
  ListOf of_;
  std::uint32_t top_;
  bool ordered_;
};

// The lists of a model.
class FromModel final : public Candidates {
 public:
  FromModel(std::shared_ptr<Model> model, std::shared_ptr<ListsOnDemand> lists)
      : model_(std::move(model)), lists_(std::move(lists)) {}

  TrackList list(TrackId anchor, Request& request) const override {
    const std::uint32_t key = lists_->list_of() == ListOf::users ? request.user : anchor;
    // A service is also asked for users that the world does not have. They have no list.
    if (key >= lists_->size()) return {};
    const ListsOnDemand::List list = lists_->of(key);
    return {list.tracks, list.size, /*ordered=*/true, list.scores};
  }
  bool scored() const override { return true; }
  bool lasting() const override { return true; }

 private:
  std::shared_ptr<Model> model_;  // makes the lists
  std::shared_ptr<ListsOnDemand> lists_;
};

const char* keys_of(ListOf of) { return of == ListOf::users ? "users" : "tracks"; }

std::unique_ptr<Candidates> lists_of_model(const ListSource& source, ListOf of, Build& build) {
  static const Models none;
  const Models& models = build.models == nullptr ? none : *build.models;
  const auto found = models.find(*source.model);
  if (found == models.end()) {
    std::vector<std::string> names;
    for (const auto& [name, model] : models) names.push_back(name);
    throw UserError(
        build.place,
        fmt::format("there is no model '{}'{}; {}", *source.model,
                    did_you_mean(*source.model, names),
                    names.empty() ? "name it under 'models:' of the experiment"
                                  : fmt::format("models are {}", fmt::join(names, ", "))));
  }
  Model& model = *found->second;
  if (model.list_of() != of) {
    throw UserError(build.place,
                    fmt::format("the model '{}' has lists for {}, but {} are asked for here; write "
                                "'{}'",
                                *source.model, keys_of(model.list_of()), keys_of(of),
                                of == ListOf::users ? "item_list" : "user_list"));
  }
  std::shared_ptr<ListsOnDemand> lists = model.lists_on_demand(
      {source.top > 0 ? source.top : kOfModel, source.per_artist, source.with_anchor},
      build.progress);
  build.model_lists.push_back(lists);
  return std::make_unique<FromModel>(found->second, std::move(lists));
}

auto maker(ListOf of) {
  return [of](const ListSource& source, Build& build) -> std::unique_ptr<Candidates> {
    if (!source.file) return lists_of_model(source, of, build);
    const auto top = source.top > 0 ? static_cast<std::uint32_t>(source.top) : kWholeList;
    return std::make_unique<FromLists>(shared_lists(source.file.path, of, build.world), of, top,
                                       source.ordered);
  };
}

const Registration<CandidatesPart> item_list(
    "the anchor's list in a file of lists per track, or of a model",
    ListSource::declare("item_list"), maker(ListOf::tracks));
const Registration<CandidatesPart> user_list(
    "the user's list in a file of lists per user, or of a model", ListSource::declare("user_list"),
    maker(ListOf::users));

}  // namespace

Node ListSource::write() const { return declare("").write(*this); }

Lists read_lists(const std::filesystem::path& path, ListOf of, const World& world) {
  const auto last_track = static_cast<std::int64_t>(world.catalog.n_tracks()) - 1;
  std::unordered_map<std::int64_t, UserIndex> user_of_id;
  if (of == ListOf::users) {
    for (UserIndex user = 0; user < world.users.size(); ++user) {
      user_of_id.emplace(world.users.ids[user], user);
    }
  }
  const std::size_t n = of == ListOf::users ? world.users.size() : world.catalog.n_tracks();
  std::vector<std::vector<TrackId>> lists(n);
  std::vector<std::vector<float>> scores(n);
  std::optional<bool> scored;  // whether the lines have scores; absent before the first list
  std::vector<Place> place_of(n);
  const IdKeys keys{of == ListOf::users ? kUserKeys.front() : kTrackKeys.front(),
                    kListKeys.front()};
  const auto read = [&](const JsonLine& line) {
    // Finds the user or track of the line; each may have one list.
    std::uint32_t key = 0;
    if (of == ListOf::users) {
      const char* name = key_in(line, kUserKeys);
      const auto found = user_of_id.find(read_user_id(line, name));
      if (found == user_of_id.end()) throw line.wrong(name, "a user of the world");
      key = found->second;
    } else {
      key = static_cast<std::uint32_t>(line.id(key_in(line, kTrackKeys), 0, last_track));
    }
    if (place_of[key].line != 0) {
      throw UserError(line.place(), fmt::format("this key has a list already, in {}; keep one",
                                                line_text(place_of[key])));
    }
    place_of[key] = {"", line.place().line, line.place().column};
    // Reads the list.
    const char* list = find_key(line, kListKeys);
    if (list == nullptr ? is_catalog_row(line) : line.object().at(list).is_null()) return;
    const std::vector<std::int64_t> tracks = line.ids(key_in(line, kListKeys), 0, last_track);
    for (const std::int64_t track : tracks) lists[key].push_back(static_cast<TrackId>(track));
    // Reads the scores.
    if (scored.value_or(line.has("scores")) != line.has("scores")) {
      throw UserError(
          line.place(),
          fmt::format("this line has {}'scores' but others have {}; give them to all lines or none",
                      line.has("scores") ? "" : "no ", line.has("scores") ? "none" : "some"));
    }
    scored = line.has("scores");
    if (!*scored) return;
    const std::vector<double> given = line.numbers("scores");
    if (given.size() != tracks.size()) {
      throw line.wrong("scores", fmt::format("one for each of the {} tracks", tracks.size()));
    }
    for (std::size_t i = 0; i < lists[key].size(); ++i) {
      scores[key].push_back(static_cast<float>(given[i]));
      if (!std::isfinite(scores[key].back())) throw line.wrong("scores", "numbers up to 3e38");
    }
  };
  read_json_lines(path, read, keys);
  // Packs the lists.
  Lists packed;
  packed.begin.push_back(0);
  for (const std::vector<TrackId>& list : lists) {
    packed.flat.insert(packed.flat.end(), list.begin(), list.end());
    packed.begin.push_back(packed.flat.size());
  }
  for (const std::vector<float>& list : scores) {
    packed.scores.insert(packed.scores.end(), list.begin(), list.end());
  }
  if (packed.flat.empty()) {
    throw UserError(
        {path.string(), 0, 0},
        "holds no recommendations; expected lines such as {\"track\": 0, \"tracks\": [5, 7]}");
  }
  return packed;
}

}  // namespace reprise
