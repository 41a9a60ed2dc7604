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


def fingerprint(value):
    """16 hexadecimal digits, the same for the same code and state; UNKNOWN where nobody can tell:
    for code that is in no file (notebooks), functions (what they refer to may be anywhere) and
    objects that cannot be pickled."""
    if inspect.isroutine(value):
        return UNKNOWN
    try:
        source = _source_of(type(value))
        state = pickle.dumps(value, protocol=4)
    except Exception:  # whatever a user's class raises when it is pickled
        return UNKNOWN
    return hashlib.blake2b(source + b"\0" + state, digest_size=8).hexdigest()


def _source_of(kind):
    """The files of the classes that the object is of."""
    files = []
    for base in kind.__mro__[:-1]:
        module = sys.modules[base.__module__]
        with open(module.__file__, "rb") as file:  # AttributeError for a notebook's __main__
            files.append(file.read())
    return b"\0".join(files)
