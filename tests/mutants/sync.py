"""A desk and its hub: pushes, pages, epochs, starts, couriers, series (docs/design.md)."""

from __future__ import annotations

from tests.mutants.mutant import AGREEING, COURIER, REMEMBERED, RULES, SIGNED, TOGETHER, VERSIONS, Mutant

APPLY = "db/sync/apply_page.py"
PUSH = "db/sync/push.py"
PAGES = "db/hub/pages.py"
HELLO = "db/sync/hello.py"
GREET = "db/hub/greet.py"
GROUP = "db/hub/together.py"
MEMORY = "db/hub/memory.py"
JUDGING = "db/hub/judging.py"
SCOPE = "db/exchange/scope.py"
LETTER = "db/sync/courier.py"
SHOWING = "db/sync/showing.py"
BOOTS = "db/boots.py"
MARKS = "db/hub/marks.py"
SERIES = "db/sync/series.py"
CONFLICTS = "db/sync/conflicts.py"
BATCH = "db/exchange/batch.py"
RECENT = "db/hub/recent.py"
READ_ONCE = ("tests/db/hub/test_recent.py",)
LARGE = ("tests/db/hub/test_large_rows.py", "-k", "not postgres")

MUTANTS = (
    Mutant("a page of another epoch is taken", APPLY, "            if state.number(connection, state.EPOCH) != page.epoch:\n                continue\n", "", AGREEING),
    Mutant("a page for another cursor is taken", APPLY, "            if state.number(connection, state.CURSOR) != since:\n                continue\n", "", AGREEING),
    Mutant("an older row replaces a newer one", APPLY, "WHERE excluded._rev > \"{table}\"._rev", "WHERE 1", AGREEING),
    Mutant("a row with changes that wait is overwritten", APPLY, "for row in chosen if row[0] not in pending]", "for row in chosen]", AGREEING),
    Mutant("a page does not acknowledge", APPLY, "        note_judged(connection, author, last)\n", "        pass\n", AGREEING),
    Mutant("the cursor stays", APPLY, "    state.put(connection, state.CURSOR, page.upto)\n", "", AGREEING),
    Mutant("the cases of what came in are not read anew", APPLY, "        cases.catch_up(connection)\n    return done", "    return done", AGREEING),
    Mutant("what came by courier replaces a row that is here", APPLY, "f'INSERT INTO \"{table}\" ({quoted}) SELECT {marks} WHERE NOT EXISTS'\n        f' (SELECT 1 FROM \"{table}\" WHERE id = ?)'", "f'INSERT OR REPLACE INTO \"{table}\" ({quoted}) SELECT {marks} WHERE ? IS NOT NULL'", RULES),
    Mutant("a business action is cut in two by a full batch", PUSH, "    if len(entries) > most:\n        entries = _whole_actions(connection, entries, end)\n", "    entries = entries[:most]\n", AGREEING),
    Mutant("an action longer than a batch is never sent whole", PUSH, "(entries[0][0], end, cut, MAX_OPS),", "(entries[0][0], end, cut, len(entries) - 1),", AGREEING),
    Mutant("what is judged is sent for ever", PUSH, "    connection.execute(\"DELETE FROM outbox WHERE seq >= ? AND seq <= ?\", (first, upto))\n", "", AGREEING),
    Mutant("changes are not kept until the hub is backed up", PUSH, " WHERE seq >= ? AND seq <= ? AND cols IS NOT NULL\"", " WHERE seq >= ? AND seq <= ? AND 0\"", AGREEING),
    Mutant("what was set aside is not noted at the desk", PUSH, "        _keep_aside(connection, push, answer)\n", "", AGREEING),
    Mutant("a judgement puts a revision back", PUSH, "SET _rev = ? WHERE id = ? AND _rev < ?'", "SET _rev = ? WHERE id = ? AND ? > 0'", AGREEING),
    Mutant("the next batch says nothing of its bound", PUSH, "        *_upto(connection),\n", "", AGREEING),
    Mutant("a page splits an action", PAGES, "    for _, some in groupby(sizes, key=itemgetter(1)):\n", "    for _, some in groupby(sizes, key=itemgetter(0)):\n", (*AGREEING, *READ_ONCE)),
    Mutant("a page skips its last row", PAGES, "AND rev <= ? ORDER BY rev", "AND rev < ? ORDER BY rev", (*AGREEING, *READ_ONCE)),
    Mutant("a desk's own copy is left out though it is not equal", PAGES, "AND same = 1 AND seq < ?", "AND seq < ?", (*AGREEING, *READ_ONCE)),
    Mutant("a row of the cursor itself is sent again", PAGES, "rev > ?{not_mine}", "rev >= ?{not_mine}", (*AGREEING, *READ_ONCE)),
    Mutant("a page of large rows is more than one message may be", PAGES, "count + len(action) > limit or weight + sum(action) > PAGE_BYTES", "count + len(action) > limit", LARGE),
    Mutant("rows that are given out anew because a change of them was refused are one action", "db/hub/judge.py", "    else:\n        for row in staged.values():\n            row.txe = bench.top\n", "    for row in staged.values():\n        row.txe = bench.top\n", LARGE),
    Mutant("a desk is sent the recent rows that it wrote itself", RECENT, "            if part.first >= below:\n", "            if True:\n", READ_ONCE),
    Mutant("recent rows that equal nobody's copy count as their author's", RECENT, "    return int(row[6]) if row[8] else -1\n", "    return int(row[6])\n", READ_ONCE),
    Mutant("a recent row is sent as it was before it changed", RECENT, "kept.stretches[max(before, default=0) :]", "kept.stretches", READ_ONCE),
    Mutant("recent rows of another file are sent", RECENT, "    return kept.word == (word if", "    return bool(kept.word) or kept.word == (word if", READ_ONCE),
    Mutant("a new epoch reads on from the old cursor", HELLO, "    )\n    state.read_from_the_start(connection)\n", "    )\n", AGREEING),
    Mutant("in a new epoch what was sent is not sent again", HELLO, "        \" SELECT seq, tbl, pk, 0, cols, ms, txn, login FROM sent\"", "        \" SELECT seq, tbl, pk, 0, cols, ms, txn, login FROM sent WHERE 0\"", AGREEING),
    Mutant("what the hub lacks is not offered", HELLO, '            count += _offer(connection, table, " AND s.cols IS NULL" if joining else "")\n', "            pass\n", AGREEING),
    Mutant("a file that went back does not notice", HELLO, "if judged.get(name, 0) >= end]", "if judged.get(name, 0) > end + 1_000_000]", AGREEING),
    Mutant("a hub that went back begins no new epoch", GREET, "if (proved := _lost_epoch(work, centre, hello)) is not None:", "if (proved := None) is not None:", AGREEING),
    Mutant("a mark that nobody made is believed", MARKS, "return mark if hmac.compare_digest(match[4], _proof(centre, mark)) else None", "return mark", AGREEING),
    Mutant("a mark of another batch at the same revision is no loss", MARKS, "or _batch(work, centre.id, mark.rev) != (mark.rev, mark.word)", "", AGREEING),
    Mutant("a desk two versions behind is served", GREET, "    if schema < SCHEMAS[0]:", "    if False:", VERSIONS),
    Mutant("a desk two versions ahead is served", GREET, "    if schema > SCHEMAS[1]:", "    if False:", VERSIONS),
    Mutant("a desk one version behind is refused", GREET, "SCHEMAS = (SCHEMA - 1,", "SCHEMAS = (SCHEMA,", VERSIONS),
    Mutant("a desk writes visits of another desk", SCOPE, "self._check_desk(values)\n        if not self._is_beginning", "pass\n        if not self._is_beginning", AGREEING),
    Mutant("a row that may only be added is changed", SCOPE, "if not new and table not in MUTABLE:", "if False:", AGREEING),
    Mutant("a role is not asked for", SCOPE, "if act in ACTS and not self.speaking.may(login, act):", "if False:", SIGNED),
    Mutant("what nobody signed is taken for signed", SCOPE, "raise SetAside(\"sync_unsigned\", login=operation.login or \"—\")", "return operation.login", AGREEING),
    Mutant("a decision is signed for another", SCOPE, "is_anothers(operation.table, operation.values, who)", "False", SIGNED),
    Mutant("a desk makes a conflict of its own", SCOPE, "if new and table == Conflict.TABLE and not others:", "if False:", AGREEING),
    Mutant("a desk changes what a conflict says", SCOPE, "if not new and table == Conflict.TABLE and not set(values) <= DECISION:", "if False:", AGREEING),
    Mutant("a courier file's signature is never checked", LETTER, "    if not verifies(rows[0][0], begin + outer.sealed, outer.signature):\n        raise Refused(FieldError(\"FILE\", \"courier_damaged\"))\n", "", COURIER),
    Mutant("a courier file of an unknown desk is read", LETTER, "    if not rows:\n        raise Refused(FieldError(\"FILE\", \"courier_foreign\"))\n    if not verifies(rows[0][0], begin + outer.sealed, outer.signature):\n        raise Refused(FieldError(\"FILE\", \"courier_damaged\"))\n    return str(rows[0][1])", "    return str(rows[0][1]) if rows else \"A\"", COURIER),
    Mutant("a courier file is written over another", LETTER, "    if file.exists():\n        raise Unavailable(\"courier_exists\", file=file.name)\n", "", COURIER),
    Mutant("what came by courier is not handed on", LETTER, "            kept = sum(_keep(connection, message, content.at) for message in content.messages)\n", "            kept = 0\n", COURIER),
    Mutant("a row that waits here goes into a courier file as judged", LETTER, "        f\" AND id NOT IN (SELECT pk FROM outbox WHERE tbl = ?) ORDER BY _rev\",", "        f\" AND ? <> '' ORDER BY _rev\",", COURIER),
    Mutant("accounts come by courier", SHOWING, "    if table in OF_THE_HUB:\n        return 0\n", "", COURIER),
    Mutant("the key of another desk comes by courier", SHOWING, "        rows = _of_letter(rows, letter)\n", "        pass\n", COURIER),
    Mutant("what the hub would not take is shown", SHOWING, "if (why := _refusal(scope, action)) is None:", "if (why := _refusal(scope, action)) is None or True:", COURIER),
    Mutant("a start that wrote nothing keeps its name", BOOTS, "DO UPDATE SET author = excluded.author, acked = 0", "DO NOTHING", AGREEING),
    Mutant("the first sequence of a start belongs to the one before", BOOTS, "WHERE first_seq <= ? ORDER BY first_seq DESC LIMIT 1\",\n        (seq,)", "WHERE first_seq < ? ORDER BY first_seq DESC LIMIT 1\",\n        (seq,)", AGREEING),
    Mutant("the newest of a pull's own rows are those of every start", BOOTS, "ends = [first for _, first in starts[1:]] + [MAX_SEQ]", "ends = [MAX_SEQ for _ in starts]", AGREEING),
    Mutant("a series is used again after a gap", SERIES, "f\"{letter}{max(used) + 1}\"", "f\"{letter}{len(used) + 1}\"", RULES),
    Mutant("a restored desk takes the next series", SERIES, "return drawn", "return next_series(connection, letter)", RULES),
    Mutant("a counted series comes after a drawn one", SERIES, "(generation := _generation(row[0])) < RESTORED]", "(generation := _generation(row[0]))]", RULES),
    Mutant("a forbidden status is restored", CONFLICTS, "if conflict.tbl == Matter.TABLE and conflict.field in Matter.COMPUTED:", "if False:", RULES),
    Mutant("a conflict is settled twice", CONFLICTS, "        if conflict.state != OPEN:\n            raise Refused", "        if False:\n            raise Refused", RULES),
    Mutant("a decision is taken back over what came since", CONFLICTS, "if _clash(writes, conflict).now != settled.lost:", "if False:", RULES),
    Mutant("a message whose columns do not fit is judged", BATCH, "if any(len(column) != count for column in columns):", "if False:", AGREEING),
    Mutant("operations out of order are judged", BATCH, "if not all(map(lt, push.seq, push.seq[1:])):", "if False:", AGREEING),
    Mutant("two actions that lie together are one", BATCH, "groupby(islice(self.push.txn, first, None))", "groupby([0] * len(self.push.txn[first:]))", AGREEING),
    Mutant("a refusal leaves its part in what others commit", GROUP, "        with work.part():\n            return asked.do(work), None\n", "        return asked.do(work), None\n", TOGETHER),
    Mutant("one is answered though the commit of all failed", GROUP, "            self._one_by_one(centre, group)\n            return\n", "            pass\n", TOGETHER),
    Mutant("any number of large messages goes before a small one", GROUP, "<= MOST:", "<= 10 * MOST:", TOGETHER),
    Mutant("each waits anew for a database that is away", GROUP, "                away = _away(asked.error)\n", "", TOGETHER),
    Mutant("accounts of an earlier revision are believed", MEMORY, "            if known.top == centre.top:\n", "            if True:\n", REMEMBERED),
    Mutant("what was read of another file is believed", MEMORY, "    return word_at(work, centre.id, known.top) == known.word and", "    return", REMEMBERED),
    Mutant("a shape of another centre is believed", MEMORY, " and _has_last_shape(work, known)", "", REMEMBERED),
    Mutant("what a message changed of accounts is not read", JUDGING, "None if scope.speaking.learnt else accounts", "accounts", REMEMBERED),
    Mutant("a desk that spoke is not noted again", GREET, "    if not 0 <= now - caller.seen_at < SEEN_MS:\n", "    if not caller.seen_at:\n", REMEMBERED),
    Mutant("each word of a desk is noted", GREET, "    if not 0 <= now - caller.seen_at < SEEN_MS:\n", "    if True:\n", REMEMBERED),
    Mutant("a desk that spoke just now inherits nothing", GREET, "    if work.all(others, (*names, caller.desk)) != [(0,)]:\n        return None\n", "", REMEMBERED),
    Mutant("to a desk that spoke just now the hub is no older one", GREET, "    if _lost_epoch(work, centre, hello) is not None:\n        return None\n", "", AGREEING),
)  # fmt: skip
