"""The fixed sentences of slip and notices that an administrator may put otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from app.domain.value import Value
from app.errors import FieldError, Refused


class Wording(Value, frozen=True):
    """One sentence: the key of its setting, its words, and what may stand in braces."""

    key: str
    default: str
    where: str
    names: tuple[str, ...] = ()
    longest: int = 60

    def check(self, words: str) -> None:
        """Refused: wording_braces, wording_unknown, wording_long."""
        try:
            parts = list(Formatter().parse(words))
        except ValueError:
            raise Refused(FieldError(self.key, "wording_braces")) from None
        odd = [name for _, name, form, turn in parts if name is not None and (form or turn)]
        unknown = [name for _, name, _, _ in parts if name is not None and name not in self.names]
        if odd or unknown:
            known = "、".join(f"{{{name}}}" for name in self.names) or "没有"
            name = f"{{{(unknown or odd)[0]}}}"
            raise Refused(FieldError(self.key, "wording_unknown", {"name": name, "known": known}))
        if len(words) > self.longest:
            raise Refused(FieldError(self.key, "wording_long", {"longest": self.longest}))

    @property
    def help(self) -> str:
        """What the settings screen says of it."""
        known = "、".join(f"{{{name}}}" for name in self.names)
        return f"{self.where}；空着用原来的话" + (f"。可用 {known}" if known else "")


TITLE, HINT, DISCLAIMER = "回执标题", "回执提示", "回执声明"
GUARDED, OPENING = "检举控告意见", "三个告知单引言"
WORDINGS = (
    Wording(TITLE, "来访登记回执", "回执最上面的大字", longest=12),
    Wording(HINT, "下次来访，请带本回执，窗口扫码可直接调出本件。", "回执二维码旁的话", ("电话", "地址")),
    Wording(DISCLAIMER, "本回执仅证明登记，不代替书面告知书。", "回执最下面的话", ("电话", "地址")),
    Wording(GUARDED, "您反映的情况已登记，依规依纪依法处理。", "检举控告回执上的工作意见", ("电话",)),
    Wording(
        OPENING,
        "您于{日期}来访{事项}，我单位已登记，编号 {编号}。现将工作意见、办理时限、联络方式告知如下。",
        "三个告知单的第一段",
        ("日期", "事项", "编号"),
        longest=200,
    ),
)
BY_KEY: Mapping[str, Wording] = {wording.key: wording for wording in WORDINGS}


def worded(words: Mapping[str, str], key: str, **facts: str) -> str:
    """The sentence with its facts; the program's own where none is set, or one that cannot be filled."""
    wording = BY_KEY[key]
    chosen = words.get(key) or wording.default
    try:
        wording.check(chosen)
    except Refused:  # came from a desk of another version: paper must come out all the same
        chosen = wording.default
    return chosen.format(**{name: facts.get(name, "") for name in wording.names})
