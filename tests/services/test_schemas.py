"""The site's schema is read off the window's thread, and follows its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from copydesk.core.site.detect import detect_site
from copydesk.services.fields import Fields
from copydesk.services.library import Library
from copydesk.services.schemas import Schemas
from copydesk.services.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from tests.helpers.notifier_spy import NotifierSpy
    from tests.helpers.sites import SiteBuilder

# The library reads by child processes, which are not what is tried here.
pytestmark = pytest.mark.usefixtures("warm_workers")

CONFIG = """\
collections:
  - name: news
    label: News
    folder: src/content/news
    create: true
    fields:
      - {name: title, label: Headline, widget: string}
      - {name: body, widget: markdown}
"""
GENERATED = """\
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "properties": {"title": {"type": "string", "maxLength": %d}},
  "required": ["title"]
}
"""
PATIENCE_MS = 10_000


class Bench:
    """A site on disk, watched."""

    def __init__(self, site: SiteBuilder, notifier: NotifierSpy, qtbot: QtBot) -> None:
        self.site, self.notifier, self.qtbot = site, notifier, qtbot
        self.tasks = TaskRunner(notifier)
        self.library = Library(notifier, self.tasks)
        self.schemas = Schemas(self.library, self.tasks, notifier)
        self.fields = Fields(self.library, self.tasks, self.schemas)
        self.post = site.post("src/content/news/a.md", "A")
        site.post("src/content/news/b.md", "B")

    def open(self) -> None:
        self.fields.set_site(detect_site(self.site.root))
        self.library.open_folder(self.site.root)
        self.until(lambda: self.library.watch_state == "watching" and not self.tasks.busy)

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def label(self, name: str = "title") -> str:
        return next((f.label for f in self.fields.fields_for(self.post) if f.name == name), "")

    def longest(self) -> float | None:
        found = self.fields.fields_for(self.post)
        return next((field.maximum for field in found if field.name == "title"), None)


@pytest.fixture
def bench(
    site_factory: Callable[[], SiteBuilder], notifier_spy: NotifierSpy, qtbot: QtBot
) -> Iterator[Bench]:
    made = Bench(site_factory().astro("news"), notifier_spy, qtbot)
    yield made
    made.library.close()
    made.until(lambda: not made.tasks.busy)


def test_a_schema_that_changes_is_followed(bench: Bench) -> None:
    config = bench.site.write("public/admin/config.yml", CONFIG)
    bench.open()
    bench.until(lambda: bench.label() == "Headline")
    config.write_text(CONFIG.replace("Headline", "Kicker"), "utf-8")
    bench.until(lambda: bench.label() == "Kicker")
    config.unlink()
    bench.until(lambda: bench.label() == "Title")


def test_a_schema_that_appears_in_a_hidden_folder_is_found_and_followed(bench: Bench) -> None:
    bench.open()
    assert bench.longest() is None
    path = bench.site.write(".astro/collections/news.schema.json", GENERATED % 60)
    bench.until(lambda: bench.longest() == 60)
    path.write_text(GENERATED % 70, "utf-8")
    bench.until(lambda: bench.longest() == 70)
    replacement = path.with_suffix(".new")
    replacement.write_text(GENERATED % 80, "utf-8")
    replacement.replace(path)
    bench.until(lambda: bench.longest() == 80)


def test_a_broken_schema_is_told_once_and_the_posts_say_what_they_can(bench: Bench) -> None:
    for number in range(6):
        bench.site.post(f"src/content/news/{number}.md", "T", kicker="Weir")
    config = bench.site.write("public/admin/config.yml", CONFIG)
    bench.open()
    bench.until(lambda: bench.label() == "Headline" and bench.label("kicker"))
    config.write_text("collections: [", "utf-8")
    bench.until(lambda: bench.notifier.sentences)
    assert "public/admin/config.yml" in bench.notifier.sentences[0]
    assert bench.label() == "Title"
    assert bench.label("kicker") == "Kicker"
    bench.site.write("public/admin/config.yml", "collections: [ ")
    bench.until(lambda: not bench.tasks.busy)
    assert len(bench.notifier.sentences) == 1
    gone: list[str] = []
    bench.notifier.withdrawn.connect(gone.append)
    config.write_text(CONFIG, "utf-8")
    bench.until(lambda: bench.label() == "Headline")
    assert gone == bench.notifier.sentences


def test_another_sites_schema_is_let_go(bench: Bench) -> None:
    bench.site.write("public/admin/config.yml", CONFIG)
    bench.open()
    bench.until(lambda: bench.label() == "Headline")
    bench.fields.set_site(None)
    assert bench.schemas.schema.told == ()


def test_what_could_be_known_better_is_no_warning(bench: Bench) -> None:
    bench.site.write(
        "src/content.config.ts",
        'import { defineCollection, z } from "astro:content";\n'
        'import { schemaOf } from "some-package";\n'
        "const schema = z.object({ title: z.string(), mood: schemaOf() });\n"
        "const news = defineCollection({ schema });\n"
        "export const collections = { news };\n",
    )
    bench.open()
    bench.until(lambda: bench.fields.notes)
    assert "astro sync" in bench.fields.notes[0]
    assert bench.notifier.sentences == []


def test_the_same_fields_are_the_very_same(bench: Bench) -> None:
    bench.site.write("public/admin/config.yml", CONFIG)
    bench.open()
    bench.until(lambda: bench.label() == "Headline")
    first, again = (bench.fields.fields_for(bench.post) for _time in range(2))
    assert first is again  # a form asks at every key, and compares by identity
