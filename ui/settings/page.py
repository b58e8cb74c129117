"""Joins the settings' fields to the store; the look changes at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from app.errors import JiefangtaiError
from app.events import Changes
from app.services.desk.change_setting import change_setting
from app.words import sentence, sentence_of
from ui import routes
from ui.page import Command, Page, Saving
from ui.routes import Route
from ui.settings.form import SettingForm
from ui.settings.model import groups, printed, scale_help, scales_up_to
from ui.settings.preview import LivePreview
from ui.settings.printers import PrinterSettings
from ui.settings.view import SettingRow, SettingsView
from ui.theme import Look
from ui.widgets.picker import Picker
from ui.workplace import Workplace


class SettingsPage(Page):
    """A change is stored as soon as the field is left or chosen; there is no button to forget."""

    name = "settings"
    title = "设置"
    view: SettingsView

    def __init__(self, workplace: Workplace, look: Look, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        desk, tasks = workplace.desk, workplace.tasks
        self._look = look
        may = desk.may("settings")
        self.view = SettingsView(groups(may), desk.settings.__getitem__, may)
        self._known = {key: desk.settings[key] for key in self.view.rows}
        for row in self.view.rows.values():
            if isinstance(row.field, Picker):
                row.field.chosen.connect(self._changed)
            row.field.left.connect(self._changed)
        if parent is None:
            self.setParent(self.view)  # the look lives longer: it must not call a page without its view
        look.changed.connect(self._look_changed)
        self.printers = PrinterSettings(desk, tasks, self.view.printers)
        self.printers.announced.connect(self.notice)
        self.printers.changed.connect(self.commands_changed)
        self._preview: LivePreview | None = None
        if self.view.preview is not None:
            fields = {self.view.rows[declared.key].field: declared.key for declared in printed()}
            self._preview = LivePreview(desk, tasks, self.view.preview, fields, self._typed)
            for field in fields:
                field.edited.connect(self._preview.soon)

    def commands(self) -> list[Command]:
        return self.printers.commands()

    def leave(self) -> None:
        self.printers.shut()

    def enter(self, route: Route) -> None:
        self.printers.refresh()
        self.saving_changed.emit(Saving("note", "离开一项，这一项就存下"))
        self._show_scale()
        if isinstance(route, routes.Settings) and route.printers:
            self.view.printers.printers.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self._reveal_printers)  # once the page is laid out
        else:
            self.view.rows["配色"].field.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._preview is not None:
            self._preview.now()

    @Slot()
    def _reveal_printers(self) -> None:
        self.view.reveal(self.view.printers)

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("settings")

    def follow(self) -> None:
        """Another desk changed what the centre shares: seen at once, save in the field that has the keys."""
        for key, row in self.view.rows.items():
            value = self._desk.settings[key]
            if value != self._known[key] and not row.field.hasFocus():
                row.field.set_value(value)
            self._known[key] = value

    def _typed(self) -> dict[str, Any]:
        """What stands in the fields of the paper, stored or not."""
        return {declared.key: str(self.view.rows[declared.key].typed() or "") for declared in printed()}

    @Slot()
    @Slot(object)
    def _changed(self, _value: object = None) -> None:
        sender = self.sender()
        for row in self.view.rows.values():
            if row.field is sender and row.field.isEnabled():
                self._store(row)

    def _store(self, row: SettingRow) -> None:
        form = SettingForm(row.declared, row.typed())
        errors = form.check()
        if errors:
            row.wrong(sentence(errors[0].code, errors[0].facts))
            return
        row.right()
        value = form.value()
        if isinstance(row.field, Picker) and row.field.value() is None:
            self._not_chosen(row, row.field)
            return
        if value != self._desk.settings[row.declared.key]:
            work = partial(change_setting, self._desk, row.declared.key, value)
            self._tasks.run(work, partial(self._stored, row, value), partial(self._failed, row))

    def _not_chosen(self, row: SettingRow, field: Picker) -> None:
        """Left with words that are no entry: said, never shown as if stored. Left empty: as it was."""
        if field.unknown():
            row.wrong(sentence("setting_choice", {"given": field.typed()}))
        elif not field.hasFocus():
            field.set_value(self._desk.settings[row.declared.key])

    def _stored(self, row: SettingRow, value: Any, _none: None) -> None:
        if row.declared.key == "配色":
            self._look.set_theme(value)
        if row.declared.key == "缩放":
            self._look.set_scale(value)
        self.saving_changed.emit(Saving("saved", f"已存：{row.field.label}"))

    def _failed(self, row: SettingRow, error: JiefangtaiError) -> None:
        row.wrong(sentence_of(error))

    @Slot()
    def _look_changed(self) -> None:
        """Ctrl + and − or another screen changed the scale: the field follows, and the picture too."""
        if self._preview is not None and self.view.isVisible():
            self._preview.now()
        self._show_scale()

    def _show_scale(self) -> None:
        """The scale in force, those that the screen has room for, and why there are no larger ones."""
        row, look = self.view.rows["缩放"], self._look
        if isinstance(row.field, Picker):
            row.field.set_choices(scales_up_to(look.most))
        row.field.set_value(look.scale)
        row.help.setText(scale_help(row.declared, look.most))
