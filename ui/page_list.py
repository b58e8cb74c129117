"""The pages of a window by name; one that nobody has opened yet is built when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.page import Page
from ui.routes import Route


@dataclass(frozen=True, slots=True)
class LaterPage:
    """A kind of page whose module is loaded when the first page of it is built.

    All of them are 11 MB and 0.15 s of CPU at sign-in; loading one of them takes 4 to 36 ms.
    """

    route: type[Route]
    """The route that leads to it, by which the page has its name."""
    module: str
    """Below ``ui``."""
    kind: str
    """Name of the class there."""

    @property
    def name(self) -> str:
        return self.route.page

    def load(self) -> type[Page]:
        """The class; its module is imported now."""
        kind: type[Page] = getattr(import_module(f"ui.{self.module}"), self.kind)
        return kind

    def __call__(self, *parts: Any) -> Page:
        """A page built of these parts, as the class itself builds it."""
        return self.load()(*parts)


class PageList(QObject):
    """The pages that are built, and how to build the others that an account has."""

    built = Signal(object)
    """A Page that was just built; the window takes it before anybody else has it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._makers: dict[str, Callable[[], Page]] = {}
        self._pages: dict[str, Page] = {}

    def put(self, page: Page) -> None:
        """A page that is there from the beginning."""
        self._take(page)

    def put_later(self, name: str, make: Callable[[], Page]) -> None:
        """A page that is built by ``make`` when it is first shown."""
        self._makers[name] = make

    def get(self, name: str) -> Page | None:
        """The page, built now if nobody asked for it yet; None if the account has none of that name."""
        if name in self._makers:
            self._take(self._makers.pop(name)())
        return self._pages.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self._pages or name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter((*self._pages, *self._makers))

    def _take(self, page: Page) -> None:
        self._pages[page.name] = page
        self.built.emit(page)
