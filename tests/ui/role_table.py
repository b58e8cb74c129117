"""The commands of every page by role: who can use each, who sees it off with its reason (CLI.md).

One home with something to do for each role; commands that a row under the keys brings are not listed.
"""

from __future__ import annotations

from app.domain.roles import ADMINISTRATOR, AUDITOR, CLERK, INTERVIEWER, LEADER, ROLES, SECURITY, SUPERVISOR

WINDOW = frozenset({CLERK, INTERVIEWER, LEADER, SUPERVISOR})
HANDS = WINDOW - {CLERK}
"""Who receives, takes steps and sees dates."""
EVERYBODY = frozenset(ROLES)
KEEPERS = frozenset({ADMINISTRATOR, SECURITY, AUDITOR})
NOBODY: frozenset[str] = frozenset()
OF_A_ROW = (
    *("start.only.", "start.whole", "start.reprint", "start.other", "start.seen", "start.gap"),
    *("start.handle", "start.discard", "step.choose."),
)
"""How the names begin of commands that are there for what the list shows at the moment."""
TABLE: tuple[tuple[frozenset[str], frozenset[str], str], ...] = (
    (
        NOBODY,
        WINDOW,
        """
        act.paper find.again find.open matter.after matter.alert matter.before matter.charge matter.name
        matter.recall matter.settle matter.undo sync.keep sync.open sync.restore sync.undo waiting.back
        """,
    ),
    (
        WINDOW,
        NOBODY,
        """
        act.save find.visit matter.again matter.amend matter.attach matter.attachments matter.facts
        matter.history matter.incident matter.issue matter.owed matter.paste matter.rate
        matter.readers matter.refresh matter.reprint matter.tell matter.unmask register.absent
        register.again register.extra register.guide register.join register.keep register.link
        register.matter register.more register.new register.next register.notices register.person
        register.preview register.save register.separate register.tell register.turn_group
        register.write waiting.again waiting.all waiting.hand waiting.hold waiting.left waiting.look
        waiting.matter waiting.new waiting.next waiting.sort.at waiting.sort.heads waiting.sort.name
        waiting.sort.number
        """,
    ),
    (
        frozenset({ADMINISTRATOR}),
        frozenset({AUDITOR, SECURITY}),
        """
        admin.backup admin.import.calendar admin.import.categories admin.import.divisions
        admin.import.units admin.join
        """,
    ),
    (
        KEEPERS,
        NOBODY,
        """
        admin.check admin.open admin.refresh admin.section.1 admin.section.2 admin.section.3
        admin.section.4 admin.section.5 admin.section.6 admin.section.7 admin.section.8 admin.token
        audit.filter audit.refresh audit.sort.at
        """,
    ),
    (
        frozenset({LEADER}),
        NOBODY,
        """
        approvals.approve approvals.look approvals.open approvals.paper approvals.refuse
        """,
    ),
    (
        NOBODY,
        frozenset({LEADER}),
        """
        approvals.next approvals.past
        """,
    ),
    (
        NOBODY,
        HANDS,
        """
        charge.count charge.daily charge.end charge.evidence1 charge.evidence2 charge.evidence3
        charge.evidence4 charge.evidence5 charge.five charge.matter charge.paper charge.people
        charge.plan charge.weekly import.accept import.again import.bad import.decide
        import.file_row import.mend import.remember import.remembered import.role import.sheets
        import.split import.store import.trouble import.undo ledger.charge ledger.remind lists.end
        lists.matter lists.note lists.open reception.case reception.person reception.sign_in
        step.paper step.sign sync.courier.read sync.courier.write
        """,
    ),
    (
        HANDS,
        NOBODY,
        """
        charge.refresh figures.back figures.basis figures.copy figures.desk figures.detail
        figures.enter figures.export figures.form figures.free figures.left figures.look figures.ofd
        figures.pdf figures.right figures.several figures.table.J figures.table.K figures.table.L
        figures.table.N figures.table.S figures.table.U figures.table.X figures.tile.1
        figures.tile.2 figures.tile.3 figures.tile.4 figures.tile.5 figures.tile.6 figures.tile.7
        figures.tile.8 figures.unit figures.wall import.file import.only.1 import.only.2
        import.only.3 import.only.4 import.only.5 ledger.each ledger.figures ledger.filter
        ledger.import ledger.keep ledger.late ledger.lists ledger.look ledger.open ledger.reply
        ledger.save ledger.sort.due ledger.sort.number ledger.sort.unit ledger.tile.1.show
        ledger.tile.2.show ledger.tile.3.show ledger.tile.4.show ledger.tile.5.show
        ledger.tile.6.show ledger.tile.7.show ledger.tile.8.show ledger.tile.9.show lists.add
        lists.all lists.kind.1.show lists.kind.2.show lists.kind.3.show lists.kind.4.show
        lists.kind.5.show lists.kind.6.show lists.kind.7.show lists.kind.8.show lists.kind.9.show
        lists.look lists.save lists.sort.at reception.add reception.batch reception.begin
        reception.end reception.form reception.form.下访 reception.form.带班接访 reception.form.接谈
        reception.form.约访 reception.form.联合接访 reception.keep reception.later reception.part1
        reception.part2 reception.part3 reception.part4 reception.pause start.daily step.attach
        step.save
        """,
    ),
    (
        NOBODY,
        frozenset({ADMINISTRATOR, SECURITY}),
        """
        desks.again desks.code desks.leave desks.stop
        """,
    ),
    (
        frozenset({ADMINISTRATOR}),
        frozenset({SECURITY}),
        """
        desks.join
        """,
    ),
    (
        frozenset({ADMINISTRATOR, SECURITY}),
        NOBODY,
        """
        desks.refresh desks.sync
        """,
    ),
    (
        frozenset({LEADER, SUPERVISOR}),
        frozenset({INTERVIEWER}),
        """
        figures.pack
        """,
    ),
    (
        HANDS,
        frozenset({CLERK}),
        """
        matter.deliver matter.hand matter.list matter.receive matter.reply matter.step waiting.receive
        waiting.talk
        """,
    ),
    (
        WINDOW | {ADMINISTRATOR},
        NOBODY,
        """
        roster.after roster.before roster.now roster.refresh
        """,
    ),
    (
        frozenset({ADMINISTRATOR}),
        WINDOW,
        """
        roster.fill roster.paste
        """,
    ),
    (
        frozenset({ADMINISTRATOR}),
        NOBODY,
        """
        safety.backup safety.check safety.drill safety.plan safety.refresh tables.import
        tables.refresh units.add units.admin units.change units.refresh units.sort.name units.switch
        tables.open categories.add categories.refresh divisions.add divisions.refresh calendar.add
        calendar.after calendar.before calendar.refresh categories.change categories.switch
        divisions.change calendar.change
        """,
    ),
    (
        EVERYBODY,
        NOBODY,
        """
        settings.printer.add settings.printer.bind start.begin start.refresh
        """,
    ),
    (
        NOBODY,
        EVERYBODY,
        """
        settings.printer.remove settings.printer.unbind
        """,
    ),
    (
        WINDOW,
        KEEPERS,
        """
        settings.printer.test start.waiting
        """,
    ),
    (
        frozenset({SECURITY}),
        NOBODY,
        """
        staff.add staff.disable staff.password staff.refresh staff.roles staff.sort.login
        staff.confirm staff.token
        """,
    ),
    (
        WINDOW | {ADMINISTRATOR},
        frozenset({AUDITOR, SECURITY}),
        """
        start.roster
        """,
    ),
    (
        frozenset({AUDITOR, SECURITY}),
        NOBODY,
        """
        sync.look
        """,
    ),
    (
        NOBODY,
        WINDOW | {ADMINISTRATOR},
        """
        sync.now sync.retry
        """,
    ),
)
"""Who can use it here, who sees it off with its reason, the commands; nobody else has them."""


def usable(role: str) -> set[str]:
    """The commands that are on for a role."""
    return {name for can, _, names in TABLE for name in names.split() if role in can}


def off(role: str) -> set[str]:
    """The commands that a role sees off."""
    return {name for _, sees, names in TABLE for name in names.split() if role in sees}
