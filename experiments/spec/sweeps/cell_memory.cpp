#include "experiments/spec/sweeps/cell_memory.h"

#include <algorithm>

#include <fmt/format.h>

namespace reprise {
namespace {

constexpr std::size_t kMost = std::size_t{1} << 28;  // bytes

std::size_t bytes_of(const Node& node) {
  std::size_t bytes = sizeof node + node.scalar.size() + node.place.source.size();
  for (const Node& item : node.items) bytes += bytes_of(item);
  for (const Field& field : node.fields) {
    bytes += sizeof field.key + field.key.size() + sizeof field.key_place +
             field.key_place.source.size() + bytes_of(field.value);
  }
  return bytes;
}

}  // namespace

void check_cell_memory(const std::vector<SweepAxis>& axes, std::size_t cells) {
  std::size_t cell = 0;
  for (const SweepAxis& axis : axes) {
    std::size_t largest = sizeof(AxisValue);
    for (const AxisValue& value : axis.values) {
      largest = std::max(largest, sizeof value.name + value.name.size() + bytes_of(value.value));
    }
    cell += largest;
    if (cell <= kMost / std::max<std::size_t>(cells, 1)) continue;
    throw UserError(
        axis.place,
        fmt::format("the values of up to '{}' take {} bytes in each of {} cells, more than {} in "
                    "all; sweep fewer parameters or cells, or put large values into files",
                    axis.path, cell, cells, kMost));
  }
}

}  // namespace reprise
