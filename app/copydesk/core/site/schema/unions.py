"""One field out of several forms that its value may have."""

from __future__ import annotations

from dataclasses import replace

from copydesk.core.site.field import Choice, Condition, FieldType
from copydesk.core.site.schema.facts import BlockFacts, FieldFacts

_DATES = (FieldType.DATE, FieldType.DATETIME)
_TEXTS = (
    FieldType.TEXT, FieldType.LONG_TEXT, FieldType.MARKDOWN, FieldType.CODE, FieldType.URL,
    FieldType.EMAIL, FieldType.COLOR, FieldType.SLUG,
)  # fmt: skip
_LISTS = (FieldType.TAGS, FieldType.LIST)


def union_of(forms: list[FieldFacts]) -> FieldFacts:
    """What holds of a value that may have any of these forms; open where they don't agree.

    Args:
        forms: Each without a name; None and "nothing at all" are left out by the caller.
    """
    forms = [form for form in forms if not _is_empty_text(form)] or forms
    if not forms:
        return FieldFacts(name="")
    bare = [replace(form, name="", required=None, hint=None) for form in forms]
    if all(one == bare[0] for one in bare):
        return replace(bare[0], hint=_first_hint(forms))
    kinds = {form.type for form in forms}
    if None in kinds:
        made = FieldFacts(name="")
    elif kinds == {FieldType.CHOICE}:
        made = _choices(forms)
    elif kinds == {FieldType.OBJECT}:
        made = _objects(forms)
    elif len(kinds) == 1 and kinds <= {FieldType.REFERENCE, FieldType.IMAGE, FieldType.FILE}:
        made = forms[0]
    else:
        made = _mixed(forms, kinds)
    return replace(made, hint=_first_hint(forms), required=None)


def _is_empty_text(form: FieldFacts) -> bool:
    """Whether a form is only the empty text, which says the same as no value."""
    return form.choices is not None and [one.value for one in form.choices] == [""]


def _first_hint(forms: list[FieldFacts]) -> str | None:
    return next((form.hint for form in forms if form.hint), None)


def _choices(forms: list[FieldFacts]) -> FieldFacts:
    unique: dict[tuple[type, object], Choice] = {}
    for form in forms:
        for one in form.choices or ():
            unique.setdefault((type(one.value), one.value), one)
    values = {one.value for one in unique.values() if isinstance(one.value, bool)}
    if len(unique) == 2 and values == {True, False}:
        return FieldFacts(name="", type=FieldType.BOOLEAN)
    return FieldFacts(name="", type=FieldType.CHOICE, choices=tuple(unique.values()))


def _mixed(forms: list[FieldFacts], kinds: set[FieldType | None]) -> FieldFacts:
    for kind in (FieldType.IMAGE, FieldType.REFERENCE):
        chosen = next((form for form in forms if form.type is kind), None)
        if chosen is not None and kinds <= {kind, *_TEXTS} and not chosen.multiple:
            return chosen
    if kinds <= set(_DATES):
        return FieldFacts(name="", type=FieldType.DATE)
    dates = [form for form in forms if form.type in _DATES]
    if dates and kinds <= {*_DATES, *_TEXTS}:
        return replace(dates[0], as_text=None)
    # A date that may be counted in seconds too.
    if dates and kinds <= {*_DATES, *_TEXTS, FieldType.NUMBER}:
        return FieldFacts(name="", type=FieldType.DATE)
    if kinds <= set(_TEXTS):
        return _texts(forms, kinds)
    choices = [form for form in forms if form.type is FieldType.CHOICE]
    if choices and kinds <= {FieldType.CHOICE, *_TEXTS}:
        if all(isinstance(one.value, str) for form in choices for one in form.choices or ()):
            return replace(_choices(choices), open_choices=True)
        return FieldFacts(name="")
    if kinds == {FieldType.NUMBER}:
        whole = all(form.whole for form in forms) or None
        return FieldFacts(name="", type=FieldType.NUMBER, whole=whole)
    if kinds <= set(_LISTS):
        items = [form.item or FieldFacts(name="", type=FieldType.TEXT) for form in forms]
        item = union_of(items)
        if item.type in (None, FieldType.TEXT) and kinds == {FieldType.TAGS}:
            return FieldFacts(name="", type=FieldType.TAGS)
        return FieldFacts(name="", type=FieldType.LIST, item=item)
    return FieldFacts(name="")


def _texts(forms: list[FieldFacts], kinds: set[FieldType | None]) -> FieldFacts:
    least = [form.minimum for form in forms]
    most = [form.maximum for form in forms]
    return FieldFacts(
        name="",
        type=forms[0].type if len(kinds) == 1 else FieldType.TEXT,
        minimum=None if None in least else min(one for one in least if one is not None),
        maximum=None if None in most else max(one for one in most if one is not None),
    )


def _objects(forms: list[FieldFacts]) -> FieldFacts:
    key = _telling_key(forms)
    if key and all(isinstance(_constant(form, key), str) for form in forms):
        blocks = tuple(_block(form, key) for form in forms)
        return FieldFacts(name="", type=FieldType.BLOCK, blocks=blocks, block_key=key)
    if any(form.fields is None for form in forms):
        return FieldFacts(name="", type=FieldType.OBJECT)
    held: dict[str, list[tuple[object, FieldFacts]]] = {}
    for form in forms:
        for one in form.fields or ():
            held.setdefault(one.name, []).append((_constant(form, key), one))
    fields = tuple(_in_some(ones, len(forms), key) for ones in held.values())
    return FieldFacts(name="", type=FieldType.OBJECT, fields=fields)


def _telling_key(forms: list[FieldFacts]) -> str:
    """The key whose one value tells each form from the others; "" for none."""
    for candidate in forms[0].fields or ():
        values = [_constant(form, candidate.name) for form in forms]
        if None not in values and len({(type(one), one) for one in values}) == len(forms):
            return candidate.name
    return ""


def _constant(form: FieldFacts, key: str) -> object:
    for one in form.fields or ():
        if one.name == key and one.choices is not None and len(one.choices) == 1:
            return one.choices[0].value if one.required else None
    return None


def _in_some(ones: list[tuple[object, FieldFacts]], forms: int, key: str) -> FieldFacts:
    """A field of some of the forms: shown for one form alone where only that one has it.

    Args:
        ones: What each form that has it says, and by which value of `key` the form is told.
        forms: How many forms there are.
        key: The field that tells the forms apart; "" where none does.
    """
    told, first = ones[0]
    if len(ones) == 1 and key and told is not None:
        return replace(first, when=Condition(key, "eq", told))
    facts = [one for _told, one in ones]
    needed = len(ones) == forms and all(one.required for one in facts)
    nullable = any(one.nullable for one in facts) or None
    return replace(union_of(facts), name=first.name, required=needed, nullable=nullable)


def _block(form: FieldFacts, key: str) -> BlockFacts:
    fields = tuple(one for one in form.fields or () if one.name != key)
    return BlockFacts(str(_constant(form, key)), form.label, fields)


def fields_of_any_kind(facts: FieldFacts) -> tuple[FieldFacts, ...]:
    """The fields of posts that are of several kinds: what only one kind has is shown for it alone.

    Args:
        facts: A BLOCK, whose blocks are the kinds of posts.
    """
    blocks = facts.blocks or ()
    key = facts.block_key or "type"
    kinds = tuple(Choice(block.name, block.label or block.name) for block in blocks)
    held: dict[str, list[tuple[object, FieldFacts]]] = {}
    for block in blocks:
        for one in block.fields:
            held.setdefault(one.name, []).append((block.name, one))
    told = FieldFacts(name=key, type=FieldType.CHOICE, choices=kinds, required=True)
    return (told, *(_in_some(ones, len(blocks), key) for ones in held.values()))


def listed(item: FieldFacts) -> FieldFacts:
    """The field that is a list of such items."""
    item = replace(item, name="", required=None)
    if item.type in (FieldType.CHOICE, FieldType.REFERENCE, FieldType.IMAGE, FieldType.FILE) and (
        not item.multiple
    ):
        return replace(item, multiple=True, nullable=None, default=None)
    if item.type is FieldType.TEXT and item == FieldFacts(
        name="", type=FieldType.TEXT, minimum=1 if item.minimum == 1 else None, hint=item.hint
    ):
        return FieldFacts(name="", type=FieldType.TAGS)
    return FieldFacts(name="", type=FieldType.LIST, item=item)
