"""Dictionaries of any folder are read, and broken ones are told in a sentence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from copydesk.core.resources import resource_path
from copydesk.core.review.spelling.checks import misspelt, no_dictionary, unknown
from copydesk.core.review.spelling.dictionaries import (
    DictionaryError,
    available_languages,
    open_dictionary,
)
from copydesk.core.review.spelling.languages import lexicon_for
from tests.core.review.spelling_site import draft_of, facts_in

if TYPE_CHECKING:
    from pathlib import Path


def _write(folder: Path, name: str, words: str, rules: str, encoding: str = "utf-8") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.aff").write_text(rules, encoding)
    path = folder / f"{name}.dic"
    path.write_text(words, encoding)
    return path


def test_those_that_ship(tmp_path: Path) -> None:
    assert available_languages(facts_in(tmp_path)) == ("en-GB", "en-US", "hi-IN")
    british = open_dictionary(resource_path("dictionaries", "en_GB.dic"))
    assert british.accepts("colour")
    assert not british.accepts("color")
    assert british.script == "LATIN"
    assert british.large
    hindi = open_dictionary(resource_path("dictionaries", "hi_IN.dic"))
    assert hindi.accepts("भाषा")
    assert hindi.script == "DEVANAGARI"
    assert not hindi.large


def test_one_of_the_site_in_an_old_encoding(tmp_path: Path) -> None:
    rules = "SET ISO8859-1\nSFX S Y 1\nSFX S 0 s .\n"
    _write(tmp_path / "dicts", "fr_FR", "3\nbonjour\ncafé/S\nle\n", rules, "iso-8859-1")
    facts = facts_in(tmp_path, dictionaries="dicts")
    assert "fr-FR" in available_languages(facts)
    lexicon = lexicon_for("fr", facts)
    assert lexicon is not None
    (dictionary,) = lexicon.accepted
    assert dictionary.accepts("cafés")
    assert not dictionary.accepts("caffés")
    assert dictionary.accepts("हिन्दी")  # which its letters can't write
    found = list(unknown(draft_of("---\nlang: fr\n---\n\nBonjour le caffé\n", facts), {}))
    assert [one.sentence for one in found] == ["“caffé” is in no dictionary"]


def test_the_site_s_own_goes_before_ours(tmp_path: Path) -> None:
    _write(tmp_path / "dicts", "en-GB", "3\nblorvage\nthe\nwas\n", "SET UTF-8\n")
    facts = facts_in(tmp_path, dictionaries="dicts", language="en-GB")
    lexicon = lexicon_for("en-GB", facts)
    assert lexicon is not None
    assert lexicon.accepted[0].accepts("blorvage")


def test_none_outside_the_site(tmp_path: Path) -> None:
    _write(tmp_path / "other", "fr_FR", "1\nbonjour\n", "SET UTF-8\n")
    (tmp_path / "site").mkdir()
    facts = facts_in(tmp_path / "site", dictionaries="../other")
    assert "fr-FR" not in available_languages(facts)


@pytest.mark.parametrize(
    ("words", "rules", "said"),
    [
        (b"2\nun\ndeux\n", None, "has no fr_FR.aff beside it"),
        (b"", b"SET UTF-8\n", "holds no words"),
        (b"2\ncaf\xe9\nun\n", b"SET UTF-8\n", "not written in the encoding"),
        (b"2\nun\ndeux\n", b"SET NO-SUCH\n", "not written in the encoding"),
    ],
)
def test_a_broken_one_is_told(tmp_path: Path, words: bytes, rules: bytes | None, said: str) -> None:
    (tmp_path / "fr_FR.dic").write_bytes(words)
    if rules is not None:
        (tmp_path / "fr_FR.aff").write_bytes(rules)
    with pytest.raises(DictionaryError, match=said):
        open_dictionary(tmp_path / "fr_FR.dic")
    draft = draft_of("---\nlang: fr\n---\n\nUn deux\n", facts_in(tmp_path, folders=(tmp_path,)))
    (found,) = no_dictionary(draft, {})
    assert said in found.detail
    assert list(misspelt(draft, {})) == []


def test_rules_that_make_no_sense_are_no_crash(tmp_path: Path) -> None:
    path = _write(tmp_path, "fr_FR", "2\nun/XYZ\ndeux\n", "SET UTF-8\nPFX A Y 9\nPFX\nREP 3\n")
    assert open_dictionary(path).accepts("deux")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DictionaryError):
        open_dictionary(tmp_path / "fr_FR.dic")


def test_many_threads_may_ask_at_once() -> None:
    british = open_dictionary(resource_path("dictionaries", "en_GB.dic"))
    words = [
        f"{start}{end}" for start in ("walk", "talk", "zork") for end in ("s", "ed", "ing")
    ] * 50
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(british.accepts, words))
    assert said == [not word.startswith("zork") for word in words]


@pytest.mark.parametrize(
    ("language", "names", "other"),
    [
        ("en", ["en_US", "en_GB"], None),
        ("en-CA", ["en_US", "en_GB"], None),
        ("en-US", ["en_US"], "en_GB"),
        ("en-IN", ["en_GB"], "en_US"),
        ("en-AU", ["en_GB"], "en_US"),
        ("hi", ["hi_IN"], None),
        ("hi-IN", ["hi_IN"], None),
    ],
)
def test_the_dictionaries_of_a_language(
    tmp_path: Path, language: str, names: list[str], other: str | None
) -> None:
    lexicon = lexicon_for(language, facts_in(tmp_path))
    assert lexicon is not None
    assert sorted(one.name for one in lexicon.accepted) == sorted(names)
    assert (lexicon.other.name if lexicon.other else None) == other


def test_no_dictionary_of_a_language(tmp_path: Path) -> None:
    assert lexicon_for("ur", facts_in(tmp_path)) is None
