"""Astro's content config, read without running it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from copydesk.core.resources import resource_path
from copydesk.core.site.detect import detect_site
from copydesk.core.site.field import Condition, FieldType, Media, Reference
from copydesk.core.site.schema import astro
from tests.helpers.sites import SiteBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from copydesk.core.site.schema.facts import CollectionFacts, FieldFacts, Reading

HEAD = 'import { defineCollection, reference, z } from "astro:content";\n'


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    return SiteBuilder(tmp_path / "site").astro("news")


def read(site: SiteBuilder) -> Reading:
    return astro.read(site.root, detect_site(site.root))


def fields_of(site: SiteBuilder, shape: str, before: str = "") -> dict[str, FieldFacts]:
    """The fields of a collection with this shape; nothing of it is misunderstood."""
    reading = written(site, shape, before)
    assert reading.notices == ()
    return {field.name: field for field in reading.collections[0].fields}


def written(site: SiteBuilder, shape: str, before: str = "") -> Reading:
    site.write(
        "src/content.config.ts",
        f"{HEAD}{before}\nconst news = defineCollection({{ schema: ({{ image }}) => "
        f"z.object({{ {shape} }}) }});\nexport const collections = {{ news }};\n",
    )
    return read(site)


def values(field: FieldFacts) -> list[object]:
    return [one.value for one in field.choices or ()]


def test_the_sample_newsroom_is_read_in_full() -> None:
    root = resource_path("newsroom")
    reading = astro.read(root, detect_site(root))
    assert reading.notices == ()
    news, features, opinion = reading.collections
    assert [one.folder for one in (news, features, opinion)] == [
        f"src/content/{name}" for name in ("news", "features", "opinion")
    ]
    assert (news.include, news.new_post.suffix) == (("**/*.md",), "md")
    fields = {field.name: field for field in news.fields}
    title = fields["title"]
    assert (title.maximum, title.required, title.hint) == (70, True, "As it stands above the story")
    status = fields["status"]
    assert values(status) == ["draft", "in review", "ready", "published"]
    assert (status.default, status.required) == ("published", False)
    hero = fields["heroImage"]
    assert (hero.type, hero.required, hero.media) == (FieldType.IMAGE, False, Media("src/assets"))
    assert (fields["tags"].type, fields["tags"].default) == (FieldType.TAGS, [])
    assert fields["pubDate"].type is FieldType.DATE
    seo = fields["seo"]
    assert (seo.type, seo.required) == (FieldType.OBJECT, False)
    assert [(one.name, one.type) for one in seo.fields or ()] == [
        ("title", FieldType.TEXT),
        ("keywords", FieldType.TAGS),
        ("noindex", FieldType.BOOLEAN),
    ]
    assert [field.name for field in opinion.fields][-1] == "kicker"


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        ("z.string()", {"type": FieldType.TEXT, "required": True}),
        ("z.string().optional()", {"required": False}),
        ("z.optional(z.string())", {"type": FieldType.TEXT, "required": False}),
        ("z.string().nullable()", {"nullable": True, "required": True}),
        ("z.string().nullish()", {"nullable": True, "required": False}),
        ("z.string().min(2).max(60, 'Too long')", {"minimum": 2, "maximum": 60}),
        ("z.string().length(8)", {"minimum": 8, "maximum": 8}),
        ("z.string().nonempty()", {"minimum": 1}),
        ("z.string().trim().email()", {"type": FieldType.EMAIL}),
        ("z.email()", {"type": FieldType.EMAIL}),
        ("z.string().url()", {"type": FieldType.URL}),
        ("z.url().or(z.literal(''))", {"type": FieldType.URL, "required": False}),
        ("z.number().int().min(1).max(5)", {"whole": True, "minimum": 1, "maximum": 5}),
        ("z.number().positive()", {"minimum": 0, "exclusive_minimum": True}),
        ("z.number().nonnegative()", {"minimum": 0, "exclusive_minimum": False}),
        ("z.number().gt(1).lt(9)", {"exclusive_minimum": True, "exclusive_maximum": True}),
        ("z.number().multipleOf(0.25)", {"type": FieldType.NUMBER, "step": 0.25}),
        ("z.coerce.number()", {"type": FieldType.NUMBER}),
        ("z.int()", {"type": FieldType.NUMBER, "whole": True}),
        ("z.boolean().default(false)", {"type": FieldType.BOOLEAN, "default": False}),
        ("z.date()", {"type": FieldType.DATE, "as_text": False}),
        ("z.coerce.date()", {"type": FieldType.DATE, "as_text": None}),
        ("z.coerce.date().min(new Date('2001-01-01'))", {"earliest": "2001-01-01"}),
        ("z.iso.datetime()", {"type": FieldType.DATETIME, "as_text": True}),
        ("z.string().date()", {"type": FieldType.DATE, "as_text": True}),
        ("z.string().or(z.date())", {"type": FieldType.DATE, "as_text": None}),
        ("z.string().transform((s) => new Date(s))", {"type": FieldType.DATE, "as_text": True}),
        ("z.string().transform((s) => s.length).optional()", {"type": FieldType.TEXT}),
        ("z.array(z.string())", {"type": FieldType.TAGS}),
        ("z.string().array().max(4)", {"type": FieldType.TAGS, "maximum": 4}),
        ("z.array(z.enum(['a', 'b']))", {"type": FieldType.CHOICE, "multiple": True}),
        ("z.array(reference('people'))", {"type": FieldType.REFERENCE, "multiple": True}),
        ("reference('people')", {"reference": Reference("people")}),
        ("image()", {"type": FieldType.IMAGE}),
        ("image().or(z.string().url()).optional()", {"type": FieldType.IMAGE, "required": False}),
        ("z.union([z.string(), image()])", {"type": FieldType.IMAGE}),
        ("z.record(z.string(), z.number())", {"type": FieldType.OBJECT, "fields": None}),
        ("z.union([z.boolean(), z.string()])", {"type": None}),
        ("z.union([z.string(), z.array(z.string())])", {"type": None}),
        ("z.any()", {"type": None, "required": None}),
        ("z.custom<Ferry>()", {"type": None}),
        ("z.string().describe('For the desk')", {"hint": "For the desk"}),
        ("z.string().meta({ title: 'Byline', description: 'Who' })", {"label": "Byline"}),
        ("z.string().refine((s) => s !== 'x', { message: 'Not x' })", {"hint": "Not x"}),
        ("z.preprocess((v) => v, z.number())", {"type": FieldType.NUMBER}),
        ("z.string().default('a').catch('b')", {"default": "a", "required": False}),
        ("z.string().brand<'Slug'>().readonly()", {"type": FieldType.TEXT}),
        ("z.lazy(() => z.number())", {"type": FieldType.NUMBER}),
    ],
)
def test_kinds_and_checks(site: SiteBuilder, source: str, facts: dict[str, object]) -> None:
    field = fields_of(site, f"x: {source}")["x"]
    assert {name: getattr(field, name) for name in facts} == facts


def test_patterns_are_kept_as_they_are_written(site: SiteBuilder) -> None:
    shape = r"""
      a: z.string().regex(/^[a-z\/"]+$/, "Small letters only"),
      b: z.string().regex(/^x{2}[/]y$/iu, { message: "Two of them" }),
    """
    fields = fields_of(site, shape)
    assert fields["a"].pattern == r'^[a-z\/"]+$'
    assert fields["a"].pattern_message == "Small letters only"
    assert fields["b"].pattern == "/^x{2}[/]y$/i"
    assert fields["b"].pattern_message == "Two of them"


def test_choices_come_from_wherever_the_file_lists_them(site: SiteBuilder) -> None:
    before = """
      const SECTIONS = ["river", "town"] as const;
      const MORE = [...SECTIONS, 'harbour'] satisfies string[];
      enum Tide { High = "high", Low = "low" }
      const NAMES = { ferry: "Ferry", weir: "Weir" };
      const DESKS = [{ slug: "news" }, { slug: "night" }];
    """
    shape = """
      a: z.enum(SECTIONS), b: z.enum(MORE), c: z.nativeEnum(Tide),
      d: z.enum(Object.keys(NAMES) as [string, ...string[]]),
      e: z.enum(DESKS.map((desk) => desk.slug)),
      f: z.union([z.literal("one"), z.literal(2), z.literal(true), z.null()]),
      g: z.enum(["x", "y", "z"]).exclude(["y"]),
      h: z.enum(SECTIONS).or(z.string()),
    """
    fields = fields_of(site, shape, before)
    assert values(fields["a"]) == ["river", "town"]
    assert values(fields["b"]) == ["river", "town", "harbour"]
    assert values(fields["c"]) == ["high", "low"]
    assert values(fields["d"]) == ["ferry", "weir"]
    assert values(fields["e"]) == ["news", "night"]
    assert (values(fields["f"]), fields["f"].nullable) == (["one", 2, True], True)
    assert values(fields["g"]) == ["x", "z"]
    assert fields["h"].open_choices is True


def test_groups_are_built_from_other_groups(site: SiteBuilder) -> None:
    before = """
      const base = z.object({ title: z.string(), lead: z.string() });
      const dated = { date: z.coerce.date() };
      const place = (most: number) => z.object({ name: z.string().max(most) });
    """
    shape = """
      ...base.shape, ...dated,
      a: base.extend({ lead: z.number(), more: z.boolean() }),
      b: base.merge(z.object({ late: z.boolean() })).pick({ title: true, late: true }),
      c: base.omit({ lead: true }), d: base.partial(), e: base.shape.title,
      f: z.intersection(base, z.object({ end: z.date() })), g: place(40).strict(),
      h: z.array(base).min(1),
    """
    fields = fields_of(site, shape, before)
    assert list(fields)[:3] == ["title", "lead", "date"]

    def inner(name: str) -> list[tuple[str, FieldType | None, bool | None]]:
        return [(one.name, one.type, one.required) for one in fields[name].fields or ()]

    assert inner("a")[1:] == [
        ("lead", FieldType.NUMBER, True),
        ("more", FieldType.BOOLEAN, True),
    ]
    assert [name for name, *_rest in inner("b")] == ["title", "late"]
    assert [name for name, *_rest in inner("c")] == ["title"]
    assert [needed for *_rest, needed in inner("d")] == [False, False]
    assert fields["e"].type is FieldType.TEXT
    assert [name for name, *_rest in inner("f")] == ["title", "lead", "end"]
    assert (fields["g"].fields or ())[0].maximum == 40
    item = fields["h"].item
    assert (fields["h"].type, fields["h"].minimum) == (FieldType.LIST, 1)
    assert item is not None
    assert (item.type, len(item.fields or ())) == (FieldType.OBJECT, 2)


def test_kinds_of_blocks_are_told_apart(site: SiteBuilder) -> None:
    shape = """
      parts: z.array(z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("quote"), text: z.string() }),
        z.object({ kind: z.literal("map"), zoom: z.number().int() }),
      ])),
      link: z.union([
        z.object({ outside: z.literal(true), url: z.string().url() }),
        z.object({ outside: z.literal(false), slug: z.string() }),
      ]),
    """
    fields = fields_of(site, shape)
    item = fields["parts"].item
    assert item is not None
    assert (item.type, item.block_key) == (FieldType.BLOCK, "kind")
    assert [(one.name, [f.name for f in one.fields]) for one in item.blocks or ()] == [
        ("quote", ["text"]),
        ("map", ["zoom"]),
    ]
    outside, url, slug = fields["link"].fields or ()
    assert outside.type is FieldType.BOOLEAN
    assert (url.when, url.required) == (Condition("outside", "eq", True), True)
    assert slug.when == Condition("outside", "eq", False)


def test_posts_of_several_kinds_show_what_their_kind_has(site: SiteBuilder) -> None:
    site.write(
        "src/content/config.js",
        HEAD
        + """
        const shared = z.object({ title: z.string() });
        export const collections = { news: defineCollection({ type: "content",
          schema: z.discriminatedUnion("form", [
            shared.extend({ form: z.literal("report"), gauge: z.number() }),
            shared.extend({ form: z.literal("photo"), credit: z.string() }),
          ]) }) };
        """,
    )
    (news,) = read(site).collections
    form, title, gauge, credit = news.fields
    assert (values(form), title.when) == (["report", "photo"], None)
    assert gauge.when == Condition("form", "eq", "report")
    assert credit.when == Condition("form", "eq", "photo")


def test_schemas_are_followed_into_other_files(site: SiteBuilder) -> None:
    site.write(
        "tsconfig.json", '{ // paths\n "compilerOptions": {"paths": {"#desk/*": ["./desk/*"],}}}'
    )
    site.write("desk/topics.json", '["river", "ferry"]')
    site.write(
        "src/shared/index.ts", 'export * from "./seo";\nexport { tide as Tide } from "./tide";\n'
    )
    site.write(
        "src/shared/seo.ts",
        'import { z } from "astro/zod";\nexport const seo = z.object({ noindex: z.boolean() });\n',
    )
    site.write(
        "src/shared/tide.ts", 'import * as zod from "zod";\nexport const tide = zod.number();\n'
    )
    before = """
      import { seo, Tide } from "./shared";
      import type { Unused } from "./nowhere";
      import topics from "#desk/topics.json";
    """
    reading = written(site, "seo, tide: Tide, topic: z.enum(topics)", before)
    assert reading.notices == ()
    seo, tide, topic = reading.collections[0].fields
    assert (seo.fields or ())[0].type is FieldType.BOOLEAN
    assert tide.type is FieldType.NUMBER
    assert values(topic) == ["river", "ferry"]
    assert {"src/shared/seo.ts", "desk/topics.json"} <= set(reading.watched)


def test_what_a_function_is_handed_may_have_another_name(site: SiteBuilder) -> None:
    before = """
      const seo = (picture: ImageFunction) => z.object({ card: picture() });
      const social = (given) => z.object({ card: given.image().optional() });
      const lead = ({ image: photo }: SchemaContext) => photo().optional();
    """
    shape = "seo: seo(image), social: social({ image }), lead: lead({ image }),"
    fields = fields_of(site, shape, before)
    assert (fields["seo"].fields or ())[0].type is FieldType.IMAGE
    card = (fields["social"].fields or ())[0]
    assert (card.type, card.required) == (FieldType.IMAGE, False)
    assert fields["lead"].type is FieldType.IMAGE


def test_the_whole_context_may_be_handed_on(site: SiteBuilder) -> None:
    site.write("src/schemas.js", "export const news = (ctx) => z.object({ hero: ctx.image() });")
    site.write(
        "src/content.config.mjs",
        """
        import { defineCollection } from "astro:content";
        import * as schemas from "./schemas";
        export const collections = {
          news: defineCollection({ schema: (context) => schemas.news(context) }),
        };
        """,
    )
    assert read(site).collections[0].fields[0].type is FieldType.IMAGE


@pytest.mark.parametrize(
    ("options", "folder", "include", "exclude", "suffix"),
    [
        ('{ pattern: "**/*.md", base: "./posts" }', "posts", ("**/*.md",), (), "md"),
        ('{ pattern: "*.mdx", base: "posts/" }', "posts", ("*.mdx",), (), "mdx"),
        ('{ pattern: "**/*.{md,mdx}", base: "posts" }', "posts", ("**/*.{md,mdx}",), (), None),
        (r'{ pattern: "**\/[^_]*.md", base: "posts" }', "posts", ("**/[!_]*.md",), (), "md"),
        ('{ pattern: "**/*.(md|mdx)", base: "a" }', "a", ("**/*.{md,mdx}",), (), None),
        ('{ pattern: ["**/*.md", "!old/**"], base: "a" }', "a", ("**/*.md",), ("old/**",), "md"),
        (
            '{ pattern: "blog/**/*.md", base: "./src/content" }',
            "src/content/blog",
            ("**/*.md",),
            (),
            "md",
        ),
        ('{ pattern: "src/log/*.md" }', "src/log", ("*.md",), (), "md"),
        ("{ pattern: '**/*.md', base: `./${ROOT}/day` }", "desk/day", ("**/*.md",), (), "md"),
        ('{ pattern: "**/!(x)*.md", base: "a" }', "a", (), (), "md"),
    ],
)
def test_folders_come_from_the_loader(
    site: SiteBuilder,
    options: str,
    folder: str,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    suffix: str | None,
) -> None:
    collection = loaded(site, f"glob({options})")[0]
    assert (collection.folder, collection.include) == (folder, include)
    assert (collection.exclude, collection.new_post.suffix) == (exclude, suffix)


def loaded(site: SiteBuilder, loader: str) -> tuple[CollectionFacts, ...]:
    site.write(
        "src/content.config.ts",
        HEAD
        + f"""
        import {{ file, glob }} from "astro/loaders";
        const ROOT = "desk";
        const day = defineCollection({{ loader: {loader}, schema: z.object({{ a: z.string() }}) }});
        export const collections = {{ day }};
        """,
    )
    return read(site).collections


@pytest.mark.parametrize(
    "loader",
    [
        'file("src/data/tides.json")',
        'glob({ pattern: "**/*.json", base: "src/data" })',
        'glob({ pattern: "*.{yml,yaml}", base: "src/data" })',
        'glob({ pattern: "**/*.md", base: "../elsewhere" })',
        "async () => { const r = await fetch('https://tides.example'); return r.json(); }",
        "tideLoader({ station: 4 })",
    ],
)
def test_what_holds_no_posts_of_the_site_is_left_out(site: SiteBuilder, loader: str) -> None:
    assert loaded(site, loader) == ()


def test_what_is_not_understood_is_told_and_left_open(site: SiteBuilder) -> None:
    shape = "title: z.string(), odd: makeOdd(3), seo: z.object({ x: z.brandNew() }), ...rest"
    reading = written(site, shape)
    fields = {field.name: field for field in reading.collections[0].fields}
    assert (fields["title"].type, fields["odd"].type) == (FieldType.TEXT, None)
    assert (fields["seo"].fields or ())[0].type is None
    (notice,) = reading.notices
    assert "(news: odd, news: seo.x, news: …)" in notice.sentence
    assert "astro sync" in notice.next_step


def test_a_theme_s_own_schema_gives_what_the_site_adds(site: SiteBuilder) -> None:
    site.write(
        "src/content.config.ts",
        """
        import { defineCollection, z } from "astro:content";
        import { docsLoader } from "@astrojs/starlight/loaders";
        import { docsSchema } from "@astrojs/starlight/schema";
        export const collections = {
          docs: defineCollection({
            loader: docsLoader(),
            schema: docsSchema({ extend: z.object({ reviewed: z.date().optional() }) }),
          }),
        };
        """,
    )
    reading = read(site)
    (docs,) = reading.collections
    assert (docs.folder, [field.name for field in docs.fields]) == (
        "src/content/docs",
        ["reviewed"],
    )
    assert len(reading.notices) == 1


@pytest.mark.parametrize(
    "source",
    [
        "",
        "export const collections = ",
        "export const collections = { news: defineCollection({ schema: z.object({ a: z.string(",
        "export const collections = { news, };\nconst news = news;",
        "const a = { ...a }; export const collections = a;",
        "const f = () => f(); export const collections = f();",
        "const z1 = z.lazy(() => z1); export const collections = { news: { schema: z1 } };",
        "}}}})))]]] `${`${`${ /[/ '",
        "export const collections = {" + "{[(" * 20_000,
        "export const collections = " + "!" * 50_000 + "a;",
        "export const collections = a" + ".b()" * 20_000 + ";",
        "export const collections = { news: defineCollection({ schema: z.object({ a: "
        + "z.array(" * 500
        + ") }) }) }",
        "\x00\ud7ff import export const enum class function => ... ?. as satisfies",
    ],
)
def test_nothing_that_is_written_stops_the_reading(site: SiteBuilder, source: str) -> None:
    site.write("src/content.config.ts", HEAD + source)
    started = time.monotonic()
    read(site)
    assert time.monotonic() - started < 5


def test_fields_that_multiply_come_to_an_end(site: SiteBuilder) -> None:
    doubled = "".join(
        f"const a{n + 1} = z.object({{ x: a{n}, y: a{n}, z: a{n} }});\n" for n in range(25)
    )
    started = time.monotonic()
    reading = written(site, "deep: a25", "const a0 = z.string();\n" + doubled)
    assert time.monotonic() - started < 5
    assert len(reading.notices) == 1


def test_a_group_that_holds_its_own_kind_is_cut_there(site: SiteBuilder) -> None:
    before = "const topic = z.object({ name: z.string(), get below() { return z.array(topic); } });"
    below = (fields_of(site, "topic", before)["topic"].fields or ())[1]
    assert below.type is FieldType.LIST
    assert below.item is not None
    assert (below.item.type, below.item.fields) == (FieldType.OBJECT, None)
