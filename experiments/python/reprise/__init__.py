"""A/B tests of music recommenders, simulated in this process.

    import reprise

    class Mine:
        def recommend(self, batch):        # batch.user, .step, .first_track, ...: arrays of n
            return self.lists[batch.first_track, batch.step % 100]    # n track ids

    result = reprise.run("first_look.yaml", treatments={"mine": Mine()})
    result.effects                         # a pandas.DataFrame

`help(reprise.run)` says what a recommender may be and what comes back; `help(reprise.Batch)` what a
recommender sees.
"""

from ._reprise import Batch, History, RecommenderError, UserError, __version__
from ._analysis import Analysis, analyze
from ._models import Model, train
from ._result import Result
from ._run import play_log, run
from ._world import World

__all__ = [
    "Analysis",
    "Batch",
    "History",
    "Model",
    "RecommenderError",
    "Result",
    "UserError",
    "VectorEnv",
    "World",
    "__version__",
    "analyze",
    "play_log",
    "run",
    "train",
]


def __getattr__(name):
    """What needs NumPy when it is defined comes when it is first used."""
    if name == "VectorEnv":
        from ._vector_env import VectorEnv

        return VectorEnv
    raise AttributeError(f"module 'reprise' has no attribute '{name}'")
