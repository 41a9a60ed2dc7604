#include "reports/several/listed_runs.h"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>

#include "reports/console/console_text.h"
#include "reports/formats/csv_text.h"
#include "reports/pages/html_style.h"
#include "reports/results/json_parts.h"
#include "reports/results/verdict.h"
#include "reports/summary/answer.h"
#include "reports/text/display_text.h"
#include "reports/text/html_text.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

// Tells a page of runs from any other index.html.
constexpr std::string_view kRunsPageMark = "<meta name=\"generator\" content=\"reprise runs\" />";

std::uint64_t sessions_of(const Results& results) {
  std::uint64_t sessions = 0;
  for (const TreatmentResult& treatment : results.treatments) sessions += treatment.sessions;
  return sessions;
}

std::string treatments_text(const ListedRun& run) {
  return run.results ? std::to_string(run.results->treatments.size()) : std::string();
}

std::string sessions_text(const ListedRun& run) {
  return run.results ? std::to_string(sessions_of(*run.results)) : std::string();
}

std::string episodes_text(const ListedRun& run) {
  return run.results ? std::to_string(run.results->episodes) : std::string();
}

std::string seeds_count(const ListedRun& run) {
  return run.results ? std::to_string(run.results->seeds.size()) : std::string();
}

// Returns the path of the report as a link, with every byte escaped that a URL gives a meaning to.
std::string report_link(const ListedRun& run) {
  std::string link;
  for (const char letter : run.directory + "/report.html") {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain =
        std::isalnum(byte) != 0 || letter == '/' || letter == '-' || letter == '_' || letter == '.';
    link += plain ? std::string(1, letter) : fmt::format("%{:02X}", byte);
  }
  return link;
}

constexpr std::string_view kPageStyle = R"css(
.search { font: inherit; width: 100%; max-width: 30rem; padding: 0.35rem 0.6rem; margin: 0.5rem 0;
  color: var(--text); background: var(--ground); border: 1px solid var(--line); border-radius: 6px; }
th button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; padding: 0;
  cursor: pointer; text-align: inherit; }
th[aria-sort="ascending"] button::after { content: " ▲"; }
th[aria-sort="descending"] button::after { content: " ▼"; }
th, td { text-align: left; }
th[data-kind="number"], td[data-value] { text-align: right; }
td.headline { white-space: normal; min-width: 20rem; }
td:last-child { white-space: normal; min-width: 9rem; }
)css";

// Sorting is stable, so that a second column can be sorted by before the first.
constexpr std::string_view kPageScript = R"js(
const table = document.querySelector('table'), body = table.tBodies[0];
const search = document.querySelector('.search'), count = document.querySelector('.count');
const value = (row, i) => row.cells[i].dataset.value ?? row.cells[i].textContent;
function show() {
  const words = search.value.toLowerCase().split(/\s+/).filter(word => word);
  let shown = 0;
  for (const row of body.rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every(word => text.includes(word));
    if (!row.hidden) ++shown;
  }
  count.textContent = shown + ' of ' + body.rows.length + ' runs';
}
[...table.tHead.rows[0].cells].forEach((head, i) => {
  head.firstElementChild.addEventListener('click', () => {
    const down = head.getAttribute('aria-sort') === 'ascending';
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const number = head.dataset.kind === 'number';
    const rows = [...body.rows].sort((a, b) => {
      const order = number ? Number(value(a, i)) - Number(value(b, i))
                           : value(a, i).localeCompare(value(b, i));
      return down ? -order : order;
    });
    body.append(...rows);
  });
});
search.addEventListener('input', show);
search.hidden = false;
show();
)js";

}  // namespace

std::string finished_text(const ListedRun& run) {
  if (!run.finished) return {};
  const std::time_t seconds = static_cast<std::time_t>(*run.finished);
  std::tm parts{};
  if (gmtime_r(&seconds, &parts) == nullptr) return {};
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min);
}

std::string headline_text(const ListedRun& run) {
  return run.results ? answer(*run.results, printable) : run.sweep_answer;
}

std::string write_runs_text(const std::vector<ListedRun>& runs, int width, bool colour) {
  ConsoleText text(width, colour);
  for (const ListedRun& run : runs) {
    text.begin_part();
    text.paragraph(fmt::format("{}: {}", printable(run.name), printable(run.directory)), 2,
                   TextStyle::strong);
    std::vector<std::string> facts{run.state};
    if (!run.sweep.empty()) facts.push_back(run.sweep);
    if (run.finished) facts.push_back(finished_text(run) + " UTC");
    if (run.results) {
      facts.push_back(amount_text(run.results->treatments.size(), "treatment"));
      facts.push_back(fmt::format("{} of {}", amount_text(run.results->seeds.size(), "seed"),
                                  amount_text(run.results->episodes, "episode")));
    }
    if (!run.program.empty()) facts.push_back(printable(run.program));
    text.paragraph(fmt::format("{}", fmt::join(facts, ", ")), 2, TextStyle::faint);
    const std::string headline = headline_text(run);
    if (!headline.empty()) text.paragraph(headline, 2, TextStyle::plain);
  }
  return text.take();
}

std::string write_runs_csv(const std::vector<ListedRun>& runs) {
  std::string csv = csv_row({"directory", "name", "state", "finished", "treatments", "episodes",
                             "seeds", "sessions", "program", "headline"});
  for (const ListedRun& run : runs) {
    csv += csv_row({run.directory, run.name, run.state, finished_text(run), treatments_text(run),
                    episodes_text(run), seeds_count(run), sessions_text(run), run.program,
                    headline_text(run)});
  }
  return csv;
}

std::string write_runs_json(const std::vector<ListedRun>& runs) {
  Json list = Json::array();
  for (const ListedRun& run : runs) {
    Json json{{"directory", run.directory},
              {"name", run.name},
              {"state", run.state},
              {"finished", run.finished ? Json(*run.finished) : Json()},
              {"program", run.program}};
    if (!run.sweep.empty()) {
      json["sweep"] = run.sweep;
      json["headline"] = headline_text(run);
    }
    if (run.results) {
      json["headline"] = headline_text(run);
      json["config_hash"] = run.results->config_hash;
      json["control"] = run.results->control;
      json["episodes"] = run.results->episodes;
      json["seeds"] = run.results->seeds;
      json["sessions"] = sessions_of(*run.results);
      json["treatments"] = Json::array();
      for (const TreatmentResult& treatment : run.results->treatments) {
        json["treatments"].push_back(treatment.name);
      }
      json["effects"] = Json::array();
      for (const Effect& effect : run.results->effects) {
        json["effects"].push_back({{"treatment", effect.treatment},
                                   {"metric", effect.metric},
                                   {"effect", value_json(effect.effect)},
                                   {"lower", value_json(effect.lower)},
                                   {"upper", value_json(effect.upper)},
                                   {"p_adjusted", value_json(effect.p_adjusted)},
                                   {"verdict", verdict_words(verdict_of(*run.results, effect))}});
      }
    }
    list.push_back(std::move(json));
  }
  return json_text(list);
}

std::string write_runs_page(const std::vector<ListedRun>& runs) {
  struct Column {
    const char* heading;
    bool number;
  };
  const std::vector<Column> columns{{"run", false},       {"when (UTC)", false}, {"state", false},
                                    {"treatments", true}, {"sessions", true},    {"answer", false},
                                    {"program", false}};
  std::string rows;
  for (const ListedRun& run : runs) {
    const std::string name = html_text(printable(run.name));
    // Runs of one experiment differ in the last folder, the hash of their config.
    const std::string folder =
        html_text(printable(run.directory.substr(run.directory.rfind('/') + 1)));
    rows += fmt::format(
        "<tr><td class=\"left\">{} <small>{}</small></td><td>{}</td><td>{}</td><td "
        "data-value=\"{}\">{}</td>"
        "<td data-value=\"{}\">{}</td><td class=\"headline\">{}</td><td>{}</td></tr>\n",
        headline_text(run).empty() ? name
                                   : fmt::format("<a href=\"{}\">{}</a>", report_link(run), name),
        folder, finished_text(run),
        run.sweep.empty() ? run.state : fmt::format("{}, {}", run.state, run.sweep),
        treatments_text(run), treatments_text(run), sessions_text(run),
        run.results ? count_text(sessions_of(*run.results)) : "", html_text(headline_text(run)),
        html_text(printable(run.program)));
  }
  std::string heads;
  for (const Column& column : columns) {
    heads += fmt::format("<th data-kind=\"{}\"><button type=\"button\">{}</button></th>",
                         column.number ? "number" : "text", column.heading);
  }
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n{}\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; "
      "form-action 'none'\" />\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n"
      "<title>Runs</title>\n<style>{}{}</style>\n</head>\n<body>\n<main>\n<h1>Runs</h1>\n"
      "<input class=\"search\" type=\"search\" aria-label=\"words to search for\" "
      "placeholder=\"words to search for\" hidden=\"hidden\" />\n"
      "<p class=\"count\" role=\"status\">{} runs</p>\n"
      "<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n{}"
      "</tbody>\n</table>\n</div>\n</main>\n<script>{}</script>\n</body>\n</html>\n",
      kRunsPageMark, kHtmlStyle, kPageStyle, runs.size(), heads, rows, kPageScript);
}

bool is_runs_page(std::string_view html) { return html.find(kRunsPageMark) != html.npos; }

}  // namespace reprise
