// Describes the fields of a struct in a JSON file. One description serves for writing and for
// reading.
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "reports/results/json_field.h"
#include "reports/results/result_names.h"

namespace reprise {

/// Each struct of a JSON file specialises this template, with
///   template <class Of, class Fields> static void describe(Of& of, Fields& fields)
/// which names the fields in the order of the file. It uses must_have if a file without the field
/// is damaged, and may_have if an older version did not write the field. Whatever describe cannot
/// express, the specialisation may add by
///   static void written(const Struct&, Json&)  and
///   static void was_read(Struct&, const JsonField&)
template <class Struct>
struct JsonFields;

/// Returns null for a number that is not finite.
Json value_json(double value);
/// Returns null also for a number that is absent.
Json value_json(const std::optional<double>& value);
template <class Value>
Json value_json(const Value& value);
template <class Value>
Json value_json(const std::vector<Value>& values);

/// Read a value from a field, and throw as JsonField does. Members that the field does not have
/// stay as they are.
template <class Value>
void read_value(const JsonField& field, Value& value);
template <class Value>
void read_value(const JsonField& field, std::vector<Value>& values);

/// Writes a described struct as a JSON object.
class JsonFieldWriter {
 public:
  template <class Value>
  void must_have(const std::string& key, const Value& value) {
    json_[key] = value_json(value);
  }
  template <class Value>
  void may_have(const std::string& key, const Value& value) {
    must_have(key, value);
  }
  /// Writes no key if the value is absent.
  template <class Struct>
  requires(!std::is_arithmetic_v<Struct>) void may_have(const std::string& key,
                                                        const std::optional<Struct>& value) {
    if (value) must_have(key, *value);
  }
  /// Writes a list as an object: the name of each element is its key.
  template <class Struct>
  void must_have_by(const std::string& key, const std::vector<Struct>& values,
                    std::string Struct::*name) {
    json_[key] = Json::object();
    for (const Struct& value : values) json_[key][value.*name] = value_json(value);
  }
  template <class Struct>
  void may_have_by(const std::string& key, const std::vector<Struct>& values,
                   std::string Struct::*name) {
    must_have_by(key, values, name);
  }
  /// Writes the same object, but each name has a single value instead of an object.
  template <class Struct, class Value>
  void may_have_by(const std::string& key, const std::vector<Struct>& values,
                   std::string Struct::*name, Value Struct::*only) {
    json_[key] = Json::object();
    for (const Struct& value : values) json_[key][value.*name] = value_json(value.*only);
  }

  Json& json() { return json_; }

 private:
  Json json_ = Json::object();
};

/// Reads a described struct from a JSON object.
class JsonFieldReader {
 public:
  /// The reader keeps a reference to the field, so the field must outlive the reader.
  explicit JsonFieldReader(const JsonField& field) : field_(field) {}

  template <class Value>
  void must_have(const std::string& key, Value& value) {
    read_value(field_.at(key), value);
  }
  template <class Value>
  void may_have(const std::string& key, Value& value) {
    if (const std::optional<JsonField> found = field_.find(key)) read_value(*found, value);
  }
  template <class Struct>
  requires(!std::is_arithmetic_v<Struct>) void may_have(const std::string& key,
                                                        std::optional<Struct>& value) {
    if (const std::optional<JsonField> found = field_.find(key)) {
      read_value(*found, value.emplace());
    }
  }
  template <class Struct>
  void must_have_by(const std::string& key, std::vector<Struct>& values,
                    std::string Struct::*name) {
    for (const auto& [own, entry] : field_.at(key).entries()) {
      Struct& value = values.emplace_back();
      value.*name = own;
      read_value(entry, value);
    }
  }
  template <class Struct>
  void may_have_by(const std::string& key, std::vector<Struct>& values, std::string Struct::*name) {
    if (field_.find(key)) must_have_by(key, values, name);
  }
  template <class Struct, class Value>
  void may_have_by(const std::string& key, std::vector<Struct>& values, std::string Struct::*name,
                   Value Struct::*only) {
    const std::optional<JsonField> found = field_.find(key);
    if (!found) return;
    for (const auto& [own, entry] : found->entries()) {
      Struct& value = values.emplace_back();
      value.*name = own;
      read_value(entry, value.*only);
    }
  }

 private:
  const JsonField& field_;
};

template <class Value>
Json value_json(const Value& value) {
  if constexpr (std::is_enum_v<Value>) {
    return name_of(value);
  } else if constexpr (std::is_class_v<Value> && !std::is_same_v<Value, std::string>) {
    JsonFieldWriter fields;
    JsonFields<Value>::describe(value, fields);
    if constexpr (requires { JsonFields<Value>::written(value, fields.json()); }) {
      JsonFields<Value>::written(value, fields.json());
    }
    return std::move(fields.json());
  } else {
    return value;
  }
}

template <class Value>
Json value_json(const std::vector<Value>& values) {
  Json json = Json::array();
  for (const Value& value : values) json.push_back(value_json(value));
  return json;
}

template <class Value>
void read_value(const JsonField& field, Value& value) {
  if constexpr (std::is_enum_v<Value>) {
    field.read_named(value);
  } else if constexpr (requires { field.read(value); }) {
    field.read(value);
  } else {
    JsonFieldReader fields(field);
    JsonFields<Value>::describe(value, fields);
    if constexpr (requires { JsonFields<Value>::was_read(value, field); }) {
      JsonFields<Value>::was_read(value, field);
    }
  }
}

template <class Value>
void read_value(const JsonField& field, std::vector<Value>& values) {
  for (const JsonField& element : field.elements()) read_value(element, values.emplace_back());
}

}  // namespace reprise
