// What is said of a person who was added to a world: as text, JSON and a page.
#pragma once

#include <string>

#include "reports/pages/page.h"
#include "reports/results/person_summary.h"

namespace reprise {

/// Returns the answer first: what this user of the world is worth, and then where each number comes
/// from. No line is wider than `width` columns (at least 60). Pure, safe to call from any thread.
std::string write_person_console(const PersonSummary& summary, int width = 80, bool colour = false);

/// Returns person.json: one object, indented. Pure.
std::string write_person_json(const PersonSummary& summary);

/// Writes the same as the console on a page, and the command that makes the world again.
void write_person_page(Page& page, const PersonSummary& summary, const std::string& command);

}  // namespace reprise
