"""`python3 -m reprise ...` is the command line, `reprise ...`, with Python for its treatments."""

import sys

from . import _reprise

if __name__ == "__main__":
    sys.exit(_reprise.main(sys.argv[1:]))
