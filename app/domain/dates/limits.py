"""The limits in force, as the centre has set them, and the articles they come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from msgspec import field

from app.domain.value import Value

RULE_22, RULE_23, RULE_34, RULE_35, RULE_36 = (f"信访工作条例第{n}条" for n in (22, 23, 34, 35, 36))
RULE_OBJECTION = "信访工作条例第23条第3款"
RULE_RATING = "信访工作条例第21条"
SIMPLE = "简易"
SIMPLE_RULE = "信访事项简易办理办法（试行）"


class SettingsLike(Protocol):
    """Anything that answers for a declared key (app.settings.Settings)."""

    def __getitem__(self, key: str) -> Any: ...


class Limits(Value, frozen=True, kw_only=True):
    """The limits in force, in days; the defaults are those of app.settings (DOMAIN.md section 1.4)."""

    forward: int = 15
    notify: int = 15
    objection: int = 5
    finish: int = 60
    extension: int = 30
    review: int = 30
    """To ask for 复查 or 复核."""
    opinion: int = 30
    """For a 复查意见 or 复核意见."""
    simple_forward: int = 3
    simple_accept: int = 3
    simple_answer: int = 10
    """简易办理, in working days."""
    finish_promise_from: str = "受理"
    """受理 or 登记: what 承诺办理 counts from."""
    accept_promise: Mapping[str, int] = field(default_factory=lambda: {"普通": 2, "简易": 1})
    finish_promise: Mapping[str, int] = field(default_factory=lambda: {"普通": 10, "简易": 10})
    promise_in_workdays: bool = False
    roll: bool = False

    @classmethod
    def of(cls, settings: SettingsLike) -> Limits:
        """The limits as the centre has set them."""
        return cls(
            forward=settings["转送期限"],
            notify=settings["书面告知期限"],
            finish=settings["办结期限"],
            extension=settings["延期上限"],
            review=settings["复查申请期限"],
            objection=settings["异议期限"],
            opinion=settings["复查复核期限"],
            simple_forward=settings["简易转送期限"],
            simple_accept=settings["简易受理期限"],
            simple_answer=settings["简易答复期限"],
            finish_promise_from=settings["承诺办理起点"],
            accept_promise={"普通": settings["承诺受理_普通"], "简易": settings["承诺受理_简易"]},
            finish_promise={"普通": settings["承诺办理_普通"], "简易": settings["承诺办理_简易"]},
            promise_in_workdays=settings["承诺按工作日"],
            roll=settings["末日遇休息日顺延"],
        )
