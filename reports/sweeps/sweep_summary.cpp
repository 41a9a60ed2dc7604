#include "reports/sweeps/sweep_summary.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "reports/sweeps/cell_effects.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

void add_remark(std::vector<CellRemark>& remarks, std::map<std::string, std::size_t>& places,
                const std::string& text, std::size_t cell) {
  const auto [place, first] = places.emplace(text, remarks.size());
  if (first) remarks.push_back({text, {}});
  remarks[place->second].cells.push_back(cell);
}

}  // namespace

std::string count_words(std::size_t count, std::string_view singular) {
  return fmt::format("{} {}{}", count_text(count), singular, count == 1 ? "" : "s");
}

std::size_t count_of(const SweepResults& sweep, CellStatus status) {
  return static_cast<std::size_t>(
      std::count_if(sweep.cells.begin(), sweep.cells.end(),
                    [status](const SweepCell& cell) { return cell.status == status; }));
}

std::string cells_text(const SweepResults& sweep) {
  std::string text = count_words(sweep.cells.size(), "cell");
  if (count_of(sweep, CellStatus::done) == sweep.cells.size()) return text;
  std::vector<std::string> parts;
  for (const auto& [status, words] :
       {std::pair(CellStatus::done, "done"), std::pair(CellStatus::dropped, "dropped by halving"),
        std::pair(CellStatus::failed, "failed"), std::pair(CellStatus::missing, "not played")}) {
    const std::size_t count = count_of(sweep, status);
    if (count > 0) parts.push_back(fmt::format("{} {}", count_text(count), words));
  }
  return fmt::format("{}: {}", text, fmt::join(parts, ", "));
}

std::string episodes_text(const SweepResults& sweep) {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
  for (const SweepCell& cell : sweep.cells) {
    if (cell.episodes == 0) continue;
    least = least == 0 ? cell.episodes : std::min(least, cell.episodes);
    most = std::max(most, cell.episodes);
  }
  if (most == 0) return "no episodes";
  if (least == most) return count_words(most, "episode");
  return fmt::format("{} to {} episodes", count_text(least), count_text(most));
}

WorldCount count_worlds(const SweepResults& sweep, const std::vector<WorldEffect>& worlds) {
  WorldCount count;
  for (const WorldEffect& world : worlds) {
    ++count.worlds;
    if (!points_to_better(sweep, world.effect)) continue;
    ++count.better;
    const bool surely = has_bounds(effect_in_world(sweep, world)) &&
                        points_to_better(sweep, world.lower) &&
                        points_to_better(sweep, world.upper);
    count.surely += surely ? 1 : 0;
  }
  return count;
}

std::vector<CellRemark> cell_warnings(const SweepResults& sweep) {
  std::vector<CellRemark> remarks;
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < sweep.cells.size(); ++i) {
    for (const std::string& warning : sweep.cells[i].warnings) {
      add_remark(remarks, places, warning, i);
    }
  }
  return remarks;
}

std::vector<CellRemark> cell_errors(const SweepResults& sweep) {
  std::vector<CellRemark> remarks;
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < sweep.cells.size(); ++i) {
    if (sweep.cells[i].status == CellStatus::failed) {
      add_remark(remarks, places, sweep.cells[i].error, i);
    }
  }
  return remarks;
}

}  // namespace reprise
