"""The cards of the door: a title, a few fields with their labels above, one button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import FieldError, JiefangtaiError, Refused
from app.words import sentence
from ui.theme import fix, set_mark, space
from ui.widgets.basics import Button, Panel, Text
from ui.widgets.fields import ENTER, TextField
from ui.widgets.grid import ErrorLine
from ui.widgets.password import PasswordField

CAPS = "大写锁定已打开。"
USUAL = "没做完的草稿，登录后可以继续。不联网也能登录。"
"""At the foot of the sign-in."""
KEPT = "已填的内容都留着，解锁后接着填。"
"""At the foot of the lock."""


class Card(QScrollArea):
    """A centred card; Enter in the last field or the button asks for what the card is for."""

    asked = Signal()

    def __init__(
        self, title: str, button: str, identifier: str, key: str = "Enter", *, wide: int = 416
    ) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground = QWidget()
        set_mark(self._ground, "ground", "win")
        self.setWidget(self._ground)
        self.card = Panel((32, 28, 32, 32), 0)
        fix(self.card, width=wide)
        self.title = Text(title, "greeting")
        self.caption = Text("", "second", wrap=True)
        self.line = ErrorLine(0)
        self.button = Button(button, identifier, key=key, kind="primary")
        set_mark(self.button, "kind", "tall-primary")
        set_mark(self.button, "middle", True)
        self.foot = Text("", "caption", wrap=True)
        self.fields = QVBoxLayout()
        space(self.fields, (0, 18, 0, 0), 2)
        self._row = QHBoxLayout()
        self._last: TextField | None = None
        self._lines: dict[TextField, ErrorLine] = {}
        self._caps = False
        self._lay_out()
        self.button.clicked.connect(self.asked)

    def add(self, label: str, field: TextField, *, beside: bool = False) -> None:
        """A field under its label, ``beside``: in the row of the one before; Enter in the last one asks."""
        made = Text(label, "label")
        made.setBuddy(field)
        field.setProperty("label_widget", made)
        line = ErrorLine(0, kept=True)
        self._lines[field] = line
        cell = QVBoxLayout()
        space(cell, spacing=2)
        for part in (made, field, line):
            cell.addWidget(part)
        cell.addStretch(1)  # a longer sentence beside it leaves label and field where they are
        if not beside:
            self._row = QHBoxLayout()
            space(self._row, spacing=16)
            self.fields.addLayout(self._row)
        self._row.addLayout(cell, 1)
        if self._last is not None:
            self._last.moved_on.disconnect(self.asked)
            self._last.stays = False
        field.moved_on.connect(self.asked)
        field.edited.connect(self._right_again)
        if isinstance(field, PasswordField):
            field.caps.connect(self._caps_seen)
        self._last = field
        field.stays = True

    def show_last(self, field: TextField, before: TextField, on: bool) -> None:
        """Show or hide the last field of a card; Enter in whichever is the last one shown asks."""
        line = self._lines[field]
        line.clear()
        policy = line.sizePolicy()
        policy.setRetainSizeWhenHidden(on)
        line.setSizePolicy(policy)
        field.property("label_widget").setVisible(on)
        field.setVisible(on)
        last, other = (field, before) if on else (before, field)
        if self._last is other:
            other.moved_on.disconnect(self.asked)
            last.moved_on.connect(self.asked)
            other.stays, last.stays = False, True
            self._last = last

    def add_widget(self, widget: QWidget) -> None:
        self.fields.addWidget(widget)

    def wrong(self, field: TextField | None, sentence: str) -> None:
        """Mark the field and say why; caps lock is named when it may be the reason."""
        if field is not None:
            field.set_error(True)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()
            self.ensureWidgetVisible(field)
        words = sentence + (CAPS if self._caps and isinstance(field, PasswordField) else "")
        (self._lines[field] if field is not None else self.line).say(words, field)

    def named(self, name: str) -> TextField | None:
        """The field that an error speaks of by this name."""
        field = getattr(self, name, None)
        return field if isinstance(field, TextField) else None

    def say_errors(self, errors: Sequence[FieldError]) -> bool:
        """Take the old marks away and put these beside their fields, the first with the keys; whether any."""
        self.right()
        for error in reversed(errors):
            self.wrong(self.named(error.field), sentence(error.code, error.facts))
        return bool(errors)

    def say(self, error: JiefangtaiError, field: TextField | None = None) -> None:
        """Why it was not done: beside the fields it names, else beside ``field`` or under all of them."""
        if isinstance(error, Refused):
            self.say_errors(error.errors)
        else:
            self.right()
            self.wrong(field, sentence(error.code, error.facts))

    def error_text(self) -> str:
        """What is said of the fields, from the first to the last, then of none of them."""
        lines = [*self._lines.values(), self.line]
        return " ".join(line.text() for line in lines if line.text())

    def right(self) -> None:
        """Take all marks away."""
        for field in self.findChildren(TextField):
            field.set_error(False)
        for line in (*self._lines.values(), self.line):
            line.clear()

    def busy(self, on: bool) -> None:
        """While it is checked nothing can be typed anywhere; the keys stay where they are."""
        self.button.setEnabled(not on)
        for field in self.findChildren(TextField):
            field.setReadOnly(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.button.isEnabled():
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self._ground)
        space(outer, (16, 12, 16, 12), 0)
        outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(1)
        body = self.card.body
        body.addWidget(self.title)
        body.addWidget(self.caption)
        body.addLayout(self.fields)
        body.addWidget(self.line)
        body.addWidget(gap(16))
        body.addWidget(self.button)
        body.addWidget(gap(14))
        body.addWidget(self.foot)

    @Slot()
    def _right_again(self) -> None:
        sender = self.sender()
        if isinstance(sender, TextField):
            sender.set_error(False)
            self._lines[sender].clear()
            self.line.clear()

    @Slot(bool)
    def _caps_seen(self, on: bool) -> None:
        self._caps = on
        self.foot_note()

    def foot_note(self) -> None:
        """What the card says at its foot while caps lock is on."""
        set_mark(self.foot, "role", "warning" if self._caps else "caption")
        self.foot.setText(CAPS if self._caps else str(self.foot.property("usual") or ""))

    def set_foot(self, text: str) -> None:
        self.foot.setProperty("usual", text)
        self.foot.setText(text)


def gap(height: int) -> QWidget:
    made = QWidget()
    fix(made, height=height)
    return made


class DoorCard(Card):
    """A card that asks for a password, and for the PIN of a token once it is known that there is one."""

    password: PasswordField
    pin: PasswordField

    def add_secrets(self, identifier: str) -> None:
        """The two fields; the second is not shown until it is asked for."""
        self.password = PasswordField("密码", f"{identifier}.password")
        self.pin = PasswordField("令牌 PIN", f"{identifier}.pin")
        self.add("密码", self.password)
        self.add("令牌 PIN", self.pin)
        self.show_last(self.pin, self.password, False)

    def typed_pin(self) -> str | None:
        """The PIN; None where nobody asked for it."""
        return self.pin.text() if self.pin.isVisibleTo(self) else None

    def ask_pin(self, why: str) -> None:
        self.show_last(self.pin, self.password, True)
        self.set_foot(why)
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.pin)

    def forget(self) -> None:
        """Nothing secret is left in the fields, and no PIN is asked for."""
        self.password.clear()
        self.pin.clear()
        self.right()
        self.show_last(self.pin, self.password, False)

    def refuse(self, error: JiefangtaiError) -> None:
        """Why nobody was let in, beside the field that it is about."""
        if error.code == "token_needed":
            self.right()
            self.ask_pin(sentence(error.code, error.facts))
        else:
            self.say(error, self.pin if error.code.startswith("token_") else self.password)


class SignInCard(DoorCard):
    """账号 and 密码; shows nothing of any draft."""

    def __init__(self) -> None:
        super().__init__("接访台", "登录", "signin.go")
        self.login = TextField("账号", "signin.login")
        self.add("账号", self.login)
        self.add_secrets("signin")
        self.set_foot(USUAL)
        self.login.edited.connect(self._other_account)
        self.forgotten = Button("密码全忘了", "signin.forgotten", key="Alt+R", kind="small")
        QShortcut(QKeySequence("Alt+R"), self).activated.connect(self.forgotten.click)
        self.card.body.addWidget(gap(8))
        self.card.body.addWidget(self.forgotten, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _other_account(self) -> None:
        """Another account may have no token, or another one."""
        if self.typed_pin() is not None:
            self.pin.clear()
            self.show_last(self.pin, self.password, False)
            self.set_foot(USUAL)


class LockCard(DoorCard):
    """The desk is locked; what was typed stays as it is behind the card."""

    def __init__(self) -> None:
        super().__init__("已锁屏", "解锁", "lock.go")
        self.add_secrets("lock")
        self.set_foot(KEPT)
        self.leave = Button("换人登录", "lock.leave", key="Alt+O", kind="small")
        QShortcut(QKeySequence("Alt+O"), self).activated.connect(self.leave.click)
        self.card.body.addWidget(gap(8))
        self.card.body.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)


class NewPasswordCard(Card):
    """Before the first work with an account: a password of one's own."""

    def __init__(self) -> None:
        super().__init__("设一个新密码", "设好并进入", "newpassword.go")
        self.password = PasswordField("新密码", "newpassword.password")
        self.again = PasswordField("再输一遍", "newpassword.again")
        self.add("新密码", self.password)
        self.add("再输一遍", self.again)
        self.set_foot("至少 8 个字符，大写字母、小写字母、数字、符号里要有 3 种。")
