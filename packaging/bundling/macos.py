"""What macOS asks of the application bundle: its Info.plist. Written by the book, never tried."""

from __future__ import annotations

import re
from typing import Any

from bundling.errors import BuildError
from bundling.places import APP_ID, version

APP_NAME = "Copydesk"
# Qt's "Supported Configurations" of each version (doc.qt.io, Qt for macOS).
_OLDEST_MACOS = {(6, 11): "13.0", (6, 12): "14.4"}
_MARKDOWN = "net.daringfireball.markdown"
_MDX = f"{APP_ID}.mdx"
_FOLDERS = "Copydesk opens the folder of posts that you chose."


def info_plist(qt_version: str) -> dict[str, Any]:
    """What PyInstaller lays over its own Info.plist.

    Documents are offered to the program and never taken from another: rank "Alternate".

    Args:
        qt_version: Of the Qt that is shipped, as "6.11.3"; it decides how old macOS may be.

    Raises:
        BuildError: Nobody has looked up yet which macOS that Qt needs.
    """
    series = tuple(int(part) for part in qt_version.split(".")[:2])
    if series not in _OLDEST_MACOS:
        raise BuildError(f"which macOS Qt {qt_version} needs is not known; see bundling/macos.py.")
    return {
        "CFBundleIdentifier": APP_ID,
        "CFBundleName": APP_NAME,
        "CFBundleDisplayName": APP_NAME,
        "CFBundleShortVersionString": version(),
        # Figures and points only.
        "CFBundleVersion": ".".join(re.findall(r"\d+", version())[:3]),
        "CFBundleDevelopmentRegion": "en",
        "NSHumanReadableCopyright": "© 2026 The Copydesk authors. MIT licence.",
        "LSMinimumSystemVersion": _OLDEST_MACOS[series],
        "LSApplicationCategoryType": "public.app-category.productivity",
        "NSPrincipalClass": "NSApplication",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,  # the dark theme follows the system's
        "CFBundleDocumentTypes": _document_types(),
        "UTImportedTypeDeclarations": [_type(_MARKDOWN, "Markdown text", "public.plain-text")],
        # Nobody else has given MDX a type that could be imported.
        "UTExportedTypeDeclarations": [_type(_MDX, "MDX text", _MARKDOWN)],
        # Said by macOS when it asks whether the program may look into these.
        "NSDocumentsFolderUsageDescription": _FOLDERS,
        "NSDesktopFolderUsageDescription": _FOLDERS,
        "NSDownloadsFolderUsageDescription": _FOLDERS,
        "NSRemovableVolumesUsageDescription": _FOLDERS,
        "NSNetworkVolumesUsageDescription": _FOLDERS,
    }


def _document_types() -> list[dict[str, Any]]:
    return [
        {
            "CFBundleTypeName": "Markdown post",
            "CFBundleTypeRole": "Editor",
            "LSHandlerRank": "Alternate",
            "LSItemContentTypes": [_MARKDOWN, _MDX],
        },
        {
            "CFBundleTypeName": "Folder of posts",
            "CFBundleTypeRole": "Editor",
            "LSHandlerRank": "Alternate",
            "LSItemContentTypes": ["public.folder"],
        },
    ]


_EXTENSIONS = {_MARKDOWN: ["md", "markdown", "mkd", "mdown"], _MDX: ["mdx"]}
_MIME_TYPES = {_MARKDOWN: ["text/markdown", "text/x-markdown"], _MDX: ["text/mdx"]}


def _type(identifier: str, name: str, kind_of: str) -> dict[str, Any]:
    return {
        "UTTypeIdentifier": identifier,
        "UTTypeDescription": name,
        "UTTypeConformsTo": [kind_of],
        "UTTypeTagSpecification": {
            "public.filename-extension": _EXTENSIONS[identifier],
            "public.mime-type": _MIME_TYPES[identifier],
        },
    }
