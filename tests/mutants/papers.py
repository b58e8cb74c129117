"""Papers that follow from the case: which, 作废, replaced, nothing of the informer (CASE.md 2 to 4)."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

STEP_PAPERS = "app/services/papers/step_papers.py"
OUTDATED = "app/services/papers/outdated_papers.py"
OPINION = "app/domain/papers/opinion_letter.py"
COUNTED = ("tests/app/services/visits/test_corrections_counted.py",)
STEPS = (
    "tests/app/services/handling/test_advance_matter.py",
    "-k",
    "paper or opinion or mediation or hands_out",
)
CONTENTS = ("tests/app/domain/papers",)

MUTANTS = (
    Mutant("a 调解 without an agreement draws up one", STEP_PAPERS, "if not result or result.startswith(NOT_AGREED):", "if False:", STEPS),
    Mutant("a 和解 draws up a 调解协议书", STEP_PAPERS, "AGREEMENTS.get(str(step.detail.get(\"kind\")), AGREEMENTS[\"调解\"])", "AGREEMENTS[\"调解\"]", STEPS),
    Mutant("a paper that never went out is replaced", OUTDATED, "(paper.printed or paper.id in delivered)", "True", COUNTED),
    Mutant("a paper whose words are the same is replaced", OUTDATED, "was is not None and (after is None or was != words_of(desk, after, paper))", "was is not None", COUNTED),
    Mutant("a withdrawn step's paper is in force", "app/services/handling/withdraw_step.py", "return tuple(paper for paper in case.papers if paper.step_id == step_id)", "return ()", ("tests/app/services/handling/test_signatures_and_withdrawals.py",)),
    Mutant("an opinion letter with an empty finding", OPINION, "needed(detail.get(\"found\"), \"found\", \"查明情况\")", "detail.get(\"found\")", CONTENTS),
    Mutant("an opinion letter without its law", OPINION, "needed(detail.get(\"law\"), \"law\", \"法律法规依据\")", "detail.get(\"law\")", CONTENTS),
    Mutant("an opinion letter tells what is guarded", OPINION, "shown = head.say(GUARDED) if dossier.guarded else str(words)", "shown = str(words)", CONTENTS),
    Mutant("复查 is offered to 建议意见", OPINION, "if KINDS_OF_LAW[matter.purpose] == \"申诉求决类\":", "if True:", CONTENTS),
    Mutant("a direct reply tells what is guarded", OPINION, "words = head.say(GUARDED) if dossier.guarded else answer", "words = answer", CONTENTS),
    Mutant("a letter names the claim of a guarded case", "app/domain/papers/letter.py", "if claim and not dossier.guarded else", "if claim else", CONTENTS),
    Mutant("an agreement tells what is guarded", "app/domain/papers/mediation_papers.py", "\"内容另页载明，由双方保存\" if dossier.guarded else terms", "terms", CONTENTS),
)  # fmt: skip
