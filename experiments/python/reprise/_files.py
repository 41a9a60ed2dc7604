"""Loads the Python files that experiments name."""

import hashlib
import importlib.util
import os
import sys


def load(path):
    """Returns the module of a file, which is read again each time. The modules beside it can be
    imported, as they could if the file were the program."""
    path = os.path.abspath(path)
    folder = os.path.dirname(path)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    stem = os.path.splitext(os.path.basename(path))[0]
    # A name of its own: files of the same name in two folders are two modules.
    name = f"{stem}_{hashlib.blake2b(path.encode(), digest_size=4).hexdigest()}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None:
        raise ImportError(f"{path} is no Python file; its name must end in .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # classes in it can then be pickled
    spec.loader.exec_module(module)
    return module
