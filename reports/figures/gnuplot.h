// gnuplot as a process of its own: the one place of the reports that leaves the program. No shell
// and no temporary file takes part.
#pragma once

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace reprise {

/// Why there are no figures.
class GnuplotFailure : public std::runtime_error {
 public:
  enum class Kind {
    missing,    // no gnuplot on PATH that can be started
    failed,     // it stopped with a complaint, or drew something else than was asked for
    timed_out,  // it was ended
    too_large,  // it was ended, having written more than the limit
  };

  GnuplotFailure(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}

  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

struct GnuplotLimits {
  std::chrono::milliseconds time{10'000};
  std::size_t bytes = std::size_t{64} << 20U;  // of all pictures together
};

/// What each script draws, in their order, as SVG: one picture per script, on its `set terminal
/// svg`, none of which sees another's settings. One process draws them all, from PATH, with
/// gnuplot's own defaults instead of the user's; it has ended by the time this returns. The same
/// scripts give the same bytes with the same version of gnuplot. Throws GnuplotFailure, whose text
/// is one line that may quote a script. Safe to call from any thread.
std::vector<std::string> render_svgs(const std::vector<std::string>& scripts,
                                     const GnuplotLimits& limits = {});

}  // namespace reprise
