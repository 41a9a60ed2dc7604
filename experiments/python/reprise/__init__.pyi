import enum
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

_Table = Any  # pandas.DataFrame, or dict[str, NDArray] without pandas

__version__: str

class UserError(ValueError): ...
class RecommenderError(RuntimeError): ...

class History:
    @property
    def offsets(self) -> NDArray[np.int64]: ...
    @property
    def tracks(self) -> NDArray[np.int64]: ...
    @property
    def times(self) -> NDArray[np.float64]: ...
    @property
    def session(self) -> NDArray[np.int64]: ...
    @property
    def request(self) -> NDArray[np.int64]: ...

class Batch:
    def __len__(self) -> int: ...
    @property
    def user(self) -> NDArray[np.int64]: ...
    @property
    def user_index(self) -> NDArray[np.int64]: ...
    @property
    def step(self) -> NDArray[np.int64]: ...
    @property
    def first_track(self) -> NDArray[np.int64]: ...
    @property
    def previous_track(self) -> NDArray[np.int64]: ...
    @property
    def previous_time(self) -> NDArray[np.float64]: ...
    @property
    def seeds(self) -> NDArray[np.uint64]: ...
    @property
    def history(self) -> History: ...
    def integers(self, high: int | ArrayLike) -> NDArray[np.int64]: ...
    def random(self) -> NDArray[np.float64]: ...

class _BatchRecommender(Protocol):
    def recommend(self, batch: Batch) -> ArrayLike: ...

class _TellingRecommender(Protocol):
    def recommend(self, batch: Batch) -> ArrayLike: ...
    def propensities(self, batch: Batch) -> ArrayLike | tuple[ArrayLike, ArrayLike]: ...

class _TrackRecommender(Protocol):
    def recommend_next(self, user: int, prev_track: int, prev_track_time: float) -> int: ...

_Recommender = (
    _BatchRecommender
    | _TellingRecommender
    | _TrackRecommender
    | Callable[[Batch], ArrayLike]
    | str
    | os.PathLike[str]
    | Mapping[str, Any]
    | Sequence[Any]
)
_Experiment = str | os.PathLike[str] | Mapping[str, Any]
_Seeds = int | Iterable[int] | NDArray[np.integer[Any]] | str | Mapping[str, int] | None
_WorldSource = str | os.PathLike[str] | Mapping[str, Any]

class Result:
    notes: list[str]
    hash: str
    config: str
    directory: str | None
    json: bytes
    @property
    def effects(self) -> _Table: ...
    @property
    def pairs(self) -> _Table: ...
    @property
    def metrics(self) -> _Table: ...
    @property
    def users(self) -> _Table: ...
    @property
    def sessions(self) -> dict[str, int]: ...
    @property
    def warnings(self) -> list[str]: ...
    @property
    def seconds(self) -> dict[str, float]: ...
    def report(self, figures: bool = True) -> str: ...

def run(
    experiment: _Experiment,
    treatments: Mapping[str, _Recommender] | None = None,
    *,
    set: Mapping[str, Any] | None = None,
    seeds: _Seeds = None,
    world: World | _WorldSource | None = None,
    threads: int | None = None,
    batch: int = 4096,
    out: str | os.PathLike[str] | None = None,
    resume: bool = False,
    allow_commands: bool = False,
    checkpoint_seconds: float = 5.0,
    progress: bool = True,
) -> Result: ...
def play_log(
    experiment: _Experiment,
    treatments: Mapping[str, _Recommender] | None = None,
    *,
    set: Mapping[str, Any] | None = None,
    seeds: _Seeds = None,
    world: World | _WorldSource | None = None,
    threads: int | None = None,
    batch: int = 4096,
    allow_commands: bool = False,
    progress: bool = True,
) -> _Table: ...

class Model:
    name: str
    kind: str
    of: str
    test: float | None
    @property
    def losses(self) -> _Table: ...
    def lists(
        self, top: int = 100, per_artist: int = 0, with_anchor: bool = True
    ) -> NDArray[np.int64]: ...
    @property
    def embeddings(self) -> dict[str, NDArray[np.float32]]: ...

def train(
    experiment: _Experiment,
    *,
    set: Mapping[str, Any] | None = None,
    world: World | _WorldSource | None = None,
    threads: int | None = None,
    allow_commands: bool = False,
    progress: bool = True,
) -> dict[str, Model]: ...

class Analysis:
    json: bytes
    @property
    def effects(self) -> _Table: ...
    @property
    def warnings(self) -> list[str]: ...

def analyze(
    logs: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    experiment: str | None = None,
    *,
    control: str = "C",
    interval: str = "fieller",
    confidence: float = 0.95,
    budget: float | None = 5.0,
    bad_lines: int = 0,
) -> Analysis: ...

class World:
    embeddings: NDArray[np.float32]
    artist_ids: NDArray[np.uint32]
    top_tracks: NDArray[np.uint32]
    fingerprint: str
    description: str
    n_tracks: int
    n_users: int
    dim: int
    @classmethod
    def open(cls, source: _WorldSource = ...) -> World: ...
    @classmethod
    def from_arrays(
        cls,
        embeddings: ArrayLike,
        artists: Sequence[str] | Sequence[int],
        users: Mapping[str, Any],
        titles: Sequence[str] | None = None,
        top_tracks: ArrayLike | None = None,
        directory: str | os.PathLike[str] | None = None,
    ) -> World: ...
    @property
    def artists(self) -> list[str]: ...
    @property
    def titles(self) -> list[str]: ...
    @property
    def users(self) -> _Table: ...
    def save(self, directory: str | os.PathLike[str]) -> None: ...

class VectorEnv:  # a gymnasium.vector.VectorEnv where Gymnasium is installed
    num_envs: int
    world: World
    metadata: dict[str, Any]
    spec: Any
    render_mode: str | None
    closed: bool
    single_observation_space: Any
    observation_space: Any
    single_action_space: Any
    action_space: Any
    def __init__(
        self,
        world: World | _WorldSource | None = None,
        num_envs: int = 4096,
        *,
        seed: int | None = None,
        max_steps: int = 10_000,
        autoreset_mode: str | enum.Enum = "NextStep",
        copy: bool = True,
    ) -> None: ...
    @property
    def autoreset_mode(self) -> enum.Enum: ...
    def reset(
        self,
        *,
        seed: int | Sequence[int | None] | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]: ...
    def step(
        self, actions: ArrayLike
    ) -> tuple[
        dict[str, NDArray[Any]],
        NDArray[np.float64],
        NDArray[np.bool_],
        NDArray[np.bool_],
        dict[str, Any],
    ]: ...
    def close(self, **kwargs: Any) -> None: ...
    @property
    def unwrapped(self) -> VectorEnv: ...
    def __enter__(self) -> VectorEnv: ...
    def __exit__(self, *args: object) -> None: ...
