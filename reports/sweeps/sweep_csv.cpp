#include "reports/sweeps/sweep_csv.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "reports/formats/csv_text.h"
#include "reports/summary/comparison.h"
#include "reports/sweeps/cell_effects.h"
#include "reports/sweeps/sweep_format.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

using Row = std::vector<std::string>;

void append(Row& row, const Row& more) { row.insert(row.end(), more.begin(), more.end()); }

Row columns_of(const SweepResults& sweep) {
  Row columns;
  for (const SweepParameter& parameter : sweep.parameters) columns.push_back(parameter.path);
  if (!sweep.user_models.empty()) columns.emplace_back("user_model");
  append(columns, {"config_hash", "status", "error", "episodes", "rank", "tied", "treatment",
                   "metric", "mean", "mean_lower", "mean_upper"});
  append(columns, effect_columns());
  return columns;
}

// Writes the rows of one cell. `shown` is the cell's effect in cell_effects, or nullptr.
class CellRows {
 public:
  CellRows(const SweepResults& sweep, const SweepCell& cell, const CellEffect* shown)
      : sweep_(sweep), cell_(cell), shown_(shown) {}

  std::string write() {
    add_all({}, cell_.treatments, cell_.effects);
    for (const UserModelFindings& found : cell_.user_models) {
      add_all(found.model, found.treatments, found.effects);
    }
    if (csv_.empty()) add({}, {}, {}, nullptr);
    return csv_;
  }

 private:
  // Adds the rows of one user model; those of all models together have no name.
  void add_all(const std::string& model, const std::vector<TreatmentMeans>& treatments,
               const std::vector<Effect>& effects) {
    for (const TreatmentMeans& means : treatments) {
      for (const MetricEstimate& figure : means.metrics) {
        const auto effect = std::find_if(effects.begin(), effects.end(), [&](const Effect& one) {
          return one.treatment == means.treatment && one.metric == figure.metric;
        });
        add(model, means.treatment, figure, effect == effects.end() ? nullptr : &*effect);
      }
    }
  }

  void add(const std::string& model, const std::string& treatment, const MetricEstimate& figure,
           const Effect* effect) {
    const bool ranked = model.empty() && shown_ != nullptr && shown_->rank > 0 &&
                        treatment == shown_->effect->treatment;
    Row row;
    for (std::size_t i = 0; i < sweep_.parameters.size(); ++i) {
      row.emplace_back(value_text(sweep_, cell_, i));
    }
    if (!sweep_.user_models.empty()) row.push_back(model);
    append(row,
           {cell_.config_hash, std::string(name_of(cell_.status)), cell_.error,
            fmt::format("{}", cell_.episodes), ranked ? fmt::format("{}", shown_->rank) : "",
            std::string(ranked ? standing_text(shown_->standing) : ""), treatment, figure.metric});
    const bool mean = !figure.metric.empty();
    append(row, {mean ? exact_text(figure.mean) : "", mean ? exact_text(figure.lower) : "",
                 mean ? exact_text(figure.upper) : ""});
    append(row, effect == nullptr ? Row(effect_columns().size()) : effect_fields(*effect));
    csv_ += csv_row(row);
  }

  const SweepResults& sweep_;
  const SweepCell& cell_;
  const CellEffect* shown_;
  std::string csv_;
};

}  // namespace

std::string write_sweep_csv(const SweepResults& sweep) {
  const std::vector<CellEffect> effects = cell_effects(sweep);
  std::map<std::size_t, const CellEffect*> shown;
  for (const CellEffect& effect : effects) shown[effect.index] = &effect;
  std::string csv = csv_row(columns_of(sweep));
  for (std::size_t i = 0; i < sweep.cells.size(); ++i) {
    const auto effect = shown.find(i);
    csv +=
        CellRows(sweep, sweep.cells[i], effect == shown.end() ? nullptr : effect->second).write();
  }
  return csv;
}

namespace {
const SweepFormatRegistration registration({"sweep.csv",
                                            [](const SweepResults& sweep, const DrawnFigures&) {
                                              return write_sweep_csv(sweep);
                                            }});
}

}  // namespace reprise
