"""Backups by plan: when one is due, where it goes, what is missing, and who may change the plan."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import NotAllowed, Refused
from app.services.desk.change_setting import change_setting
from app.services.desk.keep_backups import (
    back_up,
    back_up_when_due,
    newest_backup,
    plan_backups,
    read_backups,
    try_backup,
)
from app.services.desk.read_today import read_today
from app.settings import BACKUP_PLACE
from tests.db.test_open import small_disk  # noqa: F401 - the fixture
from tests.ui.house import CLERK, NOW, PASSWORD, make_home


@pytest.fixture
def home(tmp_path):
    made = make_home(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def admin(home):
    return home.sign_in("guanli", PASSWORD, NOW)


def folder(tmp_path: Path, name: str) -> Path:
    made = tmp_path / name
    made.mkdir()
    return made


def test_a_plan_is_kept_day_by_day_by_whoever_sits_there(home, admin, tmp_path):
    place, second = folder(tmp_path, "盘"), folder(tmp_path, "U盘")
    assert back_up_when_due(admin, home) is None, "no place, nothing by itself"
    plan_backups(admin, str(place), str(second), 2)
    clerk = home.sign_in(CLERK, PASSWORD, NOW)
    made = back_up_when_due(clerk, home)
    assert Path(made["file"]).name == "接访台-A-2026-11-23.bak"
    assert Path(made["second"]).parent == second
    assert back_up_when_due(clerk, home) is None
    assert back_up_when_due(clerk.at(NOW + timedelta(days=1)), home) is None
    assert back_up_when_due(clerk.at(NOW + timedelta(days=2)), home) is not None
    assert newest_backup(admin).parent == place
    plan_backups(home.sign_in("guanli", PASSWORD, NOW), str(place), str(second), 0)
    clerk = home.sign_in(CLERK, PASSWORD, NOW)
    assert back_up_when_due(clerk.at(NOW + timedelta(days=20)), home) is None


def test_two_of_one_day_have_two_names(home, admin, tmp_path):
    place = folder(tmp_path, "盘")
    plan_backups(admin, str(place), "", 1)
    back_up_when_due(admin, home)
    later = admin.at(NOW + timedelta(days=1))
    (place / "接访台-A-2026-11-24.bak").write_bytes(b"")
    assert Path(back_up_when_due(later, home)["file"]).name == "接访台-A-2026-11-24-0931.bak"


def test_what_is_missing(home, admin, tmp_path):
    today = NOW.date()
    assert read_backups(admin).missing(today) == ("还没有备份过",)
    back_up(admin, home, tmp_path / "a.bak")
    assert read_backups(admin).missing(today) == ("没有第二处，备份只在一个地方", "没有试恢复过")
    answer = try_backup(admin, home, tmp_path / "a.bak", PASSWORD)
    assert answer["ok"], answer
    assert read_backups(admin).missing(today) == ("没有第二处，备份只在一个地方",)
    later = read_backups(admin).missing(today + timedelta(days=100))
    assert later[0] == "100 天没有备份"
    assert "一个季度" in later[-1]


def test_today_reminds_the_administrator_and_where_a_plan_was_not_kept_everybody(home, admin, tmp_path):
    assert read_today(admin).backup_missing == "还没有备份过"
    assert read_today(home.sign_in(CLERK, PASSWORD, NOW)).backup_missing is None
    admin = home.sign_in("guanli", PASSWORD, NOW)
    plan_backups(admin, str(folder(tmp_path, "盘")), "", 1)
    back_up(admin, home, tmp_path / "a.bak")
    assert read_today(admin).backup_missing is None
    late = home.sign_in(CLERK, PASSWORD, NOW + timedelta(days=9))
    assert read_today(late).backup_missing == "9 天没有备份"


def test_a_wrong_plan_says_which_field(home, admin, tmp_path):
    place = folder(tmp_path, "盘")
    for typed, field in (
        ((str(tmp_path / "没有"), "", 1), "place"),
        ((str(place), str(tmp_path / "没有"), 1), "second"),
        ((str(place), str(place), 1), "second"),
        ((str(place), "", 99), "every"),
    ):
        with pytest.raises(Refused) as told:
            plan_backups(admin, *typed)
        assert [one.field for one in told.value.errors] == [field]
    assert admin.settings[BACKUP_PLACE] == ""


def test_only_who_makes_backups_changes_the_plan(home, tmp_path):
    clerk = home.sign_in(CLERK, PASSWORD, NOW)
    for act in (
        lambda: plan_backups(clerk, str(tmp_path), "", 1),
        lambda: change_setting(clerk, BACKUP_PLACE, str(tmp_path)),
        lambda: back_up(clerk, home, tmp_path / "x.bak"),
        lambda: try_backup(clerk, home, tmp_path / "x.bak", PASSWORD),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not (tmp_path / "x.bak").exists()


def test_a_place_that_takes_nothing_is_refused_when_it_is_set(office, small_disk):  # noqa: F811
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    try:
        with pytest.raises(Refused) as caught:
            plan_backups(office.desk("admin"), str(small_disk), "", 1)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    assert [(error.field, error.code) for error in caught.value.errors] == [("place", "backup_read_only")]
    (small_disk / "ballast").write_bytes(bytes(3 * 1024 * 1024))
    with pytest.raises(Refused) as caught:
        plan_backups(office.desk("admin"), "", str(small_disk), 1)
    assert [(error.field, error.code) for error in caught.value.errors] == [("second", "backup_full")]
