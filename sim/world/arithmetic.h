// The precision in which listening times are computed from scores.
#pragma once

#include <string>
#include <vector>

namespace reprise {

/// numpy_1: a score times Python's numbers is a double, as in NumPy up to 1.26. numpy_2: Python's
/// numbers take the score's precision, so a half score, the bias and the sharpness stay half (a
/// float32 score stays float32), and SciPy's expit of them is a float32. The discount is a double
/// either way. Source: NumPy's NEP 50.
enum class Arithmetic { numpy_1, numpy_2 };

inline std::vector<std::string> choices(Arithmetic) { return {"numpy_1", "numpy_2"}; }

}  // namespace reprise
