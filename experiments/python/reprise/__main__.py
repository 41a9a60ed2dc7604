"""`python3 -m reprise ...` is the command line, `reprise ...`, with Python for its treatments."""

import signal
import sys

from . import _reprise

if __name__ == "__main__":
    # Commands that save their work handle Ctrl-C themselves. It ends the others at once, as it ends
    # the program: Python's own handler would wait until a command is done.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_reprise.main(sys.argv[1:]))
