"""The pages of a window by name; one that nobody has opened yet is built when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal

from ui.page import Page


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
