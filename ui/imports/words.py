"""Asks what the unknown words of a ledger's column stand for: one small sheet, a field for each word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal, Slot

from app.domain.text.pinyin import readings
from app.services.ledger.look_at_ledger import ColumnLook
from ui.imports.form import WORDS
from ui.widgets import Choice, Picker
from ui.widgets.asking import AskingBySheet

MOST = 8
"""Words asked about at once, the most frequent first; the next ones come when these are decided."""


class WordsSheet(AskingBySheet):
    """Nothing is chosen for the clerk: a likely word stands first in the list, no more."""

    mapped = Signal(str, object)
    """Field, and its words with what they stand for."""

    def ask(self, column: ColumnLook, known: Sequence[str]) -> None:
        self._name = column.name
        labels = []
        self.fields = {}
        for at, (word, rows) in enumerate(column.unknown.most_common(MOST)):
            choices = [_choice(likely) for likely in likely_first(word, known)]
            hint = f"归{choices[0].text}？↓ 选" if choices and is_like(word, choices[0].text) else "↓ 选"
            self.fields[word] = Picker(word, f"import.word.{at}", choices, placeholder=hint)
            labels.append(f"{word}　{rows:,} 行")
        title = f"“{column.heading}”里不认识的词，作为哪个{WORDS[column.name]}"
        self._open(title, "记下", labels, "import.words", 176).asked.connect(self._done)

    @Slot()
    def _done(self) -> None:
        if self.sheet is None:
            return
        for word, field in self.fields.items():
            if field.text().strip() and not field.value():
                self._wrong(word, "不在表里。从列表里选一个，或者清空先不定。")
                return
        words = {word: str(field.value()) for word, field in self.fields.items() if field.value()}
        self.shut()
        if words:
            self.mapped.emit(self._name, words)


def likely_first(word: str, known: Sequence[str]) -> Iterator[str]:
    """The centre's words, those that hold all characters of the ledger's in their order before the others."""
    yield from (centre_word for centre_word in known if is_like(word, centre_word))
    yield from (centre_word for centre_word in known if not is_like(word, centre_word))


def is_like(word: str, known: str) -> bool:
    """城建 is like 城乡建设: its characters stand there in their order, or the other way round."""
    return _within(word, known) or _within(known, word)


def _within(part: str, whole: str) -> bool:
    rest = iter(whole)
    return bool(part) and all(character in rest for character in part)


def _choice(word: str) -> Choice:
    pinyin = readings(word)
    return Choice(word, word, pinyin.initials[0] if pinyin.initials else "", tuple(pinyin.full))
