// The extension module reprise._reprise; the package reprise is what people use of it.
#include <pybind11/pybind11.h>

#include "experiments/python/analyze.h"
#include "experiments/python/asked_object.h"
#include "experiments/python/batch.h"
#include "experiments/python/given_run.h"
#include "experiments/python/models.h"
#include "experiments/python/play_log.h"
#include "experiments/python/run.h"
#include "experiments/python/world.h"
#include "experiments/running/version.h"
#include "sim/support/interruption.h"
#include "sim/support/user_error.h"

namespace py = pybind11;

PYBIND11_MODULE(_reprise, module) {
  module.doc() = "The compiled part of reprise.";
  module.attr("__version__") = reprise::version_text();
  // Python's own kinds of exceptions are the bases, so that code need not name ours.
  static py::exception<reprise::UserError> user_error(module, "UserError", PyExc_ValueError);
  static py::exception<reprise::AnswerError> answer_error(module, "RecommenderError",
                                                          PyExc_RuntimeError);
  py::register_exception_translator([](std::exception_ptr pointer) {
    try {
      if (pointer) std::rethrow_exception(pointer);
    } catch (const reprise::UserError& error) {
      user_error(error.what());
    } catch (const reprise::AnswerError& error) {
      answer_error(error.what());
    } catch (const reprise::Interrupted& error) {
      PyErr_SetString(PyExc_KeyboardInterrupt, error.what());
    }
  });
  reprise::add_batch(module);
  reprise::add_given_run(module);
  reprise::add_run(module);
  reprise::add_play_log(module);
  reprise::add_models(module);
  reprise::add_analyze(module);
  reprise::add_world(module);
}
