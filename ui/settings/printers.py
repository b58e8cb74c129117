"""The desk's printers in the settings: how each is, what goes where, a new one, a test page by one key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal, Slot

from app.desk import Desk
from app.domain.papers.sizes import SIZE_WORDS
from app.domain.printers import OTHERS, Binding
from app.errors import JiefangtaiError
from app.ports.printers import FOLDER, FoundPrinter, PrinterState
from app.services.printing.bind_printers import (
    add_printer,
    bind_printer,
    bindings,
    bound_printer,
    find_new_printers,
    list_printers,
    remove_printer,
    unbind_printer,
)
from app.services.printing.try_printer import Tried, try_printer
from app.words import sentence
from ui.page import Command
from ui.settings.printer_rows import KINDS, binding_rows, entry_of, printer_rows
from ui.tasks import Tasks
from ui.widgets.ask import Question
from ui.widgets.asking import AskingBySheet
from ui.widgets.basics import Heading, Panel, Text
from ui.widgets.choices import Choice
from ui.widgets.fields import TextField
from ui.widgets.picker import Picker
from ui.widgets.rowlist import RowList

T = TypeVar("T")

CHANGE = "change"
"""What is under way while the list of printers or bindings is being changed."""
LOOK = "看刻度、深浅、中文和生僻字，再用扫码枪从小到大扫二维码。"


class PrintersPanel(Panel):
    """Printers above, what is bound to them below."""

    def __init__(self) -> None:
        super().__init__((16, 10, 16, 14), 8)
        self.body.addWidget(Heading("打印机", "试打 Enter　添加 Alt+P　绑定文种 Alt+B"))
        self.printers = RowList("打印机", "settings.printers", height=56, most=6, middle=0.5, keeps=True)
        self.body.addWidget(self.printers)
        self.body.addWidget(Text("哪种文书到哪台（没有绑定的，到第一台合适的打印机）", "label"))
        self.bound = RowList("文种绑定", "settings.bindings", height=56, most=6, middle=1.0, keeps=True)
        self.body.addWidget(self.bound)


class PrinterSettings(AskingBySheet):
    """Joins the panel to the services; states are asked on a thread."""

    announced = Signal(str, str)
    changed = Signal()
    """commands() may have others."""

    def __init__(self, desk: Desk, tasks: Tasks, panel: PrintersPanel) -> None:
        super().__init__(panel)
        self._desk = desk
        self._tasks = tasks
        self._panel = panel
        self._under_way: set[str] = set()
        panel.printers.opened.connect(self._try)
        self._show([])

    def commands(self) -> list[Command]:
        may, some = self._desk.may("print"), bool(list_printers(self._desk))
        bound = bool(bindings(self._desk))
        wanted = (
            ("test", "试打选中的", "Alt+T", self.test, may, "试打由窗口和系统管理员做"),
            ("add", "添加打印机", "Alt+P", self.ask_new, True, ""),
            ("bind", "绑定文种", "Alt+B", self.ask_binding, True, ""),
            ("remove", "去掉选中的", "Alt+X", self.ask_remove, some, "还没有加过打印机"),
            ("unbind", "去掉绑定", "Alt+Z", self.ask_unbind, bound, "还没有绑定"),
        )
        return [
            Command(
                name=f"settings.printer.{name}",
                text=text,
                keys=(key,),
                run=run,
                bar=True,
                enabled=enabled,
                why_not=why,
            )
            for name, text, key, run, enabled, why in wanted
        ]

    def refresh(self) -> None:
        self._tasks.run(self._desk.printers.states, self._show, latest="settings.printers")

    def _show(self, states: list[PrinterState]) -> None:
        rows = binding_rows(bindings(self._desk))
        self._panel.printers.show_rows(printer_rows(list_printers(self._desk), states))
        self._panel.bound.show_rows(rows)
        self._panel.bound.setVisible(bool(rows))
        self.changed.emit()

    def test(self) -> None:
        """A test page on the chosen printer."""
        self._try(self._panel.printers.current() or FOLDER)

    @Slot(object)
    def _try(self, name: object) -> None:
        if self._desk.may("print"):
            work = partial(try_printer, self._desk, str(name))
            self._begin(f"test {name}", work, partial(self._tried, str(name)))

    def _tried(self, name: str, tried: Tried) -> None:
        note = tried.handed.note
        if note is not None:
            self.announced.emit("warning", sentence(note, {"printer": name, "paper": tried.paper}))
        else:
            self.announced.emit("good", f"试打页已到{name}，{tried.number}。{LOOK}")
        self.refresh()

    def ask_new(self) -> None:
        """What the machine has is looked for meanwhile; the address need not be typed then."""
        if CHANGE in self._under_way:
            return
        there = Picker("找到的", "printer.found", placeholder="正在找本机的打印机…")
        there.chosen.connect(self._fill_found)
        self.fields = {
            "found": there,
            "name": TextField("名称", "printer.name", "例如 小票机"),
            "address": TextField("地址", "printer.address", "tcp://10.0.0.9:9100 或 ipp://主机/printers/名"),
            "papers": TextField("纸张", "printer.papers", "80mm、58mm，或 a4、a5、a5-large"),
        }
        labels = ("找到的", "名称", "地址", "纸张")
        self._open("添加打印机", "添加", labels, "printer").asked.connect(self._add)
        self._tasks.run(partial(find_new_printers, self._desk), self._show_found, latest="printers found")

    def _show_found(self, printers: tuple[FoundPrinter, ...]) -> None:
        there = self.fields.get("found")
        if self.sheet is not None and isinstance(there, Picker):
            there.set_choices(
                [
                    Choice(printer, f"{printer.shown}　{printer.address.partition(':')[0]}")
                    for printer in printers
                ]
            )
            there.setPlaceholderText(
                f"本机有 {len(printers)} 台，选一台就填好" if printers else "本机没有找到，写下面三项"
            )

    @Slot(object)
    def _fill_found(self, printer: FoundPrinter | None) -> None:
        if printer is not None and self.sheet is not None:
            self.fields["name"].set_value(printer.name)
            self.fields["address"].set_value(printer.address)
            self.fields["papers"].set_value("、".join(printer.papers))

    def ask_binding(self) -> None:
        if CHANGE in self._under_way:
            return
        names = [*(state.name for state in list_printers(self._desk)), FOLDER]
        self.fields = {
            "kind": Picker("文种", "binding.kind", [Choice(kind, kind) for kind in KINDS]),
            "printer": Picker("打印机", "binding.printer", [Choice(name, name) for name in names]),
            "paper": Picker("纸张", "binding.paper", [Choice(key, word) for key, word in SIZE_WORDS.items()]),
        }
        self._open("绑定文种", "绑定", ("文种", "打印", "纸张"), "binding").asked.connect(self._bind)

    def ask_remove(self) -> None:
        name = self._panel.printers.current()
        if name is None or name == FOLDER:
            self.announced.emit("warning", "先选一台打印机。文件夹一直都在，去不掉。")
            return
        asked = Question(
            self._panel,
            f"去掉打印机“{name}”？",
            "绑定到它的文种改到合适的打印机。",
            "去掉",
            "留着",
            "printer.sure",
        )
        asked.setProperty("printer", name)
        asked.agreed.connect(self._remove)

    def ask_unbind(self) -> None:
        """Whether the chosen kind goes by itself again."""
        bound: Binding | None = self._panel.bound.current()
        if bound is None:
            return
        others = bound.kind == OTHERS
        after = "没有另外绑定的文种" if others else "和没有绑定的一样，到“其他”绑定的那台，没有就"
        asked = Question(
            self._panel,
            f"去掉“{bound.kind}”的绑定？",
            f"以后{after}到第一台合适的打印机。",
            "去掉",
            "留着",
            "binding.sure",
        )
        asked.setProperty("kind", bound.kind)
        asked.agreed.connect(self._unbind)

    @Slot()
    def _add(self) -> None:
        name, address, papers = (self.fields[key].value() for key in ("name", "address", "papers"))

        def work() -> str:
            entry = entry_of(name, address, papers)
            add_printer(self._desk, entry)
            return entry.name

        self._begin(CHANGE, work, self._added)

    def _added(self, name: str) -> None:
        self._done(f"已添加{name}。按 Alt+T 试打一张。")

    @Slot()
    def _bind(self) -> None:
        kind, printer, paper = (self.fields[key].value() for key in ("kind", "printer", "paper"))
        missing = {"kind": "paper_kind_missing", "printer": "printer_missing", "paper": "paper_missing"}
        for key, value in (("kind", kind), ("printer", printer), ("paper", paper)):
            if value is None:
                self._wrong(key, sentence(missing[key]))
                return
        self._begin(CHANGE, partial(bind_printer, self._desk, kind, printer, paper), self._bound)

    def _bound(self, binding: Binding) -> None:
        self._done(f"{binding.kind}以后到{binding.printer}，{SIZE_WORDS[binding.paper]}。")

    @Slot()
    def _remove(self) -> None:
        asked = self.sender()
        name = str(asked.property("printer")) if asked is not None else ""

        def work() -> str:
            remove_printer(self._desk, name)
            return name

        self._begin(CHANGE, work, self._removed)

    def _removed(self, name: str) -> None:
        self._done(f"已去掉{name}。")

    @Slot()
    def _unbind(self) -> None:
        asked = self.sender()
        kind = str(asked.property("kind")) if asked is not None else ""
        self._begin(CHANGE, partial(unbind_printer, self._desk, kind), self._unbound)

    def _unbound(self, gone: Binding) -> None:
        now = bound_printer(self._desk, gone.kind)
        where = "" if gone.kind == OTHERS else f"，以后到{now.printer}，{SIZE_WORDS[now.paper]}"
        self._done(f"已去掉{gone.kind}的绑定{where}。")

    def _begin(self, what: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """A second Enter while it is under way does nothing."""
        if what not in self._under_way:
            self._under_way.add(what)
            self._tasks.run(work, partial(self._ended, what, done), partial(self._failed, what))

    def _ended(self, what: str, done: Callable[[T], None], answer: T) -> None:
        self._under_way.discard(what)
        done(answer)

    def _done(self, words: str) -> None:
        self.shut()
        self.announced.emit("good", words)
        self.refresh()

    def _failed(self, what: str, error: JiefangtaiError) -> None:
        """Beside the field it is about, else in the notice bar."""
        self._under_way.discard(what)
        if words := self._beside(error):
            self.announced.emit("warning", words)
            self.refresh()
