"""TK, TODO, placeholders, marks of a merge, suggestions and comments."""

from __future__ import annotations

from copydesk.core.text.edits import apply_edits
from tests.core.review.structure_checks import FIELDS, check, fixed, found


def _conflict(newline: str = "\n", base: str = "") -> str:
    lines = f"A.\n<<<<<<< HEAD\nOn Monday.\n{base}=======\nOn Tuesday.\n>>>>>>> desk\nB.\n"
    return lines.replace("\n", newline)


def test_tk() -> None:
    for body in (
        "About TK people.\n",
        "TK\n",
        "He said (TK).\n",
        "Said [TK Name] today.\n",
        "TKTK and so on.\n",
        "- लगभग TK लोग\r\n",
        "| a |\n|---|\n| TK |\n",
    ):
        assert len(found("tk", FIELDS + body)) == 1, body
    for body in (
        "At TK Maxx in town.\n",
        "Tk and tk and ATK and TK1 and TK-2 and .tk\n",
        "`TK` and [x](/TK)\n",
        "```\nTK\n```\n",
        "https://TK.example/TK\n",
    ):
        assert found("tk", FIELDS + body) == [], body


def test_tk_in_a_field() -> None:
    post = '+++\ntitle = "Ferries carry TK people"\nlayout = "TK"\n+++\nText.\n'
    (finding,) = check("tk", post)
    assert finding.span.of(post) == "TK"
    assert finding.span.start < post.index("layout")
    assert finding.field == ("title",)
    assert len(found("tk", '{"title": "TK"}\n\nText.\n')) == 1


def test_other_words_for_tk() -> None:
    post = FIELDS + "About बाद में people and ZZZ.\n"
    finding, other = check("tk", post, options={"words": ("ZZZ", "बाद में")})
    assert {finding.span.of(post), other.span.of(post)} == {"ZZZ", "बाद में"}


def test_todo() -> None:
    for body in (
        "TODO: ask the union.\n",
        "Text. TODO: ask.\n",
        "- TODO ask the union\n",
        "FIXME(ana) this\n",
        "[TODO] photo\n",
        "TODO\n",
        "XXX: check\n",
    ):
        assert len(found("todo", FIELDS + body)) == 1, body
    for body in (
        "A TODO list for today.\n",
        "Remove an outdated TODO (Ana).\n",
        "Super Bowl XXX: the score.\n",
        "`TODO: x`\n",
        "Todo: a poem. METODO: x\n",
        "TODO App of the year\n",
    ):
        assert found("todo", FIELDS + body) == [], body


def test_filler() -> None:
    for body in ("Lorem ipsum dolor sit amet, x.\n", "Lorem ipsum.\n", "… dolor sit\namet …\n"):
        assert len(found("lorem-ipsum", FIELDS + body)) == 1, body
    assert found("lorem-ipsum", FIELDS + "We used lorem ipsum in our mock-ups.\n") == []


def test_placeholders() -> None:
    for body in (
        "[insert photo here]\n",
        "Said [NAME] today.\n",
        "Title goes here\n",
        "Your text here.\n",
        "He is ??? years old.\n",
        "It rose by XX per cent.\n",
        "See [this](url).\n",
        "See [this](https://example.com).\n",
        "The date is [TBC].\n",
    ):
        assert len(found("placeholder", FIELDS + body)) == 1, body
    for body in (
        "What???\n",
        "[Enter] sends it. [x][NAME]\n\n[NAME]: /y\n",
        "[NAME](/x) [US] [sic] [PDF]\n",
        "The title of the book goes here and there.\n",
        "Pope John XX, 20xx, 4xx errors\n",
        "See [this](https://example.com/guide) and [that](/url).\n",
    ):
        assert found("placeholder", FIELDS + body) == [], body


def test_conflicts() -> None:
    for newline in ("\n", "\r\n", "\r"):
        post = FIELDS + _conflict(newline)
        (finding,) = check("merge-marker", post)
        assert finding.span.of(post).startswith("<<<<<<<")
        assert fixed("merge-marker", post) == FIELDS + newline.join(["A.", "On Monday.", "B.", ""])
        other = fixed("merge-marker", post, fix=1)
        assert other == FIELDS + newline.join(["A.", "On Tuesday.", "B.", ""])
    three = _conflict(base="||||||| base\nOn Sunday.\n")
    assert fixed("merge-marker", three) == "A.\nOn Monday.\nB.\n"
    assert fixed("merge-marker", three, fix=1) == "A.\nOn Tuesday.\nB.\n"
    fields = "---\n<<<<<<< a\ntitle: A\n=======\ntitle: B\n>>>>>>> b\n---\nText.\n"
    assert fixed("merge-marker", fields) == "---\ntitle: A\n---\nText.\n"


def test_single_marks_of_a_merge() -> None:
    assert fixed("merge-marker", "A.\n<<<<<<< HEAD\nB.\n") == "A.\nB.\n"
    assert fixed("merge-marker", "A.\n>>>>>>> desk") == "A.\n"
    for body in (
        "A\n=======\n\nB\n",
        "<<<<<<<< x\n",
        "```\n" + _conflict() + "```\n",
        "a <<<<<<< b\n",
    ):
        assert found("merge-marker", body) == []


def test_suggestions() -> None:
    post = FIELDS + "Boats {++all ++}sail on {~~Tuesday~>Monday~~}{-- again--}.\n"
    assert found("open-suggestions", post) == [
        "{++all ++}",
        "{~~Tuesday~>Monday~~}",
        "{-- again--}",
    ]
    assert fixed("open-suggestions", post) == FIELDS + "Boats all sail on Monday.\n"
    assert fixed("open-suggestions", post, fix=1) == FIELDS + "Boats sail on Tuesday again.\n"
    details = [finding.detail for finding in check("open-suggestions", post)]
    assert details == [
        "Add “all ”.".replace(" ”", "”"),
        "Write “Monday” for “Tuesday”.",
        "Leave out “again”.",
    ]
    assert found("open-suggestions", "`{++a++}` {{ x }}\n") == []


def test_suggestions_do_not_move_other_findings() -> None:
    post = FIELDS + "Boats {++all ++}sail{>>sure?<<} to TK.\n"
    (finding,) = check("tk", post)
    assert finding.span.of(post) == "TK"
    (comment,) = check("open-comments", post)
    assert comment.span.of(post) == "{>>sure?<<}"
    assert apply_edits(post, comment.fixes[0].edits) == post.replace("{>>sure?<<}", "")


def test_comments_and_highlights() -> None:
    post = 'A {==word==}{>>{"author":"Ana"}@@Which one?<<}{>>This.<<}.\n'
    (finding,) = check("open-comments", post)
    assert finding.span.of(post) == "{==word==}"
    assert finding.sentence == "A comment is open"
    assert "Ana: “Which one?”" in finding.detail
    assert fixed("open-comments", post) == "A word.\n"
    assert fixed("open-comments", "A {==word==}.\n") == "A word.\n"
    assert fixed("open-comments", "A word{>>Which?<<}{>>This.<<}.\n") == "A word.\n"
    assert found("open-comments", "A {++word++}{>>Which?<<}.\n") == []


def test_hidden_comments() -> None:
    for body in (
        "<!-- Check with the union -->\n",
        "A <!-- this was cut for length --> b\n",
        "<!-- todo\nx -->\n",
    ):
        assert len(found("html-comment", FIELDS + body)) == 1, body
    for body in (
        "<!-- more -->\n",
        "<!-- markdownlint-disable all the rules here -->\n",
        "<!-- Header -->\n",
        "`<!-- Check with the union -->`\n",
        "<!-- one two three four -->\n\n" * 3,
    ):
        assert found("html-comment", FIELDS + body) == [], body
    mended = fixed("html-comment", "A <!-- this was cut for length -->b\r\n")
    assert mended == "A b\r\n"
