"""The sign-in page shows the centre's name and the desk's letter before anybody has signed in."""

from __future__ import annotations

from app.errors import Unavailable
from app.house import House
from app.words import sentence


def door_line(house: House) -> str:
    """示例市来信来访接待中心，A 号窗口; empty where there is no place yet, a sentence where it is damaged."""
    try:
        place = house.place()
    except Unavailable as error:
        return "" if error.code == "no_store" else sentence(error.code, error.facts)
    return f"{place.centre}，{place.letter} 号窗口"
