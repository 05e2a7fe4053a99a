"""``copydesk --self-test``: the program tries itself, and tells what works."""

from __future__ import annotations

import json

from copydesk.application.self_test.run import Tried, self_test


def run(answer_format: str) -> int:
    """Tries everything.

    Args:
        answer_format: "text" prints a line a step as it goes, "json" one object at the end.

    Returns:
        0 where all went well, else 1.
    """
    if answer_format == "json":
        answer = self_test(_say_nothing, _say_nothing)
        print(json.dumps(answer.to_data(), ensure_ascii=False, indent=2))
        return 0 if answer.ok else 1
    answer = self_test(_say_versions, _say_step)
    for line in answer.unexpected:
        print(f"        {line}")
    failed = [tried.step for tried in answer.steps if not tried.ok]
    if failed:
        print(f"Copydesk does not work as it should here: {', '.join(failed)}.")
    else:
        print("All is well.")
    return 1 if failed else 0


def _say_nothing(_what: object) -> None:
    """It is all told at the end."""


def _say_versions(about: dict[str, str]) -> None:
    print(
        f"Copydesk {about['version']}, {about['built']}; Qt {about['qt']} ({about['platform']}); "
        f"Python {about['python']}",
        flush=True,
    )


def _say_step(tried: Tried) -> None:
    print(f"{'ok' if tried.ok else 'FAILED':<7} {tried.told}  ({tried.ms} ms)", flush=True)
    if not tried.ok:
        print(f"        {tried.next}", flush=True)
