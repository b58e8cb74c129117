"""Runs in Anki's own environment: anki_desk.py begin|join|load|push|pull URL-or-FILE COLLECTION."""

# mypy: ignore-errors
from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from anki.collection import AddNoteRequest, Collection

USER, WORD = "desk", "desk"
AT_ONCE = 1_000


def copy_whole(col: Collection, url: str, *, up: bool) -> None:
    """The first exchange of a collection is a copy of the whole; not of two empty ones, hence the note."""
    if up:
        note = col.new_note(col.models.by_name("Basic"))
        note["Front"] = "first"
        col.add_note(note, col.decks.id("Default"))
    auth = col.sync_login(USER, WORD, url)
    told = col.sync_collection(auth, sync_media=False)
    assert told.required in (told.FULL_UPLOAD, told.FULL_DOWNLOAD), told
    col.close_for_full_sync()
    col.full_upload_or_download(auth=auth, server_usn=None, upload=up)


def load(col: Collection, file: str) -> None:
    """One note a visit."""
    kind, deck = col.models.by_name("Basic"), col.decks.id("Default")
    notes = []
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        note = col.new_note(kind)
        note["Front"] = line
        notes.append(AddNoteRequest(note, deck))
    for start in range(0, len(notes), AT_ONCE):
        col.add_notes(notes[start : start + AT_ONCE])


def exchange(col: Collection, url: str) -> None:
    """What changed since, as Anki does it every day."""
    auth = col.sync_login(USER, WORD, url)
    begun = time.perf_counter()
    told = col.sync_collection(auth, sync_media=False)
    seconds = time.perf_counter() - begun
    assert told.required == told.NO_CHANGES, told
    sys.stdout.write(json.dumps({"seconds": seconds, "visits": col.note_count() - 1}) + "\n")


def main(what: str, given: str, path: str) -> None:
    col = Collection(path)
    if what in ("begin", "join"):
        copy_whole(col, given, up=what == "begin")
    elif what == "load":
        load(col, given)
        col.close()
    else:
        exchange(col, given)
        col.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
