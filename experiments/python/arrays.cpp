#include "experiments/python/arrays.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace reprise {

namespace py = pybind11;

namespace {

struct Block {
  std::size_t size;
  std::unique_ptr<std::byte[]> memory;
};

// Blocks without an array. Few are kept, and no huge ones.
constexpr std::size_t kMostFree = 16;
constexpr std::size_t kLargestFree = 16 << 20;
std::vector<std::unique_ptr<Block>>& free_blocks() {
  // Never destroyed: arrays may outlive whatever ends first when the interpreter ends.
  static auto& blocks = *new std::vector<std::unique_ptr<Block>>();
  blocks.reserve(kMostFree);
  return blocks;
}

void give_back(void* owned) {
  std::unique_ptr<Block> block(static_cast<Block*>(owned));
  std::vector<std::unique_ptr<Block>>& blocks = free_blocks();
  if (block->size > kLargestFree) return;
  if (blocks.size() == kMostFree) blocks.erase(blocks.begin());
  blocks.push_back(std::move(block));
}

}  // namespace

std::pair<py::capsule, std::byte*> recycled_block(std::size_t bytes) {
  std::vector<std::unique_ptr<Block>>& blocks = free_blocks();
  // A block for little does not keep much.
  const auto at = std::find_if(blocks.begin(), blocks.end(), [&](const auto& block) {
    return block->size >= bytes && block->size / 4 <= bytes;
  });
  std::unique_ptr<Block> block;
  if (at != blocks.end()) {
    block = std::move(*at);
    blocks.erase(at);
  } else {
    // With room for a step that needs a little more.
    const std::size_t size = bytes + bytes / 4;
    block = std::make_unique<Block>(Block{size, std::make_unique_for_overwrite<std::byte[]>(size)});
  }
  std::byte* const memory = block->memory.get();
  py::capsule owner(block.get(), give_back);
  block.release();
  return {std::move(owner), memory};
}

py::array read_only(py::array array) {
  py::detail::array_proxy(array.ptr())->flags &= ~py::detail::npy_api::NPY_ARRAY_WRITEABLE_;
  return array;
}

std::vector<std::int64_t> whole_numbers(const py::object& values, std::size_t n,
                                        const std::string& what) {
  if (PyLong_Check(values.ptr()) != 0) {
    return std::vector<std::int64_t>(n, values.cast<std::int64_t>());
  }
  const py::array array = py::array::ensure(values);
  if (!array || (array.dtype().kind() != 'i' && array.dtype().kind() != 'u')) {
    throw py::type_error(fmt::format("{} is {}; expected a whole number, or {} of them", what,
                                     py::repr(values).cast<std::string>().substr(0, 100), n));
  }
  const py::array_t<std::int64_t, py::array::c_style | py::array::forcecast> whole(array);
  if (whole.ndim() == 0) return std::vector<std::int64_t>(n, *whole.data());
  if (whole.ndim() != 1 || static_cast<std::size_t>(whole.size()) != n) {
    throw py::value_error(fmt::format("{} has shape {}; expected one number, or {}", what,
                                      py::str(array.attr("shape")).cast<std::string>(), n));
  }
  return {whole.data(), whole.data() + n};
}

}  // namespace reprise
