#include "sim/support/parameters/parameters.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "sim/support/parameters/share.h"

namespace reprise {
namespace {

enum class Parsed { number, out_of_range, nothing };

// Reads the whole text as one number; a leading '+' is allowed.
template <class Number>
Parsed parse_number(const std::string& text, Number& value) {
  const char* begin = text.data();
  const char* end = begin + text.size();
  if (begin != end && *begin == '+') {
    ++begin;
    if (begin != end && *begin == '-') return Parsed::nothing;
  }
  const auto [stop, error] = std::from_chars(begin, end, value);
  if (stop != end) return Parsed::nothing;
  if (error == std::errc()) return Parsed::number;
  return error == std::errc::result_out_of_range ? Parsed::out_of_range : Parsed::nothing;
}

}  // namespace

std::string Limits::str() const {
  const bool below = std::isfinite(min);
  const bool above = std::isfinite(max);
  if (below && above) return fmt::format("{} to {}", min, max);
  if (below) return fmt::format("at least {}", min);
  if (above) return fmt::format("at most {}", max);
  return "";
}

void Limits::check(double value, const Node& node, const std::string& what) const {
  if (!(value >= min && value <= max)) throw wrong_type(node, what, str());
}

std::string write_number(double value) { return fmt::format("{}", value); }

std::string list_choices(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, " | "));
}

std::size_t read_choice(const Node& node, const std::string& what,
                        const std::vector<std::string>& names) {
  for (std::size_t i = 0; node.is_scalar() && i < names.size(); ++i) {
    if (names[i] == node.scalar) return i;
  }
  const UserError plain = wrong_type(node, what, list_choices(names));
  if (!node.is_scalar()) throw plain;
  throw UserError(plain.what() + did_you_mean(node.scalar, names));
}

UserError wrong_type(const Node& node, const std::string& what, const std::string& expected) {
  return UserError(node.place,
                   fmt::format("'{}' is {}; expected {}", what, node.describe(), expected));
}

bool ParameterType<bool>::read(const Node& node, const std::string& what) {
  if (node.is_scalar() && !node.quoted) {
    if (node.scalar == "true") return true;
    if (node.scalar == "false") return false;
  }
  throw wrong_type(node, what, name());
}

namespace {

// Returns "; write 20000" for a number in another way of writing: 20_000, 20,000 and 20k where a
// whole number is expected, else 0,95.
std::string written_plainly(const Node& node, bool whole) {
  if (!node.is_scalar() || node.quoted) return {};
  std::string digits;
  double factor = 1;
  for (std::size_t i = 0; i < node.scalar.size(); ++i) {
    const char letter = node.scalar[i];
    const bool last = i + 1 == node.scalar.size();
    const bool between_thousands = node.scalar.size() - i > 3 && i > 0;
    if (last && i > 0 && (letter == 'k' || letter == 'K' || letter == 'M')) {
      factor = letter == 'M' ? 1e6 : 1e3;
    } else if ((letter == '_' || letter == '\'' || (whole && letter == ',')) && between_thousands) {
      continue;
    } else if (!whole && letter == ',' && digits.find('.') == std::string::npos) {
      // 1,000 may be a thousand; 0,950 is none.
      const bool perhaps_thousands = node.scalar.size() - i == 4 && !digits.starts_with('0');
      if (perhaps_thousands) return {};
      digits += '.';
    } else {
      digits += letter;
    }
  }
  double value = 0;
  if (digits == node.scalar || parse_number(digits, value) != Parsed::number) return {};
  value *= factor;
  if (whole && value != std::floor(value)) return {};
  return "; write " + (whole ? fmt::format("{:.0f}", value) : write_number(value));
}

}  // namespace

std::int64_t ParameterType<std::int64_t>::read(const Node& node, const std::string& what) {
  if (node.is_scalar() && !node.quoted) {
    std::int64_t value = 0;
    const Parsed parsed = parse_number(node.scalar, value);
    if (parsed == Parsed::number) return value;
    if (parsed == Parsed::out_of_range) {
      throw wrong_type(node, what, "an integer from -9223372036854775808 to 9223372036854775807");
    }
    // A whole number such as 1e6 is also accepted, as long as a double holds it exactly.
    double wide = 0;
    if (parse_number(node.scalar, wide) == Parsed::number && wide == std::floor(wide)) {
      if (std::abs(wide) <= 0x1p53) return static_cast<std::int64_t>(wide);
      throw wrong_type(node, what, "an integer; beyond 2^53, write all of its digits");
    }
  }
  throw wrong_type(node, what, "an integer" + written_plainly(node, true));
}

double ParameterType<double>::read(const Node& node, const std::string& what) {
  if (node.is_scalar() && !node.quoted) {
    double value = 0;
    const Parsed parsed = parse_number(node.scalar, value);
    if (parsed == Parsed::number && std::isfinite(value)) return value;
    if (parsed == Parsed::out_of_range) {
      throw wrong_type(node, what, "a finite number: 0, or from 5e-324 to 1.7e308 in size");
    }
    // Only shares may be written in percent (share.h).
    if (node.scalar.ends_with('%') &&
        parse_number(node.scalar.substr(0, node.scalar.size() - 1), value) == Parsed::number) {
      throw wrong_type(node, what,
                       fmt::format("a number without a percent sign; for {:g} %, write {:g}", value,
                                   value / 100));
    }
  }
  throw wrong_type(node, what, "a finite number" + written_plainly(node, false));
}

std::string ParameterType<std::string>::read(const Node& node, const std::string& what) {
  if (!node.is_scalar()) throw wrong_type(node, what, "text");
  return node.scalar;
}

void ParameterTable::add(const std::string& name, const FieldPlace& field, const std::string& help,
                         const Limits& limits, bool required, const std::string& item) {
  ParameterInfo info{name, field.type->name(), limits.str(), "", help, required, false};
  const Node fallback = required ? Node{} : field.type->write(field.usual);
  // A map has no default of its own, because each of its parameters has one.
  if (!fallback.is_null() && !fallback.is_map()) {
    info.fallback = write_yaml(fallback);
    info.fallback.pop_back();
  }
  entries_.push_back({std::move(info), field, limits, item});
}

void ParameterTable::read_entry(const Entry& entry, void* values, const Node& node) const {
  const std::string what = prefix_ + entry.info.name;
  entry.field.type->read(entry.field.in(values),
                         is_share(entry.info) ? percent_as_share(node) : node, what, entry.limits);
  if (!entry.item.empty() && node.is_sequence() && node.items.empty()) {
    throw wrong_type(node, what, fmt::format("at least one {}", entry.item));
  }
}

void ParameterTable::read(void* values, const Node& node) const {
  const Entry* alone = nullptr;  // the one parameter that is written without its name
  std::vector<Node> for_included(included_.size(), Node::make_map(node.place));
  // Reads each key of a map with the parameter, or with the included table, that declares it.
  if (node.is_map()) {
    for (const Field& field : node.fields) {
      if (const Entry* entry = find(field.key)) {
        read_entry(*entry, values, field.value);
        continue;
      }
      std::size_t i = 0;
      while (i < included_.size() && !declares(included_[i], field.key)) ++i;
      if (i == included_.size()) throw unknown(field);
      for_included[i].fields.push_back(field);
    }
  } else if (!node.is_null()) {
    // Any other value belongs to the first parameter that has a short form.
    for (const Entry& entry : entries_) {
      if (entry.info.short_form && alone == nullptr) alone = &entry;
    }
    if (alone == nullptr) {
      throw wrong_type(node, owner_, entries_.empty() ? "no parameters" : "a map of parameters");
    }
    read_entry(*alone, values, node);
  }
  for (std::size_t i = 0; i < included_.size(); ++i) {
    const FieldPlace& field = included_[i].field;
    field.type->read(field.in(values), for_included[i], "", {});
  }
  for (const Entry& entry : entries_) {
    if (!entry.info.required || &entry == alone) continue;
    // A key without a value counts as missing.
    const Node* written = node.find(entry.info.name);
    if (written == nullptr || written->is_null()) throw missing(entry, node);
  }
}

Node ParameterTable::write(const void* values) const {
  Node node = Node::make_map();
  for (const Entry& entry : entries_) {
    Node written = entry.field.type->write(entry.field.in(values));
    if (!written.is_null()) node.set(entry.info.name, std::move(written));
  }
  for (const Included& included : included_) {
    Node written = included.field.type->write(included.field.in(values));
    for (Field& field : written.fields) node.set(field.key, std::move(field.value));
  }
  return node;
}

std::vector<ParameterInfo> ParameterTable::describe() const {
  std::vector<ParameterInfo> infos;
  for (const Entry& entry : entries_) infos.push_back(entry.info);
  for (const Included& included : included_) {
    infos.insert(infos.end(), included.parameters.begin(), included.parameters.end());
  }
  return infos;
}

bool ParameterTable::declares(const Included& included, const std::string& name) {
  return std::any_of(included.parameters.begin(), included.parameters.end(),
                     [&](const ParameterInfo& info) { return info.name == name; });
}

const ParameterTable::Entry* ParameterTable::find(const std::string& name) const {
  for (const Entry& entry : entries_) {
    if (entry.info.name == name) return &entry;
  }
  return nullptr;
}

UserError ParameterTable::missing(const Entry& entry, const Node& node) const {
  return UserError(node.place,
                   fmt::format("{} needs '{}': {}", owner_, entry.info.name, entry.info.help));
}

UserError ParameterTable::unknown(const Field& field) const {
  std::vector<std::string> names;
  for (const ParameterInfo& info : describe()) names.push_back(info.name);
  const std::string known =
      names.empty() ? "it takes no parameters" : fmt::format("it takes {}", fmt::join(names, ", "));
  // A map in the place of a list, such as {random: 0.7} for [[0.7, random]], has names of its own.
  for (const Entry& entry : entries_) {
    constexpr std::string_view kPairs = "list of [";
    if (!entry.info.short_form || !entry.info.type.starts_with(kPairs)) continue;
    return UserError(field.key_place,
                     fmt::format("'{}' is a map with the key '{}'; expected a {}, each pair in "
                                 "brackets",
                                 owner_, field.key, entry.info.type));
  }
  return UserError(field.key_place, fmt::format("unknown key '{}' in {}{}; {}", field.key, owner_,
                                                did_you_mean(field.key, names), known));
}

}  // namespace reprise
