// Signals that would end the program without a word.
#pragma once

namespace reprise {

/// From now on a write to a pipe that nobody reads, or beyond the size that files may have, fails
/// and is said (SIGPIPE and SIGXFSZ are ignored; programs that are started have them as ever), and
/// a mapped file that somebody cuts short ends the program with one message and exit code kFailed
/// (SIGBUS). For the whole process, for good. Running out of memory where nobody can catch it, even
/// before main, ends in a message, too.
void forbid_quiet_ends();

}  // namespace reprise
