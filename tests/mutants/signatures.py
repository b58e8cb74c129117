"""Second signatures and withdrawals: who signs, what waits, what is taken back after what (CASE.md 3)."""

from __future__ import annotations

from tests.mutants.mutant import DOMAIN, Mutant

SIGNING = "app/domain/case/signing.py"
WITHDRAW = "app/services/handling/withdraw_step.py"
DECIDE = "app/services/approvals/decide_request.py"
CHECK = "app/domain/case/step_check.py"
MOVES = "app/domain/case/moves.py"
OFFICE = ("tests/app/services/handling/test_signatures_and_withdrawals.py",)
VOIDING = ("tests/app/services/visits/test_moving.py", "-k", "void or took_up")

MUTANTS = (
    Mutant("one's own request is signed by oneself", SIGNING, "and request.by != login", "", OFFICE),
    Mutant(
        "anybody signs",
        SIGNING,
        "LEADER in roles and",
        "",
        (f"{DOMAIN}/case/test_signing.py",),
    ),
    Mutant(
        "another leader than the one who was asked signs", SIGNING,
        "and asked in (None, login)", "", (f"{DOMAIN}/case/test_signing.py",),
    ),
    Mutant(
        "a request to a leader who was stopped waits for nobody", SIGNING,
        "request.send_to if request.send_to in leaders else None", "request.send_to",
        (f"{DOMAIN}/case/test_signing.py",),
    ),
    Mutant(
        "who asks may be asked to sign", SIGNING,
        "elif account.login == own:", "elif False:", (f"{DOMAIN}/case/test_signing.py",),
    ),
    Mutant(
        "不予支持 needs no leader", CHECK,
        "(entry.outcome == NOT_UPHELD or entry.override is not None)", "entry.override is not None",
    ),
    Mutant(
        "an override needs no leader", CHECK,
        "(entry.outcome == NOT_UPHELD or entry.override is not None)", "entry.outcome == NOT_UPHELD",
    ),
    Mutant(
        "the centre signs the 延期 of another unit", MOVES,
        "return finish is not None and finish.who == case.rules.bureau", "return finish is not None",
    ),
    Mutant(
        "the centre's own 延期 needs no leader", MOVES,
        "return finish is not None and finish.who == case.rules.bureau", "return False",
    ),
    Mutant(
        "a request is decided twice", DECIDE,
        "if reads.find(Decision, request_id=request.id):", "if False:", OFFICE,
    ),
    Mutant(
        "a signature of before the request", DECIDE,
        "if desk.clock.now() < request.at:", "if False:", OFFICE,
    ),
    Mutant(
        "a refusal needs no reason", DECIDE, "if not reason.strip():", "if False:", OFFICE,
    ),
    Mutant(
        "an approved step is the leader's", DECIDE,
        "author = replace(desk, staff=_author(writes, request))", "author = desk", OFFICE,
    ),
    Mutant(
        "a printed paper needs no signature to be withdrawn", WITHDRAW,
        "paper.printed", "False", OFFICE,
    ),
    Mutant(
        "an approved step is withdrawn without a signature", WITHDRAW,
        "step.approver is not None", "False", OFFICE,
    ),
    Mutant(
        "a step that another stands on is withdrawn first", WITHDRAW,
        "if later is not None:", "if False:", OFFICE,
    ),
    Mutant(
        "a step is withdrawn twice", WITHDRAW, "if case.is_withdrawn(step.id):", "if False:", OFFICE,
    ),
    Mutant(
        "a step is withdrawn before it was taken", WITHDRAW,
        "if desk.clock.now() < step.at:", "if False:", OFFICE,
    ),
    Mutant(
        "a visit is voided alone after the ten minutes", "app/services/visits/void_visit.py",
        "WITHIN = timedelta(minutes=10)", "WITHIN = timedelta(minutes=1000)", VOIDING,
    ),
    Mutant(
        "a visit is voided alone by another", "app/services/visits/void_visit.py",
        "visit.clerk == desk.staff.login", "True", VOIDING,
    ),
    Mutant(
        "a guarded case is made open without a signature", "app/domain/case/moved.py",
        "before.guarded and not after.guarded", "False",
        ("tests/app/services/visits/test_corrections_counted.py",),
    ),
    Mutant(
        "every correction of a guarded case needs a signature", "app/domain/case/moved.py",
        "before.guarded and not after.guarded", "before.guarded",
        ("tests/app/services/visits/test_corrections_counted.py",),
    ),
)  # fmt: skip
