"""A place among the words of a source, and the ways to move on from it."""

from __future__ import annotations

from copydesk.core.site.schema.js.tokens import Token, tokens_of

_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_TYPE_GOES_ON = {
    *("|", "&", "<", ",", ":", "=>", "?", "."),
    *("as", "satisfies", "typeof", "keyof", "readonly", "extends", "is", "infer"),
}
_ENDS_TYPE = {",", ";", ")", "]", "}", "=", ":"}


class Cursor:
    """Reads words one after the other.

    Attributes:
        tokens: All of them.
        at: The number of the next.
        end: The number behind the last that may be read.
    """

    def __init__(self, source: str) -> None:
        self.tokens = tokens_of(source)
        self.at = 0
        self.end = len(self.tokens)
        self._closing = self._matched()

    def _matched(self) -> dict[int, int]:
        """For each opening bracket, where it closes; the end of the source where it doesn't."""
        waiting: list[int] = []
        result: dict[int, int] = {}
        for number, token in enumerate(self.tokens):
            if token.kind != "mark":
                continue
            if token.text in _CLOSERS:
                waiting.append(number)
            elif token.text in (")", "]", "}"):
                while waiting:
                    opening = waiting.pop()
                    result[opening] = number
                    if _CLOSERS[self.tokens[opening].text] == token.text:
                        break
        return result

    def closing(self, opening: int) -> int:
        """The number of the bracket that closes one; `end` where none does."""
        return min(self._closing.get(opening, self.end), self.end)

    def peek(self, ahead: int = 0) -> Token | None:
        """The next word, or one further on; None at the end."""
        place = self.at + ahead
        return self.tokens[place] if place < self.end else None

    def is_mark(self, *texts: str, ahead: int = 0) -> bool:
        """Whether one of these marks is next."""
        token = self.peek(ahead)
        return token is not None and token.kind == "mark" and token.text in texts

    def is_name(self, *texts: str, ahead: int = 0) -> bool:
        """Whether one of these names is next; without any, whether a name is."""
        token = self.peek(ahead)
        if token is None or token.kind != "name":
            return False
        return not texts or token.text in texts

    def take(self, *marks: str) -> bool:
        """Goes past a mark if it is next."""
        found = self.is_mark(*marks)
        self.at += found
        return found

    def take_name(self, *names: str) -> str:
        """Goes past a name and gives it; "" where another word is next."""
        if not self.is_name(*names):
            return ""
        self.at += 1
        return self.tokens[self.at - 1].text

    def skip_one(self) -> None:
        """Goes past the next word, or the whole of a bracket."""
        if self.is_mark("(", "[", "{"):
            self.at = self.closing(self.at)
        self.at = min(self.at + 1, self.end)

    def skip_to(self, *marks: str) -> int:
        """Goes to one of these marks outside brackets; gives how many words were passed."""
        start = self.at
        while self.at < self.end and not self.is_mark(*marks):
            self.skip_one()
        return self.at - start

    def skip_type(self) -> None:
        """Goes past a type, as TypeScript has it."""
        angles = 0
        before = ":"
        while (token := self.peek()) is not None:
            mark = token.kind == "mark"
            if not angles:
                if mark and token.text in _ENDS_TYPE:
                    return
                if mark and token.text == "=>" and before != ")":
                    return
                follows = before in _TYPE_GOES_ON or (mark and token.text in ("|", "&"))
                # Behind a whole type, a brace begins the function that gives it.
                if not follows and (token.new_line or (mark and token.text == "{")):
                    return
            if mark and token.text == "<":
                angles += 1
            elif mark and token.text == ">":
                angles = max(angles - 1, 0)
            self.skip_one()
            before = self.tokens[self.at - 1].text

    def skip_angles(self) -> bool:
        """Goes past `<…>`; False, and stays, where no type's arguments are next."""
        start, angles = self.at, 0
        while (token := self.peek()) is not None and self.at - start < 400:
            if token.kind == "mark":
                if token.text == "<":
                    angles += 1
                elif token.text == ">":
                    angles -= 1
                    if angles == 0:
                        self.at += 1
                        return True
                elif token.text in (";", ")", "]", "}"):
                    break
            self.skip_one()
        self.at = start
        return False
