"""A list of rows with two lines each: icon, title, second line, a remark in the middle, one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import colours, px, set_mark
from ui.theme.icons import draw
from ui.theme.tokens import ROLES, Colours
from ui.widgets.basics import name_widget
from ui.widgets.droplist import Index
from ui.widgets.fields import ENTER

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_WRAPPED = int(Qt.TextFlag.TextWordWrap)

CAP = 20
"""Width of a key cap at 100 %."""
BOX = 52
"""Width of a small picture's box at 100 %."""
WITH_KEY = 232
"""Pixels at 100 % at the right of a list whose rows say what a key does with them."""
LEAST_MIDDLE = 128
"""Pixels at 100 % that the middle remark has at least, where the list is narrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowItem:
    """One row; ``data`` comes back when it is opened."""

    title: str
    second: str = ""
    middle: str = ""
    right: str = ""
    does: str = ""
    """What a key does with it, beside the remark at the right: 办理 B."""
    shape: str = "page"
    token: str = "text2"
    data: Any = None
    key: str = ""
    """What the row is about: the chosen one stays chosen where others come before it."""
    picture: bytes | None = None
    """A small picture (JPEG, PNG) in the icon's place, in a list of pictures."""
    cap: str = ""
    """The key that chooses the row, in a frame before the title: the titles of all rows stand in line."""
    tag: tuple[str, str, str] | None = None
    """Icon, word and colour at the end of the title's line: what the act asks for, or by when."""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        tag = self.tag[1] if self.tag else ""
        parts = (self.cap, self.title, tag, self.second, self.middle, self.right, self.does)
        return "，".join(part for part in parts if part)


class Items(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[RowItem] = []

    def show(self, rows: Sequence[RowItem]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == Qt.ItemDataRole.UserRole else None


class TwoLines(QStyledItemDelegate):
    """Paints a row; columns stand in line because their places are shares of the width."""

    def __init__(self, view: RowList, height: int, middle: float) -> None:
        super().__init__(view)
        self._view = view
        self._height = height
        self._middle = middle
        self._pictures: dict[tuple[object, ...], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(120), self.height_of(index.data(Qt.ItemDataRole.UserRole)))

    def height_of(self, row: RowItem) -> int:
        """Higher where the second line wraps, in a list that lets it."""
        if not self._view.wraps or not row.second:
            return px(self._height)
        metrics = QFontMetrics(_font(self._view.font(), "second"))
        wide = self._room(QRect(0, 0, self._view.viewport().width(), px(self._height)), row).width()
        needed = metrics.boundingRect(QRect(0, 0, wide, 0), _WRAPPED, row.second).height()
        lines = max(1, round(needed / metrics.lineSpacing()))
        return px(self._height) + (lines - 1) * metrics.lineSpacing()

    def _room(self, rect: QRect, row: RowItem) -> QRect:
        """Where a row's own words stand: behind the icon, before the remarks."""
        left = rect.left() + px(24 + BOX if self._view.pictures else 40 if row.shape else 16)
        left += px(CAP + 8) if row.cap else 0
        right_wide = px(120) if row.right or row.does else px(16)
        if self._view.says_keys:
            right_wide = px(WITH_KEY)
        until = rect.right() - right_wide
        if row.middle:
            share = rect.left() + round(rect.width() * self._middle)
            until = min(share, until - px(LEAST_MIDDLE)) - px(12)
        return QRect(left, rect.top(), max(1, until - left), rect.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        row: RowItem = index.data(Qt.ItemDataRole.UserRole)
        table = colours()
        painter.save()
        self._ground(painter, rect, table, bool(state & QStyle.StateFlag.State_Selected), index.row())
        painter.setPen(QColor(table.text))
        side = px(16)
        if row.picture is not None:
            self._picture(
                painter, QRect(rect.left() + px(12), rect.top() + px(6), px(BOX), rect.height() - px(12)), row
            )
        elif row.shape:
            left = rect.left() + (px(12) + (px(BOX) - side) / 2 if self._view.pictures else px(16))
            draw(painter, QRectF(left, rect.center().y() - side / 2, side, side), row.shape, row.token)
        self._texts(painter, rect, table, row)
        painter.restore()

    def _picture(self, painter: QPainter, box: QRect, row: RowItem) -> None:
        """The picture whole in its box, with a line around: a page is as white as the ground."""
        ratio = painter.device().devicePixelRatioF()
        wanted = (row.key, box.width(), box.height(), ratio)
        drawn = self._pictures.get(wanted)
        if drawn is None:
            whole = QPixmap()
            whole.loadFromData(row.picture or b"")
            drawn = whole.scaled(
                box.size() * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            drawn.setDevicePixelRatio(ratio)
            self._pictures[wanted] = drawn
        size = drawn.deviceIndependentSize().toSize()
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(box.center())
        painter.drawPixmap(place.topLeft(), drawn)
        painter.setPen(QPen(QColor(colours().ctl), 1))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        if row.token == "warn":
            corner = QRectF(box.right() - px(15), box.bottom() - px(15), px(16), px(16))
            painter.fillRect(corner, QColor(colours().warnbg))
            draw(painter, corner, row.shape, row.token)

    def forget_pictures(self) -> None:
        """Other rows are shown: what was scaled for these is not kept."""
        self._pictures.clear()

    def _ground(self, painter: QPainter, rect: QRect, table: Colours, selected: bool, row: int) -> None:
        if selected and self._view.hasFocus():
            painter.fillRect(rect, QColor(table.acctint))
            pen = QPen(QColor(table.acc), table.ring)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            inset = table.ring / 2
            painter.drawRect(rect.toRectF().adjusted(inset, inset, -inset, -inset))
            return
        if selected and self._view.keeps:
            painter.fillRect(rect, QColor(table.sel))
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), QColor(table.acc))
        if row + 1 < self._view.count():
            painter.setPen(QPen(QColor(table.line), 1))
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())

    def _texts(self, painter: QPainter, rect: QRect, table: Colours, row: RowItem) -> None:
        room = self._room(rect, row)
        half = px(self._height) // 2
        title = QRect(room.left(), rect.top() + px(8), room.width(), half - px(8))
        second = QRect(room.left(), rect.top() + half, room.width(), rect.height() - half - px(8))
        if not row.second:
            title = room
        if row.cap:
            self._cap(
                painter, QRect(room.left() - px(CAP + 8), title.top(), px(CAP), title.height()), row.cap
            )
        if row.tag is not None:
            title = title.adjusted(0, 0, -self._tag(painter, title, row, row.tag, table), 0)
        self._line(painter, title, row.title, "row", table, _LEFT)
        if self._view.wraps:
            painter.setFont(_font(painter.font(), "second"))
            painter.setPen(QColor(getattr(table, ROLES["second"].colour)))
            painter.drawText(second, _WRAPPED | Qt.AlignmentFlag.AlignVCenter, row.second)
        else:
            self._line(painter, second, row.second, "second", table, _LEFT)
        if row.middle:
            middle = room.right() + px(12)
            right_wide = (
                px(WITH_KEY) if self._view.says_keys else px(120) if row.right or row.does else px(16)
            )
            mid = QRect(middle, rect.top(), rect.right() - right_wide - middle, rect.height())
            self._line(painter, mid, row.middle, "second", table, _LEFT)
        end = QRect(rect.left(), rect.top(), rect.width() - px(16), rect.height())
        remarks = "　".join(part for part in (row.right, row.does) if part)
        self._line(painter, end, remarks, "second", table, _RIGHT)

    def _cap(self, painter: QPainter, where: QRect, key: str) -> None:
        """The key in its frame, as high as a key cap elsewhere."""
        table, side = colours(), px(CAP)
        box = QRectF(where.left() + 0.5, where.center().y() - side / 2 + 0.5, side - 1, side - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(table.line), 1))
        painter.setBrush(QColor(table.sunk))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(_font(painter.font(), "keycap"))
        painter.setPen(QColor(table.text2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)

    def _tag(
        self, painter: QPainter, line: QRect, row: RowItem, tag: tuple[str, str, str], table: Colours
    ) -> int:
        """Icon and word at the right end of a line, the icon alone where both would cut the title.

        What they take of the title's width; the word is read aloud in either case.
        """
        shape, word, token = tag
        font = _font(painter.font(), "second")
        wide = QFontMetrics(font).horizontalAdvance(word)
        title = QFontMetrics(_font(painter.font(), "row")).horizontalAdvance(row.title)
        if title + wide + px(16 + 12) > line.width():
            place = QRectF(line.right() - px(2), line.center().y() - px(16) / 2, px(16), px(16))
            draw(painter, place, shape, token)
            return px(4)
        painter.setFont(font)
        painter.setPen(QColor(getattr(table, token)))
        painter.drawText(line, _RIGHT, word)
        side = px(16)
        left = line.right() - wide - side - px(4)
        draw(painter, QRectF(left, line.center().y() - side / 2, side, side), shape, token)
        return wide + side + px(12)

    def _line(
        self, painter: QPainter, where: QRect, text: str, kind: str, table: Colours, flags: Qt.AlignmentFlag
    ) -> None:
        if not text or where.width() <= 0:
            return
        font = _font(painter.font(), kind)
        painter.setFont(font)
        painter.setPen(QColor(getattr(table, ROLES[kind].colour)))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, flags, shown)


def _font(base: QFont, kind: str) -> QFont:
    """A font of the list in one of the type roles."""
    font = QFont(base)
    font.setPixelSize(px(ROLES[kind].px))
    font.setBold(ROLES[kind].bold)
    return font


class RowList(QListView):
    """↑↓ choose, Enter opens; as high as its rows, up to ``most`` of them."""

    opened = Signal(object)
    """The data of the row."""

    def __init__(
        self,
        label: str,
        identifier: str,
        *,
        height: int = 72,
        most: int = 6,
        middle: float = 0.72,
        keeps: bool = False,
        pictures: bool = False,
        wraps: bool = False,
    ) -> None:
        """``wraps``: the second line of a row is shown whole, on several lines where it needs them."""
        super().__init__()
        self.wraps = wraps
        name_widget(self, label, identifier)
        self.keeps = keeps
        self.pictures = pictures
        """Whether rows have small pictures; the texts then stand further right."""
        self._height = height
        self._most = most
        self._items = Items(self)
        self.setModel(self._items)
        self._painter = TwoLines(self, height, middle)
        self.setItemDelegate(self._painter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(not wraps)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._clicked)
        set_mark(self, "rows", True)

    def count(self) -> int:
        return len(self._items.rows)

    def rows(self) -> list[RowItem]:
        return list(self._items.rows)

    @property
    def says_keys(self) -> bool:
        """Whether a row says what a key does: the remarks of all rows stand in one line then."""
        return any(row.does for row in self._items.rows)

    def show_rows(self, rows: Sequence[RowItem]) -> None:
        """Replace the rows; the chosen row stays chosen, where it is gone its place."""
        at = max(0, self.currentIndex().row())
        key = self._items.rows[at].key if at < self.count() else ""
        self._painter.forget_pictures()
        self._items.show(rows)
        self.updateGeometry()
        if rows:
            again = next((place for place, row in enumerate(rows) if key and row.key == key), at)
            self.choose(min(again, len(rows) - 1))

    def choose(self, row: int) -> None:
        self.setCurrentIndex(self._items.index(row))

    def current(self) -> Any:
        """The data of the chosen row, or None."""
        index = self.currentIndex()
        return self._items.rows[index.row()].data if index.isValid() and self.count() else None

    def open_current(self) -> None:
        if self.current() is not None:
            self.opened.emit(self.current())

    def sizeHint(self) -> QSize:
        rows = min(max(self.count(), 1), self._most) if self._most else max(self.count(), 1)
        if self.wraps and self.count():
            return QSize(px(320), sum(self._painter.height_of(row) for row in self._items.rows[:rows]))
        return QSize(px(320), rows * px(self._height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.wraps and event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height() if self._most else px(self._height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.open_current()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.count():
            self.choose(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self._items.rows[index.row()].data)
