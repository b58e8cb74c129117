"""The column at the right: at most three hints, and the dates under them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.register.hints.cards import Card
from ui.theme import fix, space
from ui.widgets import DateLine, DatesPanel, Hint, HintCard, Text, clear, weekday
from ui.widgets.scroll import scrolling

WIDE, NARROW = 368, 272


class HintColumn(QWidget):
    """Hints appear in place; nothing of the form moves with them."""

    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = self._column = QVBoxLayout(self)
        space(column, spacing=12)
        head = QHBoxLayout()
        space(head)
        self._count = Text("只提醒，不拦截", "caption")
        head.addWidget(Text("提示", "heading"), 1)
        head.addWidget(self._count)
        column.addLayout(head)
        self._cards = QVBoxLayout()
        space(self._cards, spacing=12)
        inner = QWidget()
        hold = QVBoxLayout(inner)
        space(hold)
        hold.addLayout(self._cards)
        hold.addStretch(1)
        self._scroll = scrolling(inner)
        column.addWidget(self._scroll, 1)
        self.dates = DatesPanel("期限")
        column.addWidget(self.dates)
        self._shown: tuple[Card, ...] = ()
        self._lines: tuple[DateLine, ...] = ()
        self._today: date | None = None
        self._compact = False
        fix(self, width=WIDE)

    def set_size(self, narrow: bool, compact: bool) -> None:
        """272 px wide instead of 368; compact: second reasons and those of the dates are left to F1."""
        fix(self, width=NARROW if narrow else WIDE)
        if compact == self._compact:
            return
        self._compact = compact
        space(self._cards, spacing=6 if compact else 12)
        space(self._column, spacing=6 if compact else 12)
        space(self.dates.body, (14, 6, 14, 8) if compact else (14, 10, 14, 12), 2 if compact else 6)
        fix(self.dates.heading, min_height=22 if compact else 28)

    def settle(self) -> None:
        """Once the layout is done: the dates with or without their reasons."""
        if self._today is not None:
            self.show_dates(self._lines, self._today)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Replace the cards; the same cards again change nothing."""
        if tuple(cards) == self._shown:
            return
        self._shown = tuple(cards)
        clear(self._cards)
        for card in cards:
            made = HintCard(_hint(card), f"register.hint.{card.kind}")
            made.acted.connect(self._acted)
            layout = made.layout()
            if self._compact and layout is not None:
                space(layout, (14, 6, 14, 8), 2)
            self._cards.addWidget(made)
        self._count.setText(f"{len(cards)} 条" if self._compact and cards else "只提醒，不拦截")

    def cards(self) -> tuple[Card, ...]:
        return self._shown

    def show_dates(self, lines: Sequence[DateLine], today: date) -> None:
        """The dates that binding rules give today."""
        self._lines, self._today = tuple(lines), today
        caption = "为什么 F1" if self._compact else f"今日 {today.isoformat()} {weekday(today)}"
        self.dates.heading.set_caption(caption)
        self.dates.show_lines(lines, self._compact)

    @Slot(str)
    def _acted(self, name: str) -> None:
        self.acted.emit(name)


def _hint(card: Card) -> Hint:
    facts = (card.fact,) if card.fact else ()
    grounds = tuple(ground for ground in (card.reason, card.second) if ground)
    acts = tuple((act.name, act.text, act.key) for act in card.acts)
    return Hint("done" if card.done else card.icon, card.title, facts, grounds, acts)
