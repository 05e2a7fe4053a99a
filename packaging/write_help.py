"""Writes what of the help pages is made from the program's own tables: `make help-pages`."""

from __future__ import annotations

from pathlib import Path

from copydesk.core.review.reference import rules_page
from copydesk.core.site.schema.copydesk_keys import reference_table

_HELP = Path(__file__).resolve().parents[1] / "resources" / "help"


def main() -> None:
    """Writes both pages."""
    (_HELP / "rules.md").write_text(rules_page(), "utf-8", newline="\n")
    page = _HELP / "copydesk-toml.md"
    head, begin, rest = page.read_text("utf-8").partition("own table -->\n\n")
    _old, end, foot = rest.partition("\n<!-- end of keys -->")
    page.write_text(head + begin + reference_table() + end + foot, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
