"""Breaking Chinese text into lines: no mark of punctuation begins a line, no word or number is torn."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from printing.drawing import Page, Style
from printing.faces import Faces
from printing.numbers import bound_places

NOT_FIRST = frozenset("，。、；：？！）》」』】〕〉］｝”’…—·,.;:?!)]}%％℃")
NOT_LAST = frozenset("（《「『【〔〈［｛“‘([{￥$")
_HARD_SPACE = "\u00a0"
"""Never the place of a break."""
_WORD_MARKS = frozenset("-_./:@+#&=*")

LOOSEST = 0.16
"""A line that would have to be spread by more em between its characters is left ragged."""

Rich = str | Sequence[tuple[str, Style]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line in one style."""

    text: str
    style: Style
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its pieces, its width, and whether the paragraph ends with it."""

    pieces: tuple[Piece, ...]
    width: float
    last: bool

    @property
    def characters(self) -> int:
        return sum(len(piece.text) for piece in self.pieces)


def rich(text: Rich, style: Style) -> list[tuple[str, Style]]:
    """Plain text in one style, or the runs as they are."""
    return [(text, style)] if isinstance(text, str) else list(text)


def wrap(text: Rich, style: Style, width: float, faces: Faces, indent: float = 0.0) -> list[Line]:
    """Lines no wider than the width, the first shorter by the indent; a newline ends a line."""
    lines: list[Line] = []
    for paragraph in _paragraphs(rich(text, style)):
        lines += _fill(_clusters(paragraph), width, faces, indent)
    return lines


def _paragraphs(runs: list[tuple[str, Style]]) -> list[list[tuple[str, Style]]]:
    paragraphs: list[list[tuple[str, Style]]] = [[]]
    for text, style in runs:
        for place, part in enumerate(text.split("\n")):
            if place:
                paragraphs.append([])
            paragraphs[-1] += [(char, style) for char in part]
    return paragraphs


def _clusters(chars: list[tuple[str, Style]]) -> list[list[tuple[str, Style]]]:
    """Groups of characters that may not be torn apart."""
    clusters: list[list[tuple[str, Style]]] = []
    bound = bound_places("".join(char for char, _ in chars))
    for place, (char, style) in enumerate(chars):
        if clusters and (place in bound or _sticks(clusters[-1][-1][0], char)):
            clusters[-1].append((char, style))
            while char in NOT_FIRST and len(clusters) > 1 and _spaces(clusters[-1]) == len(clusters[-1]) - 1:
                behind = clusters.pop()  # a mark behind spaces belongs to the word before them
                clusters[-1] += behind
        else:
            clusters.append([(char, style)])
    return clusters


def _sticks(before: str, char: str) -> bool:
    if _HARD_SPACE in (before, char):
        return True
    if char in NOT_FIRST or before in NOT_LAST or unicodedata.combining(char):
        return True
    return _wordy(before) and _wordy(char)


def _wordy(char: str) -> bool:
    return (char.isascii() and char.isalnum()) or char in _WORD_MARKS


def _fill(clusters: list[list[tuple[str, Style]]], width: float, faces: Faces, indent: float) -> list[Line]:
    lines: list[Line] = []
    room, taken = width - indent, 0.0
    current: list[tuple[str, Style]] = []
    for cluster in _torn(clusters, width, faces):
        wide = _wide(cluster, faces)
        if current and taken + wide > room + 0.01:
            lines.append(_line(current, faces, last=False))
            current, taken, room = [], 0.0, width
        if lines and not current:
            cluster = cluster[_spaces(cluster) :]  # the break stands for spaces, not for what sticks to them
            wide = _wide(cluster, faces)
        current += cluster
        taken += wide
    lines.append(_line(current, faces, last=True))
    return lines


def _wide(cluster: list[tuple[str, Style]], faces: Faces) -> float:
    return sum(faces.advance(char, style.role) * style.size for char, style in cluster)


def _spaces(cluster: list[tuple[str, Style]]) -> int:
    """How many spaces the cluster begins with."""
    return next((place for place, (char, _) in enumerate(cluster) if char != " "), len(cluster))


def _torn(
    clusters: list[list[tuple[str, Style]]], width: float, faces: Faces
) -> list[list[tuple[str, Style]]]:
    """Clusters wider than a whole line are torn after all, a number with its unit last."""
    whole: list[list[tuple[str, Style]]] = []
    for cluster in clusters:
        if len(cluster) > 1 and _wide(cluster, faces) > width:
            for part in _numbers_whole(cluster):
                whole += [part] if _wide(part, faces) <= width else [[character] for character in part]
        else:
            whole.append(cluster)
    return whole


def _numbers_whole(cluster: list[tuple[str, Style]]) -> list[list[tuple[str, Style]]]:
    bound = bound_places("".join(char for char, _ in cluster))
    ends = [place for place in range(len(cluster) + 1) if place not in bound]
    return [cluster[start:end] for start, end in pairwise(ends)]


def _line(chars: list[tuple[str, Style]], faces: Faces, *, last: bool) -> Line:
    while chars and not last and chars[-1][0] == " ":
        chars = chars[:-1]
    pieces: list[Piece] = []
    start = 0
    for place in range(1, len(chars) + 1):
        if place == len(chars) or chars[place][1] != chars[start][1]:
            style = chars[start][1]
            text = "".join(char for char, _ in chars[start:place])
            pieces.append(Piece(text, style, faces.width(text, style.role, style.size)))
            start = place
    return Line(tuple(pieces), sum(piece.width for piece in pieces), last)


def draw(page: Page, line: Line, x: float, y: float, fill: float | None = None) -> None:
    """Draw a line from x on baseline y; ``fill`` spreads it to that width unless its paragraph ends here."""
    gaps = line.characters - 1
    spread = 0.0
    if fill is not None and not line.last and gaps > 0:
        spread = (fill - line.width) / gaps
        if spread > LOOSEST * line.pieces[0].style.size:
            spread = 0.0
    for piece in line.pieces:
        page.text(x, y, piece.text, piece.style, spread)
        x += piece.width + spread * len(piece.text)
