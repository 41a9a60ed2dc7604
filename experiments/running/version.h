// Which program this is.
#pragma once

#include <string>

namespace reprise {

/// "reprise 0.1.0 (commit 1234567)".
std::string version_text();

}  // namespace reprise
