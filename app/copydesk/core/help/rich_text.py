"""The HTML of a page for a view that knows only some of it: Qt's rich text.

What it lacks (https://doc.qt.io/qt-6/richtext-html-subset.html) is said in what it has: a frame
around code is a table, a key is a span, and a heading that links lead to holds an anchor.
"""

from __future__ import annotations

from lxml import etree, html


def for_rich_text(source: str) -> str:
    """The same page in the elements that Qt's rich text shows.

    Args:
        source: HTML of the project's own engine: clean, and made from a page that ships.
    """
    root = html.fragment_fromstring(source, create_parent="div")
    for heading in root.xpath(".//*[self::h1 or self::h2 or self::h3 or self::h4][@id]"):
        anchor = etree.Element("a", name=heading.get("id"))
        anchor.tail, heading.text = heading.text, None
        heading.insert(0, anchor)
    for cell in root.xpath(".//td[(code or kbd) and not(text()[normalize-space()])]"):
        # Code and keys are smaller: with a letter's height, the cells of a row have one base line.
        cell.text = "\N{ZERO WIDTH SPACE}"
    for key in root.iter("kbd"):
        key.tag = "span"
        key.set("class", "key")
        key.text = f"\N{NO-BREAK SPACE}{(key.text or '').replace(' ', chr(160))}\N{NO-BREAK SPACE}"
    for table in root.xpath(".//table"):
        table.attrib.update({"class": "table", "cellspacing": "0", "width": "100%"})
        for first in table.xpath(".//tr/th[1][following-sibling::th[1]='Key' and count(../th)=2]"):
            first.set("width", "60%")  # one edge for all tables of keys
    for frame in root.xpath(".//div[@class='highlight'] | .//pre[not(parent::div)]"):
        _frame(frame)
    for missing in root.xpath(".//span[@class='missing-image' and @title]"):
        missing.text = missing.get("title")
    for picture in root.xpath(".//p[count(*) = 1 and img]"):
        picture.set("class", "picture")
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)


def _frame(code: html.HtmlElement) -> None:
    """Puts code into a table of one cell: that can have a background with room in it."""
    parent = code.getparent()
    if parent is None:
        return
    table = etree.Element("table", {"class": "code", "cellspacing": "0", "width": "100%"})
    cell = etree.SubElement(etree.SubElement(table, "tr"), "td", {"class": "code"})
    table.tail, code.tail = code.tail, None
    parent.replace(code, table)
    cell.append(code)
    for pre in cell.iter("pre"):
        last = pre[-1] if len(pre) else None
        for inner in pre.iter("code"):
            _cut_last_line_end(inner)
        if last is None and pre.text:
            pre.text = pre.text.rstrip("\n")


def _cut_last_line_end(code: html.HtmlElement) -> None:
    """Else an empty line stands at the end of the frame."""
    if not len(code):
        code.text = (code.text or "").rstrip("\n")
        return
    last = code[-1]
    if last.tail:
        last.tail = last.tail.rstrip("\n")
    elif not len(last):
        last.text = (last.text or "").rstrip("\n")
