// Reading JSON files of results, with complaints that say where a file is not what it should be.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "reports/results/result_names.h"

namespace reprise {

/// Keys stay in the order of the file.
using Json = nlohmann::ordered_json;

/// The content of a file; `file_name` is what complaints begin with. Throws std::runtime_error
/// where the text stops being JSON, and for values in more than 64 others. Safe to call from any
/// thread.
Json parse_json(std::string_view text, std::string_view file_name);

/// A value of a file and the path that leads to it. Points into the Json, and into the file's name,
/// that it was made from. Whatever does not fit throws std::runtime_error that names the file, the
/// field, what was expected and what was found. Safe to use from any thread.
class JsonField {
 public:
  /// The whole file.
  JsonField(const Json& json, std::string_view file_name) : json_(&json), file_name_(file_name) {}

  /// Nothing where the object has no such key.
  std::optional<JsonField> find(const std::string& key) const;

  JsonField at(const std::string& key) const;

  /// Of an object, in the order of the file.
  std::vector<std::pair<std::string, JsonField>> entries() const;

  /// Of a list.
  std::vector<JsonField> elements() const;

  void read(std::string& value) const;
  void read(bool& value) const;
  void read(std::uint64_t& value) const;
  void read(std::int64_t& value) const;
  void read(double& value) const;  // null is NaN
  void read(std::optional<double>& value) const;

  template <class Value>
  void read(std::vector<Value>& values) const {
    for (const JsonField& element : elements()) element.read(values.emplace_back());
  }

  template <class Value>
  void read_named(Value& value) const {
    std::string word;
    read(word);
    const std::optional<Value> known = named<Value>(word);
    if (!known) {
      std::vector<std::string_view> words;
      words.reserve(ResultNames<Value>::all.size());
      for (const auto& entry : ResultNames<Value>::all) words.push_back(entry.second);
      throw complaint(
          fmt::format("unknown value '{}', expected one of {}", word, fmt::join(words, ", ")));
    }
    value = *known;
  }

  /// Leave the value as it is where the key is missing: a file of an older version.
  template <class Value>
  void read_if_there(const std::string& key, Value& value) const {
    if (const std::optional<JsonField> field = find(key)) field->read(value);
  }
  template <class Value>
  void read_named_if_there(const std::string& key, Value& value) const {
    if (const std::optional<JsonField> field = find(key)) field->read_named(value);
  }

  /// What to throw where this value is wrong.
  std::runtime_error complaint(std::string_view what) const;

 private:
  JsonField(const Json* json, std::string path, std::string_view file_name)
      : json_(json), path_(std::move(path)), file_name_(file_name) {}

  const Json& object() const;
  std::string below(const std::string& key) const;
  std::runtime_error unexpected(std::string_view expected) const;
  std::string found() const;

  const Json* json_;
  std::string path_;
  std::string_view file_name_;
};

}  // namespace reprise
