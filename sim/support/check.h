// REPRISE_CHECK checks the program's own promises. A broken promise is a bug of ours, not a mistake
// of the user: the check prints the values that broke it and aborts. Mistakes of users throw
// UserError instead.
#pragma once

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

namespace reprise {

[[noreturn]] inline void check_failed(const char* file, int line, const char* condition,
                                      const std::string& values) {
  std::fprintf(stderr, "reprise: broken invariant at %s:%d: %s: %s\n", file, line, condition,
               values.c_str());
  std::abort();
}

}  // namespace reprise

// The arguments after the condition are a fmt format string and the values to print.
#define REPRISE_CHECK(condition, ...)                                                      \
  do {                                                                                     \
    if (!(condition)) [[unlikely]] {                                                       \
      ::reprise::check_failed(__FILE__, __LINE__, #condition, ::fmt::format(__VA_ARGS__)); \
    }                                                                                      \
  } while (false)
