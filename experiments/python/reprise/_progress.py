"""How far a run is."""

import sys
import time


def display(progress):
    """Returns what shows progress(stage, done, total), or None."""
    if not progress:
        return None
    if _in_notebook():
        try:
            from tqdm.auto import tqdm
        except ImportError:
            pass
        else:
            return _Bar(tqdm)
    return _Line(sys.stderr)


def _in_notebook():
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and shell.__class__.__name__ == "ZMQInteractiveShell"


class _Bar:
    def __init__(self, tqdm):
        self._tqdm = tqdm
        self._bar = None
        self._stage = None

    def __call__(self, stage, done, total):
        if stage != self._stage:
            self.close()
            self._stage = stage
            self._bar = self._tqdm(total=total or None, desc=stage, unit="", unit_scale=True)
        self._bar.update(done - self._bar.n)

    def close(self):
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class _Line:
    """One line that renews itself on a terminal, a line now and then elsewhere."""

    def __init__(self, file):
        self._file = file
        self._terminal = hasattr(file, "isatty") and file.isatty()
        self._last = time.monotonic()
        self._dirty = False

    def __call__(self, stage, done, total):
        now = time.monotonic()
        if now - self._last < (0.2 if self._terminal else 10):
            return
        self._last = now
        text = f"{stage}: {done:,}" + (f" of {total:,} ({100 * done / total:.0f} %)" if total else "")
        if self._terminal:
            self._file.write(f"\r\x1b[K{text}")
            self._dirty = True
        else:
            self._file.write(f"{text}\n")
        self._file.flush()

    def close(self):
        if self._dirty:
            self._file.write("\r\x1b[K")
            self._file.flush()
            self._dirty = False
