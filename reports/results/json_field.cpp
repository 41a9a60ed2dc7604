#include "reports/results/json_field.h"

#include <limits>

#include <fmt/format.h>

namespace reprise {
namespace {

constexpr int kDeepest = 64;

}  // namespace

Json parse_json(std::string_view text, std::string_view file_name) {
  // The depth is limited, because an object that grows copies its content, and the copy recurses on
  // the stack as deep as the value.
  const auto shallow = [file_name](int depth, Json::parse_event_t, const Json&) {
    if (depth <= kDeepest) return true;
    throw std::runtime_error(fmt::format("{}: nested deeper than {} levels", file_name, kDeepest));
  };
  try {
    return Json::parse(text, shallow);
  } catch (const Json::parse_error& error) {
    throw std::runtime_error(
        fmt::format("{}: not JSON after byte {} of {}", file_name, error.byte, text.size()));
  } catch (const Json::out_of_range&) {
    throw std::runtime_error(
        fmt::format("{}: not JSON: a number is too large for a double", file_name));
  }
}

std::optional<JsonField> JsonField::find(const std::string& key) const {
  const auto entry = object().find(key);
  if (entry == json_->end()) return std::nullopt;
  return JsonField(&*entry, below(key), file_name_);
}

JsonField JsonField::at(const std::string& key) const {
  const std::optional<JsonField> field = find(key);
  if (!field) throw std::runtime_error(fmt::format("{}: {} is missing", file_name_, below(key)));
  return *field;
}

std::vector<std::pair<std::string, JsonField>> JsonField::entries() const {
  std::vector<std::pair<std::string, JsonField>> all;
  for (const auto& [key, value] : object().items()) {
    all.emplace_back(key, JsonField(&value, below(key), file_name_));
  }
  return all;
}

std::vector<JsonField> JsonField::elements() const {
  if (!json_->is_array()) throw unexpected("a list");
  std::vector<JsonField> all;
  for (std::size_t i = 0; i < json_->size(); ++i) {
    all.push_back(JsonField(&(*json_)[i], fmt::format("{}[{}]", path_, i), file_name_));
  }
  return all;
}

void JsonField::read(std::string& value) const {
  if (!json_->is_string()) throw unexpected("text");
  value = json_->get<std::string>();
}

void JsonField::read(bool& value) const {
  if (!json_->is_boolean()) throw unexpected("true or false");
  value = json_->get<bool>();
}

void JsonField::read(std::uint64_t& value) const {
  if (!json_->is_number_unsigned()) throw unexpected("a whole number not below 0");
  value = json_->get<std::uint64_t>();
}

void JsonField::read(std::int64_t& value) const {
  if (!json_->is_number_integer()) throw unexpected("a whole number");
  value = json_->get<std::int64_t>();
}

void JsonField::read(double& value) const {
  if (json_->is_null()) {
    value = std::numeric_limits<double>::quiet_NaN();
    return;
  }
  if (!json_->is_number()) throw unexpected("a number or null");
  value = json_->get<double>();
}

void JsonField::read(std::optional<double>& value) const {
  value.reset();
  if (!json_->is_null()) read(value.emplace());
}

std::runtime_error JsonField::complaint(std::string_view what) const {
  return std::runtime_error(
      fmt::format("{}: {}: {}", file_name_, path_.empty() ? "the file" : path_, what));
}

const Json& JsonField::object() const {
  if (!json_->is_object()) throw unexpected("an object");
  return *json_;
}

std::string JsonField::below(const std::string& key) const {
  return path_.empty() ? key : fmt::format("{}.{}", path_, key);
}

std::runtime_error JsonField::unexpected(std::string_view expected) const {
  return complaint(fmt::format("expected {}, found {}", expected, found()));
}

std::string JsonField::found() const {
  if (json_->is_array()) return "a list";
  if (json_->is_object()) return "an object";
  constexpr std::size_t kLongest = 60;
  std::string text = json_->dump(-1, ' ', true, Json::error_handler_t::replace);
  if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
  return text;
}

}  // namespace reprise
