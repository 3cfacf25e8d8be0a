# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""The English rows of Tests/LanguageTests/Dates/phrases.tsv, which the tests of Language hold our reader to, against dateparser, a public library.

An answer of dateparser's counts where it is unambiguous: it has one, the same however it is asked (at noon and at 9:17, days before months and after),
and the phrase names no hour without "am", "pm" or a part of the day. Where it differs all the same, the reason stands below."""

import pathlib
import re
from datetime import datetime

import dateparser

PHRASES = pathlib.Path(__file__).parent.parent / "LanguageTests" / "Dates" / "phrases.tsv"

# What dateparser reads otherwise, and why ours is meant.
DIFFERENT = {
    "3 days from tomorrow": "dateparser reads \"tomorrow\" alone",
    "noon": "it is noon, and a time alone is one that is to come; dateparser means now",
    "7 january": "today is the 7th of January, and dateparser goes on to the next year",
    "the 5th": "dateparser goes back to a day that has passed",
    "the 1st at 9am": "dateparser goes back to a day that has passed",
}


def ask(phrase: str, base: datetime, order: str) -> datetime | None:
    return dateparser.parse(
        phrase, languages=["en"], settings={"PREFER_DATES_FROM": "future", "RELATIVE_BASE": base, "DATE_ORDER": order})


def is_bare(phrase: str) -> bool:
    """An hour that may be meant in either half of the day."""
    return re.search(r"\bat (\d{1,2}|five thirty)\b(?![:.]\d)(?!\s*(am|pm|a\.m|p\.m|o'clock|in the|to |past))", phrase) is not None


def main() -> None:
    agreed, differing, ambiguous, silent = 0, {}, 0, 0
    for line in PHRASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, phrase, meaning = line.split("\t")
        if language != "en" or not re.fullmatch(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?", meaning):
            continue
        shape = "%Y-%m-%d %H:%M" if " " in meaning else "%Y-%m-%d"
        answers = [ask(phrase, datetime(2026, 1, 7, 12, 0), "DMY"), ask(phrase, datetime(2026, 1, 7, 9, 17), "DMY"), ask(phrase, datetime(2026, 1, 7, 12, 0), "MDY")]
        if answers[0] is None:
            silent += 1
            continue
        said = {answer and answer.strftime(shape) for answer in answers}
        # What is said from now moves with it, and is told by the first answer.
        is_relative = re.match(r"(in|after) .*(minute|min|hour|h\b)|.* hours? from now", phrase) is not None
        if is_bare(phrase) or len(said) > 1 and not is_relative:
            ambiguous += 1
            continue
        if answers[0].strftime(shape) == meaning:
            agreed += 1
        else:
            differing[phrase] = answers[0].strftime(shape)
    total = agreed + len(differing)
    unexplained = {phrase: said for phrase, said in differing.items() if phrase not in DIFFERENT}
    for phrase, said in differing.items():
        print(f"differs: {phrase!r} is {said} to dateparser: {DIFFERENT.get(phrase, 'NOT EXPLAINED')}")
    assert not unexplained, unexplained
    assert total >= 100 and agreed / total >= 0.95, (agreed, total)
    print(
        f"dateparser agrees on {agreed} of {total} dates ({agreed / total:.1%}); it has no answer to {silent}, and {ambiguous} are ambiguous by its own answers")


if __name__ == "__main__":
    main()
