"""The type stubs are those of the package: the same names, arguments and defaults."""

import ast
import inspect
import pathlib
import unittest

import reprise

STUB = ast.parse((pathlib.Path(reprise.__file__).parent / "__init__.pyi").read_text())


def is_public(name):
    return not name.startswith("_") or name in ("__init__", "__len__", "__enter__", "__exit__")


class Signatures(unittest.TestCase):
    def check_arguments(self, stub, function):
        try:
            signature = inspect.signature(function)
        except ValueError:  # compiled functions have none
            return
        theirs = stub.args
        names = [one.arg for one in (*theirs.posonlyargs, *theirs.args, *theirs.kwonlyargs)]
        ours = [
            name
            for name, one in signature.parameters.items()
            if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
        ]
        self.assertEqual(names, ours, stub.name)
        defaults = dict(zip(reversed([one.arg for one in theirs.args]), reversed(theirs.defaults)))
        defaults.update(zip([one.arg for one in theirs.kwonlyargs], theirs.kw_defaults))
        for name in ours:
            default = signature.parameters[name].default
            stated = defaults.get(name)
            self.assertEqual(stated is None, default is inspect.Parameter.empty, (stub.name, name))
            if stated is not None and not (isinstance(stated, ast.Constant) and stated.value is ...):
                self.assertEqual(ast.literal_eval(stated), default, (stub.name, name))

    def check_class(self, stub):
        kind = getattr(reprise, stub.name)
        named = set()
        for one in stub.body:
            if isinstance(one, ast.FunctionDef):
                named.add(one.name)
                is_property = any(getattr(d, "id", "") == "property" for d in one.decorator_list)
                self.assertTrue(hasattr(kind, one.name), (stub.name, one.name))
                if not is_property:
                    self.check_arguments(one, inspect.unwrap(kind.__dict__.get(one.name, getattr(kind, one.name)))
                                         if not isinstance(kind.__dict__.get(one.name), classmethod)
                                         else kind.__dict__[one.name].__func__)
            elif isinstance(one, ast.AnnAssign):
                named.add(one.target.id)
        for name in vars(kind):
            if is_public(name) and name != "__init__":
                self.assertIn(name, named, stub.name)

    def test_all(self):
        names = set()
        for one in STUB.body:
            name = getattr(one, "name", None)
            if name is None or not is_public(name):
                continue
            names.add(name)
            if isinstance(one, ast.ClassDef):
                self.check_class(one)
            else:
                self.check_arguments(one, getattr(reprise, name))
        self.assertEqual(names, set(reprise.__all__) - {"__version__"})

    def test_all_that_is_public_has_a_docstring(self):
        for name in sorted(set(reprise.__all__) - {"__version__"}):
            value = getattr(reprise, name)
            self.assertTrue(inspect.getdoc(value), name)
            if inspect.isclass(value):
                for key, one in vars(value).items():
                    if inspect.isfunction(one) and not key.startswith("_"):
                        self.assertTrue(inspect.getdoc(one), f"{name}.{key}")


if __name__ == "__main__":
    unittest.main()
