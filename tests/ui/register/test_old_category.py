"""A matter keeps its category when the table gives that another name or takes it out of use."""

from __future__ import annotations

from app.domain.rows.centre import Category
from app.domain.rows.visits import Visit
from tests.ui.register.conftest import Clerk, Key
from tests.ui.register.test_register_page import add_visit
from ui import routes
from ui.register.entry.tables import read_tables


def take_out_of_use(clerk: Clerk, path: str) -> None:
    def work(writes):
        (row,) = writes.find(Category, path=path)
        writes.change(row, disabled=True)

    clerk.desk.records.write(work)


def come_again(clerk: Clerk) -> str:
    """In a matter whose category is out of use since; its path."""
    first = add_visit(clerk.desk)
    with clerk.desk.records.reading() as reads:
        (category,) = {row.category for row in reads.find(Visit)}
    take_out_of_use(clerk, category)
    clerk.page.entry.know_anew(*read_tables(clerk.desk))
    clerk.page.come(routes.ReturnVisit(number=first.visit_number))
    clerk.rest()
    return category


def test_who_comes_again_is_registered_under_the_category_of_his_matter(clerk: Clerk) -> None:
    category = come_again(clerk)
    assert clerk.page.entry.form.category == category
    clerk.key(Key.Key_F9)
    clerk.rest()
    with clerk.desk.records.reading() as reads:
        assert [row.category for row in reads.find(Visit)] == [category] * 2


def test_a_visit_of_its_own_needs_a_category_in_use(clerk: Clerk) -> None:
    come_again(clerk)
    clerk.page.entry.form.leave_matter()
    assert not clerk.page.entry.complete()
