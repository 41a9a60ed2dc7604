"""Gymnasium's spaces, or as much of them as is needed where Gymnasium is not installed."""

try:
    from gymnasium.spaces import Box, Dict, Discrete, MultiDiscrete
    from gymnasium.vector import AutoresetMode, VectorEnv as Base
except ImportError:
    import enum

    import numpy

    class AutoresetMode(enum.Enum):
        """What happens to an environment whose episode has ended; the names of Gymnasium 1.1."""

        NEXT_STEP = "NextStep"
        SAME_STEP = "SameStep"
        DISABLED = "Disabled"

    class Base:
        """What Gymnasium's VectorEnv says without being asked."""

        spec = None
        render_mode = None
        closed = False

        @property
        def unwrapped(self):
            return self

        def close(self, **_):
            self.closed = True

    class _Space:
        shape = ()
        dtype = numpy.dtype(numpy.int64)

        def __init__(self):
            self._rng = numpy.random.default_rng()

        def seed(self, seed=None):
            self._rng = numpy.random.default_rng(seed)

        def __contains__(self, value):
            return self.contains(value)

    class Discrete(_Space):
        """0 to n-1."""

        def __init__(self, n):
            super().__init__()
            self.n = int(n)

        def sample(self):
            return numpy.int64(self._rng.integers(self.n))

        def contains(self, value):
            return numpy.ndim(value) == 0 and 0 <= int(value) < self.n

        def __eq__(self, other):
            return isinstance(other, Discrete) and other.n == self.n

        def __repr__(self):
            return f"Discrete({self.n})"

    class MultiDiscrete(_Space):
        """Arrays of whole numbers, element i below nvec[i]."""

        def __init__(self, nvec):
            super().__init__()
            self.nvec = numpy.asarray(nvec, dtype=numpy.int64)
            self.shape = self.nvec.shape

        def sample(self):
            return self._rng.integers(self.nvec)

        def contains(self, value):
            value = numpy.asarray(value)
            return value.shape == self.shape and bool(((0 <= value) & (value < self.nvec)).all())

        def __eq__(self, other):
            return isinstance(other, MultiDiscrete) and numpy.array_equal(other.nvec, self.nvec)

        def __repr__(self):
            return f"MultiDiscrete({self.nvec})"

    class Box(_Space):
        """Arrays of numbers from low to high."""

        def __init__(self, low, high, shape=(), dtype=numpy.float64):
            super().__init__()
            self.low, self.high, self.shape, self.dtype = low, high, tuple(shape), numpy.dtype(dtype)

        def sample(self):
            return self._rng.uniform(self.low, self.high, self.shape).astype(self.dtype)

        def contains(self, value):
            value = numpy.asarray(value)
            return value.shape == self.shape and bool(((self.low <= value) & (value <= self.high)).all())

        def __eq__(self, other):
            return isinstance(other, Box) and (self.low, self.high, self.shape) == (
                other.low,
                other.high,
                other.shape,
            )

        def __repr__(self):
            return f"Box({self.low}, {self.high}, {self.shape}, {self.dtype})"

    class Dict(_Space):
        """Named spaces."""

        def __init__(self, spaces):
            super().__init__()
            self.spaces = dict(spaces)
            self.shape = self.dtype = None

        def __getitem__(self, name):
            return self.spaces[name]

        def __iter__(self):
            return iter(self.spaces)

        def sample(self):
            return {name: space.sample() for name, space in self.spaces.items()}

        def contains(self, value):
            return value.keys() == self.spaces.keys() and all(
                space.contains(value[name]) for name, space in self.spaces.items()
            )

        def __eq__(self, other):
            return isinstance(other, Dict) and other.spaces == self.spaces

        def __repr__(self):
            return f"Dict({self.spaces})"


__all__ = ["AutoresetMode", "Base", "Box", "Dict", "Discrete", "MultiDiscrete"]
