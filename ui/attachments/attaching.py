"""Attachments on the page of a case: files from the dialog, dropped or pasted; opened, saved, taken off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desk import Desk
from app.domain.attachments import MATTER, MIB, SUFFIXES
from app.errors import FieldError, JiefangtaiError, NotAllowed, Refused
from app.house import House
from app.services.attachments.attach_files import Attached, AttachWanted, FileGiven, attach_files
from app.services.attachments.detach_attachment import Detached, detach_attachment
from app.services.attachments.list_attachments import AttachmentLine, Attachments, list_attachments
from app.services.attachments.open_attachment import Opened, open_attachment
from app.services.case.open_case import NamedCase
from app.words import sentence, sentence_of
from ui.attachments.model import TakeOffForm, about, attachment_rows, heading, is_drawn, places_of
from ui.attachments.view import AttachmentsPanel, dropped_files
from ui.tasks import Tasks
from ui.widgets.asking import AskingBySheet
from ui.widgets.fields import TextField
from ui.widgets.picker import Picker
from ui.widgets.picture_view import PictureView

FILTER = "照片、扫描件、PDF、OFD (*.jpg *.jpeg *.png *.tif *.tiff *.webp *.bmp *.pdf *.ofd);;所有文件 (*)"
PASTED = "粘贴的图片.png"
Given = Path | FileGiven


class Attaching(AskingBySheet):
    """One case at a time; the panel shows it, the sheets ask over the window."""

    announced = Signal(str, str)
    """kind and a sentence for the notice bar."""

    def __init__(
        self, desk: Desk, tasks: Tasks, house: House, panel: AttachmentsPanel, view: QWidget
    ) -> None:
        super().__init__(view)
        self._desk = desk
        self._tasks = tasks
        self._house = house
        self._panel = panel
        self._case: NamedCase | None = None
        self._everything = False
        self._found: Attachments | None = None
        self._given: tuple[Given, ...] = ()
        self._line: AttachmentLine | None = None
        self._content = b""
        self.picture: PictureView | None = None
        panel.rows.opened.connect(self.open)

    def show(self, opened: NamedCase | None, *, everything: bool) -> None:
        """The attachments of this case; none where it is not for who sits here."""
        self._case = opened if opened is not None and opened.readable else None
        self._everything = everything
        if self._case is None or not self._desk.may("attach"):
            self._panel.hide()
            return
        number = self._case.case.matter.number
        work = partial(_listed, self._desk, self._house, number)
        self._tasks.run(work, self._show, self._not_listed, latest="attachments")

    def _again(self) -> None:
        """List them anew."""
        self.show(self._case, everything=self._everything)

    def _show(self, attachments: Attachments) -> None:
        if self._case is None or attachments.case.matter.id != self._case.case.matter.id:
            return
        self._found = attachments
        today = self._desk.clock.now().date()
        rows = attachment_rows(attachments, self._case.names, today, everything=self._everything)
        self._panel.show_rows(heading(attachments), rows)
        self._panel.show()

    def _not_listed(self, error: JiefangtaiError) -> None:
        self._panel.hide()
        if not isinstance(error, NotAllowed | Refused):
            self._say(error)

    def can_attach(self) -> bool:
        return self._case is not None and self._desk.may("attach")

    def choose(self, place: str = MATTER) -> None:
        """Files by the system's dialog; ``place``: where they most likely belong."""
        names, _ = QFileDialog.getOpenFileNames(self._view.window(), "添加附件", "", FILTER)
        if names:
            self.ask([Path(name) for name in names], place)

    def paste(self) -> None:
        """Ctrl+V: the picture on the clipboard, or the files copied there."""
        clipboard = QGuiApplication.clipboard()
        files = dropped_files(clipboard.mimeData())
        if files:
            self.ask(files)
        elif not (image := clipboard.image()).isNull():
            self.ask([FileGiven(PASTED, _png(image))])
        else:
            self.announced.emit("warning", "剪贴板里没有图片或文件。先复制图片，再按 Ctrl+V。")

    @Slot(object)
    def ask(self, files: Sequence[Given], place: str = MATTER) -> None:
        """Where in the case the files belong, and a word about them."""
        if self._case is None or not files:
            return
        self._given = tuple(files)
        choices = places_of(self._case, self._desk.clock.now().date())
        where = Picker("放在", "attach.place", choices)
        where.set_value(place)
        self.fields = {"place": where, "note": TextField("说明", "attach.note", "可以不写，例如：原件已还")}
        first = self._given[0].name
        title = f"添加附件：{first}" if len(files) == 1 else f"添加 {len(files)} 个附件：{first} 等"
        self._open(title, "添加", ("放在", "说明"), "attach").asked.connect(self._go)

    @Slot()
    def _go(self) -> None:
        if self.sheet is None or self._case is None or self.sheet.property("under_way"):
            return
        self.sheet.setProperty("under_way", True)
        typed = {key: field.value() for key, field in self.fields.items()}
        number = self._case.case.matter.number
        work = partial(_attach, self._desk, self._house, number, self._given, typed["place"], typed["note"])
        self._tasks.run(work, self._attached, self._failed)

    def _attached(self, attached: Attached) -> None:
        self.shut()
        new = len(attached.lines) - len(attached.before)
        words = f"已添加 {new} 个附件" if new else ""
        if attached.before:
            words = "；".join(
                part for part in (words, f"{len(attached.before)} 个已经在这里，没有再存") if part
            )
        self.announced.emit("good", words)
        self._again()

    def _failed(self, error: JiefangtaiError) -> None:
        """A wrong place is said beside it; every wrong file is named, and none is stored."""
        if self.sheet is not None:
            self.sheet.setProperty("under_way", False)
        if isinstance(error, Refused) and not any(wrong.field in self.fields for wrong in error.errors):
            self.shut()
            self.announced.emit("warning", _about_files(error, len(self._given)))
        elif words := self._beside(error):
            self.shut()
            self.announced.emit("warning", words)

    @Slot(object)
    def open(self, line: AttachmentLine) -> None:
        """Its pages over the window; the content is fetched where it is not here."""
        self._line, self._content = line, b""
        may = self._desk.may("attach") and line.taken_off is None
        self.picture = PictureView(self._view, line.row.name, about(line), line.row.pages, may_take_off=may)
        self.picture.page_asked.connect(self._draw)
        self.picture.save_asked.connect(self._save)
        self.picture.off_asked.connect(self._ask_off)
        self.picture.destroyed.connect(self._picture_gone)
        work = partial(_opened, self._desk, self._house, line.row.id)
        self._tasks.run(work, self._came, self._not_come, latest="attachment")

    def _came(self, opened: Opened) -> None:
        if self.picture is None or self._line is None or opened.row.id != self._line.row.id:
            return
        self._content = opened.content
        self.picture.came()
        if is_drawn(self._line):
            self._draw(0)
        else:
            self.picture.show_words("OFD 在这里看不了。按 S 另存，用 OFD 阅读软件打开。")

    def _not_come(self, error: JiefangtaiError) -> None:
        """Not an error of the window: it says where the content is."""
        if self.picture is not None:
            self.picture.show_words(sentence_of(error))

    @Slot(int)
    def _draw(self, page: int) -> None:
        if self.picture is None or self._line is None or not self._content:
            return
        work = partial(_drawn, self._house, self._content, self._line.row.kind, page, self.picture.room())
        self._tasks.run(work, self._drawn, self._not_come, latest="attachment page")

    def _drawn(self, drawn: tuple[int, bytes]) -> None:
        if self.picture is not None:
            self.picture.show_page(*drawn)

    @Slot()
    def _save(self) -> None:
        """S: to a file, which is an entry of the audit of its own."""
        if self._line is None or not self._content:
            return
        row = self._line.row
        name = row.name if Path(row.name).suffix else row.name + SUFFIXES.get(row.kind, "")
        path, _ = QFileDialog.getSaveFileName(self._view.window(), "另存附件", name)
        if path:
            work = partial(_saved, self._desk, self._house, row.id, Path(path))
            self._tasks.run(work, self._is_saved, self._say)

    def _is_saved(self, file: Path) -> None:
        self.announced.emit("good", f"已存成 {file}")

    @Slot()
    def _ask_off(self) -> None:
        if self._line is None:
            return
        if self.picture is not None:
            self.picture.shut()
        self.fields = {"reason": TextField("原因", "detach.reason", "例如：放错了事项")}
        title = f"撤下附件：{self._line.row.name}"
        self._open(title, "撤下", ("原因",), "detach").asked.connect(self._off)

    @Slot()
    def _off(self) -> None:
        if self.sheet is None or self._line is None:
            return
        form = TakeOffForm(reason=self.fields["reason"].value())
        if errors := form.check():
            self._wrong("reason", sentence(errors[0].code, errors[0].facts))
            return
        work = partial(detach_attachment, self._desk, self._line.row.id, str(form.reason))
        self._tasks.run(work, self._is_off, self._failed)

    def _is_off(self, detached: Detached) -> None:
        self.shut()
        self.announced.emit("good", f"已撤下“{detached.row.name}”，原因记在经过里，内容没有删。")
        self._again()

    @Slot()
    def _picture_gone(self) -> None:
        self.picture, self._content = None, b""

    def leave(self) -> None:
        """Another page comes: nothing of the case stays over the window."""
        self.shut()
        if self.picture is not None:
            self.picture.shut()

    def _say(self, error: JiefangtaiError) -> None:
        self.announced.emit("warning", sentence_of(error))


def _about_files(error: Refused, count: int) -> str:
    """The first three that cannot be taken, how many more, and that none of them all was stored."""
    sentences = [sentence(wrong.code, wrong.facts) for wrong in error.errors]
    more = [f"还有 {len(sentences) - 3} 个也不行。"] if len(sentences) > 3 else []
    return " ".join([*sentences[:3], *more, *(["这次一个都没有存。"] if count > 1 else [])])


def _listed(desk: Desk, house: House, number: str) -> Attachments:
    return list_attachments(desk, house.contents, number, pictures=True)


def _attach(
    desk: Desk, house: House, number: str, sources: Sequence[Given], place: Any, note: str | None
) -> Attached:
    """Read the files and put them to the case; on a thread."""
    files = tuple(_read(desk, source) if isinstance(source, Path) else source for source in sources)
    wanted = AttachWanted(number=number, files=files, place=None if place is None else str(place), note=note)
    return attach_files(desk, house.contents, house.pictures, wanted)


def _read(desk: Desk, file: Path) -> FileGiven:
    """No more of a file than is taken. Refused(no_file)."""
    try:
        if not file.is_file():
            raise OSError
        with file.open("rb") as stream:
            return FileGiven(file.name, stream.read(int(desk.settings["附件上限"]) * MIB + 1))
    except OSError:
        raise Refused(FieldError("FILE", "no_file", {"file": file.name})) from None


def _opened(desk: Desk, house: House, id: str) -> Opened:
    return open_attachment(desk, house.contents, id, lambda name: house.link(desk).fetch_content(name))


def _drawn(house: House, content: bytes, kind: str, page: int, longest: int) -> tuple[int, bytes]:
    return page, house.pictures.drawn(content, kind, page, longest)


def _saved(desk: Desk, house: House, id: str, file: Path) -> Path:
    opened = open_attachment(desk, house.contents, id, saved=True)
    try:
        file.write_bytes(opened.content)
    except OSError as error:
        raise Refused(FieldError("FILE", "attach_unwritable", {"file": file.name})) from error
    return file


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes, it takes text
    return bytes(buffer.data().data())
