// The random stream of the Python simulator: NumPy's legacy MT19937 generator, consumed as NumPy's
// randint, choice and random() consume it, so that a Python run with --seed S is replayed draw for
// draw. It is one sequence, so only one thread may use it.
#pragma once

#include <cstdint>

#include <boost/random/mersenne_twister.hpp>

namespace reprise {

class NumpyStream {
 public:
  /// Begins in the state after numpy.random.seed(seed).
  explicit NumpyStream(std::uint32_t seed) : engine_(seed) {}

  /// Draws as numpy.random.randint(n), and as numpy.random.choice(list) for the index of the
  /// choice; n >= 1. It takes the low bits of one word and rejects values that are too large, one
  /// word per try. n == 1 consumes nothing.
  std::uint32_t index(std::uint32_t n) {
    const std::uint32_t last = n - 1;
    std::uint32_t mask = last;
    for (unsigned shift = 1; shift < 32; shift *= 2) mask |= mask >> shift;
    if (mask == 0) return 0;
    std::uint32_t value = engine_() & mask;
    while (value > last) value = engine_() & mask;
    return value;
  }

  /// Draws as numpy.random.random(): 53 bits over [0, 1).
  double unit() {
    const std::uint32_t high = engine_() >> 5;
    const std::uint32_t low = engine_() >> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

 private:
  boost::random::mt19937 engine_;
};

}  // namespace reprise
