#include "experiments/python/batch.h"

#include <algorithm>

#include <fmt/format.h>

#include "experiments/python/arrays.h"
#include "sim/random/streams.h"

namespace reprise {

namespace py = pybind11;

std::span<Request* const> Batch::requests() const {
  if (requests_.empty()) {
    throw std::runtime_error(
        "this batch is over: its arrays can be read first while recommend() runs, and kept");
  }
  return requests_;
}

template <class T, class Value>
const py::array& Batch::column(py::object& kept, Value value) {
  if (!kept) {
    const std::span<Request* const> all = requests();
    py::array_t<T> values = recycled_array<T>(n_);
    T* const to = values.mutable_data();
    for (std::size_t i = 0; i < n_; ++i) to[i] = static_cast<T>(value(*all[i]));
    kept = read_only(std::move(values));
  }
  return static_cast<const py::array&>(static_cast<const py::object&>(kept));
}

const py::array& Batch::user() {
  return column<std::int64_t>(
      user_, [](const Request& request) { return request.world.users.ids[request.user]; });
}
const py::array& Batch::user_index() {
  return column<std::int64_t>(user_index_, [](const Request& request) { return request.user; });
}
const py::array& Batch::step() {
  return column<std::int64_t>(step_,
                              [](const Request& request) { return request.playbacks.size() - 1; });
}
const py::array& Batch::first_track() {
  return column<std::int64_t>(first_track_,
                              [](const Request& request) { return request.playbacks.first(); });
}
const py::array& Batch::previous_track() {
  return column<std::int64_t>(previous_track_,
                              [](const Request& request) { return request.playbacks.last(); });
}
const py::array& Batch::previous_time() {
  return column<double>(previous_time_, [](const Request& request) {
    return time_of(request.playbacks.last_time());
  });
}
const py::array& Batch::seeds() {
  return column<std::uint64_t>(seeds_, [](const Request& request) {
    Stream words(request.draws.address());
    const std::uint64_t low = words();
    return low | static_cast<std::uint64_t>(words()) << 32;
  });
}

HistoryArrays& Batch::history() {
  if (!history_) history_ = std::make_unique<HistoryArrays>(*this);
  return *history_;
}

HistoryArrays::HistoryArrays(const Batch& batch) : batch_(batch) {
  const std::span<Request* const> all = batch.requests();
  py::array_t<std::int64_t> of_offsets = recycled_array<std::int64_t>(all.size() + 1);
  py::array_t<std::int64_t> of_session = recycled_array<std::int64_t>(all.size());
  std::int64_t* const begin = of_offsets.mutable_data();
  std::int64_t* const in_session = of_session.mutable_data();
  begin[0] = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const UserHistory* const earlier = batch.earlier(*all[i]);
    in_session[i] =
        begin[i] + static_cast<std::int64_t>(earlier == nullptr ? 0 : earlier->tracks().size());
    begin[i + 1] = in_session[i] + static_cast<std::int64_t>(all[i]->playbacks.size());
  }
  py::array_t<std::int64_t> of_tracks =
      recycled_array<std::int64_t>(static_cast<std::size_t>(begin[all.size()]));
  std::int64_t* to = of_tracks.mutable_data();
  constexpr std::size_t kAhead = 8;  // each session's tracks are in memory of their own
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i + kAhead < all.size()) {
      __builtin_prefetch(all[i + kAhead]->playbacks.tracks().data());
    }
    if (const UserHistory* const earlier = batch.earlier(*all[i])) {
      to = std::copy(earlier->tracks().begin(), earlier->tracks().end(), to);
    }
    to = std::copy(all[i]->playbacks.tracks().begin(), all[i]->playbacks.tracks().end(), to);
  }
  offsets = read_only(std::move(of_offsets));
  tracks = read_only(std::move(of_tracks));
  session = read_only(std::move(of_session));
}

const py::object& HistoryArrays::times() {
  if (times_) return times_;
  py::array_t<double> values = recycled_array<double>(static_cast<std::size_t>(tracks.size()));
  double* to = values.mutable_data();
  const auto append = [&to](std::span<const Hundredths> of_times) {
    to = std::transform(of_times.begin(), of_times.end(), to, time_of);
  };
  for (const Request* const request : batch_.requests()) {
    if (const UserHistory* const earlier = batch_.earlier(*request)) append(earlier->times());
    append(request->playbacks.times());
  }
  times_ = read_only(std::move(values));
  return times_;
}

const py::object& HistoryArrays::request() {
  if (request_) return request_;
  py::array_t<std::int64_t> values =
      recycled_array<std::int64_t>(static_cast<std::size_t>(tracks.size()));
  const auto* const begin = static_cast<const std::int64_t*>(offsets.data());
  for (std::size_t i = 0; i < batch_.size(); ++i) {
    std::fill(values.mutable_data() + begin[i], values.mutable_data() + begin[i + 1],
              static_cast<std::int64_t>(i));
  }
  request_ = read_only(std::move(values));
  return request_;
}

py::array Batch::integers(const py::object& high) {
  const std::span<Request* const> all = requests();
  const std::vector<std::int64_t> most = whole_numbers(high, n_, "high");
  py::array_t<std::int64_t> values(static_cast<py::ssize_t>(n_));
  std::int64_t* const to = values.mutable_data();
  for (std::size_t i = 0; i < n_; ++i) {
    if (most[i] < 1 || most[i] > std::numeric_limits<std::uint32_t>::max()) {
      throw py::value_error(
          fmt::format("high is {} for request {}; expected 1 to 4294967295", most[i], i));
    }
    to[i] = uniform_index(all[i]->draws, static_cast<std::uint32_t>(most[i]));
  }
  return values;
}

py::array Batch::random() {
  const std::span<Request* const> all = requests();
  py::array_t<double> values(static_cast<py::ssize_t>(n_));
  double* const to = values.mutable_data();
  for (std::size_t i = 0; i < n_; ++i) to[i] = uniform_unit(all[i]->draws());
  return values;
}

void add_batch(py::module_& module) {
  py::class_<HistoryArrays>(module, "History",
                            "Playbacks of n requests, one after the other: request i has "
                            "tracks[offsets[i]:offsets[i+1]],\n"
                            "oldest first. Arrays are read-only.")
      .def_readonly("offsets", &HistoryArrays::offsets, "int64, n + 1: where each request begins.")
      .def_readonly("tracks", &HistoryArrays::tracks, "int64: track ids.")
      .def_property_readonly(
          "times", [](HistoryArrays& history) { return history.times(); },
          "float64: share of each track that was listened to; 1.0 for a first track.")
      .def_property_readonly(
          "request", [](HistoryArrays& history) { return history.request(); },
          "int64: of which request each playback is, 0 to n-1: numpy.repeat(numpy.arange(n),\n"
          "numpy.diff(offsets)).")
      .def_readonly("session", &HistoryArrays::session,
                    "int64, n: where this session begins; before it come earlier sessions of the\n"
                    "user under this treatment, for a recommender with scope = \"user\".");
  const auto column = [](const py::array& (Batch::*get)()) {
    return [get](Batch& batch) { return (batch.*get)(); };
  };
  py::class_<Batch>(module, "Batch",
                    "n requests for a next track, one of each of n sessions that are played in "
                    "step. Arrays have\n"
                    "n elements in the same order, are read-only, and may be kept.")
      .def("__len__", &Batch::size)
      .def_property_readonly("user", column(&Batch::user), "int64, n: the users' ids.")
      .def_property_readonly("user_index", column(&Batch::user_index),
                             "int64, n: the users' rows in World.users, from 0.")
      .def_property_readonly("step", column(&Batch::step),
                             "int64, n: tracks recommended so far in the session, from 0.")
      .def_property_readonly("first_track", column(&Batch::first_track),
                             "int64, n: id of the track that each session began with.")
      .def_property_readonly("previous_track", column(&Batch::previous_track),
                             "int64, n: id of the track just played.")
      .def_property_readonly("previous_time", column(&Batch::previous_time),
                             "float64, n: share of it that was listened to.")
      .def_property_readonly(
          "seeds", column(&Batch::seeds),
          "uint64, n: one seed for each request, the same in any batch, thread and shard. They "
          "are\n"
          "the first two 32-bit words (low one first) of the stream that integers() and random()\n"
          "draw from, so use these or those.")
      .def_property_readonly("history", &Batch::history,
                             py::return_value_policy::reference_internal,
                             "History: what each session has played, the first track included.")
      .def("integers", &Batch::integers, py::arg("high"),
           "Returns int64, n: one draw from 0..high-1 for each request, as reprise's own\n"
           "recommenders draw it. high: an int, or n of them, 1 to 2^32-1. Each call takes the "
           "next\n"
           "word of the request's stream.")
      .def("random", &Batch::random,
           "Returns float64, n: one draw from [0, 1) for each request, in steps of 2^-32.");
}

}  // namespace reprise
