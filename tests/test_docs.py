"""The guides name existing commands and options, linked files, pictures and keys."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer
from PIL import Image

from app.cli.program import build
from app.words import SENTENCES
from tests.manual.keys import MARKED, read_tables
from tests.manual.pictures import MOST_BYTES

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "docs" / "用户手册.md"
GUIDES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
NEEDED = ("docs/用户手册.md", "docs/administrator.md", "docs/design.md", "docs/images/register.png")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CALL = re.compile(r"(?:^|\s)(?:python3?\s+|\S*/python3?\s+)?main\.py(?=\s)(.*)")
STOPS = re.compile(r"\s(?:\||>|>>|&&|;|#)(?:\s.*|$)")
PLACEHOLDER = re.compile(r"…|\.\.\.")


def calls(text: str) -> Iterator[str]:
    """The arguments of every call of main.py in fenced blocks and in inline code."""
    blocks = [body.replace("\\\n", " ") for _, body in FENCE.findall(text)]
    lines = [line for block in blocks for line in block.splitlines()]
    for line in [*lines, *CODE.findall(FENCE.sub("", text))]:
        found = CALL.search(line)
        if found and not PLACEHOLDER.search(found[1]):
            yield " ".join(STOPS.sub("", found[1]).split())


def wrong_with(arguments: list[str]) -> str:
    """What the command line would not know in these arguments; empty if it knows all of them."""
    command: Any = typer.main.get_command(build())
    path, given = "main.py", list(arguments)
    positions = 0
    while given:
        word = given.pop(0)
        if word.startswith("-") and len(word) > 1:
            option = _option(command, word.partition("=")[0])
            if option is None:
                return f"{path} has no {word}"
            if not option.is_flag and "=" not in word and not given:
                return f"{path} {word} needs a value"
            if not option.is_flag and "=" not in word:
                given.pop(0)
        elif word in getattr(command, "commands", {}):
            command, path, positions = command.commands[word], f"{path} {word}", 0
        else:
            positions += 1
    places = [one for one in command.params if one.param_type_name == "argument"]
    if positions > len(places):
        return f"{path} does not know {arguments[-1]}"
    missing = [one.name for one in places[positions:] if one.required]
    return f"{path} lacks {missing}" if missing and "--help" not in arguments else ""


def _option(command: Any, word: str) -> Any:
    if word in ("--help", "-h"):
        return type("Help", (), {"is_flag": True})
    found = (one for one in command.params if one.param_type_name == "option" and word in one.opts)
    return next(found, None)


@pytest.mark.parametrize("guide", GUIDES, ids=[guide.name for guide in GUIDES])
def test_every_command_in_the_guides_exists(guide: Path) -> None:
    found = list(calls(guide.read_text(encoding="utf-8")))
    wrong = {call: why for call in found if (why := wrong_with(shlex.split(call)))}
    assert not wrong


def test_the_guides_show_commands_at_all() -> None:
    found = [call for guide in GUIDES for call in calls(guide.read_text(encoding="utf-8"))]
    assert len(found) > 20


@pytest.mark.parametrize(
    "call",
    [
        "registre --json F",
        "register --jsn F",
        "hub tokn --desk B",
        "restore",
        "staff list extra",
        "sync --json",
    ],
)
def test_a_command_that_does_not_exist_is_noticed(call: str) -> None:
    assert wrong_with(shlex.split(call))


def test_a_call_ends_at_a_pipe_and_leaves_out_what_is_only_hinted_at() -> None:
    lines = ("```sh", "echo x | .venv/bin/python main.py --as a check | tee f", "python main.py demo \\")
    text = "\n".join((*lines, "  --out d # y", "```"))
    assert list(calls(text)) == ["--as a check", "demo --out d"]
    assert list(calls("`main.py enrol …` and `python main.py due`")) == ["due"]


@pytest.mark.parametrize("name", NEEDED)
def test_the_guides_are_there(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("guide", GUIDES, ids=[guide.name for guide in GUIDES])
def test_every_linked_file_and_heading_exists(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(FENCE.sub("", text)) if not _is_there(guide, link)]
    assert not missing


def _is_there(guide: Path, link: str) -> bool:
    if link.startswith(("http://", "https://")):
        return True
    path, _, heading = unquote(link).partition("#")
    target = guide.parent / path if path else guide
    if not target.is_file():
        return False
    return not heading or heading in _anchors(target.read_text(encoding="utf-8"))


def _anchors(text: str) -> set[str]:
    """Headings as GitHub makes links of them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_the_sentences_the_manual_explains_are_the_programs() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    table = text[text.index("| 程序说 |") :]
    said = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", table, re.MULTILINE)[1:]
    said = [one for one in said if not one.startswith("---")]
    unknown = [one for one in said if not any(form.match(one) for form in _forms())]
    assert len(said) > 15
    assert unknown == []


def _forms() -> list[re.Pattern[str]]:
    """Each sentence of app.words as a pattern: where a fact stands, anything; its end may be left out."""
    fact = re.compile(r"\{\w+\}")
    forms = []
    for sentence in SENTENCES.values():
        first = re.split(r"(?<=。)", sentence)[0]
        forms.append(re.compile(".+?".join(re.escape(part) for part in fact.split(first))))
    return forms


def test_pictures_are_small_and_all_of_them_are_shown() -> None:
    texts = "".join(guide.read_text(encoding="utf-8") for guide in GUIDES)
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert pictures
    assert [one.name for one in pictures if f"images/{one.name}" not in texts] == []
    assert {one.name: one.stat().st_size for one in pictures if one.stat().st_size > MOST_BYTES} == {}


def test_screens_are_shown_at_full_size() -> None:
    with Image.open(ROOT / "docs" / "images" / "register.png") as picture:
        assert picture.size == (1440, 900)


def test_the_manual_has_a_table_for_every_mark() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    assert text.count("<!-- keys:") == len(MARKED.findall(text)) == len(read_tables(text)) > 8
    assert all(read_tables(text).values())
