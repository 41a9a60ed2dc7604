// The name and version of this program.
#pragma once

#include <string>

namespace reprise {

/// Returns the version as text: "reprise 0.1.0 (commit 1234567)".
std::string version_text();

}  // namespace reprise
