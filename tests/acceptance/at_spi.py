"""Drive a window by its accessible names; runs under Debian's own python3, which has pyatspi.

Reads one JSON command a line from stdin, answers one JSON line. A widget is named by its accessible name or
by its identifier (``register.name``); commands: text, press, read, wait, focus, rect, names, everything,
beyond.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time

import pyatspi  # type: ignore[import-not-found]

APPLICATION = sys.argv[1]


def application():
    for _ in range(1200):
        for one in pyatspi.Registry.getDesktop(0):
            if one is not None and APPLICATION in (one.name or ""):
                return one
        time.sleep(0.05)
    raise LookupError(f"no application {APPLICATION}")


def walk(node, depth=0):
    if node is None or depth > 60:
        return
    yield node
    for index in range(node.childCount):
        try:
            child = node.getChildAtIndex(index)
        except Exception:  # noqa: BLE001 - a widget may vanish while the tree is walked
            continue
        yield from walk(child, depth + 1)


def matches(node, wanted, role=None):
    try:
        identifier = node.get_accessible_id() if hasattr(node, "get_accessible_id") else ""
        if role and node.getRoleName() != role:
            return False
        return wanted in (node.name, identifier) or (identifier or "").endswith("." + wanted)
    except Exception:  # noqa: BLE001 - vanished
        return False


def showing(node):
    return node.getState().contains(pyatspi.STATE_SHOWING)


def offers(node, interface):
    return interface is None or interface in pyatspi.listInterfaces(node)


def find(wanted, role=None, seconds=10.0, interface=None):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for node in walk(application()):
            if matches(node, wanted, role) and showing(node) and offers(node, interface):
                return node
        time.sleep(0.05)
    raise LookupError(f"nothing showing is called {wanted}")


def text_of(node):
    try:
        text = node.queryText()
        return text.getText(0, -1)
    except NotImplementedError:
        return node.name


def asks_beyond(node):
    """Ask for a child that is not there, as who counted a moment ago does."""
    with contextlib.suppress(Exception):  # an error is an answer too
        node.getChildAtIndex(2**28)
    return 1


def do(command):
    action = command["do"]
    if action == "names":
        return sorted({node.name for node in walk(application()) if node.name and showing(node)})
    if action == "everything":
        return sorted({node.name for node in walk(application()) if node.name})
    if action == "beyond":
        return sum(asks_beyond(node) for node in walk(application()))
    if action == "contains":
        until = time.monotonic() + command.get("seconds", 10)
        while time.monotonic() < until:
            for node in walk(application()):
                if node.name and command["text"] in node.name and showing(node):
                    return node.name
            time.sleep(0.05)
        raise LookupError(f"no widget shows {command['text']}")
    interface = {"text": "EditableText", "press": "Action"}.get(action)
    node = find(command["name"], command.get("role"), command.get("seconds", 10), interface)
    if action == "text":
        return node.queryEditableText().setTextContents(command["text"])
    if action == "press":
        return node.queryAction().doAction(0)
    if action == "focus":
        return node.queryComponent().grabFocus()
    if action == "rect":
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        return [box.x, box.y, box.width, box.height]
    if action == "read":
        return text_of(node)
    if action == "wait":
        return True
    raise ValueError(action)


def main():
    for line in sys.stdin:
        try:
            answer = {"ok": True, "value": do(json.loads(line))}
        except Exception as error:  # noqa: BLE001 - the test on the other side reports it
            answer = {"ok": False, "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer, ensure_ascii=False), flush=True)  # noqa: T201 - the protocol


main()
