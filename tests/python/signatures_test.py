"""The type stubs are those of the package: the same names, arguments and defaults, all with docstrings."""

import ast
import inspect
import pathlib
import unittest

import reprise

STUB = ast.parse((pathlib.Path(reprise.__file__).parent / "__init__.pyi").read_text())


def is_public(name):
    return not name.startswith("_")


def arguments_of_stub(stub):
    """{name: default, as text}, without the default of an argument that has none; "..." is any."""
    plain = [*stub.args.posonlyargs, *stub.args.args]
    without = [None] * (len(plain) - len(stub.args.defaults))
    defaults = [*without, *stub.args.defaults, *stub.args.kw_defaults]
    return {
        argument.arg: None if default is None else ast.unparse(default)
        for argument, default in zip([*plain, *stub.args.kwonlyargs], defaults)
    }


def arguments_of(function):
    return {
        name: None if one.default is one.empty else repr(one.default)
        for name, one in inspect.signature(function).parameters.items()
        if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
    }


class Signatures(unittest.TestCase):
    def check_function(self, stub, function):
        stated = arguments_of_stub(stub)
        ours = arguments_of(function)
        self.assertEqual(list(stated), list(ours), stub.name)
        for name, default in stated.items():
            if default is None or ours[name] is None or default != "...":
                self.assertEqual(
                    None if default is None else ast.literal_eval(default),
                    None if ours[name] is None else ast.literal_eval(ours[name]),
                    (stub.name, name),
                )

    def check_class(self, stub):
        kind = getattr(reprise, stub.name)
        named = {"__init__"}
        for one in stub.body:
            if isinstance(one, ast.AnnAssign):
                named.add(one.target.id)
            if not isinstance(one, ast.FunctionDef):
                continue
            named.add(one.name)
            value = inspect.getattr_static(kind, one.name)
            if isinstance(value, classmethod):
                value = value.__func__
            if inspect.isfunction(value):  # compiled ones do not tell their arguments
                self.check_function(one, value)
        for name in vars(kind):
            if is_public(name):
                self.assertIn(name, named, stub.name)

    def test_all(self):
        stubs = [one for one in STUB.body if is_public(getattr(one, "name", "_"))]
        for one in stubs:
            if isinstance(one, ast.ClassDef):
                self.check_class(one)
            else:
                self.check_function(one, getattr(reprise, one.name))
        self.assertEqual({one.name for one in stubs}, set(reprise.__all__) - {"__version__"})

    def test_all_that_is_public_has_a_docstring(self):
        for name in sorted(set(reprise.__all__) - {"__version__"}):
            value = getattr(reprise, name)
            self.assertTrue(inspect.getdoc(value), name)
            for key, one in vars(value).items() if inspect.isclass(value) else ():
                if inspect.isfunction(one) and is_public(key):
                    self.assertTrue(inspect.getdoc(one), f"{name}.{key}")


if __name__ == "__main__":
    unittest.main()
