"""The cards of the door: a title, a few fields with their labels above, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.pinyin import readings
from app.domain.reference import DIVISIONS
from ui.theme import fix, set_mark, space
from ui.widgets.basics import Button, Panel, Text, name_widget
from ui.widgets.choices import Choice
from ui.widgets.fields import ENTER, TextField
from ui.widgets.grid import ErrorLine
from ui.widgets.password import PasswordField
from ui.widgets.picker import Picker

CAPS = "大写锁定已打开。"


class Card(QScrollArea):
    """A centred card; Enter in the last field or the button asks for what the card is for."""

    asked = Signal()

    def __init__(self, title: str, button: str, identifier: str, key: str = "Enter") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground = QWidget()
        set_mark(self._ground, "ground", "win")
        self.setWidget(self._ground)
        self.card = Panel((32, 28, 32, 32), 0)
        fix(self.card, width=416)
        self.title = Text(title, "greeting")
        self.caption = Text("", "second", wrap=True)
        self.line = ErrorLine(0)
        self.button = Button(button, identifier, key=key, kind="primary")
        set_mark(self.button, "kind", "tall-primary")
        set_mark(self.button, "middle", True)
        self.foot = Text("", "caption", wrap=True)
        self.fields = QVBoxLayout()
        space(self.fields, (0, 18, 0, 0), 2)
        self._last: TextField | None = None
        self._lines: dict[TextField, ErrorLine] = {}
        self._caps = False
        self._lay_out()
        self.button.clicked.connect(self.asked)

    def add(self, label: str, field: TextField) -> None:
        """A field under its label; Enter in the last one asks."""
        made = Text(label, "label")
        made.setBuddy(field)
        field.setProperty("label_widget", made)
        line = ErrorLine(0, kept=True)
        self._lines[field] = line
        self.fields.addWidget(made)
        self.fields.addWidget(field)
        self.fields.addWidget(line)
        if self._last is not None:
            self._last.moved_on.disconnect(self.asked)
            self._last.stays = False
        field.moved_on.connect(self.asked)
        field.edited.connect(self._right_again)
        if isinstance(field, PasswordField):
            field.caps.connect(self._caps_seen)
        self._last = field
        field.stays = True

    def add_widget(self, widget: QWidget) -> None:
        self.fields.addWidget(widget)

    def wrong(self, field: TextField | None, sentence: str) -> None:
        """Mark the field and say why; caps lock is named when it may be the reason."""
        if field is not None:
            field.set_error(True)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()
        words = sentence + (CAPS if self._caps and isinstance(field, PasswordField) else "")
        (self._lines[field] if field is not None else self.line).say(words, field)

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
        body.addWidget(_gap(16))
        body.addWidget(self.button)
        body.addWidget(_gap(14))
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


def _gap(height: int) -> QWidget:
    made = QWidget()
    fix(made, height=height)
    return made


class SignInCard(Card):
    """账号 and 密码; shows nothing of any draft."""

    def __init__(self) -> None:
        super().__init__("接访台", "登录", "signin.go")
        self.login = TextField("账号", "signin.login")
        self.password = PasswordField("密码", "signin.password")
        self.add("账号", self.login)
        self.add("密码", self.password)
        self.set_foot("没做完的草稿，登录后可以继续。不联网也能登录。")


class LockCard(Card):
    """The desk is locked; what was typed stays as it is behind the card."""

    def __init__(self) -> None:
        super().__init__("已锁屏", "解锁", "lock.go")
        self.password = PasswordField("密码", "lock.password")
        self.add("密码", self.password)
        self.set_foot("已填的内容都留着，解锁后接着填。")
        self.leave = Button("换人登录", "lock.leave", kind="small")
        self.card.body.addWidget(_gap(8))
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


class FirstRunCard(Card):
    """No store here yet: makes one."""

    def __init__(self) -> None:
        super().__init__("在这台电脑上启用接访台", "建库", "firstrun.go")
        self.caption.setText("本机还没有数据库。填好后会建一个加密的库。")
        self.centre = TextField("中心名称", "firstrun.centre", "例如 示例市人民来访接待中心")
        divisions = [
            Choice(code, f"{name} {code}", readings(name).initials[0], (code, name, *readings(name).full))
            for code, name in DIVISIONS.items()
        ]
        self.code = Picker(
            "所在地区", "firstrun.code", divisions, placeholder="地名或拼音；表里没有填六位代码", free=True
        )
        self.letter = TextField("台号", "firstrun.letter", "A 到 Z，各台不同")
        self.login = TextField("管理员账号", "firstrun.login")
        self.password = PasswordField("管理员密码", "firstrun.password")
        self.again = PasswordField("再输一遍", "firstrun.again")
        for field in (self.centre, self.code, self.letter, self.login, self.password, self.again):
            self.add(field.label, field)
        self.set_foot("密码至少 8 个字符，大写字母、小写字母、数字、符号里要有 3 种。")


class RecoveryCard(Card):
    """The recovery key, shown this once; it goes once four groups off the paper prove it written down."""

    def __init__(self) -> None:
        super().__init__("恢复密钥", "核对并收好", "recovery.go")
        self.caption.setText(
            "只显示这一次。请抄在纸上，封好交保险柜。所有人都忘了密码时，只有它能打开数据库。"
        )
        self._wanted = ""
        self.key = Text("", "fact-strong", wrap=True)
        name_widget(self.key, "恢复密钥", "recovery.key")
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.add_widget(self.key)
        self.groups = TextField("照着抄下的纸，输入后四组", "recovery.groups", "例如 ABCD-EFGH-JKLM-NPQR")
        self.groups.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly)
        self.add(self.groups.label, self.groups)
        self.set_foot("本机不留存这串字。抄错一个字，将来就打不开数据库。")

    def show_key(self, key: str) -> None:
        """Eight groups in two lines."""
        parts = key.split("-")
        self._wanted = "".join(parts[4:])
        self.key.setText(f"{'-'.join(parts[:4])}\n{'-'.join(parts[4:])}" if key else "")
        self.groups.clear()

    def copied(self) -> bool:
        """Whether the four groups were typed as they stand on the paper, hyphens or not."""
        typed = "".join(self.groups.text().upper().replace("-", " ").split())
        return bool(self._wanted) and typed == self._wanted
