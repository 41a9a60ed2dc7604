// Writes the fields of a struct as bytes and reads them back. One description of the struct serves
// both directions. Most numbers are small, so each number takes only as many bytes as it needs. A
// checksum ends the bytes.
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

/// The number of elements that a list or a map may have.
struct ElementCount {
  std::size_t least = 0;
  std::size_t most = std::numeric_limits<std::size_t>::max();

  static ElementCount any() { return {}; }
  static ElementCount exactly(std::size_t n) { return {.least = n, .most = n}; }
  static ElementCount at_most(std::size_t n) { return {.least = 0, .most = n}; }
};

/// Appends the fields of a struct to bytes. A description is a function template of the struct and
/// of the fields:
///   template <class Of, class Fields> void describe(Of& of, Fields& fields)
/// It names each field in the order of the bytes; `Of` is const for this class. Limits such as
/// ElementCount are checked by the reader only: this class writes any value.
class ByteFieldWriter {
 public:
  /// Begins the bytes with `magic`.
  explicit ByteFieldWriter(std::string_view magic) : bytes_(magic) {}

  void number(std::uint64_t value);
  /// Appends a number of either sign. A number near 0 takes few bytes.
  void sum(std::int64_t value);
  void real(double value);
  void text(std::string_view text);
  /// Calls each(element) for each element.
  template <class Value, class Each>
  void list(const std::vector<Value>& values, ElementCount, Each&& each) {
    number(values.size());
    for (const Value& value : values) each(value);
  }
  /// Calls each(key, element) for each element.
  template <class Value, class Each>
  void map(const std::map<std::uint64_t, Value>& values, std::uint64_t, ElementCount, Each&& each) {
    number(values.size());
    for (const auto& [key, value] : values) {
      number(key);
      each(key, value);
    }
  }
  /// Calls each() with get(value). For a value whose fields are private.
  template <class Value, class Get, class Make, class Each>
  void through(const Value& value, Get get, Make, Each&& each) {
    const auto& described = std::invoke(get, value);
    each(described);
  }
  void require(bool) const {}

  /// Returns all bytes, with the checksum. Must be called once, after all other calls.
  std::string finish();

 private:
  std::string bytes_;
};

/// Reads the fields of a struct from bytes. The bytes may come from anywhere, so nothing in them is
/// trusted. Each function throws std::runtime_error when the bytes do not fit the description.
class ByteFieldReader {
 public:
  /// Does not copy the bytes, which must outlive the reader. Throws std::runtime_error when they do
  /// not begin with `magic`, are cut short, or do not match their checksum.
  ByteFieldReader(std::string_view bytes, std::string_view magic);

  template <std::unsigned_integral Number>
  void number(Number& value) {
    const std::uint64_t read = next_number();
    require(read <= std::numeric_limits<Number>::max());
    value = static_cast<Number>(read);
  }
  /// Reads a number from -2^61 to 2^61. Sums of sessions are far smaller, and three numbers in this
  /// range add up without an overflow.
  void sum(std::int64_t& value);
  void real(double& value);
  void text(std::string& text);
  /// Replaces the elements of `values`.
  template <class Value, class Each>
  void list(std::vector<Value>& values, ElementCount count, Each&& each) {
    values.clear();
    values.resize(size(count));
    for (Value& value : values) each(value);
  }
  /// Replaces the elements of `values`. The keys must rise and be below `end`.
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
  /// make() of this object.
  template <class Value, class Get, class Make, class Each>
  void through(Value& value, Get, Make make, Each&& each) {
    std::remove_cvref_t<std::invoke_result_t<Get, const Value&>> described;
    each(described);
    value = std::invoke(make, std::move(described));
  }
  /// Throws std::runtime_error when `fits` is false. For conditions on the fields read so far.
  void require(bool fits) const;

  /// Throws std::runtime_error when there are bytes left.
  void finish() const;

 private:
  std::uint64_t next_number();
  // Reads a number of elements, which is at most the number of bytes left, because each element
  // takes at least one byte.
  std::size_t size(ElementCount count);
  std::string_view take(std::size_t n);

  std::string_view left_;
};

}  // namespace reprise
