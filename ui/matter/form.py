"""Why a paper is printed again, and why somebody's full number is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.papers.sizes import SIZE_WORDS, SLIP_SIZES
from app.errors import FieldError

REPRINT_REASONS = ("来访人遗失", "打印不清", "没有出纸", "内容已换发", "其他")
PURPOSES = ("核对证件", "联系来访人", "转送材料核对", "其他工作需要")
PAPERS = {size: SIZE_WORDS[size] for size in SLIP_SIZES}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintForm:
    """Reason, paper, printer."""

    reason: str | None
    paper: str | None
    printer: str | None

    def check(self) -> list[FieldError]:
        """reprint_reason_missing, paper_missing, printer_missing."""
        return [
            FieldError(field, f"{code}_missing")
            for field, code, value in (
                ("reason", "reprint_reason", self.reason),
                ("paper", "paper", self.paper),
                ("printer", "printer", self.printer),
            )
            if not value
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmaskForm:
    """The purpose, which is audited."""

    purpose: str | None

    def check(self) -> list[FieldError]:
        return [] if self.purpose else [FieldError("purpose", "purpose_missing")]
