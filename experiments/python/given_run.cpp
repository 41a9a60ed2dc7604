#include "experiments/python/given_run.h"

#include <mutex>

#include <fmt/format.h>
#include <pybind11/stl.h>

#include "experiments/python/host.h"
#include "sim/support/progress_note.h"

namespace reprise {
namespace {

namespace py = pybind11;

// The latest progress and the notes so far, written by the threads that play and read by Python's.
class SharedProgress {
 public:
  Progress progress(CallerThread& caller) {
    return [this, &caller](std::string_view stage, std::size_t done, std::size_t total) {
      write(stage, done, total);
      caller.look();
    };
  }
  std::vector<std::string> notes() {
    const std::lock_guard lock(mutex_);
    return notes_;
  }
  // Calls show(stage, done, total) if there is something new. Needs the GIL.
  void show(const py::object& show) {
    std::optional<Latest> latest;
    {
      const std::lock_guard lock(mutex_);
      latest.swap(latest_);
    }
    if (latest && !show.is_none()) show(latest->stage, latest->done, latest->total);
  }

 private:
  struct Latest {
    std::string stage;
    std::size_t done;
    std::size_t total;
  };
  void write(std::string_view stage, std::size_t done, std::size_t total) {
    const std::lock_guard lock(mutex_);
    if (total == kNote) {
      notes_.emplace_back(stage);
    } else {
      latest_ = {std::string(stage), done, total};
    }
  }

  std::mutex mutex_;
  std::optional<Latest> latest_;
  std::vector<std::string> notes_;
};

}  // namespace

ExperimentSpec read_given(const GivenRun& given) {
  Node node =
      given.is_text ? parse_yaml(given.experiment, "experiment") : read_yaml(given.experiment);
  if (!given.treatments.empty() && node.is_map()) {
    Node treatments =
        node.find("treatments") == nullptr ? Node::make_map() : *node.find("treatments");
    for (const GivenTreatment& treatment : given.treatments) {
      const Place place{fmt::format("treatments['{}']", treatment.name), 0, 0};
      if (!treatment.object) {
        treatments.set(treatment.name, parse_yaml_option(treatment.yaml, place));
        continue;
      }
      const PythonCode code{.file = {},
                            .attribute = treatment.dotted,
                            .object = treatment.name,
                            .content = treatment.content};
      Node named = Node::make_map(place);
      Node inside = Node::make_map(place);
      inside.set("code", ParameterType<PythonCode>::write(code));
      named.set("python", std::move(inside));
      treatments.set(treatment.name, std::move(named));
    }
    node.set("treatments", std::move(treatments));
  }
  for (const auto& [path, value] : given.changes) {
    const Place place{fmt::format("set {}={}", path, value.substr(0, 200)), 0, 0};
    set_path(node, path, parse_yaml_option(value, place));
  }
  return read_experiment(node);
}

void refuse_sweep(const ExperimentSpec& spec) {
  if (!spec.sweep) return;
  throw UserError(
      "this experiment is a sweep of several; leave 'sweep' and 'user_models' out and change it "
      "with set=, or play "
      "it with `reprise run`");
}

std::vector<std::string> with_given(
    const GivenRun& given, const py::object& show,
    const std::function<void(CallerThread& caller, const Progress& progress)>& work) {
  CallerThread caller;
  Host host(caller, given.batch, given.allow_commands);
  for (const GivenTreatment& treatment : given.treatments) {
    if (treatment.object) host.add(treatment.name, treatment.object);
  }
  const Hosted hosted(host);
  SharedProgress progress;
  caller.run([&] { work(caller, progress.progress(caller)); }, [&] { progress.show(show); });
  std::vector<std::string> notes = progress.notes();
  for (std::string& note : host.notes()) notes.push_back(std::move(note));
  return notes;
}

void add_given_run(py::module_& module) {
  py::class_<GivenTreatment>(module, "GivenTreatment")
      .def(py::init([](std::string name, std::string yaml, const py::object& object,
                       std::string dotted, std::string content) {
        GivenTreatment treatment{
            std::move(name), std::move(yaml), {}, std::move(dotted), std::move(content)};
        if (!object.is_none()) treatment.object = object;
        return treatment;
      }));
  py::class_<GivenRun>(module, "GivenRun")
      .def(py::init<>())
      .def_readwrite("experiment", &GivenRun::experiment)
      .def_readwrite("is_text", &GivenRun::is_text)
      .def_readwrite("changes", &GivenRun::changes)
      .def_readwrite("treatments", &GivenRun::treatments)
      .def_readwrite("threads", &GivenRun::threads)
      .def_readwrite("batch", &GivenRun::batch)
      .def_property(
          "out", [](const GivenRun& given) { return given.out ? given.out->string() : ""; },
          [](GivenRun& given, const std::string& out) { given.out = out; })
      .def_readwrite("resume", &GivenRun::resume)
      .def_readwrite("checkpoint_seconds", &GivenRun::checkpoint_seconds)
      .def_readwrite("allow_commands", &GivenRun::allow_commands);
}

}  // namespace reprise
