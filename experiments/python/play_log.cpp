#include "experiments/python/play_log.h"

#include <fmt/format.h>
#include <pybind11/numpy.h>

#include "experiments/python/given_run.h"
#include "experiments/running/play.h"
#include "experiments/simulation/engine/kept_sessions.h"
#include "experiments/simulation/engine/threads.h"
#include "experiments/spec/refuse_settings.h"

namespace reprise {
namespace {

namespace py = pybind11;

// A row for each playback.
struct Columns {
  std::vector<std::int64_t> seed, episode, user, treatment, step, track;
  std::vector<double> time;

  void add(std::uint64_t of_seed, const KeptSessions::Kept& session, const Users& users) {
    for (std::size_t i = 0; i < session.tracks.size(); ++i) {
      seed.push_back(static_cast<std::int64_t>(of_seed));
      episode.push_back(static_cast<std::int64_t>(session.episode));
      user.push_back(users.ids[session.user]);
      treatment.push_back(static_cast<std::int64_t>(session.treatment));
      step.push_back(static_cast<std::int64_t>(i));
      track.push_back(session.tracks[i]);
      time.push_back(time_of(session.times[i]));
    }
  }
};

// Hands the vector's memory over to an array.
template <class T>
py::array_t<T> array_of(std::vector<T> values) {
  auto* const kept = new std::vector<T>(std::move(values));
  const py::capsule owner(kept, [](void* memory) { delete static_cast<std::vector<T>*>(memory); });
  return py::array_t<T>(static_cast<py::ssize_t>(kept->size()), kept->data(), owner);
}

// Refuses what decides by results, or runs between days, what is played: all of it is played here.
void check_plain(const ExperimentSpec& spec) {
  refuse_settings(spec, {"stop", "select", "between_days"}, [](const char* key) {
    return fmt::format(
        "play_log plays every session of an experiment, and '{}' changes what is played; leave it "
        "out: set={{\"{}\": None}}",
        key, key);
  });
}

py::dict play_log(const GivenRun& given, const py::object& show) {
  ExperimentSpec spec = read_given(given);
  refuse_sweep(spec);
  check_plain(spec);
  if (given.threads > 0) spec.threads = given.threads;
  Columns columns;
  std::vector<std::string> names;
  with_given(given, show, [&](CallerThread& caller, const Progress& progress) {
    with_threads(spec.threads, [&] {
      Timings timings;
      const Prepared prepared = prepare(spec, shared_workspace(), timings, progress);
      for (const Treatment& treatment : prepared.treatments) names.push_back(treatment.name);
      KeptSessions kept;
      PlayOptions options;
      options.stop = caller.stop();
      options.sink = &kept;
      Player player(prepared, options, progress);
      while (player.seeds_left()) {
        const std::uint64_t seed = prepared.seeds[player.next_seed()];
        player.play_seed();
        kept.for_each([&](const KeptSessions::Kept& session) {
          columns.add(seed, session, prepared.world().users);
        });
        kept.clear();
      }
      player.finish();
    });
  });
  py::dict result;
  result["seed"] = array_of(std::move(columns.seed));
  result["episode"] = array_of(std::move(columns.episode));
  result["user"] = array_of(std::move(columns.user));
  result["treatment"] = array_of(std::move(columns.treatment));
  result["step"] = array_of(std::move(columns.step));
  result["track"] = array_of(std::move(columns.track));
  result["time"] = array_of(std::move(columns.time));
  py::list list;
  for (const std::string& name : names) list.append(name);
  result["names"] = list;
  return result;
}

}  // namespace

void add_play_log(py::module_& module) { module.def("play_log", play_log); }

}  // namespace reprise
