// Draws how the loss of every trained model fell, epoch by epoch.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/figure.h"
#include "reports/figures/style.h"

namespace reprise {
namespace {

constexpr int kPanelHeight = 320;
constexpr int kTop = 60;
constexpr int kBottom = 76;
int left_end() { return narrow_figures() ? 104 : 120; }
int right_end() { return figure_width() - (narrow_figures() ? 24 : 30); }
int title_left() { return narrow_figures() ? 24 : left_end(); }
// Nobody would read a figure with more models. The table in the report has all models.
constexpr std::size_t kMostModels = 6;

std::string points(const ModelResult& model, bool validation) {
  std::string text;
  for (const ModelStep& step : model.steps) {
    const std::optional<double> loss = validation ? step.validation : std::optional(step.train);
    if (loss && std::isfinite(*loss)) text += fmt::format("{} {:.9g}\n", step.step, *loss);
  }
  return text;
}

bool has_points(const ModelResult& model) { return !points(model, false).empty(); }

std::string panel(const ModelResult& model, std::size_t number, int top, int height) {
  const auto share = [&](int pixels) {
    return fmt::format("{:.6f}", 1.0 - pixels / double(height));
  };
  const auto across = [](int pixels) {
    return fmt::format("{:.6f}", pixels / double(figure_width()));
  };
  std::string text;
  text += fmt::format("$train{} << EOD\n{}EOD\n", number, points(model, false));
  const std::string validation = points(model, true);
  if (!validation.empty()) text += fmt::format("$validation{} << EOD\n{}EOD\n", number, validation);
  text += fmt::format("set lmargin at screen {}\nset rmargin at screen {}\n", across(left_end()),
                      across(right_end()));
  text += fmt::format("set tmargin at screen {}\nset bmargin at screen {}\n", share(top + 34),
                      share(top + kPanelHeight - kBottom));
  text += "unset label\n";
  text += figure_text(
      title_left(), top + 16, height,
      fitting(model.name + " — " + model.loss, FigureText::plain, right_end() - title_left()),
      FigureText::plain, TextSide::left);
  // Epochs are whole numbers, so tics stand at whole numbers; there are about ten at most.
  const std::size_t most = narrow_figures() ? 5 : 10;
  const std::size_t step = std::max<std::size_t>(1, (model.steps.size() + most - 1) / most);
  text += fmt::format("set xtics {}\nset ytics nomirror\nset xtics nomirror\n", step);
  text +=
      "set key right top\nset format y \"%.3g\"\nset xlabel \"epoch\" offset 0,0.8\nset ylabel "
      "\"loss\"\nset "
      "autoscale\n"
      "set grid\nset border 3\nset tics nomirror\n";
  // A curve of a single step is drawn as a point.
  const char* style = model.steps.size() > 1 ? "with linespoints pointtype 7 pointsize 0.5"
                                             : "with points pointtype 7 pointsize 0.7";
  text +=
      fmt::format("plot $train{} using 1:2 {} linecolor rgb \"{}\" linewidth 2 title \"training\"",
                  number, style, figure_colours::kBlue);
  if (!validation.empty()) {
    text += fmt::format(
        ", $validation{} using 1:2 {} linecolor rgb \"{}\" linewidth 2 dashtype 2 title "
        "\"validation\"",
        number, style, figure_colours::kVermillion);
  }
  return text + "\n";
}

std::string script(const Results& results) {
  std::vector<const ModelResult*> models;
  for (const ModelResult& model : results.models) {
    if (has_points(model) && models.size() < kMostModels) models.push_back(&model);
  }
  if (models.empty()) return {};
  const int height = kTop + kPanelHeight * static_cast<int>(models.size());
  std::string panels;
  for (std::size_t i = 0; i < models.size(); ++i) {
    std::string one = panel(*models[i], i, kTop + kPanelHeight * static_cast<int>(i), height);
    // The title of the figure is drawn with the first panel, because every plot command draws its
    // own labels.
    if (i == 0) {
      const std::string unset = "unset label\n";
      one.insert(one.find(unset) + unset.size(),
                 figure_text(title_left(), 30, height, "How the models were trained",
                             FigureText::title, TextSide::left));
    }
    panels += one;
  }
  return figure_head("training_curves", height) + "set multiplot\n" + panels + "unset multiplot\n";
}

const FigureRegistration registration({"training_curves",
                                       "The loss of each trained model, epoch by epoch", 9,
                                       script});

}  // namespace
}  // namespace reprise
