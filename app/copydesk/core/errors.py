"""The package's own errors; each reads as one sentence with a next step."""

from __future__ import annotations


class CopydeskError(Exception):
    """Anything that reaches the editor.

    Attributes:
        sentence: What is wrong, in an editor's words.
        next_step: What the editor can do now; may be empty.
    """

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(f"{sentence} {next_step}".strip())
        self.sentence = sentence
        self.next_step = next_step


class EncodingError(CopydeskError):
    """A text that can't be written in its file's encoding."""


class StorageError(CopydeskError):
    """A file or folder that can't be read, written, moved or removed."""


class ConflictError(StorageError):
    """The file on disk is not the one that was read."""


class SharedFileError(StorageError):
    """A file that others share, which replacing it would tear apart: nothing was written.

    It has further names (hard links), or an owner or a group that a new file can't be given.
    """


class EditRefusedError(CopydeskError):
    """A field edit that can't be made without touching something else."""


class SettingsError(CopydeskError):
    """Settings or saved state that can't be read."""


class SourceError(CopydeskError):
    """A source that can't be read as text."""
