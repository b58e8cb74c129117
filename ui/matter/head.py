"""What the head panel says of a matter, a visit or a reception; no Qt."""

from __future__ import annotations

from typing import Any


def head_of(record: dict[str, Any]) -> dict[str, Any]:
    """What the head panel says."""
    matter = record.get("matter")
    if matter is None:
        line = "，".join(
            str(one) for one in (record.get("form"), record.get("room"), record.get("leader")) if one
        )
        status = str(record.get("result") or record["status"])
        claim = f"{record['lead']}，{len(record.get('units', ()))} 个单位到会"
        return {
            "number": record["number"],
            "kind": record["kind"],
            "status": status,
            "claim": claim,
            "facts": "",
            "line": line,
        }
    withheld = matter.get("withheld")
    parts = (
        matter["purpose"],
        matter["category"],
        matter["unit"] and f"责任单位 {matter['unit']}",
    )
    return {
        "number": record["number"]
        if record["kind"] == "信访事项"
        else f"{record['number']}　{matter['number']}",
        "kind": record["kind"],
        "status": matter["status"],
        "claim": "内容只有指定的人可以看" if withheld else matter["claim"] or "没有写诉求",
        "facts": "" if withheld else matter["facts"] or "",
        "line": "，".join(str(one) for one in parts if one),
    }
