import os
import pathlib
import tempfile

from . import _reprise
from ._progress import display
from ._result import table
from ._run import give


class Model:
    """A trained model.

    name, kind   as in the experiment.
    of           "tracks" or "users": whose lists it has.
    losses       table: step (from 1), learning_rate, train, validation.
    test         loss on pairs held out, or None.
    """

    def __init__(self, name, trained):
        self._trained = trained
        self.name = name
        self.kind = trained.kind
        self.of = "users" if trained.of_users else "tracks"
        self.test = trained.test

    @property
    def losses(self):
        rows = self._trained.steps()
        names = ("step", "learning_rate", "train", "validation")
        return table({name: [row[name] for row in rows] for name in names})

    def lists(self, top=100, per_artist=0, with_anchor=True):
        """Returns int64, n x top: the lists of all tracks, or of all users in the order of
        World.users, best first; -1 where a list is shorter. per_artist: most items of one artist, 0
        for any number; with_anchor: whether a track may be in its own list."""
        if top < 1:
            raise _reprise.UserError(f"top is {top}; expected at least 1")
        return self._trained.lists(int(top), int(per_artist), bool(with_anchor))

    @property
    def embeddings(self):
        """dict of float32 arrays, n x dim, by the name of their table; {} for models without."""
        import numpy

        with tempfile.TemporaryDirectory() as folder:
            stem = os.path.join(folder, "model")
            if not self._trained.write_files(stem):
                return {}
            return {
                path.stem.removeprefix("model_"): numpy.load(path)
                for path in sorted(pathlib.Path(folder).glob("model_*.npy"))
            }

    def __repr__(self):
        return f"<reprise.Model {self.name}: {self.kind}, lists of {self.of}>"


def train(experiment, *, set=None, world=None, threads=None, allow_commands=False, progress=True):
    """Trains the models of an experiment (its `models:`), or takes them from the cache.

    The arguments are those of run(). Returns {name: Model}, in the order of names. Raises UserError,
    and KeyboardInterrupt after Ctrl-C."""
    given = give(experiment, None, set, None, world, threads, 1, allow_commands)
    show = display(progress)
    try:
        trained = _reprise.train(given, show)
    finally:
        if show is not None:
            show.close()
    return {name: Model(name, model) for name, model in trained.items()}
