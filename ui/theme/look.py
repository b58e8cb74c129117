"""The look in force: theme and scale of the running application, changed live."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from ui.theme import icons
from ui.theme.metrics import apply_again, px
from ui.theme.sheet import palette, style_sheet
from ui.theme.tokens import AUTO, DARK, LIGHT, ROLES, STEPS, THEMES


class Look(QObject):
    """Sets palette, style sheet and font of the application; one per application."""

    changed = Signal()
    """Theme or scale changed: painted widgets ask again for colours() and px()."""

    def __init__(
        self, app: QApplication, fonts: dict[str, Path], theme: str = AUTO, scale: int = 100
    ) -> None:
        """fonts: "sans" and "sans-bold" TTF files (printing.fonts.font_files)."""
        super().__init__(app)
        self._app = app
        self._images = QTemporaryDir()
        self._wanted = theme
        self._scale = min(max(scale, STEPS[0]), STEPS[-1])
        self._most = STEPS[-1]
        self._small = False
        self._families = self._load(fonts)
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def theme(self) -> str:
        """What was asked for: 自动, 浅色, 深色 or 高对比."""
        return self._wanted

    @property
    def scale(self) -> int:
        """The scale in force: what was asked for, at most what the screen has room for."""
        return min(self._scale, self._most)

    @property
    def scale_wanted(self) -> int:
        """What was asked for: in force again on a larger screen."""
        return self._scale

    @property
    def most(self) -> int:
        """The largest scale that the screen has room for."""
        return self._most

    def set_theme(self, name: str) -> None:
        """自动, 浅色, 深色 or 高对比. KeyError for any other word."""
        if name != AUTO:
            THEMES[name]
        if name != self._wanted:
            self._wanted = name
            self._apply()

    def set_scale(self, percent: int) -> None:
        """Ask for a scale, kept between 100 and 200; `changed` follows."""
        wanted = min(max(percent, STEPS[0]), STEPS[-1])
        if wanted != self._scale:
            self._scale = wanted
            self._apply()

    def set_most(self, percent: int) -> None:
        """The screen has room for this scale and no larger one (ui.placing.largest_scale)."""
        before = self.scale
        self._most = percent
        if self.scale != before:
            self._apply()

    def set_small(self, small: bool) -> None:
        """Whether the window is narrow: controls of 32 px instead of 36.

        No `changed` follows: the window that says so fits itself on `changed`, and two windows of
        different widths would answer each other without end.
        """
        if small != self._small:
            self._small = small
            self._dress()

    @Slot()
    def larger(self) -> None:
        larger = [step for step in STEPS if self.scale < step <= self._most]
        if larger:
            self.set_scale(larger[0])

    @Slot()
    def smaller(self) -> None:
        self.set_scale(next((step for step in reversed(STEPS) if step < self.scale), STEPS[0]))

    @Slot()
    def plain_size(self) -> None:
        self.set_scale(100)

    @Slot()
    def _system_changed(self) -> None:
        if self._wanted == AUTO:
            self._apply()

    def _load(self, fonts: dict[str, Path]) -> list[str]:
        families: list[str] = []
        for name in ("sans", "sans-bold"):
            if name in fonts:
                number = QFontDatabase.addApplicationFont(str(fonts[name]))
                families += [
                    family
                    for family in QFontDatabase.applicationFontFamilies(number)
                    if family not in families
                ]
        return families

    def _named(self) -> str:
        if self._wanted != AUTO:
            return self._wanted
        return DARK if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _apply(self) -> None:
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        name = self._named()
        self._app.setProperty("look_theme", name)
        self._app.setProperty("look_scale", self.scale)
        table = THEMES[name]
        folder = self._drawn(name)
        font = QFont()
        if self._families:
            font.setFamilies(self._families)
        font.setPixelSize(px(ROLES["body"].px))
        self._app.setFont(font)
        self._app.setStyleSheet("")  # measured: a sheet over no sheet is four times as quick as over another
        self._app.setPalette(palette(table))
        self._app.setStyleSheet(style_sheet(table, folder, self._small))
        for window in self._app.topLevelWidgets():
            apply_again(window)

    def _drawn(self, name: str) -> Path:
        """The folder with this theme's arrow and tick, which a style sheet can only take from files."""
        folder = Path(self._images.path()) / str(list(THEMES).index(name))
        if not folder.exists():
            folder.mkdir(parents=True)
            table = THEMES[name]
            (folder / "down.svg").write_bytes(icons.svg("down", table.text2))
            (folder / "check.svg").write_bytes(icons.svg("check", table.accon, 28))
        return folder
