// Says whether the tests run under a sanitizer, where code takes ten to thirty times as long.
#pragma once

namespace reprise {

// Tests that repeat one thing very often repeat it less there: what a sanitizer finds, it finds in
// the first thousand times. What the numbers say is tested without it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kUnderSanitizer = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kUnderSanitizer = true;
#else
inline constexpr bool kUnderSanitizer = false;
#endif
#else
inline constexpr bool kUnderSanitizer = false;
#endif

}  // namespace reprise
