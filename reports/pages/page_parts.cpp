#include "reports/pages/page_parts.h"

#include <fmt/format.h>

namespace reprise {

PendingFigures::PendingFigures(const DrawnFigures& figures) : figures_(figures) {
  for (const DrawnFigure& figure : figures.figures) waiting_.push_back(&figure);
}

void PendingFigures::show(Page& page, std::string_view name) {
  const std::string file_name = fmt::format("figures/{}.svg", name);
  std::erase_if(waiting_, [&](const DrawnFigure* figure) {
    if (figure->file_name != file_name) return false;
    page.figure(*figure);
    return true;
  });
}

void PendingFigures::show_others(Page& page) {
  for (const DrawnFigure* figure : waiting_) page.figure(*figure);
  waiting_.clear();
}

void PendingFigures::say_missing(Page& page) const {
  if (figures_.missing.empty()) return;
  page.paragraph(fmt::format("No figures: {}.", page.prose(figures_.missing)));
}

void say_warnings_below(Page& page, std::size_t warnings) {
  if (warnings == 0) return;
  page.paragraph(fmt::format("{} below.", warnings == 1
                                              ? "There is a warning"
                                              : fmt::format("There are {} warnings", warnings)));
}

void add_program(const Page& page, const std::string& program, std::vector<std::string>& facts) {
  if (!program.empty()) facts.push_back(fmt::format("program: {}", page.prose(program)));
}

void say_how_it_was_made(Page& page, const std::vector<std::string>& facts,
                         std::string_view command, std::string_view config) {
  page.section("How it was made");
  page.bullets(facts);
  page.paragraph("To make it again, in this directory:");
  page.block(command, "sh");
  if (config.empty()) return;
  page.paragraph("config.yaml:");
  page.block(config, "yaml");
}

void say_how_it_was_read(Page& page, const std::vector<std::string>& facts,
                         std::string_view command) {
  page.section("How it was made");
  page.bullets(facts);
  page.paragraph("To make it again from the same files:");
  page.block(command, "sh");
}

void say_notes(Page& page, const std::vector<std::string>& notes) {
  if (!notes.empty()) page.bullets(notes);
}

}  // namespace reprise
