"""试打页: what a test page holds, to look at with a ruler and a scanner in hand."""

from __future__ import annotations

from typing import Any

KIND = "试打页"
RARE = "㛃𬭎䶮𫖯喆堃镕赟玥"
CODE_LENGTH = 154
"""Characters of a slip's code, so that the test's codes are as dense as real ones."""
FILLING = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 5


def trial_page(number: str, printer: str, paper: str, dots: int | None) -> dict[str, Any]:
    """The content of the page; ``dots`` is the width of a thermal head where it is known."""
    return {
        "kind": KIND,
        "layout": "test",
        "heading": "接访台",
        "title": "打印机试打页",
        "number": f"出单号 {number}",
        "printer": f"{printer} · {paper}" + (f" · {dots} 点" if dots else ""),
        "dots": dots,
        "width": "宽度：看得到的最左和最右刻度（毫米）",
        "darkness": "深浅：横线由细到粗，四格由浅到深，都应分得清",
        "chinese": "中文：三个告知、受理告知书、，。、；：？“”〔2026〕１２３",
        "rare": f"生僻字：{RARE}",
        "sizes": "大小：本行 {size} 点",
        "codes": "最小二维码：从小到大扫，扫得出的最小一个",
    }


def trial_code(label: str) -> str:
    """The text of one code: says which it is, and is as long as a slip's."""
    head = f"JFT:TEST/{label}/"
    return head + FILLING[: CODE_LENGTH - len(head)]
