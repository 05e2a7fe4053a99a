from __future__ import annotations

import json

from copydesk.core.site.learn import learn_fields, learn_words


def test_a_key_that_only_this_post_has_is_not_one_of_its_siblings() -> None:
    learned = learn_fields(
        [("a.md", json.dumps({"title": "A", "odd": 1})), ("b.md", json.dumps({"title": "B"}))]
    )
    assert [field.name for field in learned.without("a.md")] == ["title"]
    assert [field.name for field in learned.without("b.md")] == ["title", "odd"]


def test_unread_and_broken_entries_are_passed_over() -> None:
    learned = learn_fields([("a.md", ""), ("b.md", "{"), ("c.md", "[]"), ("d.md", '{"t": "D"}')])
    assert learned.posts == 1


def test_words_come_most_used_first() -> None:
    words = learn_words(
        [
            json.dumps({"tags": ["river", "flood"], "author": "Ana", "title": "One"}),
            json.dumps({"tags": ["flood"], "author": "Ana", "title": "Two"}),
            json.dumps({"tags": ["flood", "river", "bridge"], "author": "Mira"}),
        ]
    )
    assert words["tags"] == ("flood", "river", "bridge")
    assert words["author"] == ("Ana",)
    assert "title" not in words
