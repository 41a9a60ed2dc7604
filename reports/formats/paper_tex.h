// Writes a run for a paper: its methods as a paragraph with the run's numbers, and its tables in
// LaTeX.
#pragma once

#include <string>
#include <string_view>

#include "reports/results/results.h"

namespace reprise {

/// Returns the text with LaTeX's special characters escaped, and invisible characters as
/// printable() has them. Pure, safe to call from any thread.
std::string latex_text(std::string_view text);

/// Returns how the run was made, in sentences that can be pasted. Pure, safe to call from any
/// thread.
std::string methods_paragraph(const Results& results);

/// Returns the file: the methods, what each recommender is, a table for each headline metric and
/// one for all others, by the package booktabs. It is a part of a document, to be taken in by
/// \input. Nothing is said of a recommender that is not there in words. Pure, safe to call from any
/// thread.
std::string write_paper_tex(const Results& results);

}  // namespace reprise
