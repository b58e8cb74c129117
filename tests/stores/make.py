"""Makes the home of a build with that build's own command line, and keeps it beside what it answered then.

python -m tests.stores.make TREE NAME    TREE: a checkout of the build; writes tests/stores/NAME.zip and .json

Everything is said with its time, so that the same build makes the same records again. What a build does not
know yet is left out. The zip holds the home with its store in the clear, compressed, and the store's key: a
small file that a test encrypts again (``tests.stores.unpack``). Only synthetic people, only keys of a test.
"""

from __future__ import annotations

import ast
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.stores.unpack import pack

PASSWORD = "Erste-2026!Build"  # of all accounts of these homes, which hold nobody's data
STORES = Path(__file__).parent
STAFF = (
    ("clerk", "张三（示例）", "登记员"),
    ("host", "王五（示例）", "接谈员"),
    ("leader", "李局（示例）", "带班领导"),
    ("watch", "周督办（示例）", "督办"),
)
KEY_OF_STORE = """
import sys
from pathlib import Path
from db.access.keys import FileVault
vault = FileVault(Path(sys.argv[1]))
keys = vault.unlock("leader", sys.argv[2])
sys.stdout.write(getattr(keys, "store").hex())
"""

MESSAGES = """
import base64, sys
from pathlib import Path
from db.cipher import connect
from db.sync import hello, push
try:
    from db.exchange import frame, wire
except ImportError:  # builds of before db/exchange
    from db.sync import wire
    frame = wire
connection = connect(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
def tell(name, message):
    print(name, base64.b64encode(frame.pack(message)).decode())
tell("hello", hello.compose(connection, ""))
for place, batch in enumerate(push.batches(connection), start=1):
    tell(f"push-{place}", batch)
tell("pull", wire.Pull(0, [], wire.SCHEMA))
"""


class Build:
    """The program of one checkout over a home of its own."""

    def __init__(self, tree: Path, home: Path) -> None:
        self.tree, self.home = tree, home
        self.refused: list[str] = []

    def __call__(self, *arguments: str, login: str | None = None, said: Any = None) -> dict[str, Any] | None:
        """The answer, or None where this build refuses the call."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("JIEFANGTAI_")}
        environment |= {"JIEFANGTAI_HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen"}
        environment |= {"JIEFANGTAI_PASSWORD": PASSWORD, "JIEFANGTAI_NEW_PASSWORD": PASSWORD}
        environment |= {"JIEFANGTAI_USER": login} if login else {}
        done = subprocess.run(
            [sys.executable, self.tree / "main.py", *arguments, *(["--json", "-"] if said else [])],
            input=None if said is None else json.dumps(said, ensure_ascii=False).encode(),
            stdin=subprocess.DEVNULL if said is None else None,
            capture_output=True, env=environment, cwd=self.tree, check=False,
        )  # fmt: skip
        if done.returncode:
            self.refused.append(
                f"{' '.join(arguments[:2])}: {done.stdout.decode()[:300]}{done.stderr.decode()[-300:]}"
            )
            return None
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def step(
        self, number: str, mode: str, at: str, login: str = "host", **more: Any
    ) -> dict[str, Any] | None:
        said = {"visit": number, "mode": mode, "at": f"{at}:00+08:00", **more}
        return self("step", login=login, said=said)


def visit(at: str, name: str, id_number: str, **over: Any) -> dict[str, Any]:
    """The register JSON of CLI.md."""
    person = {
        "name": name, "sex": "男", "ethnic": "汉", "id_type": "居民身份证", "id_number": id_number,
        "phone": "13800001234", "address": "安徽省铜陵市枞阳县示例路1号", "representative": True,
    }  # fmt: skip
    return {
        "arrived_at": f"{at}:00+08:00", "people": [person], "headcount": 1, "purpose": "求决",
        "category": "城乡建设", "place": "340706", "units": ["市住建局"], "claim": "丽景园小区办证（示例）",
        "facts": "示例：218户未办证。", "procedure": "普通",
    } | over  # fmt: skip


def reception(number: str, at: str) -> dict[str, Any]:
    return {
        "at": f"{at}:00+08:00", "form": "联合接访", "room": "联合接访室", "lead": "市信访局",
        "leader": "leader",
        "recorder": "赵（示例）", "visits": [number],
        "units": [{"unit": "市住建局", "person": "王科（示例）", "title": "科长", "arrived": "09:42"},
                  {"unit": "义安区", "absent": True}],
        "lines": [{"at": "09:43", "text": "代表：要求答复办证时间"},
                  {"at": "09:51", "text": "@市住建局 核查218户产权登记 10日 回@李局"},
                  {"at": "09:55", "text": "@义安区 逐户登记联系方式 5工作日"},
                  {"at": "10:02", "text": "!现场答复：水电不停"}],
        "result": "交办",
        "notices": {"opinion": "由市住建局牵头核查（示例）", "contact": "李局 0562-0000001"},
    }  # fmt: skip


OPINION = {
    "found": "经查，资料齐全（示例）", "opinion": "准予登记（示例）", "law": "《示例条例》第一条",
    "outcome": "支持", "checks": {},
}  # fmt: skip


def play(build: Build) -> dict[str, str]:
    """A small fixed history; the numbers of its visits by what they are."""
    numbers: dict[str, str] = {}

    def register(what: str, said: dict[str, Any]) -> str:
        answer = build("register", login="clerk", said=said)
        if answer is None:
            raise SystemExit("\n".join(build.refused))
        numbers[what] = answer["visit_number"]
        return numbers[what]

    single = register("single", visit("2026-09-01T09:00", "王小明（示例）", "340722190103200019"))
    build.step(single, "转送", "2026-09-02T09:00", unit="市住建局")
    build("received", single, "--unit", "市住建局", "--at", "2026-09-03T09:00:00+08:00", login="host")
    build.step(single, "受理告知", "2026-09-04T09:00", unit="市住建局")
    again = register(
        "again", visit("2026-09-10T09:00", "王小明（示例）", "340722190103200019", matter=single)
    )
    build("reception", login="host", said=reception(again, "2026-09-10T09:40"))
    build("reply", login="host", said={
        "matter": single, "unit": "市住建局", "text": "已核查（示例）", "done": True,
        "at": "2026-09-15T10:00:00+08:00",
    })  # fmt: skip
    build("slip", again, "--kind", "回执", "--out", str(build.home.parent / "slip.pdf"), login="clerk")
    build("remind", single, "--tier", "5", login="watch")
    build("rate", login="clerk", said={
        "matter": single, "whom": "信访部门", "value": "满意", "at": "2026-09-16T10:00:00+08:00",
    })  # fmt: skip
    group = register("group", visit("2026-09-02T10:00", "欧阳丽（示例）", "340722190103200027", headcount=38))
    build("amend", group, login="clerk", said={"headcount": 40})
    build.step(group, "不予受理", "2026-09-03T10:00", ground="not_remit", body="示例单位")
    guarded = register("guarded", visit(
        "2026-09-03T09:00", "鲍密甲（示例）", "340722190204120018", purpose="揭发控告", category="纪检监察",
        units=["市教育局"], claim="不得外传（示例）", facts="不得外传的情况（示例）",
    ))  # fmt: skip
    build.step(guarded, "转送", "2026-09-04T11:00", login="leader", unit="市纪委监委")
    advice = register("advice", visit(
        "2026-09-04T09:00", "汪晓明（示例）", "340722190305060018", purpose="意见建议",
        claim="建议增开公交（示例）",
    ))  # fmt: skip
    build.step(advice, "采纳", "2026-09-07T09:00", answer="已采纳（示例）")
    closed = register(
        "closed", visit("2026-09-07T09:00", "陈示例（示例）", "34072219040708001X", units=["市人社局"])
    )
    build.step(closed, "受理告知", "2026-09-08T09:00", unit="市人社局")
    build("notice", login="host", said={
        "visit": closed, "opinion": "已核查（示例）", "contact": "李局 0562-0000001", "told": "口头",
        "acknowledged": {"kind": "签字"},
    })  # fmt: skip
    checks = dict.fromkeys(_checks(build, closed), "见卷（示例）")
    build.step(closed, "办结", "2026-09-20T09:00", **(OPINION | {"checks": checks}))
    refused = register(
        "refused", visit("2026-09-08T09:00", "赵示例（示例）", "340722190208090012", claim="另一件事（示例）")
    )
    asked = (
        build.step(
            refused, "不予受理", "2026-09-09T09:00", ground="in_term", unit="市住建局", body="市政府（示例）"
        )
        or {}
    )
    if "pending" in asked:
        build("approve", asked["pending"]["id"], "--at", "2026-09-09T10:00:00+08:00", login="leader")
    voided = register(
        "voided", visit("2026-09-09T09:00", "孙示例（示例）", "340722190309100013", claim="重复登记（示例）")
    )
    build("void", voided, "--reason", "登记重复（示例）", login="clerk")
    joined = register(
        "joined", visit("2026-09-11T09:00", "王小明（示例）", "340722190103200019", claim="同一件事（示例）")
    )
    build("join", joined, single, "--reason", "同一件事（示例）", login="host")
    build("incident", login="clerk", said={
        "visit": group, "kind": "扬言", "what": "说要去别处（示例）", "who": "示例",
        "at": "2026-09-02T10:20:00+08:00", "measures": "劝返（示例）",
    })  # fmt: skip
    build("list", "积案", "add", group, login="host", said={
        "source": "国家局交办", "reason": "示例", "at": "2026-09-12T09:00:00+08:00",
    })  # fmt: skip
    return numbers


def _checks(build: Build, number: str) -> list[str]:
    """The names of the 五个不放过 as this build has them."""
    text = (build.tree / "app" / "domain" / "step_entry.py").read_text(encoding="utf-8")
    begin = text.find("FIVE")
    if begin < 0:
        return []
    found = text[text.index("(", begin) + 1 : text.index(")", begin)]
    return [name.strip().strip('"') for name in found.split(",") if name.strip()]


def keep(build: Build, name: str, numbers: dict[str, str]) -> None:
    """The home and the answers of its build, as two files."""
    shown = {what: build("show", number, login="leader") for what, number in numbers.items()}
    days = ("--from", "2026-09-01", "--to", "2026-12-31")
    report = build("report", *days, login="leader")
    check = build("check", login="admin")
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=build.tree, capture_output=True, check=True, text=True
    ).stdout.strip()
    key = subprocess.run(
        [sys.executable, "-c", KEY_OF_STORE, build.home, PASSWORD],
        cwd=build.tree, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    told = {
        "commit": commit, "key": key, "password": PASSWORD, "check": check, "report": report, "shown": shown,
        "unknown": build.refused,
    }  # fmt: skip
    (STORES / f"{name}.json").write_text(
        json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    pack(build.home, bytes.fromhex(key), STORES / f"{name}.zip", messages_of(build, key))


def messages_of(build: Build, key: str) -> dict[str, bytes]:
    """What the build would say to a hub first: hello, everything it has, what it asks; and its own wire."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "store.db"
        shutil.copyfile(build.home / "store.db", copy)
        told = subprocess.run(
            [sys.executable, "-c", MESSAGES, copy, key],
            cwd=build.tree, capture_output=True, check=True, text=True,
        ).stdout  # fmt: skip
    found = dict(line.split(" ") for line in told.splitlines())
    return {name: base64.b64decode(text) for name, text in found.items()} | {"wire.py": words_of(build.tree)}


def words_of(tree: Path) -> bytes:
    """The messages of a build and how they are packed, as one module; db/exchange has them in two."""
    wire = tree / "db" / "sync" / "wire.py"
    if wire.exists():
        return wire.read_bytes()
    frame, words = (
        (tree / "db" / "exchange" / f"{name}.py").read_text(encoding="utf-8") for name in ("frame", "wire")
    )
    lines = words.splitlines()
    beside = [
        node
        for node in ast.parse(words).body
        if isinstance(node, ast.ImportFrom) and node.module in ("__future__", "db.exchange.frame")
    ]
    for node in beside:
        lines[node.lineno - 1 : node.end_lineno] = [""] * ((node.end_lineno or 0) - node.lineno + 1)
    return f"{frame}\n{chr(10).join(lines)}\n".encode()


def main(tree: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build = Build(Path(tree), Path(folder) / "home")
        first = (
            "init",
            "--centre",
            "示例市人民来访接待中心",
            "--code",
            "340700",
            "--desk",
            "A",
            "--admin",
            "admin",
        )
        if build(*first) is None:
            raise SystemExit("\n".join(build.refused))
        for login, called, role in STAFF:
            build("staff", "add", login, "--name", called, "--role", role, login="admin")
        keep(build, name, play(build))
        sys.stdout.write("".join(f"left out: {line}\n" for line in build.refused))
        shutil.rmtree(build.home)


if __name__ == "__main__":
    main(*sys.argv[1:])
