// Runs gnuplot as a child process. Reports start no other program. No shell and no temporary file
// is involved.
#pragma once

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace reprise {

/// The reason why there are no figures.
class GnuplotFailure : public std::runtime_error {
 public:
  enum class Kind {
    missing,    // PATH has no gnuplot that can be started
    failed,     // gnuplot stopped with an error, or drew other pictures than asked
    timed_out,  // gnuplot took too long and was ended
    too_large,  // gnuplot wrote more than the limit and was ended
  };

  GnuplotFailure(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}

  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

struct GnuplotLimits {
  std::chrono::milliseconds time{10'000};
  std::size_t bytes = std::size_t{64} << 20U;  // limit for all pictures together
};

/// Returns one picture per script, as SVG, in the order of the scripts. A script draws on its own
/// `set terminal svg` and does not see the settings of another script. One gnuplot process from
/// PATH draws all pictures, with gnuplot's own defaults instead of the user's. The process has
/// ended when the function returns. The same scripts give the same bytes with the same version of
/// gnuplot. Throws GnuplotFailure, whose text is one line that may quote a script. Safe to call
/// from any thread.
std::vector<std::string> render_svgs(const std::vector<std::string>& scripts,
                                     const GnuplotLimits& limits = {});

}  // namespace reprise
