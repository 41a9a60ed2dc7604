// Reads the JSON files of results. An error message says where the file is wrong.
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

/// A JSON value. The keys of an object stay in the order of the file.
using Json = nlohmann::ordered_json;

/// Returns the content of a file. Error messages begin with `file_name`. Throws std::runtime_error
/// if the text is not JSON, or if a value lies inside more than 64 others. Safe to call from any
/// thread.
Json parse_json(std::string_view text, std::string_view file_name);

/// A value of a file, with the path that leads to the value. A JsonField points into the Json and
/// the file name that it was made from. A value that does not fit makes its method throw
/// std::runtime_error; the message names the file, the field, the expected and the found value.
/// Safe to use from any thread.
class JsonField {
 public:
  /// Makes the field of the whole file.
  JsonField(const Json& json, std::string_view file_name) : json_(&json), file_name_(file_name) {}

  /// Returns the field with this key, or nothing if the object has no such key.
  std::optional<JsonField> find(const std::string& key) const;

  /// Returns the field with this key; the key must be there.
  JsonField at(const std::string& key) const;

  /// Returns the fields of an object, in the order of the file.
  std::vector<std::pair<std::string, JsonField>> entries() const;

  /// Returns the elements of a list.
  std::vector<JsonField> elements() const;

  void read(std::string& value) const;
  void read(bool& value) const;
  void read(std::uint64_t& value) const;
  void read(std::int64_t& value) const;
  void read(double& value) const;  // null is read as NaN
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

  /// These two leave the value as it is if the key is missing, because older versions did not write
  /// every key.
  template <class Value>
  void read_if_there(const std::string& key, Value& value) const {
    if (const std::optional<JsonField> field = find(key)) field->read(value);
  }
  template <class Value>
  void read_named_if_there(const std::string& key, Value& value) const {
    if (const std::optional<JsonField> field = find(key)) field->read_named(value);
  }

  /// Returns the exception to throw if this value is wrong.
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
