#include "experiments/simulation/models/model_cache.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <map>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

#include "recommenders/training/embedding_model.h"
#include "sim/support/files/file.h"
#include "sim/support/fingerprint.h"
#include "sim/support/hash_of_parts.h"
#include "sim/support/progress_note.h"
#include "sim/support/user_error.h"

namespace reprise {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kModelStem = "model";

Json number(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

std::optional<double> read_number(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(json.get<double>());
}

Json report_json(const TrainingReport& report, ListOf of) {
  Json steps = Json::array();
  for (const TrainingStep& step : report.steps) {
    steps.push_back({step.step, step.learning_rate, step.train, number(step.validation)});
  }
  return {{"list_of", of == ListOf::users ? "users" : "tracks"},
          {"name", report.name},
          {"kind", report.kind},
          {"loss", report.loss},
          {"sessions", report.sessions},
          {"pairs", report.pairs},
          {"oracle_side", report.privileged},
          {"steps", std::move(steps)},
          {"best_step", report.best_step},
          {"stopped", report.stopped},
          {"test", number(report.test)},
          {"test_of_mean", number(report.test_of_mean)},
          {"test_of_random", number(report.test_of_random)}};
}

TrainingReport read_report(const Json& json) {
  TrainingReport report;
  json.at("name").get_to(report.name);
  json.at("kind").get_to(report.kind);
  json.at("loss").get_to(report.loss);
  json.at("sessions").get_to(report.sessions);
  json.at("pairs").get_to(report.pairs);
  json.at("oracle_side").get_to(report.privileged);
  for (const Json& step : json.at("steps")) {
    report.steps.push_back({step.at(0).get<std::int64_t>(), step.at(1).get<double>(),
                            step.at(2).get<double>(), read_number(step.at(3))});
  }
  json.at("best_step").get_to(report.best_step);
  json.at("stopped").get_to(report.stopped);
  report.test = read_number(json.at("test"));
  report.test_of_mean = read_number(json.at("test_of_mean"));
  report.test_of_random = read_number(json.at("test_of_random"));
  return report;
}

// Lists of some contexts, by rising contexts.
struct SomeLists {
  std::vector<std::uint32_t> contexts;
  Lists lists;
};

// The header of a file of lists. The header, the contexts, the offsets, the tracks and the scores
// follow each other as they are in memory.
struct ListsHeader {
  char magic[8] = {'R', 'E', 'P', 'R', 'I', 'S', 'E', 'S'};
  std::uint64_t lists = 0;
  std::uint64_t tracks = 0;
  std::uint64_t scores = 0;
  std::uint64_t checksum = 0;  // XXH3 of all bytes after the header
};

template <class T>
std::string_view bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

void write_lists(const std::filesystem::path& path, const SomeLists& some) {
  ListsHeader header;
  header.lists = some.contexts.size();
  header.tracks = some.lists.flat.size();
  header.scores = some.lists.scores.size();
  const std::array parts = {std::string_view(reinterpret_cast<const char*>(&header), sizeof header),
                            bytes_of(some.lists.begin), bytes_of(some.contexts),
                            bytes_of(some.lists.flat), bytes_of(some.lists.scores)};
  HashOfParts hash;
  for (const std::string_view part : std::span(parts).subspan(1)) hash.add(part);
  header.checksum = hash.hash64();
  write_file(path, parts);
}

// Returns the lists, or nothing if the bytes are damaged. Contexts are below `n_contexts`, tracks
// below `n_tracks`.
std::optional<SomeLists> lists_of(std::string_view bytes, std::size_t n_contexts,
                                  std::size_t n_tracks) {
  ListsHeader header;
  if (bytes.size() < sizeof header) return std::nullopt;
  std::memcpy(&header, bytes.data(), sizeof header);
  const std::string_view content = bytes.substr(sizeof header);
  if (std::memcmp(header.magic, ListsHeader{}.magic, sizeof header.magic) != 0 ||
      header.lists > n_contexts || header.tracks > bytes.size() || header.scores > bytes.size() ||
      (header.scores != 0 && header.scores != header.tracks) ||
      content.size() !=
          8 * (header.lists + 1) + 4 * (header.lists + header.tracks + header.scores) ||
      XXH3_64bits(content.data(), content.size()) != header.checksum) {
    return std::nullopt;
  }
  SomeLists some;
  const char* at = content.data();
  const auto take = [&]<class T>(std::vector<T>& values, std::uint64_t n) {
    values.resize(n);
    if (n > 0) std::memcpy(values.data(), at, n * sizeof(T));
    at += n * sizeof(T);
  };
  take(some.lists.begin, header.lists + 1);
  take(some.contexts, header.lists);
  take(some.lists.flat, header.tracks);
  take(some.lists.scores, header.scores);
  const bool rise = std::adjacent_find(some.contexts.begin(), some.contexts.end(),
                                       std::greater_equal<>()) == some.contexts.end();
  const auto& begin = some.lists.begin;
  const bool fit = begin.front() == 0 && begin.back() == some.lists.flat.size() &&
                   std::is_sorted(begin.begin(), begin.end()) && rise &&
                   (some.contexts.empty() || some.contexts.back() < n_contexts) &&
                   std::all_of(some.lists.flat.begin(), some.lists.flat.end(),
                               [&](TrackId track) { return track < n_tracks; });
  return fit ? std::optional(std::move(some)) : std::nullopt;
}

// Returns the lists of a file; nothing if it cannot be read.
std::optional<SomeLists> kept_lists(const std::filesystem::path& path, std::size_t n_contexts,
                                    std::size_t n_tracks) {
  try {
    return lists_of(read_file(path.string()), n_contexts, n_tracks);
  } catch (const UserError&) {
    return std::nullopt;
  }
}

void note_damage(const std::filesystem::path& path, const Progress& progress) {
  note(progress, fmt::format("{} in the cache is damaged, or of another version; making it again",
                             path.string()));
}

// A model that looks for its lists on disk before it makes them, and writes those that it has made.
class ModelOnDisk final : public Model {
 public:
  ModelOnDisk(std::shared_ptr<Model> model, std::filesystem::path directory, const World& world)
      : model_(std::move(model)), directory_(std::move(directory)), world_(world) {}
  ~ModelOnDisk() override { keep_lists(); }

  ListOf list_of() const override { return model_->list_of(); }
  bool write_files(const std::filesystem::path& stem) const override {
    return model_->write_files(stem);
  }
  void keep_lists() override {
    for (Kept& kept : kept_) write(kept);
  }

 protected:
  Lists make_lists(const ModelLists& settings, const Progress& progress) override {
    const std::shared_ptr<ListsOnDemand> lists = lists_on_demand(settings, progress);
    std::vector<std::uint32_t> all(lists->size());
    std::iota(all.begin(), all.end(), 0u);
    lists->require(all, progress);
    return lists->lists_of(all);
  }

  std::shared_ptr<ListsOnDemand> make_on_demand(const ModelLists& settings,
                                                const Progress& progress) override {
    const std::filesystem::path path =
        directory_ / fmt::format("lists_{}_{}_{}.bin", settings.top, settings.per_artist,
                                 settings.with_anchor ? "all" : "others");
    const std::size_t n_tracks = world_.catalog.n_tracks();
    const std::size_t n_contexts = list_of() == ListOf::users ? world_.users.size() : n_tracks;
    std::error_code error;
    std::optional<SomeLists> some;
    if (std::filesystem::exists(path, error)) {
      some = kept_lists(path, n_contexts, n_tracks);
      if (!some) note_damage(path, progress);
    }
    std::shared_ptr<ListsOnDemand> lists;
    if (some && some->contexts.size() == n_contexts) {
      lists = std::make_shared<ListsOnDemand>(list_of(), some->lists);
    } else {
      lists = model_->lists_on_demand(settings, progress);
      if (some) lists->put(some->contexts, some->lists);
    }
    kept_.push_back({path, lists, some ? some->contexts.size() : 0});
    return lists;
  }

 private:
  struct Kept {
    std::filesystem::path path;
    std::shared_ptr<ListsOnDemand> lists;
    std::size_t n_written = 0;
  };

  // If this fails, the next run makes the lists again, which costs it time only.
  static void write(Kept& kept) {
    if (kept.lists->n_made() == kept.n_written) return;
    try {
      SomeLists some;
      some.contexts = kept.lists->made();
      some.lists = kept.lists->lists_of(some.contexts);
      write_lists(kept.path, some);
      kept.n_written = some.contexts.size();
    } catch (const std::exception&) {
    }
  }

  std::shared_ptr<Model> model_;
  std::filesystem::path directory_;
  const World& world_;
  std::vector<Kept> kept_;
};

// Returns the hash of each of the model's own files, by file name. Without hashes, a half-written
// file would go unnoticed, because the files are large.
Json file_hashes(const std::filesystem::path& directory) {
  std::map<std::string, std::string> hashes;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(kModelStem)) continue;
    hashes[name] = fingerprint64(read_file(entry.path()));
  }
  return hashes;
}

// Returns the checksum of a report as it is written, without the field `checksum`.
std::string report_checksum(Json json) {
  json.erase("checksum");
  return fingerprint64(json.dump());
}

}  // namespace

std::optional<KeptModel> ModelCache::load(const Progress& progress) const {
  std::error_code error;
  const std::filesystem::path file = directory_ / "report.json";
  if (directory_.empty() || !std::filesystem::exists(file, error)) return std::nullopt;
  const auto damaged = [&] {
    note_damage(directory_, progress);
    return std::nullopt;
  };
  try {
    const Json json = Json::parse(read_file(file.string()));
    if (json.at("checksum") != report_checksum(json)) return damaged();
    const ListOf of = json.at("list_of") == "users" ? ListOf::users : ListOf::tracks;
    if (json.at("files") != file_hashes(directory_)) return damaged();
    const std::filesystem::path stem = directory_ / kModelStem;
    const ReadModelFiles read = find_model_reader(json.at("kind").get<std::string>());
    std::shared_ptr<Model> model = read != nullptr
                                       ? read(stem, of, world_)
                                       : read_embedding_model(stem, of, world_.catalog.artist_of);
    if (model == nullptr) return damaged();
    return KeptModel{std::make_shared<ModelOnDisk>(std::move(model), directory_, world_),
                     read_report(json)};
  } catch (const Json::exception&) {
    return damaged();
  } catch (const UserError&) {
    return damaged();
  } catch (const std::filesystem::filesystem_error&) {
    return damaged();
  }
}

KeptModel ModelCache::keep(std::shared_ptr<Model> model, TrainingReport report) const {
  if (directory_.empty()) return {std::move(model), std::move(report)};
  try {
    // The report is written last, because a model with a report counts as complete.
    if (model->write_files(directory_ / kModelStem)) {
      Json json = report_json(report, model->list_of());
      json["files"] = file_hashes(directory_);
      json["checksum"] = report_checksum(json);
      write_file((directory_ / "report.json").string(), json.dump(1));
    }
  } catch (const UserError&) {
    // A cache that cannot be written costs the next run time only.
  } catch (const std::filesystem::filesystem_error&) {
    // Nor can one whose directory cannot be listed.
  }
  return {std::make_shared<ModelOnDisk>(std::move(model), directory_, world_), std::move(report)};
}

}  // namespace reprise
