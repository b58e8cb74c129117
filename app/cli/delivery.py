"""``received``: a unit's receipt of a matter; ``deliver``: a paper that reached the visitor."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import Number
from app.cli.output import emit, read_moment
from app.cli.session import session
from app.domain.numbers import tidy_number, tidy_query_code
from app.errors import FieldError, Refused
from app.services.handling.note_delivery import HOW, SIGNED, DeliveryEntry, deliver_paper, unit_received
from app.services.incidents.note_alert_receipt import AlertReceiptEntry, note_alert_receipt
from app.words import field_sentence

At = Annotated[str | None, typer.Option("--at", metavar="TIME", help="哪一刻收到，ISO 8601 带时区")]


def add(app: typer.Typer) -> None:
    app.command("received")(received)
    app.command("deliver")(deliver)


def received(
    context: typer.Context,
    number: Number,
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help="收到的单位；预警单的推送对象")],
    at: At = None,
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help="预警单：谁签收")] = None,
    feedback: Annotated[str | None, typer.Option("--feedback", metavar="TEXT", help="预警单：反馈")] = None,
) -> None:
    """登记单位签收转送、交办的时间；书面告知和异议的期限从这一天算。预警单写它的文号和推送对象。

    \b
    例  python main.py --as host received LF340700-A-261123-001-K --unit 示例区住建局
        python main.py --as host received 示信警A〔2026〕1号 --unit 市委、市政府 --person 张值班
    """
    desk = session(context).sign_in()
    if "号" in number and tidy_number(number) is None and tidy_query_code(number) is None:
        moment = read_moment(at, "--at")
        entry = AlertReceiptEntry(number=number, addressee=unit, person=person, feedback=feedback, at=moment)
        emit(note_alert_receipt(desk, entry).as_json())
        return
    unused = [
        FieldError(f"--{n}", "alert_only") for n, v in (("person", person), ("feedback", feedback)) if v
    ]
    if unused:
        raise Refused(*unused)
    emit(unit_received(desk, number, unit, read_moment(at, "--at")).as_json())


def deliver(
    context: typer.Context,
    number: Number,
    document: Annotated[str, typer.Option("--document", metavar="N", help="文书的文号")],
    at: At = None,
    how: Annotated[str, typer.Option("--how", metavar="当面|邮寄|其他")] = HOW[0],
    sign: Annotated[str, typer.Option("--sign", metavar="签收|拒收")] = SIGNED[0],
    witness: Annotated[str | None, typer.Option("--witness", metavar="NAME", help="拒收时的见证人")] = None,
) -> None:
    """登记文书送达；申请复查、复核的 30 日从这一天算。拒收的写见证人，没有写的照记，在 warnings 里提醒。

    \b
    例  python main.py --as host deliver LF340700-A-261123-001-K --document 示信处〔2026〕1号 --how 邮寄
    """
    desk = session(context).sign_in()
    moment = read_moment(at, "--at")
    entry = DeliveryEntry(number=number, document=document, at=moment, how=how, sign=sign, witness=witness)
    done = deliver_paper(desk, entry)
    emit(done.as_json() | {"warnings": [field_sentence(warning) for warning in done.warnings]})
