// The fields of a struct as bytes, described once for writing and for reading. Numbers are small
// and many, so each takes as many bytes as it needs; a checksum ends them.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace reprise {

/// How many elements a list or a map may have.
struct ElementCount {
  std::size_t least = 0;
  std::size_t most = std::numeric_limits<std::size_t>::max();

  static ElementCount any() { return {}; }
  static ElementCount exactly(std::size_t n) { return {.least = n, .most = n}; }
  static ElementCount at_most(std::size_t n) { return {.least = 0, .most = n}; }
};

/// Appends fields to bytes. A description is a function template of the struct and of the fields:
///   template <class Of, class Fields> void describe(Of& of, Fields& fields)
/// which names each field in the order of the bytes; `Of` is const for this class. Limits bind the
/// reader alone: this class writes any value.
class ByteFieldWriter {
 public:
  /// The bytes begin with `magic`.
  explicit ByteFieldWriter(std::string_view magic) : bytes_(magic) {}

  void number(std::uint64_t value);
  /// Small numbers of either sign take few bytes.
  void sum(std::int64_t value);
  void real(double value);
  void text(std::string_view text);
  /// Calls each(element) for each.
  template <class Value, class Each>
  void list(const std::vector<Value>& values, ElementCount, Each&& each) {
    number(values.size());
    for (const Value& value : values) each(value);
  }
  /// Calls each(key, element) for each.
  template <class Value, class Each>
  void map(const std::map<std::uint64_t, Value>& values, std::uint64_t, ElementCount, Each&& each) {
    number(values.size());
    for (const auto& [key, value] : values) {
      number(key);
      each(key, value);
    }
  }
  /// Calls each() with get(value): for a value whose own fields cannot be reached.
  template <class Value, class Get, class Make, class Each>
  void through(const Value& value, Get get, Make, Each&& each) {
    const auto& described = std::invoke(get, value);
    each(described);
  }
  void require(bool) const {}

  /// All bytes, the checksum included. Once, as the last call.
  std::string finish();

 private:
  std::string bytes_;
};

/// Reads fields out of bytes that anybody may have written: nothing in them is trusted. Each
/// function throws std::runtime_error when the bytes do not fit the description.
class ByteFieldReader {
 public:
  /// The bytes stay where they are. Throws std::runtime_error when they do not begin with `magic`,
  /// are cut short or do not match their checksum.
  ByteFieldReader(std::string_view bytes, std::string_view magic);

  template <std::unsigned_integral Number>
  void number(Number& value) {
    const std::uint64_t read = next_number();
    require(read <= std::numeric_limits<Number>::max());
    value = static_cast<Number>(read);
  }
  /// At most 2^61 in size: sums of sessions are far below, and three of them add up without an
  /// overflow.
  void sum(std::int64_t& value);
  void real(double& value);
  void text(std::string& text);
  /// Replaces the elements.
  template <class Value, class Each>
  void list(std::vector<Value>& values, ElementCount count, Each&& each) {
    values.clear();
    values.resize(size(count));
    for (Value& value : values) each(value);
  }
  /// Replaces the elements; the keys have to rise and be below `end`.
  template <class Value, class Each>
  void map(std::map<std::uint64_t, Value>& values, std::uint64_t end, ElementCount count,
           Each&& each) {
    values.clear();
    for (std::size_t n = size(count); n > 0; --n) {
      const std::uint64_t key = next_number();
      require(key < end && (values.empty() || key > values.rbegin()->first));
      each(key, values.emplace_hint(values.end(), key, Value())->second);
    }
  }
  /// Calls each() with an empty object of the type that get() returns, then sets the value to
  /// make() of it.
  template <class Value, class Get, class Make, class Each>
  void through(Value& value, Get, Make make, Each&& each) {
    std::remove_cvref_t<std::invoke_result_t<Get, const Value&>> described;
    each(described);
    value = std::invoke(make, std::move(described));
  }
  /// Throws unless the fields so far are as they have to be.
  void require(bool fits) const;

  /// Throws when there are bytes left.
  void finish() const;

 private:
  std::uint64_t next_number();
  // No more than there are bytes left: each element takes one at least.
  std::size_t size(ElementCount count);
  std::string_view take(std::size_t n);

  std::string_view left_;
};

}  // namespace reprise
