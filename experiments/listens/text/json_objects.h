// Reads the JSON objects of a log one at a time, whether they stand one a line, in an array, or
// spread over lines.
#pragma once

#include <cstdint>
#include <functional>
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
  /// the middle, unless report_faults_to() says otherwise.
  std::optional<simdjson::dom::object> next();

  /// Hands such an error to the callback instead, and goes on behind the line, or in an array
  /// behind the row. Where nothing tells how many rows of an array are at fault, next() throws.
  void report_faults_to(std::function<void(const UserError&)> report) {
    report_ = std::move(report);
  }

  /// Returns the place of the object last returned.
  Place place() const { return bytes_.place(line_); }

 private:
  bool skip_to_object();
  std::optional<simdjson::dom::object> read_object();
  std::optional<std::size_t> object_size();
  std::optional<std::size_t> size_within_line(std::size_t& line);
  std::size_t value_size();
  std::size_t line_size();
  bool is_faulty_line(std::size_t line);
  void report(const UserError& error) const;

  LogBytes& bytes_;
  std::function<void(const UserError&)> report_;
  simdjson::dom::parser parser_;
  std::uint64_t line_ = 1;
  std::uint64_t objects_ = 0;  // rows so far
  std::uint64_t lines_ = 0;    // of them, those that had a line each
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
