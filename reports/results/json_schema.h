// Describes a JSON file of results as a JSON Schema (draft 2020-12). The schema comes from the same
// JsonFields that write and read the file, so it cannot fall behind them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "reports/results/json_fields.h"
#include "reports/results/result_names.h"

namespace reprise {

template <class Value>
struct JsonSchemaOf {
  static Json schema();
};

template <class Value>
struct JsonSchemaOf<std::vector<Value>> {
  static Json schema() { return {{"type", "array"}, {"items", JsonSchemaOf<Value>::schema()}}; }
};

/// Takes the place of JsonFieldWriter, and collects the fields of a struct. Besides the functions
/// of JsonFields, a specialisation may have
///   static void described(Json& properties)
/// for fields that `written` adds.
class JsonSchemaWriter {
 public:
  template <class Value>
  void must_have(const std::string& key, const Value& value) {
    may_have(key, value);
    required_.push_back(key);
  }
  template <class Value>
  void may_have(const std::string& key, const Value&) {
    properties_[key] = JsonSchemaOf<Value>::schema();
  }
  template <class Value>
  void may_have(const std::string& key, const std::optional<Value>&) {
    // An absent number is written as null, an absent struct is left out.
    properties_[key] = JsonSchemaOf<Value>::schema();
  }
  template <class Struct>
  void must_have_by(const std::string& key, const std::vector<Struct>& values,
                    std::string Struct::*name) {
    may_have_by(key, values, name);
    required_.push_back(key);
  }
  template <class Struct>
  void may_have_by(const std::string& key, const std::vector<Struct>&, std::string Struct::*) {
    properties_[key] = {{"type", "object"},
                        {"additionalProperties", JsonSchemaOf<Struct>::schema()}};
  }
  template <class Struct, class Value>
  void may_have_by(const std::string& key, const std::vector<Struct>&, std::string Struct::*,
                   Value Struct::*) {
    properties_[key] = {{"type", "object"},
                        {"additionalProperties", JsonSchemaOf<Value>::schema()}};
  }

  Json& properties() { return properties_; }

  /// Returns the schema of the struct.
  Json schema() const {
    return {{"type", "object"}, {"required", required_}, {"properties", properties_}};
  }

 private:
  Json properties_ = Json::object();
  std::vector<std::string> required_;
};

template <class Value>
Json JsonSchemaOf<Value>::schema() {
  if constexpr (std::is_same_v<Value, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_same_v<Value, std::string>) {
    return {{"type", "string"}};
  } else if constexpr (std::is_unsigned_v<Value>) {
    return {{"type", "integer"}, {"minimum", 0}};
  } else if constexpr (std::is_integral_v<Value>) {
    return {{"type", "integer"}};
  } else if constexpr (std::is_floating_point_v<Value>) {
    return {{"type", {"number", "null"}}};
  } else if constexpr (std::is_enum_v<Value>) {
    Json names = Json::array();
    for (const auto& [value, name] : ResultNames<Value>::all) names.push_back(name);
    return {{"enum", names}};
  } else {
    const Value value{};
    JsonSchemaWriter fields;
    JsonFields<Value>::describe(value, fields);
    if constexpr (requires { JsonFields<Value>::described(fields.properties()); }) {
      JsonFields<Value>::described(fields.properties());
    }
    return fields.schema();
  }
}

}  // namespace reprise
