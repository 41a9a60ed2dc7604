// Batch: the requests of one call of a recommender, as NumPy arrays.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include "recommenders/request.h"

namespace reprise {

class Batch;

/// Playbacks of many requests in one list: request i has the places offsets[i] to offsets[i + 1].
/// `times` and `request` are made when they are first asked for. All functions need the GIL.
class HistoryArrays {
 public:
  /// `batch` must outlive the object.
  explicit HistoryArrays(const Batch& batch);

  pybind11::array offsets;            // int64, n + 1
  pybind11::array tracks;             // int64
  pybind11::array session;            // int64, n: where the playbacks of this session begin
  const pybind11::object& times();    // float64
  const pybind11::object& request();  // int64: of which request each playback is

 private:
  const Batch& batch_;
  pybind11::object times_, request_;
};

/// The requests of one call, alive in Python for as long as the user keeps it. Arrays are made when
/// they are first asked for, and stay what they are; after the call no other ones can be made. All
/// functions need the GIL.
class Batch {
 public:
  explicit Batch(std::span<Request* const> requests, bool earlier_sessions)
      : requests_(requests), n_(requests.size()), earlier_sessions_(earlier_sessions) {}

  std::size_t size() const { return n_; }
  /// Throws std::runtime_error after the call.
  std::span<Request* const> requests() const;
  /// Returns the earlier sessions of the request's user; null if the recommender does not see them.
  const UserHistory* earlier(const Request& request) const {
    return earlier_sessions_ ? request.history : nullptr;
  }
  /// Ends the call: the requests are gone.
  void end() { requests_ = {}; }

  const pybind11::array& user();
  const pybind11::array& user_index();
  const pybind11::array& step();
  const pybind11::array& first_track();
  const pybind11::array& previous_track();
  const pybind11::array& previous_time();
  const pybind11::array& seeds();
  HistoryArrays& history();
  /// Returns one draw from 0..high-1 for each request; `high` is a whole number or n of them.
  pybind11::array integers(const pybind11::object& high);
  /// Returns one draw from [0, 1) for each request.
  pybind11::array random();

 private:
  template <class T, class Value>
  const pybind11::array& column(pybind11::object& kept, Value value);

  std::span<Request* const> requests_;
  std::size_t n_;
  bool earlier_sessions_;
  pybind11::object user_, user_index_, step_, first_track_, previous_track_, previous_time_, seeds_;
  std::unique_ptr<HistoryArrays> history_;
};

/// Adds the classes Batch and History to the module.
void add_batch(pybind11::module_& module);

}  // namespace reprise
