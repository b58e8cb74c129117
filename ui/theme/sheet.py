"""The one style sheet and the one palette of the application, made from the tables."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QPalette

from ui.theme.metrics import px
from ui.theme.tokens import ROLES, Colours

_GROUPS = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled)


def palette(c: Colours) -> QPalette:
    """LOOK.md section 7, first column."""
    roles = QPalette.ColorRole
    made = QPalette()
    pairs = {
        roles.Window: c.win, roles.WindowText: c.text, roles.Text: c.text, roles.ButtonText: c.text,
        roles.ToolTipText: c.text, roles.Base: c.panel, roles.Button: c.panel, roles.ToolTipBase: c.panel,
        roles.AlternateBase: c.sunk, roles.PlaceholderText: c.hint, roles.Highlight: c.sel,
        roles.HighlightedText: c.text, roles.Link: c.acc, roles.Dark: c.ctl, roles.Mid: c.line,
        roles.Accent: c.acc,
    }  # fmt: skip
    for group in _GROUPS:
        for role, colour in pairs.items():
            made.setColor(group, role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.dis))
    return made


def style_sheet(c: Colours, images: Path, small: bool) -> str:
    """The whole style sheet; ``images`` holds the arrow and tick of this theme, small: narrow window."""
    return "\n".join(
        (_grounds(c), _type(c), _fields(c, images, small), _buttons(c), _boxes(c, images, small), _lists(c))
    )


def _grounds(c: Colours) -> str:
    p = px
    return f"""
QMainWindow,QWidget[ground="win"]{{background:{c.win}}}
QWidget[ground="panel"]{{background:{c.panel}}}
QFrame[panel="true"]{{background:{c.panel};border:1px solid {c.line};border-radius:{p(6)}px}}
QFrame[panel="overlay"],QFrame[panel="sheet"]{{background:{c.panel};border:1px solid {c.ctl};border-radius:{p(6)}px}}
QFrame[panel="chosen"]{{background:{c.acctint};border:{c.ring}px solid {c.acc};border-radius:{p(6)}px}}
QFrame[bar="top"]{{background:{c.panel};border:0;border-bottom:1px solid {c.line}}}
QFrame[bar="bottom"]{{background:{c.panel};border:0;border-top:1px solid {c.line}}}
QFrame[bar="notice"]{{background:{c.okbg};border:0;border-bottom:1px solid {c.line}}}
QFrame[bar="notice"][state="warning"]{{background:{c.warnbg}}}
QFrame[bar="notice"][state="error"]{{background:{c.errbg}}}
QLabel[paper="true"]{{border:1px solid {c.ctl}}}
QFrame[rule="across"]{{background:{c.line};border:0;max-height:1px;min-height:1px}}
QFrame[rule="down"]{{background:{c.line};border:0;max-width:1px;min-width:1px}}
QFrame[chip="plain"]{{background:{c.sunk};border:1px solid {c.line};border-radius:{p(4)}px}}
QFrame[chip="warning"]{{background:{c.warnbg};border:1px solid {c.warn};border-radius:{p(4)}px}}
QFrame[chip="error"]{{background:{c.errbg};border:1px solid {c.err};border-radius:{p(4)}px}}
QFrame[chip="good"]{{background:{c.okbg};border:1px solid {c.ok};border-radius:{p(4)}px}}
QLabel[tag="true"]{{background:{c.sunk};color:{c.text2};border:1px solid {c.line};border-radius:{p(4)}px}}
QScrollArea,QScrollArea>QWidget>QWidget[ground="none"]{{background:transparent;border:0}}
QScrollBar:vertical{{background:transparent;width:{p(10)}px;margin:0}}
QScrollBar:horizontal{{background:transparent;height:{p(10)}px;margin:0}}
QScrollBar::handle{{background:{c.ctl};border-radius:{p(4)}px;margin:{p(2)}px;min-height:{p(24)}px;min-width:{p(24)}px}}
QScrollBar::add-line,QScrollBar::sub-line{{width:0;height:0}}
QScrollBar::add-page,QScrollBar::sub-page{{background:transparent}}
QToolTip{{background:{c.panel};color:{c.text};border:1px solid {c.ctl};padding:{p(4)}px}}
"""


def _type(c: Colours) -> str:
    base = f"QWidget{{font-size:{px(ROLES['body'].px)}px}}\nQLabel{{color:{c.text};background:transparent}}"
    rules = [base]
    for name, role in ROLES.items():
        weight = 700 if role.bold else 400
        colour = getattr(c, role.colour)
        rules.append(
            f'QLabel[role="{name}"]{{font-size:{px(role.px)}px;font-weight:{weight};color:{colour}}}'
        )
    rules.append(f"QLabel:disabled{{color:{c.dis}}}")
    rules.append(f'QLabel[following="true"]{{font-weight:700;color:{c.text}}}')
    return "\n".join(rules)


def _fields(c: Colours, images: Path, small: bool) -> str:
    p = px
    inner = 20 if small else 24
    edge, pad = p(9), p(5)
    thin_w, thin_h = edge - (c.ring - 1), pad - (c.ring - 1)
    size = px(ROLES["typed"].px)
    high = p(inner + 12) - 2 * pad - 2
    ringed = p(inner + 12) - 2 * thin_h - 2 * c.ring
    kinds = "QLineEdit,QComboBox"
    return f"""
{kinds}{{font-size:{size}px;min-height:{high}px;max-height:{high}px;padding:{pad}px {edge}px;
  border:1px solid {c.ctl};border-radius:{p(4)}px;background:{c.panel};color:{c.text};
  selection-background-color:{c.sel};selection-color:{c.text};placeholder-text-color:{c.hint}}}
QTextEdit{{font-size:{size}px;padding:{pad - 1}px {edge - 4}px;border:1px solid {c.ctl};border-radius:{p(4)}px;
  background:{c.panel};color:{c.text};selection-background-color:{c.sel};selection-color:{c.text};
  placeholder-text-color:{c.hint}}}
QLineEdit:hover,QComboBox:hover{{border-color:{c.text2}}}
QTextEdit:hover{{border-color:{c.text2}}}
QLineEdit:read-only{{background:{c.sunk};border:1px solid {c.line};color:{c.text2}}}
QLineEdit:disabled,QComboBox:disabled,QTextEdit:disabled{{background:{c.sunk};border:1px {c.off} {c.line};color:{c.dis}}}
QLineEdit:focus,QComboBox:focus{{border:{c.ring}px solid {c.acc};min-height:{ringed}px;max-height:{ringed}px;
  padding:{thin_h}px {thin_w}px;background:{c.acctint}}}
QTextEdit:focus{{border:{c.ring}px solid {c.acc};padding:{thin_h - 1}px {thin_w - 4}px;background:{c.acctint}}}
QLineEdit[state="error"],QComboBox[state="error"]{{border:2px solid {c.err};min-height:{high}px;max-height:{high}px;
  padding:{pad - 1}px {edge - 1}px}}
QTextEdit[state="error"]{{border:2px solid {c.err};padding:{pad - 2}px {edge - 5}px}}
QLineEdit[state="error"]:focus,QComboBox[state="error"]:focus{{border:{c.ring}px solid {c.err};
  min-height:{ringed}px;max-height:{ringed}px;padding:{thin_h}px {thin_w}px}}
QTextEdit[state="error"]:focus{{border:{c.ring}px solid {c.err};padding:{thin_h - 1}px {thin_w - 4}px}}
QLineEdit[quiet="true"],QLineEdit[quiet="true"]:focus{{border:0;padding:0;background:transparent;
  min-height:{p(28)}px;max-height:{p(28)}px}}
QComboBox::drop-down{{border:0;width:{p(28)}px}}
QComboBox::down-arrow{{image:url({images}/down.svg);width:{p(16)}px;height:{p(16)}px}}
QComboBox QAbstractItemView{{border:1px solid {c.ctl};background:{c.panel}}}
"""


def _buttons(c: Colours) -> str:
    p = px
    pad, ring = p(15), c.ring - 1
    return f"""
QPushButton{{min-height:{p(34)}px;padding:0 {pad}px;border:1px solid {c.ctl};border-radius:{p(4)}px;
  background:{c.panel};color:{c.text};font-size:{p(14)}px;outline:0}}
QPushButton:hover{{border-color:{c.text2}}}
QPushButton:focus{{border:{c.ring}px solid {c.acc};min-height:{p(34) - 2 * ring}px;padding:0 {pad - ring}px;background:{c.acctint}}}
QPushButton:pressed{{background:{c.sel}}}
QPushButton[kind="small"]{{min-height:{p(26)}px;padding:0 {p(9)}px}}
QPushButton[kind="small"]:focus{{min-height:{p(26) - 2 * ring}px;padding:0 {p(9) - ring}px}}
QPushButton[kind="tall"]{{min-height:{p(42)}px;text-align:left;font-size:{p(16)}px}}
QPushButton[kind="tall"]:focus{{min-height:{p(42) - 2 * ring}px}}
QPushButton[kind="primary"],QPushButton[kind="tall-primary"]{{background:{c.acc};border-color:{c.acc};color:{c.accon};font-weight:700}}
QPushButton[kind="tall-primary"]{{min-height:{p(42)}px;text-align:left;font-size:{p(16)}px}}
QPushButton[middle="true"]{{text-align:center}}
QPushButton[kind="primary"]:focus,QPushButton[kind="tall-primary"]:focus{{border:{c.ring}px solid {c.text};background:{c.acc}}}
QPushButton[kind="tall-primary"]:focus{{min-height:{p(42) - 2 * ring}px}}
QPushButton[kind="primary"]:pressed{{background:{c.text2}}}
QPushButton[kind="plain"]{{border:1px solid transparent;background:transparent;text-align:left}}
QPushButton[kind="plain"]:hover{{border-color:{c.text2}}}
QPushButton[kind="plain"]:focus{{border:{c.ring}px solid {c.acc};background:{c.acctint}}}
QPushButton[kind="plain"][state="error"]{{color:{c.err}}}
QPushButton[tile="true"]{{min-height:{p(70)}px;padding:0;border:1px solid {c.line};border-radius:{p(6)}px;background:{c.panel}}}
QPushButton[tile="true"]:checked{{min-height:{p(72) - 2 * ring}px;border:{c.ring}px solid {c.acc};background:{c.acctint}}}
QPushButton[tile="true"]:focus{{min-height:{p(72) - 2 * ring}px;border:{c.ring}px solid {c.acc}}}
QPushButton[tile="true"]:checked:focus{{border-color:{c.text}}}
QPushButton[tile="tall"]{{min-height:{p(110)}px;padding:0;border:1px solid {c.line};border-radius:{p(6)}px;background:{c.panel}}}
QPushButton[tile="tall"]:checked{{min-height:{p(112) - 2 * ring}px;border:{c.ring}px solid {c.acc};background:{c.acctint}}}
QPushButton[tile="tall"]:focus{{min-height:{p(112) - 2 * ring}px;border:{c.ring}px solid {c.acc}}}
QPushButton[tile="tall"]:checked:focus{{border-color:{c.text}}}
QPushButton[segment="true"]:checked{{border:{c.ring}px solid {c.acc};min-height:{p(26) - 2 * ring}px;
  padding:0 {p(9) - ring}px;background:{c.acctint};font-weight:700}}
QPushButton[segment="true"]:checked:focus{{border-color:{c.text}}}
QPushButton[state="warning"]{{background:{c.warnbg};border-color:{c.warn};color:{c.warn}}}
QPushButton:disabled{{background:{c.sunk};border:1px {c.off} {c.line};color:{c.dis}}}
"""


def _boxes(c: Colours, images: Path, small: bool) -> str:
    p = px
    tab, ring = p(36 if small else 44), c.ring - 1
    return f"""
QCheckBox,QRadioButton{{outline:0;spacing:{p(8)}px;padding:{p(3)}px {p(7)}px {p(3)}px {p(3)}px;
  border:1px solid transparent;border-radius:{p(4)}px;color:{c.text}}}
QCheckBox:focus,QRadioButton:focus{{border:{c.ring}px solid {c.acc};background:{c.acctint};
  padding:{p(3) - ring}px {p(7) - ring}px {p(3) - ring}px {p(3) - ring}px}}
QCheckBox::indicator{{width:{p(16)}px;height:{p(16)}px;border:1px solid {c.ctl};border-radius:{p(3)}px;background:{c.panel}}}
QCheckBox::indicator:checked{{background:{c.acc};border-color:{c.acc};image:url({images}/check.svg)}}
QCheckBox::indicator:disabled{{background:{c.sunk};border:1px {c.off} {c.line}}}
QCheckBox:disabled{{color:{c.dis}}}
QCheckBox[state="error"]::indicator{{border:2px solid {c.err}}}
QPushButton[tab="true"]{{border:0;border-bottom:{p(2)}px solid transparent;border-radius:0;background:transparent;
  padding:0 {p(12)}px;min-height:{tab}px;color:{c.text}}}
QPushButton[tab="true"]:checked{{border-bottom:{p(2)}px solid {c.acc};font-weight:700}}
QPushButton[tab="true"]:focus{{background:{c.acctint};border:{c.ring}px solid {c.acc};
  padding:0 {p(12) - c.ring}px;min-height:{tab + p(2) - 2 * c.ring}px}}
QPushButton[tab="true"]:disabled{{background:transparent;border:0;color:{c.dis}}}
"""


def _lists(c: Colours) -> str:
    p = px
    return f"""
QListView,QTableView,QTreeView{{background:{c.panel};border:0;outline:0;color:{c.text};
  selection-background-color:{c.sel};selection-color:{c.text};font-size:{p(14)}px}}
QListView[framed="true"],QTableView[framed="true"]{{border:1px solid {c.line};border-radius:{p(6)}px}}
QListView[framed="true"]:focus,QTableView[framed="true"]:focus{{border:{c.ring}px solid {c.acc}}}
QListView[over="true"]{{border:1px solid {c.ctl};border-radius:{p(4)}px}}
QTableView::item{{border-bottom:1px solid {c.line};padding:0 {p(8)}px}}
QTableView::item:selected{{background:{c.sel};color:{c.text}}}
QHeaderView{{background:{c.sunk};border:0}}
QHeaderView::section{{background:{c.sunk};color:{c.text2};border:0;border-bottom:1px solid {c.line};
  padding:0 {p(8)}px;font-size:{p(13)}px;min-height:{p(31)}px}}
QTableView[edge="true"] QHeaderView::section:first{{padding-left:{p(16)}px}}
"""
