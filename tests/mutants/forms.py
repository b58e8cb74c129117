"""Forms of the window: what was typed and what is wrong with it (ui/*/form.py)."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

REGISTER = "ui/register/entry/form.py"
RECEPTION = "ui/reception/form.py"
STEP = "ui/step/form.py"
ACTS = "ui/acts/form.py"
SIGNIN = "ui/signin/form.py"
IMPORTS = "ui/imports/form.py"
MATTER = "ui/matter/form.py"
FIND = "ui/find/form.py"
SETTINGS = "ui/settings/form.py"
REGISTERED = ("tests/ui/register/test_form.py",)
HEARD = ("tests/ui/reception/test_form.py",)
STEPPED = ("tests/ui/step/test_step_form.py",)
ACTED = ("tests/ui/acts/test_form.py",)
SIGNED = ("tests/ui/signin/test_page.py", "tests/ui/signin/test_first_run.py")
IMPORTED = ("tests/ui/imports/test_import_page.py",)
LOOKED = ("tests/ui/matter/test_page.py",)
FOUND = ("tests/ui/find/test_form.py",)
SET = ("tests/ui/settings/test_page.py",)

MUTANTS = (
    Mutant("half a telephone number is looked up", REGISTER, "if len(person.phone.strip()) >= 7)", "if person.phone.strip())", REGISTERED),
    Mutant("a wrong certificate number is looked up", REGISTER, "(v := person.verdict(today)) and not v.errors\n", "(v := person.verdict(today))\n", REGISTERED),
    Mutant("a number in small letters is looked up as it is", REGISTER, "number.upper() for number in numbers", "number for number in numbers", REGISTERED),
    Mutant("a sixth representative has a row", REGISTER, "if len(self.people) >= REPRESENTATIVES:", "if len(self.people) > REPRESENTATIVES:", REGISTERED),
    Mutant("a head-count in full width is none", REGISTER, "plain = unicodedata.normalize(\"NFKC\", self.headcount).strip()", "plain = self.headcount.strip()", REGISTERED),
    Mutant("an accusation is not confidential", REGISTER, "\"confidential\": self.purpose == ACCUSATION,", "\"confidential\": False,", REGISTERED),
    Mutant("a field that is typed stays absent", REGISTER, "            self.absent.pop(parsed.part, None)\n            return\n", "            return\n", REGISTERED),
    Mutant("a person's field that is typed stays absent", REGISTER, "        if value:\n            person.absent.pop(parsed.part, None)\n", "", REGISTERED),
    Mutant("what was recalled stays recalled though typed over", REGISTER, "        person.recalled.pop(parsed.part, None)\n", "", REGISTERED),
    Mutant("any field may be 当场无证件", REGISTER, "if parsed.part == \"id_number\" else [\"\", *ABSENT_REASONS[:2]]", "if True else [\"\", *ABSENT_REASONS[:2]]", REGISTERED),
    Mutant("empty rows are registered", REGISTER, "rows = [i for i, person in enumerate(self.people) if not person.is_blank()]", "rows = [i for i, person in enumerate(self.people)]", REGISTERED),
    Mutant("going back to one visitor loses the rows of a group", REGISTER, "            self.group = len(self.people) > 1\n", "            self.people = self.people[:1]\n", REGISTERED),
    Mutant("oral notices go along though nothing was told", REGISTER, "        if self.told:\n            data[\"oral_notices\"]", "        if True:\n            data[\"oral_notices\"]", REGISTERED),
    Mutant("an error stands at the row counted without the empty ones", REGISTER, "row = rows[parsed.row] if parsed.row < len(rows) else 0", "row = parsed.row", REGISTERED),
    Mutant("errors are not in the order of talk", REGISTER, "return tuple(sorted(kept, key=lambda error: order.get(error.field, len(order))))", "return tuple(kept)", REGISTERED),
    Mutant("a head-count that is no number is left out", REGISTER, "if self.headcount.strip() and self.heads() is None:", "if False:", REGISTERED),
    Mutant("a return visit forgets its matter", REGISTER, "        if self.matter:\n            data[\"matter\"] = self.matter\n", "", REGISTERED),
    Mutant("a draft of an older program cannot be opened", REGISTER, "kept = {key: value for key, value in data.items() if key in known}", "kept = dict(data)", REGISTERED),
    Mutant("a form with units alone is blank", REGISTER, "typed = self.claim or self.facts or self.units or self.more", "typed = self.claim or self.facts or self.more", REGISTERED),
    Mutant("a seat of an absent unit is one that came", RECEPTION, "        if self.arrived is None:\n            facts", "        if False:\n            facts", HEARD),
    Mutant("the lead sits among the X", RECEPTION, "if unit == self.lead or any(", "if any(", HEARD),
    Mutant("a unit sits twice", RECEPTION, "if unit == self.lead or any(seat.unit == unit for seat in self.seats):", "if unit == self.lead:", HEARD),
    Mutant("who has come cannot be taken back", RECEPTION, "seat.arrived = None if seat.arrived else now", "seat.arrived = now", HEARD),
    Mutant("接谈 names a leader", RECEPTION, "return self.form != TALK_FORM", "return True", HEARD),
    Mutant("a form without units sends a lead", RECEPTION, "\"lead\": self.lead if self.is_joint else None,", "\"lead\": self.lead,", HEARD),
    Mutant("one visit's own words count for all", RECEPTION, "own = self.own.get(visit, NoticesTyped())", "own = next(iter(self.own.values()), NoticesTyped())", HEARD),
    Mutant("a visit that was taken out still differs", RECEPTION, "return any(visit in self.own for visit in self.visits)", "return bool(self.own)", HEARD),
    Mutant("改日继续 leaves a visit's own result", RECEPTION, "        for own in self.own.values():\n            own.result = None\n", "", HEARD),
    Mutant("empty lines are minutes", RECEPTION, "return [line for line in self.lines if line.text.strip()]", "return list(self.lines)", HEARD),
    Mutant("现场办结 is proposed with open demands", RECEPTION, "return \"现场办结\" if made.answers and not made.open_demands else None", "return \"现场办结\" if made.answers else None", HEARD),
    Mutant("现场办结 is proposed where nothing was answered", RECEPTION, "return \"现场办结\" if made.answers and not made.open_demands else None", "return None if made.open_demands else \"现场办结\"", HEARD),
    Mutant("an answer settles the newest demand", RECEPTION, "            answers += 1\n            del open_demands[:1]", "            answers += 1\n            del open_demands[-1:]", HEARD),
    Mutant("an answer settles all demands", RECEPTION, "            answers += 1\n            del open_demands[:1]", "            answers += 1\n            open_demands.clear()", HEARD),
    Mutant("a duty settles no demand", RECEPTION, "            units.add(reading.unit)\n            del open_demands[:1]\n", "            units.add(reading.unit)\n", HEARD),
    Mutant("two duties of a unit make two sheets", RECEPTION, "return WillMake(len(units), duties,", "return WillMake(duties, duties,", HEARD),
    Mutant("the earliest duty is the date that is told", RECEPTION, "return max(days).isoformat() if days else None", "return min(days).isoformat() if days else None", HEARD),
    Mutant("lines of the other visit count for this one", RECEPTION, "        if place is None or not reading.line.cases or place in reading.line.cases\n", "", HEARD),
    Mutant("lines about all count for none", RECEPTION, "if place is None or not reading.line.cases or place in reading.line.cases\n", "if place is None or place in reading.line.cases\n", HEARD),
    Mutant("a number of a step travels as text", STEP, "value = int(text) if text.isascii() and text.isdigit() else text", "value = text", STEPPED),
    Mutant("Arabic digits are a number of a step", STEP, "int(text) if text.isascii() and text.isdigit() else text", "int(text) if text.isdigit() else text", STEPPED),
    Mutant("a truth travels as text", STEP, "    elif field.kind == TRUTH or field.key == \"report\":\n        value = True\n", "", STEPPED),
    Mutant("the day of a receipt has no hour", STEP, "f\"{text}T09:00:00+08:00\" if _is_day(text) else text", "text", STEPPED),
    Mutant("an inner input stands beside its outer one", STEP, "        answer.setdefault(outer, {})[inner] = value\n", "        answer[field.key] = value\n", STEPPED),
    Mutant("inputs of another mode travel along", STEP, "        for asked in fields:\n            text = self.values.get(asked.key, \"\").strip()", "        answer |= {k: v for k, v in self.values.items() if v}\n        for asked in fields:\n            text = self.values.get(asked.key, \"\").strip()", STEPPED),
    Mutant("who is asked to sign is left out", STEP, "        if self.send_to:\n            answer[\"send_to\"] = self.send_to\n", "", STEPPED),
    Mutant("an error inside an input has no place", STEP, "return inside[0] if inside else None", "return None", STEPPED),
    Mutant("an act's empty input says something", ACTS, "if value.strip()}", "}", ACTED),
    Mutant("an act of another case is the same", ACTS, "return (self.act, self.number, self._filled()) == (other.act, other.number, other._filled())", "return (self.act, self._filled()) == (other.act, other._filled())", ACTED),
    Mutant("what stood there at first was typed", ACTS, "value != first.get(key, \"\")", "value != \"\"", ACTED),
    Mutant("two passwords need not be alike", SIGNIN, "if not errors and self.first != self.second:", "if False:", SIGNED),
    Mutant("the first password of a centre need not be alike", SIGNIN, "return [] if self.first == self.second else [FieldError(\"again\", \"passwords_differ\")]", "return []", SIGNED),
    Mutant("a sign-in without a password is asked of the store", SIGNIN, "        if not self.password:\n            errors.append(FieldError(\"password\", \"password_empty\"))\n", "", SIGNED),
    Mutant("a column is read as two fields", IMPORTS, "if column != heading and name != as_what\n", "if name != as_what\n", IMPORTED),
    Mutant("a field is read from two columns", IMPORTS, "        elif as_what == IGNORE:\n            ignore += (heading,)\n", "        elif as_what == IGNORE:\n            keep += (heading,)\n", IMPORTED),
    Mutant("a held row cannot be left out", IMPORTS, "{\"\": TAKE, TAKE: LEAVE, LEAVE: \"\", SPLIT: TAKE}", "{\"\": TAKE, TAKE: \"\", LEAVE: \"\", SPLIT: TAKE}", IMPORTED),
    Mutant("a paper is printed again without a reason", MATTER, "                (\"reason\", \"reprint_reason\", self.reason),\n", "", (*LOOKED, "tests/ui/matter/test_issuing.py")),
    Mutant("a full number is shown without a purpose", MATTER, "return [] if self.purpose else [FieldError(\"purpose\", \"purpose_missing\")]", "return []", LOOKED),
    Mutant("a scanned code is looked up whole", FIND, "return match[1] if match else self.text.strip()", "return self.text.strip()", FOUND),
    Mutant("a setting of words is taken for a number", SETTINGS, "int(text) if text.isascii() and text.isdigit() else None", "int(text) if text.isascii() and text.isdigit() else 0", SET),
    Mutant("a setting's digits in full width are none", SETTINGS, ".strip().translate(HALF_WIDTH)", ".strip()", SET),
)  # fmt: skip
