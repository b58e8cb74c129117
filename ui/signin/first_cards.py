"""The cards of a machine without a store: new, join the centre, restore; then the recovery key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.domain.reference import DIVISIONS
from app.domain.suites import GENERAL, NATIONAL
from app.domain.text.pinyin import readings
from ui.signin.view import Card, DoorCard, gap
from ui.theme import set_mark
from ui.widgets.basics import Button, Text, name_widget
from ui.widgets.choices import Choice
from ui.widgets.fields import TextField
from ui.widgets.file_field import CERTIFICATES, FileField
from ui.widgets.password import PasswordField
from ui.widgets.picker import Picker
from ui.widgets.row_item import RowItem
from ui.widgets.rowlist import RowList

NEW, JOIN, RESTORE = "new", "join", "restore"
WAYS = (
    (NEW, "新装", "中心的第一台：建一个空的加密库", "page"),
    (JOIN, "加入中心", "中心已有接访台：取来账号、参照表和记录", "link"),
    (RESTORE, "从备份恢复", "有备份文件：换机器、坏了盘时用", "history"),
)
"""Way, words, what it is for, icon."""
SUITES = ((GENERAL, "通用", "ty"), (NATIONAL, "国密（SM2、SM3、SM4）", "gm"))
"""Suite, what a person reads, its initials."""


class ChoiceCard(Card):
    """Which of the three this machine shall be; a digit chooses, Enter goes on."""

    def __init__(self) -> None:
        super().__init__("第一次打开接访台", "往下", "firstchoice.go", wide=480)
        self.caption.setText("这台电脑上还没有库。先选一样，选错了可以退回。")
        self.list = RowList("怎样开始", "firstchoice.list", height=64, most=3, middle=1.0, keeps=True)
        self.list.show_rows(
            [
                RowItem(title=words, cap=str(place), second=second, shape=shape, data=way, key=way)
                for place, (way, words, second, shape) in enumerate(WAYS, 1)
            ]
        )
        self.add_widget(self.list)
        self.list.opened.connect(self.asked)
        for place in range(len(WAYS)):
            QShortcut(QKeySequence(str(place + 1)), self).activated.connect(partial(self.list.choose, place))


class StepBack(Card):
    """A card that Esc leaves for the one before it."""

    back = Signal()

    def __init__(self, title: str, button: str, identifier: str, *, wide: int = 416) -> None:
        super().__init__(title, button, f"{identifier}.go", wide=wide)
        self.leave = Button("退回", f"{identifier}.leave", key="Esc", kind="small")
        self.card.body.addWidget(gap(8))
        self.card.body.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        self.leave.clicked.connect(self.back)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self._leave)

    def _leave(self) -> None:
        if self.leave.isEnabled():
            self.back.emit()

    def busy(self, on: bool) -> None:
        super().busy(on)
        self.leave.setEnabled(not on)


class NewCard(StepBack):
    """Makes the centre's first store."""

    def __init__(self) -> None:
        super().__init__("新装", "建库", "firstrun", wide=640)
        self.caption.setText("会建一个空的加密库。中心已有别的台的，请退回选“加入中心”。")
        self.centre = TextField("中心名称", "firstrun.centre", "例如 示例市人民来访接待中心")
        divisions = [
            Choice(code, f"{name} {code}", readings(name).initials[0], (code, name, *readings(name).full))
            for code, name in DIVISIONS.items()
        ]
        self.code = Picker(
            "所在地区", "firstrun.code", divisions, placeholder="地名或拼音；表里没有填六位代码", free=True
        )
        self.letter = TextField("台号", "firstrun.letter", "A 到 Z，各台不同")
        self.suite = Picker("签名和加密算法", "firstrun.suite", [Choice(*suite) for suite in SUITES])
        self.suite.set_value(GENERAL)
        self.login = TextField("管理员账号", "firstrun.login")
        self.password = PasswordField("管理员密码", "firstrun.password")
        self.again = PasswordField("再输一遍", "firstrun.again")
        self.add(self.centre.label, self.centre)
        for left, right in (
            (self.code, self.letter),
            (self.suite, self.login),
            (self.password, self.again),
        ):
            self.add(left.label, left)
            self.add(right.label, right, beside=True)
        self.set_foot("密码至少 8 个字符，大写字母、小写字母、数字、符号里要有 3 种。")

    def named(self, name: str) -> TextField | None:
        return super().named({"admin": "login", "desk": "letter"}.get(name, name))


class OpeningCard(StepBack, DoorCard):
    """Opens what is there already by an account's password, and by its token where it has one."""


class JoinCard(OpeningCard):
    """Makes the store from the centre's hub; the code alone brings nothing, an account opens it."""

    usual = "加入码请管理员在中心的汇聚点上取，一天之内有效。"

    def __init__(self) -> None:
        super().__init__("加入中心", "加入", "firstjoin")
        self.caption.setText("账号、参照表和近期记录从中心取来，台号由加入码定。")
        self.url = TextField("中心地址", "firstjoin.url", "如 https://10.0.0.8:8470")
        self.code = TextField("一次性加入码", "firstjoin.code", "如 7KQ4-M2XP-9TQR-53AB")
        self.certificate = FileField(
            "中心根证书", "firstjoin.certificate", "中心自己发证的才要", CERTIFICATES
        )
        self.login = TextField("账号", "firstjoin.login", "本中心任何一个账号")
        for field in (self.url, self.code, self.certificate, self.login):
            self.add(field.label, field)
        self.add_secrets("firstjoin")
        self.set_foot(self.usual)


class RestoreCard(OpeningCard):
    """Makes the store from a backup, on to a series of its own."""

    usual = "账号和密码用备份那时的。原来的机器还在用的，不要恢复到第二台。"

    def __init__(self) -> None:
        super().__init__("从备份恢复", "恢复", "firstrestore")
        self.caption.setText("备份以后发出的纸不会重号：恢复后用新的编号系列。")
        self.file = FileField("备份文件", "firstrestore.file", "U 盘或共享上的 .bak 文件", "备份 (*.bak)")
        self.login = TextField("管理员账号", "firstrestore.login", "备份时的系统管理员")
        for field in (self.file, self.login):
            self.add(field.label, field)
        self.add_secrets("firstrestore")
        self.set_foot(self.usual)


class RecoveryCard(Card):
    """The recovery key, shown this once; it goes once it is printed, or four groups prove it written down."""

    printing = Signal()

    def __init__(self) -> None:
        super().__init__("恢复密钥", "核对并收好", "recovery.go")
        self.caption.setText(
            "只显示这一次。请印出来或抄在纸上，封好交保险柜。所有人都忘了密码时，只有它能打开数据库。"
        )
        self._wanted = ""
        self.printed = False
        self.key = Text("", "fact-strong", wrap=True)
        name_widget(self.key, "恢复密钥", "recovery.key")
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.add_widget(self.key)
        self.paper = Button("印出来", "recovery.print", key="Alt+P", kind="small", shape="printer")
        self.paper.clicked.connect(self.printing)
        QShortcut(QKeySequence("Alt+P"), self).activated.connect(self.printing)
        self.add_widget(gap(10))
        self.fields.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_widget(gap(12))
        self.groups = TextField("照着抄下的纸，输入后四组", "recovery.groups", "例如 ABCD-EFGH-JKLM-NPQR")
        self.groups.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly)
        self.add(self.groups.label, self.groups)
        self.set_foot("本机不留存这串字。抄错一个字，将来就打不开数据库。")

    def show_key(self, key: str) -> None:
        """Eight groups in two lines."""
        parts = key.split("-")
        self._wanted = "".join(parts[4:])
        self.printed = False
        self.key.setText(f"{'-'.join(parts[:4])}\n{'-'.join(parts[4:])}" if key else "")
        self.groups.clear()
        self.groups.setPlaceholderText("例如 ABCD-EFGH-JKLM-NPQR")
        self.set_foot("本机不留存这串字。抄错一个字，将来就打不开数据库。")

    def was_printed(self, printer: str) -> None:
        """The paper is on its way: who has it in hand need not type."""
        self.printed = True
        self.right()
        self.groups.setPlaceholderText("印出来了，可以不输")
        self.set_foot(f"已送到“{printer}”。纸在手里、字看得清，再按“核对并收好”；没有出来就抄写。")
        set_mark(self.foot, "role", "caption")
        self.groups.setFocus(Qt.FocusReason.OtherFocusReason)

    def copied(self) -> bool:
        """Whether it is on paper: printed, or the four groups typed as they stand there, hyphens or not."""
        typed = "".join(self.groups.text().upper().replace("-", " ").split())
        return (bool(self._wanted) and typed == self._wanted) or (self.printed and not typed)
