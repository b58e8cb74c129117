"""The tables of colours and of type sizes: the only place where a colour or a size is named."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One theme; the names are those of LOOK.md section 1."""

    win: str
    panel: str
    sunk: str
    line: str
    ctl: str
    text: str
    text2: str
    text3: str
    dis: str
    acc: str
    accon: str
    acctint: str
    sel: str
    err: str
    errbg: str
    warn: str
    warnbg: str
    ok: str
    okbg: str
    ring: int = 2
    """Width of the focus ring in logical pixels."""
    hint: str = ""
    """What an empty field says, where the captions' colour looks like typed text."""
    off: str = "solid"
    """Border of what is disabled: dashed where lines and borders have one colour."""

    def __post_init__(self) -> None:
        if not self.hint:
            object.__setattr__(self, "hint", self.text3)


LIGHT, DARK, HIGH = "浅色", "深色", "高对比"
STEPS = (100, 110, 125, 150, 175, 200)
"""The scales in %, for Ctrl + and −."""
AUTO = "自动"

THEMES: dict[str, Colours] = {
    LIGHT: Colours(
        win="#F2F4F6", panel="#FFFFFF", sunk="#F7F8FA", line="#D9DEE3", ctl="#838B94",
        text="#15181C", text2="#40474F", text3="#59616A", dis="#8A9199",
        acc="#14568F", accon="#FFFFFF", acctint="#EAF2FA", sel="#D8E7F5",
        err="#B01E18", errbg="#FDF0EF", warn="#7A4600", warnbg="#FFF4DD", ok="#17633A", okbg="#E8F4EC",
    ),
    DARK: Colours(
        win="#15181B", panel="#1D2125", sunk="#181B1F", line="#343A41", ctl="#7C858F",
        text="#ECEFF2", text2="#C3C9D0", text3="#A3ABB4", dis="#737B84",
        acc="#86BDF0", accon="#0A1826", acctint="#1B2B3B", sel="#23405C",
        err="#FF9B92", errbg="#3A2120", warn="#F2C267", warnbg="#352B17", ok="#85D0A0", okbg="#1B3024",
    ),
    HIGH: Colours(
        win="#000000", panel="#000000", sunk="#000000", line="#FFFFFF", ctl="#FFFFFF",
        text="#FFFFFF", text2="#FFFFFF", text3="#E6E6E6", dis="#B5B5B5",
        acc="#FFE14D", accon="#000000", acctint="#000000", sel="#004A99",
        err="#FFA8A0", errbg="#2B0000", warn="#FFD27A", warnbg="#2A1C00", ok="#9CF0B8", okbg="#00240F",
        ring=3, hint="#B5B5B5", off="dashed",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Type:
    """A role of text: size in points at 96 dpi, weight, colour token."""

    pt: float
    bold: bool = False
    colour: str = "text"

    @property
    def px(self) -> int:
        """Pixels at 100 %; our own scale does the rest, so that type and heights never drift apart."""
        return round(self.pt * 96 / 72)


ROLES: dict[str, Type] = {
    "keycap": Type(9, colour="text2"),
    "caption": Type(9.75, colour="text3"),
    "caption-strong": Type(9.75, bold=True, colour="text"),
    "body": Type(10.5),
    "label": Type(10.5, colour="text2"),
    "second": Type(10.5, colour="text2"),
    "strong": Type(10.5, bold=True),
    "heading": Type(10.5, bold=True),
    "error": Type(10.5, bold=True, colour="err"),
    "warning": Type(10.5, colour="warn"),
    "good": Type(10.5, colour="ok"),
    "typed": Type(12),
    "date": Type(12, bold=True),
    "row": Type(12, bold=True),
    "good-strong": Type(12, bold=True, colour="ok"),
    "fact": Type(15),
    "fact-label": Type(15, colour="text2"),
    "fact-strong": Type(15, bold=True),
    "count": Type(21, bold=True),
    "count-error": Type(21, bold=True, colour="err"),
    "count-warning": Type(21, bold=True, colour="warn"),
    "greeting": Type(21, bold=True),
    "visitor": Type(28),
    "number": Type(48, bold=True),
}
"""LOOK.md section 2, with the few colours a role may carry."""
