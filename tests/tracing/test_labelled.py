"""The labelled set is sound, and its scores count what they say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest

from copydesk.core.posts.frontmatter import read_frontmatter
from tests.tracing import __main__ as printed
from tests.tracing.labelled import KINDS, VERDICTS, LabelledPair, labelled_pairs
from tests.tracing.score import score

PAIRS = labelled_pairs()
each_pair = pytest.mark.parametrize("pair", PAIRS, ids=[pair.name for pair in PAIRS])


@dataclass(frozen=True)
class _Said:
    kind: str
    start: int
    end: int
    verdict: str
    speaker: str | None = None


def _perfect(draft: str, sources: list[tuple[str, str]]) -> list[_Said]:
    pair = next(pair for pair in PAIRS if pair.draft == draft)
    assert list(pair.sources) == sources
    return [_Said(c.kind, c.start, c.end, c.verdict, c.speaker) for c in pair.claims]


def _plain(text: str) -> str:
    words = re.sub(r"[“”\"‘’'«»>*_]", "", text.replace("–", " ").replace("-", " "))
    return " ".join(words.lower().split())


@each_pair
def test_labels_are_sound(pair: LabelledPair) -> None:
    assert pair.sources
    for claim in pair.claims:
        assert claim.kind in KINDS
        assert claim.verdict in VERDICTS
        assert claim.text == pair.draft[claim.start : claim.end]
        assert (claim.source_text is not None) == (claim.verdict == "altered"), claim.text
        assert claim.source_text is None or any(claim.source_text in t for _, t in pair.sources)
        assert claim.speaker in (None, "ok", "wrong")
        if claim.kind != "quote" or claim.verdict == "not_found":
            assert claim.speaker is None, claim.text


@each_pair
def test_no_two_claims_of_a_kind_overlap(pair: LabelledPair) -> None:
    for kind in KINDS:
        places = [piece for c in pair.claims if c.kind == kind for piece in c.pieces]
        places.sort(key=lambda piece: piece.start)
        assert all(a.end <= b.start for a, b in pairwise(places)), kind


@each_pair
def test_names_stand_in_a_source_as_labelled(pair: LabelledPair) -> None:
    words = _plain(" ".join(text for _, text in pair.sources))
    for claim in pair.claims:
        if claim.kind == "name" and not claim.text.startswith("Dr "):
            found = re.search(rf"(?<!\w){re.escape(_plain(claim.text))}(?!\w)", words)
            assert bool(found) == (claim.verdict == "verbatim"), claim.text


@each_pair
def test_whole_quotations_stand_in_a_source_as_labelled(pair: LabelledPair) -> None:
    sources = [_plain(text) for _, text in pair.sources]
    for claim in pair.claims:
        broken = len(claim.pieces) > 1 or any(mark in claim.text for mark in "…[")
        if claim.kind == "quote" and not broken:
            said = _plain(claim.text).strip(".,;:! ")
            unbroken = [re.sub(r",? (?:she|he) said,", ",", source) for source in sources]
            found = any(said in source for source in unbroken)
            assert found == (claim.verdict == "verbatim"), claim.text


@each_pair
def test_drafts_look_like_posts(pair: LabelledPair) -> None:
    fields = read_frontmatter(pair.draft)
    assert fields.problems == ()
    assert {"title", "description", "pubDate", "tags"} <= set(fields.data)
    assert 100 <= len(pair.draft.partition("\n---\n")[2].split()) <= 450


def test_there_is_enough_of_everything() -> None:
    claims = [claim for pair in PAIRS for claim in pair.claims]
    kinds = Counter(claim.kind for claim in claims)
    assert len(PAIRS) == 24
    assert kinds["quote"] >= 230
    assert kinds["number"] >= 380
    assert kinds["date"] >= 190
    assert kinds["name"] >= 540
    by_verdict = Counter((claim.kind, claim.verdict) for claim in claims)
    assert min(by_verdict[kind, verdict] for kind in KINDS for verdict in VERDICTS) >= 36
    speakers = Counter(claim.speaker for claim in claims if claim.kind == "quote")
    assert min(speakers.values()) >= 25


def test_the_labels_themselves_score_full() -> None:
    result = score(_perfect)
    assert result.misses == []
    assert all((t.precision, t.recall, t.detection) == (1, 1, 1) for t in result.kinds.values())
    assert result.speaker_accuracy == 1


def test_wrong_verdicts_and_unlabelled_claims_count_against() -> None:
    pair = PAIRS[0]
    quotes = [claim for claim in pair.claims if claim.kind == "quote"]
    said = [_Said(c.kind, c.start, c.end, c.verdict, c.speaker) for c in quotes]
    heading = pair.draft.index("A winter of leaks")
    said[0] = replace(said[0], verdict="not_found", speaker="wrong")
    said += [_Said("quote", heading, heading + 8, "verbatim")]
    result = score(lambda draft, sources: said, [pair])
    tally, right = result.kinds["quote"], len(quotes) - 1
    assert (tally.labelled, tally.detected, tally.labelled_right) == (right + 1, right + 1, right)
    assert (tally.produced, tally.produced_right) == (right + 2, right)
    misses = [miss.wanted for miss in result.misses if miss.kind in {"quote", "speaker"}]
    assert misses == ["", quotes[0].verdict, "speaker None"]
    assert result.kinds["date"].recall == 0


def test_ignored_stretches_and_later_pieces_do_no_harm() -> None:
    pair = PAIRS[0]
    broken = next(claim for claim in pair.claims if len(claim.pieces) > 1)
    said = [_Said("quote", p.start, p.end, broken.verdict, "ok") for p in broken.pieces]
    graded = pair.draft.index("Grade II")
    said += [_Said("name", graded, graded + 8, "verbatim")]
    result = score(lambda draft, sources: said, [pair])
    assert result.kinds["quote"].precision == 1
    assert result.kinds["quote"].labelled_right == 1
    assert result.kinds["name"].produced == 0


def test_a_place_is_met_once() -> None:
    pair = PAIRS[0]
    name = next(claim for claim in pair.claims if claim.text == "Mira Okafor")
    middle = name.start + len("Mira")
    said = [
        _Said("name", name.start, middle, "verbatim"),
        _Said("name", middle + 1, name.end, "verbatim"),
    ]
    tally = score(lambda draft, sources: said, [pair]).kinds["name"]
    assert (tally.produced, tally.produced_right, tally.labelled_right) == (2, 1, 1)


def test_the_table_and_the_misses_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = next(c for c in PAIRS[0].claims if c.kind == "date")
    monkeypatch.setattr(
        printed,
        "product_trace",
        lambda draft, sources: [
            said
            for said in _perfect(draft, sources)
            if (draft, said.start) != (PAIRS[0].draft, lost.start)
        ],
    )
    assert printed.main(["--misses"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if line.startswith("number")).split()[1:4] == ["1.000"] * 3
    assert lines[-1].startswith("date")
    assert lines[-1].endswith(f"wanted {lost.verdict}, got no claim: {lost.text}")


@pytest.mark.parametrize(
    ("numbers", "first", "count"),
    [("", "01", 24), ("17-", "17", 8), ("3-5", "03", 3), ("9", "09", 1)],
)
def test_pairs_are_picked_by_number(numbers: str, first: str, count: int) -> None:
    picked = printed.pairs_numbered(numbers)
    assert len(picked) == count
    assert picked[0].name.startswith(first)
