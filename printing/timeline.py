"""您的权利与日期 drawn: stations along a line, or one under another where there is no room."""

from __future__ import annotations

from typing import Any

from printing.bands import Band
from printing.drawing import Style
from printing.faces import Faces
from printing.lines import draw, wrap
from printing.setting import Setter, middle

Station = dict[str, Any]


def across(setter: Setter, stations: list[Station], bold: Style, small: Style) -> Band | None:
    """Stations from left to right; None if they do not fit beside each other."""
    widths = _columns(setter.faces, stations, bold, small, setter.frame.measure)
    if widths is None:
        return None
    b = bold.size
    radius, gap = b * 0.42, b * 0.9
    texts = [
        wrap(station["text"], small, width - gap, setter.faces)
        for station, width in zip(stations, widths, strict=True)
    ]
    pitch = small.size * 1.4
    strip = setter.page(b * 2.9 + max(len(lines) for lines in texts) * pitch)
    starts = [setter.frame.left + sum(widths[:place]) for place in range(len(widths))]
    line = 0.75 * setter.frame.unit if setter.frame.unit == 1 else 2
    strip.box(starts[0] + radius, b * 0.65 - line / 2, starts[-1] - starts[0], line)
    for x, station, lines in zip(starts, stations, texts, strict=True):
        strip.ring(x + radius, b * 0.65, radius, line, station["done"])
        strip.text(x, b * 1.45 + middle(b * 1.4, b), station["when"], bold)
        for place, text_line in enumerate(lines):
            draw(strip, text_line, x, b * 2.9 + place * pitch + middle(pitch, small.size))
    return Band(strip.height, strip.marks)


def _columns(
    faces: Faces, stations: list[Station], bold: Style, small: Style, measure: float
) -> list[float] | None:
    """Widths of the columns: room for the date, the rest shared by length of text."""
    gap = bold.size * 0.9
    least = [faces.width(station["when"], bold.role, bold.size) + gap for station in stations]
    rest = measure + gap - sum(least)
    if rest < 0:
        return None
    wishes = [
        max(0.0, min(faces.width(station["text"], small.role, small.size), small.size * 17) + gap - width)
        for station, width in zip(stations, least, strict=True)
    ]
    share = min(1.0, rest / sum(wishes)) if sum(wishes) else 0.0
    return [width + share * wish for width, wish in zip(least, wishes, strict=True)]


def listed(setter: Setter, stations: list[Station], bold: Style, plain: Style) -> list[Band]:
    """Stations one under another: date at the left, what it means beside it."""
    pitch = plain.size * 1.5
    widest = max(setter.faces.width(station["when"], bold.role, bold.size) for station in stations)
    x = setter.frame.left + widest + plain.size * 0.8
    bands: list[Band] = []
    for station in stations:
        lines = setter.paragraph(station["text"], plain, pitch, x=x)
        bands += setter.labelled(station["when"], bold, lines, pitch)
    return bands
