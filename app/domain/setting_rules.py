"""Each setting has a rule for its value: range, choices, length or the form of its text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from app.domain.papers.sizes import PAPER_SIZES
from app.domain.papers.statement import check_host
from app.domain.papers.wording import WORDINGS
from app.domain.printers import BINDINGS, PRINTERS, parse_bindings, parse_printers
from app.errors import FieldError, Refused

RANGES: Final[dict[str, tuple[int, int]]] = {
    "代表人数上限": (1, 5),
    "转送期限": (1, 15),
    "书面告知期限": (1, 15),
    "办结期限": (1, 60),
    "延期上限": (0, 30),
    "复查申请期限": (30, 60),
    "异议期限": (5, 15),
    "复查复核期限": (1, 30),
    "简易转送期限": (1, 15),
    "简易受理期限": (1, 15),
    "简易答复期限": (1, 30),
    "评价期限": (1, 365),
    "承诺受理_普通": (0, 15),
    "承诺办理_普通": (1, 60),
    "承诺受理_简易": (0, 15),
    "承诺办理_简易": (1, 60),
    "逾期通报天数": (1, 365),
    "附件上限": (1, 50),
    "密码历史": (0, 8),
    "密码天数": (0, 365),
    "闲置锁屏分钟": (1, 240),
    "缩放": (100, 200),
    "出单留存小时": (0, 720),
    "备份间隔天": (0, 30),
    "出单有效秒": (10, 600),
    "打印时限秒": (5, 120),
    "打印机回音秒": (1, 30),
}
"""A statutory limit may be made shorter and never longer; what is the visitor's right never shorter."""
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "配色": ("自动", "浅色", "深色", "高对比"),
    "承诺办理起点": ("受理", "登记"),
    "回执纸张": PAPER_SIZES,
}
LENGTHS: Final[dict[str, int]] = {
    "纸面抬头": 40,
    "机关代字": 6,
    "联系电话": 40,
    "值班联络": 60,
    "接待时间": 60,
    "接待地址": 60,
    "出纸文件夹": 240,
    "备份位置": 240,
    "第二备份位置": 240,
}
"""Characters that have room where the text stands."""
READERS: Final[dict[str, Callable[[str], object]]] = {
    "查询地址": check_host,
    PRINTERS: parse_printers,
    BINDINGS: parse_bindings,
    **{wording.key: wording.check for wording in WORDINGS},
}
"""Reading such a text refuses what is wrong."""


def check_setting(key: str, value: Any) -> None:
    """Refused: setting_range, setting_choice, setting_long, or what the reader of the text says."""
    if key in RANGES:
        least, most = RANGES[key]
        if not least <= value <= most:
            raise Refused(FieldError(key, "setting_range", {"least": least, "most": most}))
    elif key in CHOICES:
        if value not in CHOICES[key]:
            raise Refused(FieldError(key, "setting_choice", {"given": value}))
    elif key in LENGTHS:
        if len(value) > LENGTHS[key]:
            raise Refused(FieldError(key, "setting_long", {"most": LENGTHS[key]}))
    elif key in READERS:
        READERS[key](value)
