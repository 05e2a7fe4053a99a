"""The program's one way in: the desk, the commands, and the child processes of itself."""

from __future__ import annotations

import sys

from copydesk.core.outside_programs import give_back_library_path


def main(argv: list[str] | None = None) -> int:
    """Runs the program.

    Args:
        argv: Arguments without the program's name; those of the process by default.

    Returns:
        The exit status: 0 all well, 1 findings or refused, 2 used wrongly.
    """
    give_back_library_path()
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["--worker"]:
        return _work(arguments[1:])
    from copydesk.cli.main import run  # a child process must not load it

    return run(arguments)


def _work(arguments: list[str]) -> int:
    # Each child loads its own room only: it starts in a third of the time.
    if arguments == ["render"]:
        from copydesk.core.markup.worker import main as render

        return render()
    if arguments == ["scan"]:
        from copydesk.core.library.worker import main as scan

        return scan()
    if arguments == ["review"]:
        from copydesk.core.review.worker import main as review

        return review()
    if arguments[:1] == ["self-test"] and len(arguments) > 1:
        from copydesk.application.self_test.child import main as self_test

        return self_test(arguments[1])
    print("copydesk: there is no such worker", file=sys.stderr)  # noqa: T201 - no window to say it in
    return 2


if __name__ == "__main__":
    sys.exit(main())
