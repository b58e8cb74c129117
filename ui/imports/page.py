"""Joins an import to its services: a file is looked at, columns and rows are decided, F9 stores."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from app.domain.ledger.mapping import LedgerMap
from app.errors import JiefangtaiError
from app.events import Changes
from app.services.ledger.bad_rows import save_bad_rows
from app.services.ledger.import_visits import LedgerImport, import_visits
from app.services.ledger.judge_visits import HELD, REFUSED
from app.services.ledger.look_at_ledger import (
    ColumnLook,
    LedgerLook,
    judge_row,
    look_at_ledger,
    remember_map,
)
from app.services.ledger.row_look import RowLook
from app.words import sentence, sentence_of
from ui.imports import model
from ui.imports.batches import BatchesPane
from ui.imports.form import ImportForm
from ui.imports.keys import commands_of
from ui.imports.rows import RowsPane
from ui.imports.view import NO_FILE, ImportView
from ui.imports.words import WordsSheet
from ui.page import Command, Page, Saving
from ui.routes import Route
from ui.widgets.printed_words import PaperWords
from ui.workplace import Workplace

FOLDER = "导入"
KINDS = "旧台账 (*.xlsx *.xls *.et *.csv *.tsv)"
_READ_AGAIN = 1_000
"""Rows of a file that is read again whole when one of its rows was put right: about a second."""
_TELL_EACH = 200
"""Rows between two words of progress."""


class ImportPage(Page):
    """Nothing is stored before F9, and nothing that is undecided is stored by it."""

    name = "import"
    title = "导入旧台账"
    tab = "ledger"
    view: ImportView
    _at = Signal(int, int)
    """Rows done, and of how many; from the thread that reads."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = ImportView()
        self.form = ImportForm()
        self.file: Path | None = None
        self.look: LedgerLook | None = None
        self._only = model.ALL
        self.busy = ""
        self._stop = threading.Event()
        view = self.view
        view.choose.clicked.connect(self.choose_file)
        view.filter_asked.connect(self.show_only)
        view.columns.opened.connect(self._ask_column)
        view.reads_as.chosen.connect(self._read_column)
        self.rows = RowsPane(self, view)
        self.rows.announced.connect(self.notice)
        self.rows.changed.connect(self._judge_again)
        view.rows.chosen.connect(self.commands_changed)
        self.batches = BatchesPane(self._desk, self._tasks, view)
        self.batches.changed.connect(self.commands_changed)
        self.batches.undone.connect(self.read)
        self.batches.announced.connect(self.notice)
        view.columns.chosen.connect(self.commands_changed)
        self.words = WordsSheet(view)
        self.words.mapped.connect(self._map_words)
        self._at.connect(self._progress, Qt.ConnectionType.QueuedConnection)
        self._show_look()

    # keys -----------------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        return commands_of(self)

    # the file -------------------------------------------------------------------------------

    def enter(self, route: Route) -> None:
        self.batches.read()
        self.view.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("visits", "voids", "steps")

    def follow(self) -> None:
        self.batches.read()

    @Slot()
    def choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self.view, "旧台账", "", KINDS)
        if path:
            self.open_file(Path(path))

    def open_file(self, file: Path) -> None:
        """Another file: read anew, with nothing of what was decided about the last."""
        self.file, self.form, self.look, self._only = file, ImportForm(), None, model.ALL
        self.read()

    @Slot()
    def read(self) -> None:
        """Look at the file again, by what is decided now."""
        if self.file is None or self.busy:
            return
        self._begin("正在读")
        work = partial(
            look_at_ledger,
            self._desk,
            self.file,
            self.form.chosen_map,
            self.form.wanted(),
            progress=self._tell,
            should_stop=self._stop.is_set,
        )
        self._tasks.run(work, self._looked, self._failed)

    @Slot(object)
    def _judge_again(self, row: RowLook | None) -> None:
        """One visit of a long file is judged by itself; a short file, or all of it, is read again."""
        if row is None or self.look is None or self.busy or self.look.total <= _READ_AGAIN:
            self.read()
            return
        self._begin("正在判")
        work = partial(judge_row, self._desk, self.look, row, self.form.wanted())
        self._tasks.run(work, self._judged, self._failed)

    def _judged(self, done: bool) -> None:
        self.busy = ""
        self.saving_changed.emit(Saving())
        if done:
            self._show_look()
        else:
            self.read()

    def _begin(self, word: str) -> None:
        self.busy = word
        self._stop.clear()
        self.saving_changed.emit(Saving("saving", f"{word}…　Esc 停"))
        self.commands_changed.emit()

    def _tell(self, done: int, total: int) -> None:
        if done % _TELL_EACH == 0 or done == total:
            self._at.emit(done, total)

    @Slot(int, int)
    def _progress(self, done: int, total: int) -> None:
        if self.busy:
            self.saving_changed.emit(Saving("saving", f"{self.busy} {done:,} / {total:,} 行　Esc 停"))

    def step_back(self) -> bool:
        """Esc stops what is under way; else it leaves a field, else the page."""
        if self.busy:
            self._stop.set()
            return True
        if self.view.reads_as.isVisible():
            self.view.reads_as.hide()
            self.view.columns.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _looked(self, look: LedgerLook) -> None:
        self.busy = ""
        self.look = look
        word = "停下了，没有读完" if look.stopped else f"读完，用时 {look.seconds:.1f} 秒"
        self.view.state.setText(word)
        self.saving_changed.emit(Saving())
        self._show_look()

    def _show_look(self) -> None:
        look, view = self.look, self.view
        view.show_counts(look, self._only)
        if look is None:
            view.file.setText(str(self.file.name) if self.file else NO_FILE)
        else:
            view.file.setText(model.file_words(look))
            view.columns_head.title.setText(model.columns_title(look))
            view.rows_head.title.setText(model.rows_title(look))
            view.columns.show_rows(model.COLUMN_COLUMNS, look.columns)
            view.show_effects(model.effects(look))
            held, refused = look.counts[HELD], look.counts[REFUSED]
            self.errors_changed.emit(refused)
            note = f"{held:,} 行要看，定了才导" if held else ""
            self.saving_changed.emit(Saving("note" if note else "", note))
            if look.problems:
                self.notice.emit("warning", sentence(look.problems[0].code, look.problems[0].facts))
        self._show_rows()

    def _show_rows(self) -> None:
        rows = model.rows_shown(self.look, self._only) if self.look else []
        at = max(self.view.rows.currentIndex().row(), 0)
        self.view.rows.show_rows(model.ROW_COLUMNS, rows)
        if rows:
            self.view.rows.choose(min(at, len(rows) - 1))
        self.view.left.setText(model.left_line(self.look, len(rows), self._only) if self.look else "")
        self.commands_changed.emit()

    @Slot(str)
    def show_only(self, word: str) -> None:
        self._only = word
        self.view.show_counts(self.look, word)
        self._show_rows()

    # columns and rows -----------------------------------------------------------------------

    @Slot(object)
    def _ask_column(self, column: ColumnLook) -> None:
        """Enter on a column: what its unknown words stand for, else what it is read as."""
        known = self.look.choices.get(column.name, ()) if self.look else ()
        if column.unknown and known:
            self.words.ask(column, known)
        else:
            self._ask_role(column)

    def ask_role(self) -> None:
        column = self.view.columns.current()
        if isinstance(column, ColumnLook):
            self._ask_role(column)

    @Slot(str, object)
    def _map_words(self, name: str, words: dict[str, str]) -> None:
        self.form.map_words(self.known(), name, words)
        self.view.columns.setFocus(Qt.FocusReason.OtherFocusReason)
        self.read()

    def _ask_role(self, column: ColumnLook) -> None:
        picker = self.view.reads_as
        picker.setProperty("heading", column.heading)
        picker.set_value(None)
        picker.setPlaceholderText(f"“{column.heading}”作为哪一项，↓ 看全部")
        picker.show()
        picker.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _read_column(self, as_what: str | None) -> None:
        heading = str(self.view.reads_as.property("heading") or "")
        if not as_what or not heading or self.look is None:
            return
        self.form.read_column(self.known(), heading, as_what)
        self.view.reads_as.hide()
        self.view.columns.setFocus(Qt.FocusReason.OtherFocusReason)
        self.read()

    def known(self) -> LedgerMap:
        """How the file is read now: by the remembered map, or by the usual headings."""
        return self.look.ledger.ledger_map if self.look else LedgerMap()

    def use_remembered(self) -> None:
        self.form.chosen_map = None
        self.read()

    def remember(self) -> None:
        if self.look is not None:
            ledger_map = self.form.chosen_map or self.known()
            work = partial(remember_map, self._desk, self.look, ledger_map)
            self._tasks.run(work, self._remembered, self._failed)

    def _remembered(self, _nothing: object) -> None:
        self.notice.emit("good", "记下了：同样表头的台账下次自动这样读。")

    def all_sheets(self) -> None:
        self.form.all_sheets = not self.form.all_sheets
        self.read()

    def mend_next(self) -> None:
        """Alt+E: the next column or row that needs somebody, the columns first."""
        look = self.look
        if look is None:
            return
        undecided = [at for at, column in enumerate(look.columns) if column.heading in look.unread]
        if undecided:
            self.view.columns.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.view.columns.choose(undecided[0])
            return
        rows = model.rows_shown(look, self._only)
        bad = [at for at, row in enumerate(rows) if row.verdict in (REFUSED, HELD)]
        now = self.view.rows.currentIndex().row()
        following = next((at for at in bad if at > now), bad[0] if bad else None)
        if following is not None:
            self.view.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.view.rows.choose(following)

    # storing, files, taking back --------------------------------------------------------------

    def store(self) -> None:
        """F9: the good rows are stored, two hundred visits to a transaction; Esc stops between two."""
        if self.file is None or model.why_not_ready(self.look) or self.busy:
            return
        self._begin("正在导入")
        work = partial(
            import_visits,
            self._desk,
            self.file,
            self.form.chosen_map or self.known(),
            self.form.wanted(),
            progress=self._tell,
            should_stop=self._stop.is_set,
        )
        self._tasks.run(work, self._stored, self._failed)

    def _stored(self, done: LedgerImport) -> None:
        self.busy = ""
        stopped = "，中途停下了，已存的留着，再导一遍不会重复" if done.stopped else ""
        self.saving_changed.emit(Saving("saved", f"已导入 {done.visits:,} 批"))
        self.notice.emit("good", f"已导入 {done.visits:,} 批{stopped}。不对的话选下面这一批按 Alt+Z 撤销。")
        self.batches.read()
        self.read()

    def keep_bad(self) -> None:
        if self.look is not None and self.file is not None:
            folder, stem = self._workplace.house.home / FOLDER, f"{self.file.stem} 没有导的行"
            work = partial(save_bad_rows, self._desk, self.look, folder, stem)
            self._tasks.run(work, self._kept_bad, self._failed)

    def _kept_bad(self, kept: tuple[Path, int]) -> None:
        out, count = kept
        words = f"{count:,} 件存成了表，在 {out}。改好再导这一份。"
        self.papers_out.emit(PaperWords("good", words, str(out.parent)))

    def _failed(self, error: JiefangtaiError) -> None:
        self.busy = ""
        self.saving_changed.emit(Saving())
        self.notice.emit("error", sentence_of(error))
        self._show_look()
