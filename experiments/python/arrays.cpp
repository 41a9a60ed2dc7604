#include "experiments/python/arrays.h"

#include <fmt/format.h>

namespace reprise {

namespace py = pybind11;

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
