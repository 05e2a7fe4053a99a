"""Values, as JavaScript and TypeScript write them."""

from __future__ import annotations

from copydesk.core.site.schema.js.cursor import Cursor
from copydesk.core.site.schema.js.nodes import (
    UNKNOWN,
    Array,
    Call,
    Function,
    Literal,
    Member,
    Name,
    Node,
    Object,
    Parameter,
    Pattern,
    Spread,
    Template,
)
from copydesk.core.site.schema.js.tokens import unescaped

# Deeper, or longer in one chain of calls, than any schema that anybody wrote.
_MOST_DEPTH = 60
_MOST_LINKS = 100
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None}
_JOINS = {
    *("+", "-", "*", "/", "%", "**", "==", "===", "!=", "!==", "<", ">", "<="),
    *("&&", "||", "??", "&", "|", "^", "?", "=", "+=", "-=", "??="),
}


class Expressions(Cursor):
    """Reads values; one that isn't understood becomes `UNKNOWN`, and reading goes on behind it."""

    def __init__(self, source: str, *, depth: int = 0) -> None:
        super().__init__(source)
        self._depth = depth

    def expression(self) -> Node:
        """The next value, up to a comma, a semicolon or the end of the bracket."""
        if self._depth >= _MOST_DEPTH:
            self.skip_to(",", ";")
            return UNKNOWN
        self._depth += 1
        node = self._unary()
        self._depth -= 1
        token = self.peek()
        joined = token is not None and (
            (token.kind == "mark" and token.text in _JOINS)
            or (token.kind == "name" and token.text in ("in", "instanceof") and not token.new_line)
        )
        if joined:
            self._skip_rest()
            return UNKNOWN
        return node

    def _skip_rest(self) -> None:
        """Goes past what an operator joins to a value."""
        while (token := self.peek()) is not None and not self.is_mark(",", ";"):
            before = self.tokens[self.at - 1]
            if token.new_line and token.kind == "name" and before.kind != "mark":
                return
            if token.new_line and before.text in (")", "]", "}") and token.kind == "name":
                return
            self.skip_one()

    def _unary(self) -> Node:
        if self.take("..."):
            return Spread(self.expression())
        if self.is_mark("-", "+", "!", "~"):
            sign = self.tokens[self.at].text
            self.at += 1
            node = self._unary()
            number = isinstance(node, Literal) and isinstance(node.value, (int, float))
            if sign in "-+" and isinstance(node, Literal) and number:
                return Literal(-node.value if sign == "-" else node.value)  # type: ignore[operator]  # a number
            return UNKNOWN
        if self.is_name("typeof", "void", "delete", "yield"):
            self.at += 1
            self._unary()
            return UNKNOWN
        self.take_name("await")
        return self._linked(self._primary())

    def _linked(self, node: Node) -> Node:
        """A value with what hangs on it: `.name`, `[…]`, `(…)`, `as Type`."""
        for _link in range(_MOST_LINKS):
            if self.is_mark(".", "?.") and self.is_name(ahead=1):
                node = Member(node, self.tokens[self.at + 1].text)
                self.at += 2
            elif self.is_mark("?.") and self.is_mark("(", "[", ahead=1):
                self.at += 1
            elif self.is_mark("("):
                node = Call(node, self._listed())
            elif self.is_mark("[") and not self.tokens[self.at].new_line:
                index = self._listed()
                key = index[0] if len(index) == 1 else UNKNOWN
                known = isinstance(key, Literal) and isinstance(key.value, (str, int))
                node = (
                    Member(node, str(key.value)) if isinstance(key, Literal) and known else UNKNOWN
                )
            elif self.is_mark("!") and not self.tokens[self.at].new_line:
                self.at += 1
            elif self.is_name("as", "satisfies") and not self.tokens[self.at].new_line:
                self.at += 1
                self.skip_type()
            elif self.is_mark("<") and self._are_type_arguments():
                continue
            elif (token := self.peek()) is not None and token.kind == "template":
                self.at += 1
                node = UNKNOWN
            else:
                return node
        self.skip_to(",", ";")
        return UNKNOWN

    def _are_type_arguments(self) -> bool:
        start = self.at
        if self.skip_angles() and self.is_mark("("):
            return True
        self.at = start
        return False

    def _primary(self) -> Node:
        token = self.peek()
        if token is None:
            return UNKNOWN
        if token.kind == "mark":
            return self._bracketed(token.text)
        self.at += 1
        if token.kind == "text":
            return Literal(unescaped(token.text[1:-1]))
        if token.kind == "number":
            return _number(token.text)
        if token.kind == "template":
            return self._template(token.text)
        if token.kind == "regex":
            source, _slash, flags = token.text[1:].rpartition("/")
            return Pattern(source, flags)
        return self._named(token.text)

    def _bracketed(self, mark: str) -> Node:
        if mark == "(":
            closing = self.closing(self.at)
            if self._is_arrow(closing):
                return self._arrow()
            items = self._listed()
            return items[-1] if items else UNKNOWN
        if mark == "[":
            return Array(self._listed())
        if mark == "{":
            return self._object()
        if mark == "<" and self.skip_angles():
            return self._primary()
        if mark not in (",", ";", ")", "]", "}"):
            self.skip_one()
        return UNKNOWN

    def _named(self, word: str) -> Node:
        if word in _WORDS:
            return Literal(_WORDS[word])
        if word == "async" and (self.is_name() or self.is_mark("(")):
            return self._primary()
        if word == "function":
            self.take("*")
            self.take_name()
            return self._function()
        if word == "class":
            self.skip_to("{")
            self.skip_one()
            return UNKNOWN
        if word == "new":
            made = self._primary()
            while self.take("."):
                made = Member(made, self.take_name())
            if self.is_mark("<"):
                self.skip_angles()
            return Call(made, self._listed() if self.is_mark("(") else (), new=True)
        if self.is_mark("=>"):
            self.at += 1
            return self._returning((word,))
        return Name(word)

    # What stands in brackets ----------------------------------------------------------------

    def _listed(self) -> tuple[Node, ...]:
        """What stands between brackets, divided by commas."""
        outer, self.end = self.end, self.closing(self.at)
        self.at += 1
        items = []
        while self.at < self.end:
            if self.take(","):
                continue
            node = self.expression()
            items.append(UNKNOWN if self.skip_to(",") else node)
        self.at, self.end = min(self.end + 1, outer), outer
        return tuple(items)

    def _object(self) -> Node:
        outer, self.end = self.end, self.closing(self.at)
        self.at += 1
        entries: list[tuple[str | None, Node]] = []
        while self.at < self.end:
            if self.take(","):
                continue
            key, node = self._entry()
            entries.append((key, UNKNOWN if self.skip_to(",") else node))
        self.at, self.end = min(self.end + 1, outer), outer
        return Object(tuple(entries))

    def _entry(self) -> tuple[str | None, Node]:
        if self.is_mark("..."):
            node = self._unary()
            return None, node.of if isinstance(node, Spread) else UNKNOWN
        called = False
        while self.is_name("get", "async", "set") and not self.is_mark(",", ":", "(", ahead=1):
            called = called or self.is_name("get")
            self.at += 1
        token = self.peek()
        if token is None or token.kind not in ("name", "text", "number"):
            self.skip_to(",")
            return None, UNKNOWN
        self.at += 1
        key = unescaped(token.text[1:-1]) if token.kind == "text" else token.text
        if self.take(":"):
            return key, self.expression()
        if self.is_mark("(", "<"):
            function = self._function()
            return key, Call(function, ()) if called else function
        return key, Name(key) if token.kind == "name" else UNKNOWN

    def _template(self, text: str) -> Node:
        inside = text[1:-1]
        if "${" not in inside:
            return Literal(unescaped(inside))
        texts, values = [], []
        while "${" in inside:
            before, _sign, inside = inside.partition("${")
            source, brace, inside = inside.partition("}")
            if not brace or "{" in source or self._depth >= _MOST_DEPTH:
                return UNKNOWN
            texts.append(unescaped(before))
            values.append(type(self)(source, depth=self._depth + 1).expression())
        return Template((*texts, unescaped(inside)), tuple(values))

    # Functions ------------------------------------------------------------------------------

    def _is_arrow(self, closing: int) -> bool:
        after = self.tokens[closing + 1] if closing + 1 < self.end else None
        if after is None or after.kind != "mark":
            return False
        if after.text == "=>":
            return True
        if after.text != ":":
            return False
        place, self.at = self.at, closing + 2
        self.skip_type()
        found = self.is_mark("=>")
        self.at = place
        return found

    def _arrow(self) -> Node:
        parameters = self._parameters()
        if self.take(":"):
            self.skip_type()
        self.take("=>")
        return self._returning(parameters)

    def _function(self) -> Node:
        """A function from its arguments on."""
        if self.is_mark("<"):
            self.skip_angles()
        parameters = self._parameters() if self.is_mark("(") else ()
        if self.take(":"):
            self.skip_type()
        return self._returning(parameters) if self.is_mark("{") else UNKNOWN

    def _returning(self, parameters: tuple[Parameter, ...]) -> Node:
        if not self.is_mark("{"):
            return Function(parameters, self.expression())
        outer, self.end = self.end, self.closing(self.at)
        self.at += 1
        names: dict[str, Node] = {}
        body: Node = UNKNOWN
        while self.at < self.end:
            if self.take_name("return"):
                body = self.expression()
                break
            if self.is_name("const", "let", "var"):
                names.update(self.declared())
            else:
                self.skip_one()
        self.at, self.end = min(self.end + 1, outer), outer
        return Function(parameters, body, names)

    def _parameters(self) -> tuple[Parameter, ...]:
        outer, self.end = self.end, self.closing(self.at)
        self.at += 1
        result: list[Parameter] = []
        while self.at < self.end:
            if self.take(",", "..."):
                continue
            result.append(self._destructured() if self.is_mark("{") else self.take_name())
            self.take("?")
            if self.take(":"):
                self.skip_type()
            self.skip_to(",")
        self.at, self.end = min(self.end + 1, outer), outer
        return tuple(result)

    def _destructured(self) -> tuple[tuple[str, str], ...]:
        outer, self.end = self.end, self.closing(self.at)
        self.at += 1
        result = []
        while self.at < self.end:
            key = self.take_name()
            name = self.take_name() if self.take(":") else key
            if key and name:
                result.append((key, name))
            self.skip_to(",")
            self.take(",")
        self.at, self.end = min(self.end + 1, outer), outer
        return tuple(result)

    def declared(self) -> dict[str, Node]:
        """The names that a `const`, `let` or `var` gives, and what they stand for."""
        self.at += 1
        result: dict[str, Node] = {}
        while True:
            name = self.take_name()
            if not name:
                self.skip_one()  # names taken out of a value: `{a, b}`
            if self.take(":", "!"):
                self.take(":")
                self.skip_type()
            node = self.expression() if self.take("=") else UNKNOWN
            if name:
                result[name] = node
            if not self.take(","):
                return result


def _number(text: str) -> Node:
    digits = text.replace("_", "").removesuffix("n").lower()
    try:
        if digits[:2] in ("0x", "0b", "0o"):
            return Literal(int(digits, 0))
        number = float(digits)
    except ValueError:
        return UNKNOWN
    whole = number.is_integer() and abs(number) < 2**53
    return Literal(int(number) if whole else number)
