#include "experiments/python/models.h"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "experiments/python/given_run.h"
#include "experiments/simulation/engine/threads.h"
#include "experiments/simulation/train_models.h"

namespace reprise {
namespace {

namespace py = pybind11;

// One trained model, and the world that it was trained in.
struct TrainedModel {
  std::shared_ptr<SharedWorld> shared;
  std::shared_ptr<Model> model;
  TrainingReport report;
};

std::map<std::string, TrainedModel> train(const GivenRun& given, const py::object& show) {
  const ExperimentSpec spec = read_given(given);
  if (spec.models.named.empty()) {
    throw UserError("this experiment has no 'models', so there is nothing to train");
  }
  std::map<std::string, TrainedModel> models;
  with_given(given, show, [&](CallerThread&, const Progress& progress) {
    with_threads(given.threads > 0 ? given.threads : spec.threads, [&] {
      const auto shared = shared_workspace().world(spec.world, progress);
      TrainedModels trained = train_models(spec, *shared, shared_workspace().cache(), progress);
      for (TrainingReport& report : trained.reports) {
        models[report.name] = {shared, trained.models.at(report.name), report};
      }
    });
  });
  return models;
}

// Returns lists as an array with a row for each track or user, filled up with -1.
py::array_t<std::int64_t> lists_of(const TrainedModel& trained, std::int64_t top,
                                   std::int64_t per_artist, bool with_anchor) {
  std::shared_ptr<const Lists> lists;
  {
    const py::gil_scoped_release release;
    with_threads(0, [&] { lists = trained.model->lists({top, per_artist, with_anchor}, {}); });
  }
  const auto n = static_cast<py::ssize_t>(lists->size());
  py::array_t<std::int64_t> array({n, static_cast<py::ssize_t>(top)});
  std::int64_t* row = array.mutable_data();
  for (std::uint32_t key = 0; key < lists->size(); ++key, row += top) {
    const std::span<const TrackId> tracks = lists->of(key);
    std::copy(tracks.begin(), tracks.end(), row);
    std::fill(row + tracks.size(), row + top, -1);
  }
  return array;
}

py::list steps_of(const TrainedModel& trained) {
  py::list steps;
  for (const TrainingStep& step : trained.report.steps) {
    py::dict row;
    row["step"] = step.step;
    row["learning_rate"] = step.learning_rate;
    row["train"] = step.train;
    row["validation"] = step.validation ? py::object(py::float_(*step.validation)) : py::none();
    steps.append(row);
  }
  return steps;
}

}  // namespace

void add_models(py::module_& module) {
  py::class_<TrainedModel>(module, "TrainedModel")
      .def("lists", lists_of)
      .def("write_files",
           [](const TrainedModel& trained, const std::string& stem) {
             const py::gil_scoped_release release;
             return trained.model->write_files(stem);
           })
      .def("steps", steps_of)
      .def_property_readonly(
          "of_users",
          [](const TrainedModel& trained) { return trained.model->list_of() == ListOf::users; })
      .def_property_readonly("kind",
                             [](const TrainedModel& trained) { return trained.report.kind; })
      .def_property_readonly("test",
                             [](const TrainedModel& trained) { return trained.report.test; });
  module.def("train", train);
}

}  // namespace reprise
