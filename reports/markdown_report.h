// report.md: a run as a page for a pull request. The answer comes first, then the figures behind
// it, then how to make them again.
#pragma once

#include <string>

#include "reports/results.h"

namespace reprise {

/// The page, in GitHub's Markdown. Text from configs is shown as it was written, never interpreted.
/// The command that reproduces the run takes the config.yaml of the same directory. Pure, safe to
/// call from any thread.
std::string write_markdown_report(const Results& results);

}  // namespace reprise
