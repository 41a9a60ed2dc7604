// Turns figures into PDF for papers, by Debian's rsvg-convert.
#pragma once

#include <string>
#include <string_view>

namespace reprise {

/// Returns a picture as PDF with one page of its size. One process of rsvg-convert, from PATH,
/// draws it; equal pictures give equal bytes with the same version of it. Throws UserError where it
/// is not installed, fails, or takes more than a minute. Safe to call from any thread.
std::string pdf_of(std::string_view svg);

}  // namespace reprise
