import os
from collections.abc import Mapping

from . import _reprise
from ._identity import dotted_name, fingerprint
from ._progress import display
from ._result import Result, table
from ._yaml import world_text, yaml_text


def run(
    experiment,
    treatments=None,
    *,
    set=None,
    seeds=None,
    world=None,
    threads=None,
    batch=4096,
    out=None,
    resume=False,
    allow_commands=False,
    checkpoint_seconds=5.0,
    progress=True,
):
    """Plays an experiment and compares its treatments, as `reprise run FILE` does: the same bytes.

    experiment
        Path of an experiment file (str or os.PathLike), its YAML text (a str with a newline), or a
        dict of the same keys. Paths in a file are relative to it, others to the current directory.
    treatments
        {name: recommender}: added to those of the experiment, or in the place of those of the same
        name. A recommender is a sentence (YAML in a str, a dict, or the os.PathLike of its file), or
        an object of yours, of any class. If it has both methods, recommend() is asked:

        recommend(batch)
            is asked for thousands of sessions at a time and returns the ids of n tracks (whole
            numbers, 0 to n_tracks-1, in the order of the batch); see help(reprise.Batch). A function
            of a batch will do. With an attribute scope = "user", batch.history also has the user's
            earlier sessions under this treatment. It must depend on the batch alone: sessions come
            in any grouping, and the notes name an object that changed while it was asked. For draws
            of its own it takes batch.integers(), batch.random() or batch.seeds; they are the same
            for any threads and batch.
            propensities(batch), if the object has it beside recommend(batch), says which tracks
            recommend(batch) may name, and how probably, for logs with propensities and `reprise
            evaluate`. It returns (tracks, probabilities), two arrays of n x k, where a track may
            occur twice; or one array of n x n_tracks. Each row sums to 1. It draws nothing, and is
            asked for any number of requests, often one. Where no chance is involved it is
            (self.recommend(batch)[:, None], np.ones((len(batch), 1))).
        recommend_next(user, prev_track, prev_track_time)
            is asked track by track, as botify's service asks its recommenders: int, int, float ->
            the id of a track. A user's sessions come in their order, so it may keep what it likes of
            each user, in dictionaries or in Redis; across users, sessions are interleaved. If there
            is last(user, prev_track, prev_track_time), it is told so when a session ends. Where every
            session is played under every treatment, each treatment needs an object of its own.

        All of them are called in the thread that called run(), never in two at a time.
    set
        {dotted key: value}: changes of the experiment, such as {"episodes": 100_000,
        "treatments.a.pick": "first"}. Texts are YAML, as after `--set`.
    seeds
        One seed, or a list: set={"seeds": ...}.
    world
        A reprise.World, or what World.open() takes, in the place of the experiment's.
    threads
        Threads to play on, 0 for all processors; never changes a result. None: what the experiment
        says.
    batch
        Most requests that a recommender is asked at a time, 1 to 1 000 000; never changes the result
        of a recommender that depends on its batch alone.
    out
        Directory in which OUT/<experiment>/<hash>/ gets the files of the run, those of
        `reprise run --out`. None: no files.
    resume
        Goes on where a run of the same experiment was interrupted, with Ctrl-C for instance. With
        `out`, a run that is complete is not played again. What is the same experiment is seen from
        code and state of your objects; of functions and of classes in notebooks it is taken for
        granted.
    allow_commands
        Lets the experiment run what it names: commands between days, Python files of its treatments.
    checkpoint_seconds
        Least time between checkpoints.
    progress
        True: a bar in notebooks (tqdm's, where it is installed), a line on a terminal, lines now and
        then elsewhere. False: nothing.

    Returns a Result. The same experiment, with recommenders that depend on what they are given alone,
    always gives the same bytes: result.json.

    Raises UserError (a ValueError) for a mistake in the experiment, with its place; RecommenderError
    (a RuntimeError) for answers that are no track ids; what your recommender raised, with a note that
    says which treatment was asked, at which step; KeyboardInterrupt after Ctrl-C, when what was
    played has been kept for resume=True; RuntimeError while another run is playing.
    """
    given = give(experiment, treatments, set, seeds, world, threads, batch, allow_commands)
    given.resume = bool(resume)
    given.checkpoint_seconds = float(checkpoint_seconds)
    if out is not None:
        given.out = os.fspath(out)
    show = display(progress)
    try:
        played = _reprise.run(given, show)
    except KeyboardInterrupt as interrupt:
        if hasattr(interrupt, "add_note"):
            interrupt.add_note("reprise.run(..., resume=True) goes on with what was played")
        raise
    finally:
        if show is not None:
            show.close()
    return Result(played)


def play_log(
    experiment,
    treatments=None,
    *,
    set=None,
    seeds=None,
    world=None,
    threads=None,
    batch=4096,
    allow_commands=False,
    progress=True,
):
    """Plays an experiment and returns its sessions, for training code of your own.

    The arguments are those of run(). Returns a table (a pandas.DataFrame; without pandas a dict of
    arrays) with a row for each track played, sessions in the order of their episodes:

    seed, episode   int64: the session's address
    user            int64: the user's id
    treatment       str
    step            int64: 0 for the track that the session began with, then 1, 2, ...
    track           int64
    time            float64: share of the track that was listened to; 1.0 at step 0

    All of it is in memory: some 60 bytes a row. Raises what run() raises."""
    given = give(experiment, treatments, set, seeds, world, threads, batch, allow_commands)
    show = display(progress)
    try:
        columns = _reprise.play_log(given, show)
    finally:
        if show is not None:
            show.close()
    import numpy

    names = numpy.asarray(columns.pop("names"), dtype=object)
    columns["treatment"] = names[columns["treatment"]]
    return table(columns)


def give(experiment, treatments, set, seeds, world, threads, batch, allow_commands):
    """What is to be played, for the extension module."""
    given = _reprise.GivenRun()
    given.experiment, given.is_text = _source(experiment)
    changes = dict(set or {})
    if world is not None:
        changes["world"] = world_text(getattr(world, "_source", world))
    if seeds is not None:
        changes["seeds"] = seeds if isinstance(seeds, (str, Mapping)) else _seeds(seeds)
    given.changes = [(str(key), yaml_text(value)) for key, value in changes.items()]
    given.treatments = [_treatment(str(name), value) for name, value in (treatments or {}).items()]
    given.threads = 0 if threads is None else whole_number("threads", threads, 0, 4096)
    if threads == 0:
        given.threads = os.cpu_count() or 1
    given.batch = whole_number("batch", batch, 1, 1_000_000)
    given.allow_commands = bool(allow_commands)
    return given


def _source(experiment):
    if isinstance(experiment, Mapping):
        return yaml_text(experiment), True
    if isinstance(experiment, str) and "\n" in experiment:
        return experiment, True
    return os.fspath(experiment), False


def _seeds(seeds):
    # An array has __index__, too, and an __iter__ where it is a number.
    if hasattr(seeds, "tolist"):
        seeds = seeds.tolist()
    if hasattr(seeds, "__index__") and not isinstance(seeds, bool):
        return seeds.__index__()
    if not hasattr(seeds, "__iter__"):
        raise TypeError(f"seeds is {seeds!r}; expected a whole number, or several")
    return list(seeds)


def whole_number(name, value, least, most):
    """The value as an int. Raises TypeError, and UserError outside of least to most."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"{name} is {value!r}; expected a whole number")
    number = value.__index__()
    if not least <= number <= most:
        raise _reprise.UserError(f"{name} is {number}; expected {least} to {most}")
    return number


def _treatment(name, value):
    if isinstance(value, (str, os.PathLike, Mapping, list, tuple)):
        return _reprise.GivenTreatment(name, yaml_text(value), None, "", "")
    if isinstance(value, type):
        raise _reprise.UserError(
            f"treatments['{name}'] is the class {value.__name__}; expected an object of it: "
            f"{value.__name__}(...)"
        )
    return _reprise.GivenTreatment(name, "", value, dotted_name(value), fingerprint(value))
