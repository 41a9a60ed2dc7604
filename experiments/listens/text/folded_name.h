// Folds names, so that one name that was written in several ways is one.
#pragma once

#include <string>
#include <string_view>

namespace reprise {

/// Returns a name without the blanks around it, and with Unicode's full case folding (CaseFolding
/// of The Unicode Standard, chapter 3.13): "  The CAT" and "the cat" are one. Text that is not
/// UTF-8 is only trimmed. Pure.
std::string folded_name(std::string_view name);

/// Returns a name without the blanks around it. Pure.
std::string_view trimmed(std::string_view name);

}  // namespace reprise
