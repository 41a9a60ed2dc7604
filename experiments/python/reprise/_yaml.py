"""Python's values as YAML, which experiments are written in, and YAML's scalars as Python's values."""

import json
import math
import os
import re
from collections.abc import Mapping

_WHOLE = re.compile(r"[-+]?[0-9]+")
_EIGHTS = re.compile(r"0o[0-7]+")
_SIXTEENTHS = re.compile(r"0x[0-9a-fA-F]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}


def scalar(text):
    """What a scalar without quotes is in YAML's core schema (YAML 1.2.2, 10.3.2): None, a bool, an
    int, a float or a str."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _EIGHTS.fullmatch(text) or _SIXTEENTHS.fullmatch(text):
        return int(text, 0)
    if _NUMBER.fullmatch(text):
        return float(text)
    if _INFINITE.fullmatch(text):
        return -math.inf if text.startswith("-") else math.inf
    return text


def yaml_text(value):
    """The value as YAML on one line. A str is YAML already; a path is a text."""
    return value if isinstance(value, str) else _flow(value)


def world_text(source):
    """A world's source as YAML: what yaml_text() takes, or the path of what is there, as a str."""
    if isinstance(source, (str, os.PathLike)) and os.path.exists(source):
        return _flow(os.path.abspath(source))
    return yaml_text(source)


def _flow(value):
    if isinstance(value, (str, os.PathLike)):
        # YAML has no pairs of surrogates, which are JSON's way to escape an emoji.
        return json.dumps(os.fspath(value), ensure_ascii=False)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        if math.isfinite(value):
            return float.__repr__(value)
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(str(key))}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple, range)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    # NumPy's arrays and scalars, pandas' columns.
    for name in ("tolist", "item"):
        if hasattr(value, name):
            return _flow(getattr(value, name)())
    raise TypeError(f"{value!r} cannot be written in an experiment")
