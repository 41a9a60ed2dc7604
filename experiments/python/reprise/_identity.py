"""The identity of a recommender of the program: a hash of its code and of its state."""

import hashlib
import inspect
import pickle
import sys

UNKNOWN = "unknown"


def dotted_name(value):
    """package.module.Class of an object, package.module.name of a function."""
    kind = value if inspect.isroutine(value) else type(value)
    return f"{kind.__module__}.{kind.__qualname__}"


def state(value):
    """16 bytes, the same for the same state; None where nobody can tell: for functions (what they
    refer to may be anywhere) and objects that cannot be pickled."""
    if inspect.isroutine(value):
        return None
    try:
        pickled = pickle.dumps(value, protocol=4)
    except Exception:  # whatever a user's class raises when it is pickled
        return None
    return hashlib.blake2b(pickled, digest_size=16).digest()


def fingerprint(value):
    """16 hexadecimal digits, the same for the same code and state; UNKNOWN where nobody can tell: as
    state(), and for code that is in no file (notebooks)."""
    of_state = state(value)
    source = None if of_state is None else _source_of(type(value))
    if source is None:
        return UNKNOWN
    return hashlib.blake2b(source + b"\0" + of_state, digest_size=8).hexdigest()


def _source_of(kind):
    """The files of the classes that the object is of; None if one is of no file."""
    files = []
    for base in kind.__mro__[:-1]:
        path = getattr(sys.modules.get(base.__module__), "__file__", None)
        if path is None:
            return None
        with open(path, "rb") as file:
            files.append(file.read())
    return b"\0".join(files)
