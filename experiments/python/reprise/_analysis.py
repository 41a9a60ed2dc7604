import glob
import json
import operator
import os

from . import _reprise
from ._result import EFFECTS, columns, table


class Analysis:
    """What a botify service's log says.

    effects   table, a row for each treatment and metric: the notebook's. treatment, metric, effect,
              lower, upper in percent of the control's mean, control_mean, treatment_mean,
              significant, p, ...
    json      bytes of results.json, which `reprise analyze --out` writes too.
    warnings  what speaks against trusting it, lines of text.
    """

    def __init__(self, results, text):
        self.json = results
        self._json = json.loads(results)
        self._text = text

    @property
    def effects(self):
        return table(columns(self._json["effects"], EFFECTS))

    @property
    def warnings(self):
        return list(self._json.get("warnings") or [])

    def __repr__(self):
        return self._text


def analyze(
    logs, experiment=None, *, control="C", interval="fieller", confidence=0.95, budget=5.0, bad_lines=0
):
    """Compares the treatments of a botify service by its logs, as upstream's notebook does.

    logs         a path or a list of paths; patterns such as "log.json*" are expanded, in the order of
                 names. Packed files (.gz) are read, too. A directory stands for the data.json that
                 the replicas of a service left there (DIR/*/data.json, or all below DIR), or that a
                 run with `log:` wrote; of two runs none is read.
    experiment   name of the experiment; None: the only one in the log.
    control      name of the control.
    interval     "fieller", "notebook" (upstream's formula) or "delta".
    confidence   of the intervals, 0.5 to 0.9999.
    budget       session budget that an alarm checks tracks - time against; None: no alarm.
                 0 to 1e9.
    bad_lines    so many lines may be no rows, 0 to 1e15.

    Returns an Analysis. Raises UserError with the file and row of a mistake, or with the argument."""
    paths = []
    for pattern in [logs] if isinstance(logs, (str, os.PathLike)) else logs:
        pattern = os.fspath(pattern)
        paths += sorted(glob.glob(pattern)) or [pattern]
    bad_lines = operator.index(bad_lines)
    return Analysis(
        *_reprise.analyze(paths, experiment, control, interval, confidence, budget, bad_lines)
    )
