"""What a JavaScript or TypeScript file states at its top: constants, imports and exports."""

from __future__ import annotations

from copydesk.core.site.schema.js.expressions import Expressions
from copydesk.core.site.schema.js.nodes import UNKNOWN, Literal, Module, Node, Object
from copydesk.core.site.schema.js.tokens import unescaped


def read_module(source: str) -> Module:
    """What a file states. Never raises: what isn't understood is left out, or `UNKNOWN`."""
    return _Statements(source).module()


def read_value(source: str) -> Node:
    """A source that is one value: JSON, with comments and commas too many."""
    try:
        return Expressions(source).expression()
    except RecursionError:  # signs heaped on signs
        return UNKNOWN


class _Statements(Expressions):
    def __init__(self, source: str, *, depth: int = 0) -> None:
        super().__init__(source, depth=depth)
        self._module = Module()

    def module(self) -> Module:
        """Reads all statements."""
        try:
            while self.at < self.end:
                self._statement()
        except RecursionError:  # signs heaped on signs: what came before them stands
            return self._module
        return self._module

    def _statement(self) -> None:
        if self.is_name("import") and not self.is_mark("(", ".", ahead=1):
            self._import()
        elif self.take_name("export"):
            self._export()
        elif self._is_declaration():
            self._declaration()
        else:
            self.skip_one()

    def _is_declaration(self) -> bool:
        if self.is_name("async"):
            return self.is_name("function", ahead=1)
        named = self.is_name(ahead=1) or self.is_mark("{", "[", "*", ahead=1)
        return self.is_name("const", "let", "var", "function", "enum") and named

    def _declaration(self) -> tuple[str, ...]:
        self.take_name("async")
        if self.is_name("function"):
            self.at += 1
            self.take("*")
            name = self.take_name()
            if name:
                self._module.names[name] = self._function()
            return (name,)
        if self.is_name("const") and self.is_name("enum", ahead=1):
            self.at += 1
        if self.is_name("enum"):
            self.at += 1
            name = self.take_name()
            self._module.names[name] = self._enum() if self.is_mark("{") else UNKNOWN
            return (name,)
        declared = self.declared()
        self._module.names.update(declared)
        return tuple(declared)

    def _enum(self) -> Node:
        outer, self.end = self.end, self.closing(self.at)
        self.at += 1
        entries: list[tuple[str | None, Node]] = []
        number = 0
        while self.at < self.end:
            token = self.peek()
            if token is None or token.kind not in ("name", "text"):
                self.skip_one()
                continue
            self.at += 1
            key = unescaped(token.text[1:-1]) if token.kind == "text" else token.text
            node = self.expression() if self.take("=") else Literal(number)
            if isinstance(node, Literal) and isinstance(node.value, int):
                number = node.value + 1
            entries.append((key, node))
            self.skip_to(",")
        self.at, self.end = min(self.end + 1, outer), outer
        return Object(tuple(entries))

    # Imports and exports ----------------------------------------------------------------------

    def _import(self) -> None:
        self.at += 1
        if self.is_name("type") and (self.is_mark("{", "*", ahead=1) or self.is_name(ahead=1)):
            self.at += 1
        names: list[tuple[str, str]] = []
        while (token := self.peek()) is not None and token.kind != "text":
            if self.take_name("from") or self.take(","):
                continue
            if self.take("*"):
                self.take_name("as")
                names.append((self.take_name(), "*"))
            elif self.is_mark("{"):
                names += [(here, there) for there, here in self._names()]
            elif self.is_name():
                names.append((self.take_name(), "default"))
            else:
                return
        module = self._text()
        self._module.imports.update({here: (module, there) for here, there in names if here})

    def _export(self) -> None:
        if self.take_name("default"):
            if self._is_declaration():
                name = self._declaration()[0]
                self._module.exports["default"] = name
                return
            self._module.names["default"] = self.expression()
            self._module.exports["default"] = "default"
        elif self._is_declaration():
            self._module.exports.update({name: name for name in self._declaration()})
        elif self.take("*"):
            name = self.take_name() if self.take_name("as") else ""
            module = self._text() if self.take_name("from") else ""
            if name:
                self._module.passed_on[name] = (module, "*")
            elif module:
                self._module.all_of.append(module)
        elif self.is_mark("{"):
            names = self._names()
            if self.take_name("from"):
                module = self._text()
                self._module.passed_on.update({out: (module, name) for name, out in names})
            else:
                self._module.exports.update({out: name for name, out in names})

    def _names(self) -> list[tuple[str, str]]:
        """`{a, b as c}`: pairs of name and other name."""
        outer, self.end = self.end, self.closing(self.at)
        self.at += 1
        result = []
        while self.at < self.end:
            if self.is_name("type") and self.is_name(ahead=1) and not self.is_name("as", ahead=1):
                self.at += 1
            name = self.take_name()
            other = self.take_name() if self.take_name("as") else name
            if name:
                result.append((name, other))
            self.skip_to(",")
            self.take(",")
        self.at, self.end = min(self.end + 1, outer), outer
        return result

    def _text(self) -> str:
        token = self.peek()
        if token is None or token.kind != "text":
            return ""
        self.at += 1
        return unescaped(token.text[1:-1])
