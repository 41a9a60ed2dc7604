import hashlib
import json
import os
import pathlib
import sys
import tempfile

from . import _reprise
from ._result import table
from ._yaml import world_text

_TRAITS = (
    "interest_neighbours",
    "session_budget",
    "consume_bias",
    "consume_sharpness",
    "artist_discount_gamma",
)


class World:
    """A catalogue of tracks and the users who listen to them; it never changes.

    World.open(source) opens one; World.from_arrays(...) makes one of arrays. Worlds that were opened
    stay open for the next run.

    embeddings   float32, n_tracks x dim: a read-only view of the world's memory, no copy.
    artists      list of n_tracks str: the artist of each track.
    artist_ids   uint32, n_tracks: the same as numbers, 0..n_artists-1, in order of first appearance.
    titles       list of n_tracks str.
    users        table, a row for each user: user (id), interests (track ids; a session has one of
                 them), interest_neighbours (tracks a first track is drawn among), session_budget
                 (steps that cost budget), consume_bias (score at which half a track is heard),
                 consume_sharpness, artist_discount_gamma.
    top_tracks   uint32: the most popular tracks, most popular first.
    fingerprint  hash of all of it.
    """

    def __init__(self, opened, source):
        self._opened = opened
        self._source = source
        self.embeddings = opened.embeddings
        self.artist_ids = opened.artist_of
        self.top_tracks = opened.top_tracks
        self.fingerprint = opened.fingerprint
        self.description = opened.description
        self.n_tracks, self.dim = self.embeddings.shape
        self.n_users = opened.n_users

    @classmethod
    def open(cls, source="{generate: {preset: 2023}}"):
        """Opens a world: the path of a YAML file such as configs/worlds/preset_2023.yaml, of a
        directory with botify's three files, or what an experiment says under `world:`, as a dict or
        as YAML. Generating one takes seconds, and is kept in the cache. Raises UserError."""
        text = world_text(source)
        return cls(_reprise.open_world(text), text)

    @classmethod
    def from_arrays(cls, embeddings, artists, users, titles=None, top_tracks=None, directory=None):
        """Makes a world.

        embeddings   n_tracks x dim numbers, taken as float32.
        artists      n_tracks names (str) or numbers (int) of artists.
        users        a DataFrame, or a dict of columns, with `interests` (a list of track ids for each
                     user) and optionally `user` (int ids, unique; 0, 1, ... without) and the traits
                     of World.users; traits left out have botify's defaults (10, 5, 5.0, 1.0, 0.8).
                     Further columns of numbers or texts, such as a country, cut users into segments
                     in reports; None and NaN: a user without one.
        titles       n_tracks str, or None.
        top_tracks   track ids, most popular first; None: what users listen to most in random
                     sessions.
        directory    where botify's files of the world are written; None: in the cache, by content.

        Raises UserError for what is inconsistent, with the file and line it was written to."""
        import numpy

        embeddings = numpy.ascontiguousarray(embeddings, dtype=numpy.float32)
        if embeddings.ndim != 2 or not embeddings.size:
            raise _reprise.UserError(
                f"embeddings have shape {embeddings.shape}; expected (n_tracks, dim)"
            )
        if len(artists) != len(embeddings):
            raise _reprise.UserError(
                f"there are {len(artists)} artists for {len(embeddings)} tracks; expected one for each"
            )
        titles = [f"track {i}" for i in range(len(embeddings))] if titles is None else list(titles)
        if len(titles) != len(embeddings):
            raise _reprise.UserError(f"there are {len(titles)} titles for {len(embeddings)} tracks")
        tracks = "".join(
            json.dumps({"artist": _artist(artist, i), "title": str(title), "track": i}) + "\n"
            for i, (artist, title) in enumerate(zip(artists, titles))
        )
        files = {"tracks.json": tracks, "users.json": _users_json(users), "top_tracks.json": None}
        if top_tracks is not None:
            files["top_tracks.json"] = json.dumps([int(track) for track in top_tracks]) + "\n"
        directory = _write(embeddings, files, directory)
        return cls.open(directory)

    @property
    def artists(self):
        names = self._opened.artist_names()
        return [names[i] for i in self.artist_ids.tolist()]

    @property
    def titles(self):
        return self._opened.titles()

    @property
    def users(self):
        return table(self._opened.users())

    def save(self, directory):
        """Writes botify's files, tracks.npy, tracks.json, users.json and top_tracks.json."""
        self._opened.save(os.fspath(directory))

    def __reduce__(self):
        """A World is pickled as what it was opened from."""
        return World.open, (self._source,)

    def __repr__(self):
        return (
            f"<reprise.World {self.description}: {self.n_tracks:,} tracks x {self.dim}, "
            f"{self.n_users:,} users>"
        )


def _artist(artist, i):
    if isinstance(artist, str):
        return artist
    if not hasattr(artist, "__index__"):
        raise _reprise.UserError(f"artists[{i}] is {artist!r}; expected a name or a whole number")
    return f"artist {artist.__index__()}"


def _users_json(users):
    if not hasattr(users, "keys"):
        raise _reprise.UserError(
            f"users is a {type(users).__name__}; expected a DataFrame, or a dict of columns"
        )
    for name in users:
        if not isinstance(name, str):
            raise _reprise.UserError(f"users have the column {name!r}; expected names that are text")
    columns = {name: list(users[name]) for name in users}
    if "interests" not in columns:
        raise _reprise.UserError("users have no column 'interests': a list of track ids for each user")
    n = len(columns["interests"])
    for name, values in columns.items():
        if len(values) != n:
            raise _reprise.UserError(f"users have {n} interests, but {len(values)} of '{name}'")
    pandas_na = getattr(sys.modules.get("pandas"), "NA", None)
    lines = []
    for i in range(n):
        row = {"user": int(columns["user"][i]) if "user" in columns else i}
        row["interests"] = [int(track) for track in columns["interests"][i]]
        for name, values in columns.items():
            if name in ("user", "interests"):
                continue
            value = values[i].item() if hasattr(values[i], "item") else values[i]
            if name not in _TRAITS:
                if value is None or value is pandas_na or value != value:
                    continue  # this user lacks the field
                if not isinstance(value, (str, int, float)):
                    raise _reprise.UserError(
                        f"users['{name}'][{i}] is {value!r}; expected a number or a text"
                    )
            row[name] = value
        lines.append(json.dumps(row) + "\n")
    return "".join(lines)


def _write(embeddings, files, directory):
    """Writes the files, each beside its path and then renamed; a file without a text is removed.
    Returns their directory."""
    import numpy

    if directory is None:
        content = hashlib.blake2b(repr(embeddings.shape).encode() + embeddings.tobytes(), digest_size=8)
        for name, text in files.items():
            content.update(name.encode() + b"\0" + (text or "").encode())
        cache = _reprise.cache_directory() or tempfile.gettempdir()
        directory = pathlib.Path(cache) / "array_worlds" / content.hexdigest()
    directory = pathlib.Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        if text is None:
            (directory / name).unlink(missing_ok=True)
            continue
        beside = directory / f".{name}.{os.getpid()}"
        beside.write_text(text, encoding="utf-8")
        beside.replace(directory / name)
    beside = directory / f".{os.getpid()}.npy"
    numpy.save(beside, embeddings)
    beside.replace(directory / "tracks.npy")
    return directory.resolve()
