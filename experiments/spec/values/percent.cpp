#include "experiments/spec/values/percent.h"

#include <optional>

#include <fmt/format.h>

#include "sim/support/number_text.h"

namespace reprise {
namespace {

std::optional<double> whole_number_text(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  return number_of_text<double>(text);
}

// Returns the number before the percent sign; absent when there is no sign or no number.
std::optional<double> percent_of(const Node& node) {
  if (!node.is_scalar() || !node.scalar.ends_with('%')) return std::nullopt;
  return whole_number_text(std::string_view(node.scalar).substr(0, node.scalar.size() - 1));
}

}  // namespace

Percent ParameterType<Percent>::read(const Node& node, const std::string& what) {
  const std::optional<double> percent = percent_of(node);
  if (!percent || !(*percent >= 0 && *percent <= 100)) {
    const std::optional<double> share =
        node.is_scalar() ? whole_number_text(node.scalar) : std::nullopt;
    throw wrong_type(node, what,
                     share && *share > 0 && *share <= 1
                         ? fmt::format("a percentage from 0% to 100%; for the share {0:g}, write "
                                       "{1:g}%",
                                       *share, 100 * *share)
                         : std::string("a percentage from 0% to 100%, such as 1%"));
  }
  return {*percent};
}

Node ParameterType<Percent>::write(const Percent& value) {
  return Node::make_scalar(write_number(value.percent) + "%");
}

Width ParameterType<Width>::read(const Node& node, const std::string& what) {
  const std::optional<double> percent = percent_of(node);
  const std::optional<double> number =
      percent || !node.is_scalar() ? percent : whole_number_text(node.scalar);
  if (!number || !(*number > 0 && *number < 1e12)) {
    throw wrong_type(
        node, what, "a width above 0: 1% of the control's mean, or a number in the metric's units");
  }
  return {*number, percent.has_value()};
}

Node ParameterType<Width>::write(const Width& value) {
  return Node::make_scalar(write_number(value.value) + (value.relative ? "%" : ""));
}

std::string width_words(const Width& width) {
  return width.relative ? fmt::format("{:.6g}% of the control's mean", width.value)
                        : fmt::format("{:.6g}", width.value);
}

}  // namespace reprise
