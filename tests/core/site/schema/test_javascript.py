"""JavaScript and TypeScript read as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.core.resources import resource_text
from copydesk.core.site.schema.js.modules import Modules
from copydesk.core.site.schema.js.nodes import (
    UNKNOWN,
    Array,
    Call,
    Function,
    Literal,
    Member,
    Name,
    Object,
    Pattern,
    Spread,
)
from copydesk.core.site.schema.js.scope import Place, Reader, Scope
from copydesk.core.site.schema.js.statements import read_module, read_value
from copydesk.core.site.schema.js.tokens import tokens_of

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = resource_text("newsroom", "src", "content.config.ts")


def test_words_are_told_apart() -> None:
    source = (
        "a /* x */ = b / 2 / c; // y\nconst r = /[/]x\\/\"/gi, t = `a${ {b: `}`} }c`, s = 'it\\'s'"
    )
    words = [token.text for token in tokens_of(source)]
    assert words[:8] == ["a", "=", "b", "/", "2", "/", "c", ";"]
    assert '/[/]x\\/"/gi' in words
    assert "`a${ {b: `}`} }c`" in words
    assert words[-1] == "'it\\'s'"


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("'caf\\u00e9 \\u{1F6A2} \\x41\\n'", "café 🚢 A\n"),
        ('"\\ud83d\\udea2"', "🚢"),
        ("1_000", 1000),
        ("0x1F", 31),
        ("-2.5e1", -25),
        (".5", 0.5),
        ("true", True),
        ("null", None),
        ("`plain`", "plain"),
        ("('in brackets' as const)", "in brackets"),
    ],
)
def test_plain_values(source: str, value: object) -> None:
    assert read_value(source) == Literal(value)


@pytest.mark.parametrize("source", ["a + b", "a ? b : c", "!a", "typeof a", "a ?? 1", "tag`x`", ""])
def test_what_is_computed_is_unknown(source: str) -> None:
    assert read_value(source) == UNKNOWN


def test_chains_objects_and_functions() -> None:
    assert read_value("a?.b!.c<Map<string, [number]>>(1, ...d)[0]") == Member(
        Call(Member(Member(Name("a"), "b"), "c"), (Literal(1), Spread(Name("d")))), "0"
    )
    read = read_value("{a, 'b-c': 1, async d() { return 2 }, get e() { return 3 }, [f]: 4, 5: 6,}")
    assert isinstance(read, Object)
    entries = dict(read.entries)
    assert entries["a"] == Name("a")
    assert entries["b-c"] == Literal(1)
    assert entries["d"] == Function((), Literal(2))
    assert entries["e"] == Call(Function((), Literal(3)), ())
    assert entries[None] == UNKNOWN
    assert entries["5"] == Literal(6)
    arrow = read_value("async ({ image, size: most = 3 }: Ctx, b?: number): Out<x> => ({ b })")
    assert arrow == Function(
        ((("image", "image"), ("size", "most")), "b"), Object((("b", Name("b")),))
    )


def test_json_with_comments_and_commas_too_many() -> None:
    read = read_value('{ // paths\n "a": [1, 2,], /* more */ "b": {"c": "/x/*"}, }')
    assert read == Object(
        (
            ("a", Array((Literal(1), Literal(2)))),
            ("b", Object((("c", Literal("/x/*")),))),
        )
    )


def test_statements_without_semicolons() -> None:
    module = read_module(
        """
        import x, { y as z, type T } from "./a"
        import * as all from './b'
        import type { U } from "./c"
        import "./effects"
        export type Kind = z.infer<typeof x> & { a: string }
        interface Held { const: number }
        const one: Array<string> = ["1"]
        let two = one
          .map((word) => word), three = /^3$/u
        export function four({ a }: { a: number }): { b: number } { const b = a; return b }
        export const enum Five { A, B = "b", C = 7, D }
        export default { six: 6 }
        export { one as uno, two }
        export * from "./d"
        export { seven as eight } from "./e"
        """
    )
    assert module.imports == {
        "x": ("./a", "default"), "z": ("./a", "y"), "T": ("./a", "T"),
        "all": ("./b", "*"), "U": ("./c", "U"),
    }  # fmt: skip
    assert module.names["one"] == Array((Literal("1"),))
    assert isinstance(module.names["two"], Call)
    assert module.names["three"] == Pattern("^3$", "u")
    assert module.names["four"] == Function(((("a", "a"),),), Name("b"))
    assert module.names["Five"] == Object(
        (("A", Literal(0)), ("B", Literal("b")), ("C", Literal(7)), ("D", Literal(8)))
    )
    assert module.exports["uno"] == "one"
    assert {"four", "Five", "default", "two"} <= set(module.exports)
    assert (module.all_of, module.passed_on) == (["./d"], {"eight": ("./e", "seven")})


def test_constants_are_followed_as_far_as_they_go(tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text(
        "const BASE = 'desk';\n"
        "const PLACES = { weir: { name: 'Weir' }, lock: { name: `${BASE}/lock` } };\n"
        "const LIST = [...Object.keys(PLACES), BASE];\n"
        "const NAMES = LIST.map((one) => `${one}!`);\n"
        "const DAY = new Date('2026-11-20');\n"
        "const COUNT = LIST.length + 1, ROUND = [ROUND];\n"
    )
    reader = Reader(Modules(tmp_path))

    def constant(name: str) -> object:
        return reader.constant(Place(Name(name), Scope("a.ts")))

    assert constant("PLACES") == {"weir": {"name": "Weir"}, "lock": {"name": "desk/lock"}}
    assert constant("LIST") == ["weir", "lock", "desk"]
    assert constant("NAMES") == ["weir!", "lock!", "desk!"]
    assert constant("DAY") == "2026-11-20"
    assert constant("COUNT") == constant("ROUND") == constant("NOTHING") == UNKNOWN


def test_modules_outside_the_site_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.ts").write_text("export const a = 1;")
    modules = Modules(tmp_path / "site")
    assert modules.imported("a.ts", "../secret") == ""
    assert modules.imported("a.ts", "./../../secret") == ""
    assert modules.read == ()


@given(
    st.integers(0, len(CONFIG)),
    st.integers(0, 60),
    st.text(alphabet="(){}[]<>`'\"/\\.,;:=>?!&|*+-$#@ \n azcontexprfu", max_size=40),
)
def test_a_half_written_file_is_read_as_far_as_it_goes(at: int, gone: int, put: str) -> None:
    module = read_module(CONFIG[:at] + put + CONFIG[at + gone :])
    assert set(module.names) >= set()
