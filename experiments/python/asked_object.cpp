#include "experiments/python/asked_object.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

#include <fmt/format.h>
#include <pybind11/numpy.h>

#include "experiments/python/batch.h"
#include "sim/support/check.h"
#include "sim/support/user_error.h"
#include "sim/support/whole_characters.h"

namespace reprise {
namespace {

namespace py = pybind11;

std::string shown(py::handle value) {
  constexpr std::size_t kShown = 100;
  const std::string text = py::repr(value).cast<std::string>();
  return fmt::format("{}{}", whole_characters(text, kShown), text.size() > kShown ? "..." : "");
}

// Says which request of a batch was answered badly.
std::string which(std::span<Request* const> requests, std::size_t i) {
  const Request& request = *requests[i];
  return fmt::format("request {} of {} (user {}, step {})", i, requests.size(),
                     request.world.users.ids[request.user], request.playbacks.size() - 1);
}

// What both kinds of recommenders have: the object, whom to ask in, and words for its mistakes.
class Asked {
 public:
  Asked(CallerThread& caller, const Build& build, const std::string& called)
      : caller_(caller),
        name_(fmt::format("the treatment '{}' ({})", build.treatment, called)),
        n_tracks_(static_cast<std::int64_t>(build.world.catalog.n_tracks())) {}

  // Calls `ask` in the caller's thread. An exception of the user's code gets a note that says where
  // it was raised: at the requests that `asked` returns.
  template <class Ask, class Of>
  void ask(const Ask& ask, const Of& asked) const {
    caller_.call([&] {
      try {
        ask();
      } catch (const py::error_already_set& error) {
        if (py::hasattr(error.value(), "add_note")) {
          error.value().attr("add_note")(note(asked()));
        }
        throw;
      }
    });
  }

  // Throws Interrupted when the work is to end.
  void check_stop() const { caller_.check(); }

  AnswerError mistake(const std::string& what) const {
    return AnswerError(fmt::format("{}: {}", name_, what));
  }

  const std::string& name() const { return name_; }
  std::int64_t n_tracks() const { return n_tracks_; }

  void check(std::int64_t track, std::span<Request* const> requests, std::size_t i) const {
    if (track >= 0 && track < n_tracks_) [[likely]] {
      return;
    }
    throw mistake(fmt::format("the answer to {} is track {}; expected the id of a track, 0 to {}",
                              which(requests, i), track, n_tracks_ - 1));
  }

 private:
  std::string note(std::span<Request* const> requests) const {
    const auto step = [&](std::size_t i) { return requests[i]->playbacks.size() - 1; };
    std::size_t first = step(0);
    std::size_t last = first;
    for (std::size_t i = 0; i < requests.size(); ++i) {
      first = std::min(first, step(i));
      last = std::max(last, step(i));
    }
    const std::string steps =
        first == last ? fmt::format("step {}", first) : fmt::format("steps {} to {}", first, last);
    return requests.size() == 1 ? fmt::format("{} was asked for {}", name_, which(requests, 0))
                                : fmt::format("{} was asked for {} tracks, at {} of their sessions",
                                              name_, requests.size(), steps);
  }

  CallerThread& caller_;
  std::string name_;
  std::int64_t n_tracks_;
};

// What propensities() returned for one request: (tracks, probabilities), two arrays of 1 x k, or
// one array of 1 x n_tracks.
class ToldByPython {
 public:
  using Numbers = py::array_t<double, py::array::c_style | py::array::forcecast>;
  using Ids = py::array_t<std::int64_t, py::array::c_style | py::array::forcecast>;

  ToldByPython(const py::object& answer, const Asked& asked, std::span<Request* const> requests)
      : asked_(asked), requests_(requests) {
    if (py::isinstance<py::tuple>(answer) && py::len(answer) == 2) {
      const py::array tracks = py::array::ensure(answer[py::int_(0)]);
      const py::array numbers = py::array::ensure(answer[py::int_(1)]);
      if (!tracks || !numbers || !is_row(tracks) || !is_row(numbers) ||
          tracks.size() != numbers.size()) {
        throw wrong(answer);
      }
      const char kind = tracks.dtype().kind();
      if (kind != 'i' && kind != 'u') throw wrong(answer);
      tracks_ = Ids(tracks);
      probabilities_ = numbers_of(numbers, answer);
    } else {
      const py::array numbers = py::array::ensure(answer);
      if (!numbers || !is_row(numbers) || numbers.size() != asked.n_tracks()) throw wrong(answer);
      probabilities_ = numbers_of(numbers, answer);
    }
  }

  void add(double share, Propensities& propensities) const {
    const double* const probability = probabilities_.data();
    const std::int64_t* const track = tracks_ ? tracks_->data() : nullptr;
    double sum = 0;
    for (py::ssize_t i = 0; i < probabilities_.size(); ++i) {
      const std::int64_t of = track == nullptr ? i : track[i];
      asked_.check(of, requests_, 0);
      if (!(probability[i] >= 0)) {
        throw asked_.mistake(
            fmt::format("the probability of track {} for {} is {}; expected a number from 0 to 1",
                        of, which(requests_, 0), probability[i]));
      }
      sum += probability[i];
      propensities.add(static_cast<TrackId>(of), share * probability[i]);
    }
    constexpr double kRounding = 1e-5;  // of float32
    if (std::abs(sum - 1) <= kRounding) return;
    throw asked_.mistake(
        fmt::format("the probabilities for {} sum to {}; expected 1", which(requests_, 0), sum));
  }

 private:
  static bool is_row(const py::array& array) { return array.ndim() == 2 && array.shape(0) == 1; }

  Numbers numbers_of(const py::array& array, const py::object& answer) const {
    const char kind = array.dtype().kind();
    if (kind != 'f' && kind != 'i' && kind != 'u') throw wrong(answer);
    return Numbers(array);
  }

  AnswerError wrong(const py::object& answer) const {
    return asked_.mistake(fmt::format(
        "propensities() returned {} for {} request; expected (tracks, probabilities), two arrays "
        "of {} x k, the first one of whole numbers, or one array of {} x {} probabilities",
        shown(answer), requests_.size(), requests_.size(), requests_.size(), asked_.n_tracks()));
  }

  const Asked& asked_;
  std::span<Request* const> requests_;
  std::optional<Ids> tracks_;  // absent: all tracks
  Numbers probabilities_;
};

class BatchRecommender final : public Recommender {
 public:
  // `propensities` may be null: the recommender then cannot tell.
  BatchRecommender(py::handle recommend, py::handle propensities, bool earlier_sessions,
                   const Asked& asked)
      : recommend_(recommend),
        propensities_(propensities),
        earlier_sessions_(earlier_sessions),
        asked_(asked) {}

  TrackId next(Request& request) const override {
    Request* const one = &request;
    TrackId track = 0;
    next_of(std::span(&one, 1), std::span(&track, 1));
    return track;
  }

  void next_of(std::span<Request* const> requests, std::span<TrackId> tracks) const override {
    ask(recommend_, requests, [&](const py::object& answer) { take(answer, requests, tracks); });
  }

  void tell(Request& request, double share, Propensities& propensities) const override {
    REPRISE_CHECK(propensities_, "{}", asked_.name());
    Request* const one = &request;
    const std::uint32_t word = request.draws.peek();
    ask(propensities_, std::span(&one, 1), [&](const py::object& answer) {
      if (request.draws.peek() != word) {
        throw asked_.mistake(
            "propensities() drew from its batch; it says what recommend() may draw, and draws "
            "nothing itself");
      }
      const ToldByPython told(answer, asked_, std::span(&one, 1));
      told.add(share, propensities);
    });
  }

 private:
  // Calls `what` with a batch of the requests, and `take` with the answer.
  template <class Take>
  void ask(py::handle what, std::span<Request* const> requests, const Take& take) const {
    const auto call = [&] {
      py::object batch = py::cast(std::make_unique<Batch>(requests, earlier_sessions_));
      // The requests are gone after the call, whatever its end.
      struct Ended {
        Batch& batch;
        ~Ended() { batch.end(); }
      } ended{batch.cast<Batch&>()};
      take(what(batch));
    };
    asked_.ask(call, [&] { return requests; });
  }

  void take(const py::object& answer, std::span<Request* const> requests,
            std::span<TrackId> tracks) const {
    const py::array array = py::array::ensure(answer);
    if (!array) {
      throw asked_.mistake(fmt::format("recommend() returned {}; expected an array of {} track ids",
                                       shown(answer), requests.size()));
    }
    check_shape(answer, array, requests);
    check_type(array, requests);
    const py::array_t<std::int64_t, py::array::c_style | py::array::forcecast> ids(array);
    const std::int64_t* const of_request = ids.data();
    for (std::size_t i = 0; i < requests.size(); ++i) {
      asked_.check(of_request[i], requests, i);
      tracks[i] = static_cast<TrackId>(of_request[i]);
    }
  }

  void check_shape(const py::object& answer, const py::array& array,
                   std::span<Request* const> requests) const {
    if (array.ndim() == 1 && static_cast<std::size_t>(array.size()) == requests.size()) return;
    throw asked_.mistake(
        array.ndim() == 0
            ? fmt::format(
                  "recommend() returned {}; expected an array of {} track ids, one for each "
                  "request",
                  shown(answer), requests.size())
            : fmt::format("recommend() returned an array of shape {} for {} requests; expected {} "
                          "track ids, one for each request",
                          py::str(array.attr("shape")).cast<std::string>(), requests.size(),
                          requests.size()));
  }

  void check_type(const py::array& array, std::span<Request* const> requests) const {
    const char kind = array.dtype().kind();
    if (kind == 'i' || kind == 'u') return;
    const std::string type = py::str(array.dtype()).cast<std::string>();
    if (kind == 'f') {
      const py::array_t<double, py::array::c_style | py::array::forcecast> numbers(array);
      const double* const of_request = numbers.data();
      for (std::size_t i = 0; i < requests.size(); ++i) {
        if (!std::isnan(of_request[i])) continue;
        throw asked_.mistake(
            fmt::format("the answer to {} is NaN; expected the id of a track", which(requests, i)));
      }
    }
    throw asked_.mistake(fmt::format(
        "recommend() returned an array of {}, whose first element is {}; expected whole "
        "numbers (int64): .astype(numpy.int64) makes them",
        type, shown(array.attr("flat")[py::int_(0)])));
  }

  py::handle recommend_;
  py::handle propensities_;
  bool earlier_sessions_;
  Asked asked_;
};

class TrackRecommender final : public Recommender {
 public:
  TrackRecommender(py::handle recommend_next, const Asked& asked)
      : recommend_next_(recommend_next), asked_(asked) {}

  TrackId next(Request& request) const override {
    Request* const one = &request;
    TrackId track = 0;
    next_of(std::span(&one, 1), std::span(&track, 1));
    return track;
  }

  void next_of(std::span<Request* const> requests, std::span<TrackId> tracks) const override {
    std::size_t at = 0;
    const auto ask = [&] {
      for (; at < requests.size(); ++at) {
        asked_.check_stop();
        tracks[at] = track_of(asked(*requests[at]), requests, at);
      }
    };
    asked_.ask(ask, [&] { return requests.subspan(at, 1); });
  }

 private:
  // Calls recommend_next(user, prev_track, prev_track_time), without a tuple of arguments.
  py::object asked(const Request& request) const {
    const py::int_ user(request.world.users.ids[request.user]);
    const py::int_ track(request.playbacks.last());
    const py::float_ time(time_of(request.playbacks.last_time()));
    PyObject* const arguments[] = {user.ptr(), track.ptr(), time.ptr()};
    PyObject* const answer =
        PyObject_Vectorcall(recommend_next_.ptr(), arguments, std::size(arguments), nullptr);
    if (answer == nullptr) throw py::error_already_set();
    return py::reinterpret_steal<py::object>(answer);
  }

  TrackId track_of(const py::object& answer, std::span<Request* const> requests,
                   std::size_t i) const {
    std::int64_t track = 0;
    if (PyLong_CheckExact(answer.ptr()) != 0) {
      track = PyLong_AsLongLong(answer.ptr());
    } else {
      // NumPy's whole numbers, but no floats, and no None.
      const auto index = py::reinterpret_steal<py::object>(PyNumber_Index(answer.ptr()));
      if (!index) {
        PyErr_Clear();
        throw asked_.mistake(
            fmt::format("recommend_next() answered {} with {}; expected the id of a track, a whole "
                        "number",
                        which(requests, i), shown(answer)));
      }
      track = PyLong_AsLongLong(index.ptr());
    }
    if (track == -1 && PyErr_Occurred() != nullptr) PyErr_Clear();  // too large: no track
    asked_.check(track, requests, i);
    return static_cast<TrackId>(track);
  }

  py::handle recommend_next_;
  Asked asked_;
};

// Tells an object that a session is over.
class Farewell final : public SessionObserver {
 public:
  Farewell(py::handle last, CallerThread& caller, const World& world)
      : last_(last), caller_(caller), world_(world) {}

  void ended(UserIndex user, const Playbacks& session) const override {
    caller_.call(
        [&] { last_(world_.users.ids[user], session.last(), time_of(session.last_time())); });
  }

 private:
  py::handle last_;
  CallerThread& caller_;
  const World& world_;
};

bool has(const py::object& object, const char* name) {
  return py::hasattr(object, name) && PyCallable_Check(object.attr(name).ptr()) != 0;
}

bool reads_earlier_sessions(const py::object& object, const Place& place,
                            const std::string& called) {
  if (!py::hasattr(object, "scope")) return false;
  const py::object scope = object.attr("scope");
  const std::string text = py::isinstance<py::str>(scope) ? scope.cast<std::string>() : "";
  if (text != "user" && text != "session") {
    throw UserError(place, fmt::format("scope of {} is {}; expected \"session\" or \"user\"",
                                       called, shown(scope)));
  }
  return text == "user";
}

}  // namespace

std::unique_ptr<Recommender> asked_object(const AskedObject& of, CallerThread& caller,
                                          std::size_t at_once, Build& build,
                                          std::vector<py::object>& kept) {
  const auto& [object, called, identity] = of;
  const Asked asked(caller, build, called);
  if (PyType_Check(object.ptr()) != 0) {
    throw UserError(build.place,
                    fmt::format("{} is a class; expected an object of it: {}(...)", called,
                                py::str(object.attr("__name__")).cast<std::string>()));
  }
  build.asked_at_once = at_once;
  kept.push_back(object);
  const auto method = [&](const char* name) -> py::handle {
    kept.push_back(object.attr(name));
    return kept.back();
  };
  if (has(object, "recommend") ||
      (PyCallable_Check(object.ptr()) != 0 && !has(object, "recommend_next"))) {
    const bool earlier_sessions = reads_earlier_sessions(object, build.place, called);
    // Another part of the treatment may read them.
    build.found.reads_history = build.found.reads_history || earlier_sessions;
    const bool tells = has(object, "propensities");
    if (!tells) {
      build.untold.push_back(
          {build.place, fmt::format("{} does not say them; an object with propensities(batch) "
                                    "beside recommend(batch) does",
                                    called)});
    }
    return std::make_unique<BatchRecommender>(
        has(object, "recommend") ? method("recommend") : py::handle(object),
        tells ? method("propensities") : py::handle(), earlier_sessions, asked);
  }
  if (!has(object, "recommend_next")) {
    throw UserError(
        build.place,
        fmt::format(
            "{} recommends nothing: it is {}; expected an object with recommend(batch), or "
            "with recommend_next(user, prev_track, prev_track_time), or a function of a batch",
            called, shown(object)));
  }
  build.untold.push_back(
      {build.place, fmt::format("{} answers by recommend_next(), which may keep what it was told; "
                                "an object with recommend(batch) and propensities(batch) says them",
                                called)});
  build.found.asks_service = true;
  build.service = OutsideService{identity, 1};
  if (has(object, "last")) {
    build.observers.push_back(std::make_unique<Farewell>(method("last"), caller, build.world));
  }
  return std::make_unique<TrackRecommender>(method("recommend_next"), asked);
}

}  // namespace reprise
