// Prevents signals from ending the program without a message.
#pragma once

namespace reprise {

/// Changes the handling of signals for the whole process, for good. A write to a pipe without a
/// reader, or beyond the file size limit, fails with an error that is reported (SIGPIPE and SIGXFSZ
/// are ignored; child processes handle them by default). A mapped file that another process cuts
/// short ends the program with one message and exit code kFailed (SIGBUS). Running out of memory
/// where no code can catch it, even before main, also ends with a message.
void report_fatal_signals();

}  // namespace reprise
