// Reads the JSON objects of a log one at a time, whether they stand one a line, in an array, or
// spread over lines.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include <simdjson.h>

#include "experiments/listens/text/log_bytes.h"

namespace reprise {

/// The objects at the top of a JSON text: one after another, or in an array. Takes the memory of
/// the longest object. Not safe to use from several threads at once.
class JsonObjects {
 public:
  explicit JsonObjects(LogBytes& bytes) : bytes_(bytes) {}

  /// Returns the next object, or nothing at the end. The object is valid until the next call.
  /// Throws UserError with file:line for text that is no JSON object, and for a file that ends in
  /// the middle.
  std::optional<simdjson::dom::object> next();

  /// Returns the place of the object last returned.
  Place place() const { return bytes_.place(line_); }

 private:
  bool skip_to_object();
  std::optional<std::size_t> object_size();

  LogBytes& bytes_;
  simdjson::dom::parser parser_;
  std::uint64_t line_ = 1;
  std::uint64_t objects_ = 0;
  bool in_array_ = false;
  bool array_ended_ = false;
};

/// Returns a hash of a value that depends neither on white space nor on the order of keys.
std::uint64_t json_hash(simdjson::dom::element value);
/// The same for an object.
std::uint64_t json_hash(simdjson::dom::object object);

/// Returns a text, or empty for a value that is none.
std::string_view text_or_empty(simdjson::dom::element value);
/// Returns a number that is written as a number or as a text; nothing for other values.
std::optional<double> number_or_text(simdjson::dom::element value);

}  // namespace reprise
