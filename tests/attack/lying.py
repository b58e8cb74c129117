"""The hub's answers of one kind, mutated on their way to a desk."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, TypeVar, cast

from app.errors import Unavailable
from db.exchange import entering, frame, slim, wire
from db.exchange.content_wire import (
    MOST_PIECE,
    ContentPiece,
    ContentsAsked,
    ContentsTold,
    ContentTaken,
    ContentWanted,
)
from db.exchange.frame import BadWire
from tests.attack.mutate import mutated_message
from tests.db.hub.direct import DirectHub

M = TypeVar("M", bound=frame.Message)
IN_ONE_ANSWER = 40
"""Mutated bodies that are drawn for one answer at most; then the desk hears that none can be read."""


class LyingHub(DirectHub):
    """Draws mutated bodies for an answer of its kind until one can be read: the others reach no desk."""

    def __init__(self, end: DirectHub, kind: str, rng: random.Random, answers: dict[str, Any]) -> None:
        super().__init__(end.hub, end.token)
        self._kind = kind
        self._rng = rng
        self._answers = answers
        """What is said in the hub's place to the questions that it would refuse here."""
        self.drawn = 0

    def enrol(self, entry: entering.Entry) -> entering.Admitted:
        return self._changed("enrol", lambda: super(LyingHub, self).enrol(entry))

    def door(self, asked: entering.DoorAsked) -> entering.DoorTold:
        return self._changed("door", lambda: super(LyingHub, self).door(asked))

    def hello(self, hello: wire.Hello) -> wire.Welcome:
        return self._changed("hello", lambda: super(LyingHub, self).hello(hello))

    def push(self, push: wire.Push) -> wire.Pushed:
        return self._changed("push", lambda: super(LyingHub, self).push(push))

    def carry(self, given: wire.Carried) -> wire.Pushed:
        return self._changed("carry", lambda: super(LyingHub, self).carry(given))

    def pull(self, since: int, mine: list[tuple[str, int]], schema: int) -> wire.Page:
        return self._changed("pull", lambda: super(LyingHub, self).pull(since, mine, schema))

    def takes_rounds(self) -> bool:
        return self._kind == "round"

    def round(self, asked: wire.Round) -> wire.Rounded:
        return self._changed("round", lambda: super(LyingHub, self).round(asked))

    def wraps(self, wraps: entering.Wraps) -> entering.Wraps:
        return self._changed("wraps", lambda: super(LyingHub, self).wraps(wraps))

    def earlier(self, asked: wire.Earlier) -> wire.Page:
        return self._changed("earlier", lambda: super(LyingHub, self).earlier(asked))

    def contents_held(self, asked: ContentsAsked) -> ContentsTold:
        return self._changed("contents", lambda: super(LyingHub, self).contents_held(asked))

    def put_content(self, piece: ContentPiece) -> ContentTaken:
        return self._changed("content", lambda: super(LyingHub, self).put_content(piece))

    def get_content(self, wanted: ContentWanted) -> ContentPiece:
        return self._changed("piece", lambda: super(LyingHub, self).get_content(wanted), MOST_PIECE)

    def _changed(self, kind: str, ask: Callable[[], M], most: int | None = None) -> M:
        """The answer, of the kind a mutated one. Unavailable where none can be read, as db.sync.http does."""
        answer: Any = self._answers.get(kind) or ask()
        if kind != self._kind:
            return cast(M, answer)
        for _ in range(IN_ONE_ANSWER):
            self.drawn += 1
            try:
                return cast(M, slim.unpack(mutated_message(answer, self._rng), type(answer), most))
            except BadWire:
                continue
        raise Unavailable("hub_speaks_otherwise")
