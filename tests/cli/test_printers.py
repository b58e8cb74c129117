"""Printers on the command line, with a thermal printer of our own behind them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.devices.escpos_printer import PAPER_OUT, SILENT, EscposPrinter


@pytest.fixture(scope="module")
def device() -> Iterator[EscposPrinter]:
    made = EscposPrinter()
    made.start()
    yield made
    made.stop()


def test_a_printer_from_adding_it_to_the_confirmed_slip(program, visit, device):
    number = program("register", "--json", "-", login="clerk", json_in=visit).answer["visit_number"]
    address = f"tcp://127.0.0.1:{device.port}"
    added = program("printers", "add", "小票机", address, "--paper", "80mm", login="clerk")
    assert added.answer["listed"][0]["name"] == "小票机"
    states = {one["name"]: one for one in program("printers", login="clerk").answer["printers"]}
    assert (states["小票机"]["ready"], states["小票机"]["answers"]) == (True, True)

    printed = program("print", number, login="clerk")
    assert (printed.code, printed.answer["state"], len(device.slips)) == (0, "confirmed", 1)

    device.fault(PAPER_OUT)
    out = program("print", number, "--printer", "小票机", login="clerk")
    assert (out.code, out.answer["error"]["code"], len(device.slips)) == (4, "printer_paper_out", 1)

    device.mend()
    device.fault(SILENT)
    silent = program("print", number, login="clerk")
    assert (silent.code, silent.answer["state"], silent.answer["times"]) == (0, "sent", 2)
    seen = program("jobs", "confirm", silent.answer["job"], login="clerk")
    assert (seen.code, seen.answer["state"]) == (0, "confirmed")
    device.mend()

    assert program("printers", "test", "小票机", login="clerk").answer["proven"] is True
    assert program("jobs", "confirm", "ZZZZZZ", login="clerk").code == 2
    assert program("printers", "bind", "回执", "没有", login="clerk").code == 2
    assert program("printers", "add", "坏", "telnet://x", "--paper", "80mm", login="clerk").code == 2
    bound = program("printers", "bind", "回执", "小票机", login="clerk").answer["bound"]
    assert [one["kind"] for one in bound] == ["来访回执"]
    loose = program("printers", "unbind", "回执", login="clerk")
    assert (loose.code, loose.answer["bound"]) == (0, [])
    again = program("printers", "unbind", "回执", login="clerk")
    assert (again.code, again.answer["errors"][0]["code"]) == (2, "binding_unknown")
    removed = program("printers", "remove", "小票机", login="clerk")
    assert (removed.code, removed.answer["listed"]) == (0, [])
