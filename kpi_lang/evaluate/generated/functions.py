"""The generated functions of a plan, each written when it is worth it."""

from threading import Lock

from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.generated.function import Function, generate
from kpi_lang.evaluate.generated.shapes import GENERAL, Shape, Shapes

_OFTEN = 100
"""So many people of one shape are evaluated by a function for more people before they get one of their own."""
_MOST_SHAPES = 32
_NOT_COMPILED = (RecursionError, MemoryError, SyntaxError)


class Functions:
    """One kind of function, traced or not: the one for everybody, and those for the shapes met most.

    Thread-safe: what is written twice at the same time is the same.
    """

    def __init__(self, plan: Plan, shapes: Shapes, *, traced: bool) -> None:
        self._plan = plan
        self._shapes = shapes
        self._traced = traced
        self._ready: dict[int, Function | None] = {}
        self._met: dict[int, int] = {}
        self._lock = Lock()

    def of(self, key: int) -> Function | None:
        """The function for people of a shape; None where Python cannot compile one.

        That happens for nesting that is deeper than any author writes; the reference then does the work.
        """
        try:
            return self._ready[key]
        except KeyError:
            with self._lock:
                return self._found(key)

    def is_settled(self, key: int) -> bool:
        """Whether `of` will not find another function for people of a shape."""
        return key in self._ready

    def special(self, key: int) -> Function | None:
        """The function for one shape alone, however seldom it is met."""
        if key not in self._ready:
            self._ready[key] = self._written(self._shapes.shape(key))
        return self._ready[key]

    def _found(self, key: int) -> Function | None:
        for shape in (key, self._shapes.coarse(key)):
            if shape in self._ready:
                return self._ready[shape]
            if shape != GENERAL and len(self._ready) < _MOST_SHAPES:
                met = self._met[shape] = self._met.get(shape, 0) + 1
                if met > _OFTEN:
                    return self.special(shape)
        return self.special(GENERAL)

    def _written(self, shape: Shape | None) -> Function | None:
        try:
            return generate(self._plan, shape, traced=self._traced)
        except _NOT_COMPILED:
            return None
