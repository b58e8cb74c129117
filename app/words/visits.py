"""Puts the unusual of a visit into words: organisation, guardian, proxy, procedure, urgency …"""

from __future__ import annotations

from app.domain.masks import mask_contact, mask_name
from app.domain.rows.visits import Visit
from app.domain.terms import PROCEDURES

_FLAGS = {"confidential": "要求保密", "urgent": "重大紧急", "skipped_levels": "越级"}


def also_words(visit: Visit) -> str:
    """What is said of a visit beside who came and what for, only where it is not as usual; names masked."""
    parts = []
    if visit.organisation:
        parts.append(f"来访单位 {mask_name(visit.organisation.get('name') or '')}")
    for label, party in (("监护人", visit.guardian), ("代理人", visit.proxy)):
        if party:
            parts.append(f"{label} {mask_name(party.get('name') or '')}（{party.get('relation')}）")
    if visit.interpreter:
        parts.append(f"翻译 {mask_contact(visit.interpreter)}")
    if visit.concerned and visit.concerned != visit.headcount:
        parts.append(f"涉及 {visit.concerned} 人")
    if visit.accused:
        parts.append(f"被检举单位 {'、'.join(visit.accused)}")
    if visit.interest:
        parts.append(f"应当回避 {'、'.join(visit.interest)}")
    if visit.procedure != PROCEDURES[0]:
        parts.append(f"{visit.procedure}程序")
    return "，".join([*parts, *(words for key, words in _FLAGS.items() if getattr(visit, key))])
