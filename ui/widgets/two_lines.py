"""Paints a row of a list: icon, title, second line, a remark in the middle, one at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import colours, px
from ui.theme.icons import draw
from ui.theme.tokens import ROLES, Colours
from ui.widgets.droplist import Index
from ui.widgets.flow import kept
from ui.widgets.row_item import RowItem

if TYPE_CHECKING:  # the list makes its painter
    from ui.widgets.rowlist import RowList

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
        needed = metrics.boundingRect(QRect(0, 0, wide, 0), _WRAPPED, kept(row.second)).height()
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
            self._cap(painter, QRect(room.left() - px(CAP + 8), rect.top(), px(CAP), rect.height()), row.cap)
        if row.tag is not None:
            title = title.adjusted(0, 0, -self._tag(painter, title, row, row.tag, table), 0)
        self._line(painter, title, row.title, "row", table, _LEFT)
        if self._view.wraps:
            painter.setFont(_font(painter.font(), "second"))
            painter.setPen(QColor(getattr(table, ROLES["second"].colour)))
            painter.drawText(second, _WRAPPED | Qt.AlignmentFlag.AlignVCenter, kept(row.second))
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
