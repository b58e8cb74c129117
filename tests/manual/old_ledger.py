"""An old ledger of invented people for the manual's pictures of import and figures."""

from __future__ import annotations

from pathlib import Path

NAME = "2025年来访台账.csv"
HEADS = ("登记日期", "姓名", "电话", "人数", "反映内容", "问题类别", "属地", "状态", "备注2")
CLAIMS = (
    ("要求办理不动产权证", "城乡建设"),
    ("拖欠工资", "劳动和社会保障"),
    ("土地补偿款", "国土资源"),
    ("低保复核", "民政"),
    ("学区划分", "教育文体"),
)
PLACES = ("铜官区", "义安区", "枞阳县", "郊区")


def write_ledger(folder: Path, rows: int = 96) -> Path:
    """A year's ledger with a few rows that cannot be read as they are."""
    lines = [",".join(HEADS)]
    for n in range(rows):
        claim, category = CLAIMS[(n * n + 3 * n) % len(CLAIMS)]
        day = f"2025-{n % 11 + 1:02}-{n * 7 % 27 + 1:02}"
        heads = (1, 2, 1, 6, 1, 12, 3)[n % 7]
        cells = [day, f"第{n + 1}人（示例）", f"1380000{n:04}", str(heads), claim, category]
        lines.append(",".join([*cells, PLACES[n % 4], "在办" if n % 8 == 0 else "已办结", ""]))
    lines[7] = "2025-02-30,某人（示例）,13800000006,1,要求办理不动产权证,城乡建设,郊区,已办结,"
    lines[20] = "2025-04-02,庚某、辛某,13800000019,,低保复核,民政,义安区,在办,"
    lines[33] = "2025-06-11,某人（示例）,13800000032,1,拖欠工资,城建,铜官区,已办结,"
    file = folder / NAME
    file.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return file


def write_wide_ledger(folder: Path, columns: int = 12) -> Path:
    """A ledger of two rows with many columns of its own, the second with a day that does not exist."""
    own = [f"备注{n}" for n in range(1, columns + 1)]
    words = [f"第 {n} 栏写的话" for n in range(1, columns + 1)]
    lines = [
        [*HEADS[:-1], *own],
        ["2025-02-03", "某人（示例）", "13800000001", "1", *CLAIMS[0], "郊区", "已办结", *words],
        ["2025-02-30", "某人（示例）", "1380000", "0", *CLAIMS[1], "郊区", "已办结", *words],
    ]
    file = folder / "多栏台账.csv"
    file.write_text("\n".join(",".join(line) for line in lines) + "\n", encoding="utf-8-sig")
    return file
