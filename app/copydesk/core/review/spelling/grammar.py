"""Grammar, by a checker that need not be installed.

Harper (https://writewithharper.com, Apache-2.0) by its binding harper-py: offline, in this process,
English only. Of its 917 rules those are used that are narrow and were seldom wrong on real posts;
most of the others tell of style, of capitals and of spelling, which the desk's own rules do, or
guess. It takes longer than all of those together, so a site turns it on.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from copydesk.core.review.finding import Fix, Found
from copydesk.core.review.spelling.fixes import replacement
from copydesk.core.review.spelling.judging import judge
from copydesk.core.review.spelling.runs import Run, runs_of
from copydesk.core.text.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from harper import Dialect, Lint, Linter

    from copydesk.core.review.draft import Draft
    from copydesk.core.review.rule import Options

_RULE_NAMES = """
    AccuseOf AdNauseam AllIntentsAndPurposes AllOfASudden ALongTime AMeansToAnEnd AnA AnAnother
    AnotherAn AnotherOnes AnotherThings AsOpposedTo AtAllCosts AtLeasToLeast BareInMind BatedBreath
    BeckAndCall BetterOffPhrase BewareOf ByAccident CanBeSeen CaseInPoint ComprisesOf DespiteOf
    DidPast DoNotWant DoToDueTo DontCan DoubleModal EachAndEveryOne ExceptOf FriendOfMe HadOf
    HalfAnHour HeDos IAmAgreement IDo InLieuOf InNeedOf InsteadOf IsBeenAuxSequence ItTimeAuxiliary
    KindSortOf LetAlone ModalOf MoreBetter MoreThatLikely NeitherHereNorThere OfCourse
    OneAndTheSame PeaceOfMind SomeOfThe SoughtAfter SpinalChord StatuteOfLimitations
    SupposedTo TheAnother TheMy ThereOwn ThoughtProcess ToLoseTooLoose TrialAndError UseToUsedTo
    WasAloud WhetYourAppetite WillContain WillNonLemma WorthToDo WreakHavoc
"""
# Where the post's country says which; others write British English.
_DIALECTS = {"US": "AMERICAN", "PH": "AMERICAN", "CA": "CANADIAN", "AU": "AUSTRALIAN"}
_DIALECTS |= {"IN": "INDIAN", "": "AMERICAN"}
_SHORTEST = 20
_LONGEST = 20_000
_OBJECT = "\ufffc"
# What comes after an article has to be a plain word for its sound to be known.
_PLAIN_WORD = re.compile(r" [a-z]{3,}(?=[ ,.;:!?)]|$)")
_QUOTED = re.compile(r"([`\"])([^`\"]+)\1")
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class GrammarFound:
    """One mistake.

    Attributes:
        span: In the text that was checked.
        sentence: What is wrong, in the checker's words.
        replacements: What may stand there instead, the likeliest first; "" takes it out.
        kind: The checker's name for it.
    """

    span: Span
    sentence: str
    replacements: tuple[str, ...]
    kind: str


class GrammarChecker(Protocol):
    """Anything that finds mistakes of grammar."""

    def check(self, text: str, language: str) -> Iterable[GrammarFound]:
        """What is wrong in a paragraph of plain words; ``language`` is BCP 47."""


class HarperChecker:
    """Harper. Its first use costs a second and 150 MB."""

    def check(self, text: str, language: str) -> list[GrammarFound]:
        """See `GrammarChecker`; nothing for languages other than English."""
        first, _, country = language.partition("-")
        if first != "en":
            return []
        linter = _linter(_DIALECTS.get(country.upper(), "BRITISH"))
        with _lock:
            lints = linter.organized_lints(text, language="plaintext")
        found = [_told(name, lint) for name, several in lints.items() for lint in several]
        return sorted(found, key=lambda one: one.span)


@lru_cache(maxsize=1)
def installed_checker() -> GrammarChecker | None:
    """The checker that is installed; None where there is none."""
    try:
        import harper
    except ImportError:
        return None
    # Another package has the same name and not the same contents.
    return HarperChecker() if hasattr(harper, "Linter") else None


def ungrammatical(draft: Draft, _options: Options) -> Iterator[Found]:
    """What the installed grammar checker finds in an English post."""
    if not draft.facts.settings.grammar:
        return
    judgement = judge(draft)
    if not judgement.checked or judgement.language.partition("-")[0] != "en":
        return
    checker = installed_checker()
    if checker is None:
        return
    for run in runs_of(draft):
        text = run.words.text
        if run.heading or run.shut or not _SHORTEST <= len(text) <= _LONGEST:
            continue
        for one in checker.check(text, judgement.language):
            if _is_sure(one, text):
                yield _finding(draft, run, one)


def _is_sure(found: GrammarFound, text: str) -> bool:
    """Whether nothing that is no word stands in it or beside it."""
    start, end = found.span.start, found.span.end
    if _OBJECT in text[max(0, start - 2) : end + 2] or text[start - 1 : start] in ("-", "/", "."):
        return False
    return found.kind != "AnA" or _PLAIN_WORD.match(text, end) is not None


def _finding(draft: Draft, run: Run, found: GrammarFound) -> Found:
    words = found.span.of(run.words.text)
    span = run.words.span(found.span.start, found.span.end)
    fixes = []
    for other in found.replacements:
        edits = replacement(draft.text, span, words, other, run.field)
        if edits:
            label = f"Change to “{other.strip()}”" if other.strip() else "Remove it"
            fixes.append(Fix(label, edits))
    meant = found.replacements[0].strip() if found.replacements else ""
    shown = words.strip()
    sentence = f"Should “{shown}” be “{meant}”?" if meant else f"“{shown}” looks wrong here"
    return Found(span, sentence, found.sentence, tuple(fixes), run.field)


def _told(name: str, lint: Lint) -> GrammarFound:
    import harper

    others = []
    for suggestion in lint.suggestions:
        if suggestion.kind == harper.SuggestionKind.REMOVE:
            others.append("")
        elif suggestion.kind == harper.SuggestionKind.INSERT_AFTER:
            others.append(lint.problem_text + suggestion.replacement_text)
        else:
            others.append(suggestion.replacement_text)
    span = Span(lint.span.start, lint.span.end)
    return GrammarFound(span, _QUOTED.sub(r"“\2”", lint.message), tuple(others), name)


@lru_cache(maxsize=4)
def _linter(dialect: str) -> Linter:
    import harper

    wanted = frozenset(_RULE_NAMES.split())
    made = harper.Linter(dialect=_dialect(dialect))
    made.set_lint_config({name: name in wanted for name in harper.get_default_lint_config()})
    return made


def _dialect(name: str) -> Dialect:
    import harper

    return harper.Dialect[name]
