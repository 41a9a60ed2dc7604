#include "experiments/python/world.h"

#include <fmt/format.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "experiments/python/arrays.h"
#include "experiments/python/caller_thread.h"
#include "experiments/python/environments.h"
#include "experiments/python/workspace.h"
#include "experiments/simulation/engine/simulate.h"
#include "experiments/simulation/engine/threads.h"
#include "sim/support/files/cache_directory.h"
#include "sim/world_files/world_files.h"

namespace reprise {
namespace {

namespace py = pybind11;

struct OpenedWorld {
  std::shared_ptr<SharedWorld> shared;

  const World& world() const { return *shared->open.world; }
};

OpenedWorld open(const std::string& source_text) {
  const WorldSource source = read_world_source(parse_yaml_option(source_text, {"world", 0, 0}));
  OpenedWorld opened;
  CallerThread caller;
  caller.run(
      [&] {
        with_threads(0, [&] {
          opened.shared = shared_workspace().world(
              source, [&](std::string_view, std::size_t, std::size_t) { caller.look(); });
        });
      },
      {});
  return opened;
}

// Returns a view of the world's memory, which lives as long as Python's object of the world.
template <class T>
py::array view(const py::object& owner, std::span<const T> values) {
  return read_only(py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data(), owner));
}

py::array embeddings(const py::object& self) {
  const Embeddings& rows = self.cast<const OpenedWorld&>().world().catalog.embeddings;
  constexpr auto kFloat = static_cast<py::ssize_t>(sizeof(float));
  return read_only(py::array_t<float>(
      {static_cast<py::ssize_t>(rows.size()), static_cast<py::ssize_t>(rows.dim())},
      {static_cast<py::ssize_t>(rows.stride()) * kFloat, kFloat}, rows.values().data(), self));
}

py::list texts(const Texts& from) {
  py::list list;
  for (std::size_t i = 0; i < from.size(); ++i) {
    list.append(py::reinterpret_steal<py::object>(
        PyUnicode_DecodeUTF8(from[i].data(), static_cast<py::ssize_t>(from[i].size()), "replace")));
  }
  return list;
}

template <class T, class Value>
py::array_t<T> of_users(const World& world, Value value) {
  py::array_t<T> values(static_cast<py::ssize_t>(world.users.size()));
  T* const to = values.mutable_data();
  for (UserIndex user = 0; user < world.users.size(); ++user) {
    to[user] = static_cast<T>(value(world.users.traits[user]));
  }
  return values;
}

py::dict users(const OpenedWorld& opened) {
  const World& world = opened.world();
  py::list interests;
  for (UserIndex user = 0; user < world.users.size(); ++user) {
    const std::span<const TrackId> of_user = world.users.interests(user);
    interests.append(std::vector<TrackId>(of_user.begin(), of_user.end()));
  }
  py::dict columns;
  py::array_t<std::int64_t> ids(static_cast<py::ssize_t>(world.users.size()));
  std::copy(world.users.ids.begin(), world.users.ids.end(), ids.mutable_data());
  columns["user"] = ids;
  columns["interests"] = interests;
  columns["interest_neighbours"] =
      of_users<std::int64_t>(world, [](const UserTraits& t) { return t.interest_neighbours; });
  columns["session_budget"] =
      of_users<std::int64_t>(world, [](const UserTraits& t) { return t.session_budget; });
  columns["consume_bias"] =
      of_users<double>(world, [](const UserTraits& t) { return t.consume_bias; });
  columns["consume_sharpness"] =
      of_users<double>(world, [](const UserTraits& t) { return t.consume_sharpness; });
  columns["artist_discount_gamma"] =
      of_users<double>(world, [](const UserTraits& t) { return t.artist_discount_gamma; });
  return columns;
}

// Environments that keep their world alive.
struct PlayedEnvironments {
  OpenedWorld opened;
  Environments environments;

  PlayedEnvironments(const OpenedWorld& of, std::size_t n, std::uint32_t max_steps)
      : opened(of), environments(prepared(of), *of.shared->open.nearest, n, max_steps) {}

  // The first tracks of any session are among these.
  static const World& prepared(const OpenedWorld& of) {
    const py::gil_scoped_release release;
    with_threads(0, [&] {
      of.shared->open.nearest->require(nearest_queries(of.world(), {}, {}, 0, true), {});
    });
    return of.world();
  }
};

template <class T>
using Column = py::array_t<T, 0>;

// An array of the caller's that is written in place.
template <class T>
std::span<T> column(Column<T>& array, std::size_t n, const char* name) {
  if (array.ndim() != 1 || static_cast<std::size_t>(array.size()) != n || !array.writeable() ||
      array.strides(0) != static_cast<py::ssize_t>(sizeof(T))) {
    throw py::value_error(fmt::format("'{}' is no writable array of {}", name, n));
  }
  return {array.mutable_data(), n};
}

std::span<const std::uint8_t> mask(const Column<bool>& array, std::size_t n) {
  if (array.ndim() != 1 || static_cast<std::size_t>(array.size()) != n || array.strides(0) != 1) {
    throw py::value_error(fmt::format("a mask is no array of {} truth values", n));
  }
  return {reinterpret_cast<const std::uint8_t*>(array.data()), n};
}

std::span<std::uint8_t> flags(Column<bool>& array, std::size_t n, const char* name) {
  const std::span<bool> values = column<bool>(array, n, name);
  return {reinterpret_cast<std::uint8_t*>(values.data()), n};
}

void step(PlayedEnvironments& played, const Column<bool>& which, const py::object& actions,
          Column<double>& rewards, Column<bool>& terminated, Column<bool>& truncated,
          Column<bool>& repeated) {
  Environments& environments = played.environments;
  const std::size_t n = environments.size();
  const py::array given = py::array::ensure(actions);
  if (!given || (given.dtype().kind() != 'i' && given.dtype().kind() != 'u') || given.ndim() != 1 ||
      static_cast<std::size_t>(given.size()) != n) {
    throw py::value_error(
        fmt::format("actions are {}; expected an array of {} track ids (whole numbers)",
                    given ? fmt::format("an array of shape {} and type {}",
                                        py::str(given.attr("shape")).cast<std::string>(),
                                        py::str(given.dtype()).cast<std::string>())
                          : "no array",
                    n));
  }
  const py::array_t<std::int64_t, py::array::c_style | py::array::forcecast> ids(given);
  const std::span<const std::uint8_t> plays = mask(which, n);
  const std::span<const std::int64_t> tracks(ids.data(), n);
  const auto n_tracks = static_cast<std::int64_t>(environments.n_tracks());
  using Stage = Environments::Stage;
  const std::span<const Stage> stages = environments.stages();
  for (std::size_t i = 0; i < n; ++i) {
    if (stages[i] == Stage::unused) {
      throw py::value_error(
          fmt::format("environment {} has no episode yet; reset all of them first", i));
    }
    if (plays[i] == 0) continue;
    if (tracks[i] < 0 || tracks[i] >= n_tracks) {
      throw py::value_error(
          fmt::format("the action of environment {} is {}; expected a track, 0 to {}", i, tracks[i],
                      n_tracks - 1));
    }
    if (stages[i] == Stage::over) {
      throw py::value_error(
          fmt::format("the episode of environment {} is over; reset it before it steps", i));
    }
  }
  const StepColumns outcome{column<double>(rewards, n, "rewards"),
                            flags(terminated, n, "terminated"), flags(truncated, n, "truncated"),
                            flags(repeated, n, "repeated")};
  const py::gil_scoped_release release;
  environments.step(plays, tracks, outcome);
}

void observe(const PlayedEnvironments& played, Column<std::int64_t>& user,
             Column<std::int64_t>& first_track, Column<std::int64_t>& previous_track,
             Column<double>& previous_time, Column<std::int64_t>& steps) {
  const Observations& seen = played.environments.seen();
  const auto write = [](const auto& values, auto& array, const char* name) {
    std::copy(values.begin(), values.end(), column(array, values.size(), name).begin());
  };
  write(seen.user, user, "user");
  write(seen.first_track, first_track, "first_track");
  write(seen.previous_track, previous_track, "previous_track");
  write(seen.previous_time, previous_time, "previous_time");
  write(seen.step, steps, "step");
}

}  // namespace

void add_world(py::module_& module) {
  py::class_<OpenedWorld>(module, "OpenedWorld")
      .def_property_readonly("embeddings", embeddings)
      .def_property_readonly("artist_of",
                             [](const py::object& self) {
                               return view(
                                   self, self.cast<const OpenedWorld&>().world().catalog.artist_of);
                             })
      .def_property_readonly("top_tracks",
                             [](const py::object& self) {
                               return view(self,
                                           self.cast<const OpenedWorld&>().world().top_tracks);
                             })
      .def("artist_names",
           [](const OpenedWorld& opened) { return texts(opened.world().catalog.artists); })
      .def("titles", [](const OpenedWorld& opened) { return texts(opened.world().catalog.titles); })
      .def("users", users)
      .def_property_readonly("n_users",
                             [](const OpenedWorld& opened) { return opened.world().users.size(); })
      .def_property_readonly("fingerprint",
                             [](const OpenedWorld& opened) { return opened.world().fingerprint; })
      .def_property_readonly(
          "description", [](const OpenedWorld& opened) { return opened.shared->open.description; })
      .def("save", [](const OpenedWorld& opened, const std::string& directory) {
        const py::gil_scoped_release release;
        write_world_files(opened.world(), directory, opened.shared->open.fields);
      });
  module.def("open_world", open);
  module.def("cache_directory", [] { return cache_directory().string(); });
  py::class_<PlayedEnvironments>(module, "Environments")
      .def(py::init<const OpenedWorld&, std::size_t, std::uint32_t>())
      .def("seed", [](PlayedEnvironments& played, std::size_t i,
                      std::uint64_t seed) { played.environments.seed(i, seed); })
      .def("reset",
           [](PlayedEnvironments& played, const Column<bool>& which) {
             played.environments.reset(mask(which, played.environments.size()));
           })
      .def("step", step)
      .def("observe", observe)
      .def("episodes", [](const PlayedEnvironments& played) {
        py::array_t<std::int64_t> numbers(static_cast<py::ssize_t>(played.environments.size()));
        for (std::size_t i = 0; i < played.environments.size(); ++i) {
          numbers.mutable_data()[i] = static_cast<std::int64_t>(played.environments.episode(i));
        }
        return numbers;
      });
}

}  // namespace reprise
