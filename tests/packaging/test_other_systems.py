"""What is written for systems that can't be tried here agrees with the program and with itself."""

from __future__ import annotations

import ast
import plistlib
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bundling.errors import BuildError
from bundling.macos import info_plist
from bundling.places import APP_ID, BUILD, NAME, PACKAGING, ROOT, version
from bundling.windows import CONSOLE_NAME, four_numbers, version_text
from copydesk.application import qt_setup
from copydesk.core.library.scan import POST_SUFFIXES
from copydesk.core.web_sandbox import FLAGS, WEAKER

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = [*PACKAGING.glob("*.sh"), *PACKAGING.glob("*/*.sh"), PACKAGING / "appimage" / "AppRun"]
WORKFLOWS = sorted((ROOT / ".github").rglob("*.yml"))
INSTALLER = (PACKAGING / "windows" / "copydesk.iss").read_text("ascii")
MANIFEST = yaml.safe_load((PACKAGING / "flatpak" / f"{APP_ID}.yml").read_text("utf-8"))


# ---- macOS --------------------------------------------------------------------------------------


def test_the_bundle_says_what_it_is_and_opens() -> None:
    plist = plistlib.loads(plistlib.dumps(info_plist("6.11.3")))
    assert plist["CFBundleIdentifier"] == APP_ID
    assert plist["CFBundleShortVersionString"] == version()
    assert re.fullmatch(r"\d+(\.\d+){0,2}", plist["CFBundleVersion"])
    types = plist["UTImportedTypeDeclarations"] + plist["UTExportedTypeDeclarations"]
    tags = [kind["UTTypeTagSpecification"]["public.filename-extension"] for kind in types]
    assert {f".{tag}" for some in tags for tag in some} == set(POST_SUFFIXES)
    declared = {kind["UTTypeIdentifier"] for kind in types}
    documents = plist["CFBundleDocumentTypes"]
    opened = {one for document in documents for one in document["LSItemContentTypes"]}
    assert opened == declared | {"public.folder"}
    assert {document["LSHandlerRank"] for document in documents} == {"Alternate"}


def test_each_qt_has_its_oldest_macos() -> None:
    assert info_plist("6.11.3")["LSMinimumSystemVersion"] == "13.0"
    assert info_plist("6.12.0")["LSMinimumSystemVersion"] == "14.4"
    with pytest.raises(BuildError, match=r"Qt 9\.9\.9"):
        info_plist("9.9.9")


def test_the_hardened_runtime_is_opened_no_further_than_needed() -> None:
    granted = {
        path.stem: {key.rpartition(".")[2] for key in plistlib.loads(path.read_bytes())}
        for path in (PACKAGING / "macos").glob("*entitlements.plist")
    }
    assert granted == {
        "entitlements": {"allow-jit", "allow-unsigned-executable-memory"},
        "web_process_entitlements": {"allow-jit"},
    }


# ---- Windows ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [NAME, CONSOLE_NAME])
def test_the_version_resource_can_be_read(name: str) -> None:
    tree = ast.parse(version_text(name), mode="eval")
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    strings = {
        ast.literal_eval(call.args[0]): ast.literal_eval(call.args[1])
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "StringStruct"
    }
    assert strings["FileVersion"] == strings["ProductVersion"] == version()
    assert strings["OriginalFilename"] == f"{name}.exe"
    numbers = {
        keyword.arg: ast.literal_eval(keyword.value)
        for call in calls
        for keyword in call.keywords
        if keyword.arg in ("filevers", "prodvers")
    }
    assert numbers == dict.fromkeys(("filevers", "prodvers"), four_numbers(version()))


def test_a_version_has_four_numbers_for_windows() -> None:
    assert four_numbers("1.2") == (1, 2, 0, 0)
    assert four_numbers("1.2.3rc1") == (1, 2, 3, 0)
    with pytest.raises(ValueError, match="does not begin"):
        four_numbers("next")


def test_the_installer_takes_what_is_built() -> None:
    defined = dict(re.findall(r'^#define (\w+) (?:Root \+ )?"(.*)"$', INSTALLER, re.MULTILINE))
    frozen = (BUILD / "frozen" / NAME).relative_to(ROOT)
    assert defined["Frozen"].replace("\\", "/") == f"/{frozen.as_posix()}"
    assert defined["Identity"] == APP_ID
    assert r"LicenseFile={#Root}\LICENSE" in INSTALLER
    assert r"SetupIconFile={#Root}\build\package\copydesk.ico" in INSTALLER
    assert (PACKAGING / "windows" / defined["Root"].replace("\\", "/")).resolve() == ROOT
    assert set(re.findall(r"\{app\}\\([\w-]+)\.exe", INSTALLER)) == {NAME}
    assert "PrivilegesRequired=lowest" in INSTALLER
    assert re.search(
        r"^AppId=\{\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$", INSTALLER, re.MULTILINE
    )


def test_the_installer_offers_every_kind_of_post_and_takes_none() -> None:
    offered = re.findall(r"Classes\\(\.\w+)\\OpenWithProgids", INSTALLER)
    supported = re.findall(r'SupportedTypes".*ValueName: "(\.\w+)"', INSTALLER)
    assert sorted(offered) == sorted(supported) == sorted(POST_SUFFIXES)
    # The value of the extension's own key would be the default program.
    assert not re.search(r'Subkey: "Software\\Classes\\\.\w+";', INSTALLER)


def test_windows_and_their_shortcut_bear_one_name() -> None:
    assert qt_setup.APP_ID == APP_ID
    assert INSTALLER.count('AppUserModelID: "{#Identity}"') == 2


# ---- Flatpak and AppImage -----------------------------------------------------------------------


def test_the_flatpak_ships_the_archive_as_it_is() -> None:
    assert (MANIFEST["id"], MANIFEST["command"]) == (APP_ID, NAME)
    (module,) = MANIFEST["modules"]
    (source,) = module["sources"]
    assert source["path"] in (PACKAGING / "flatpak" / "build.sh").read_text("utf-8")
    # The outer sandbox is left out openly, the inner one never.
    assert f"--env={FLAGS}={WEAKER}" in MANIFEST["finish-args"]
    assert not [arg for arg in MANIFEST["finish-args"] if "org.freedesktop.Flatpak" in arg]


def test_no_package_switches_the_web_sandbox_off() -> None:
    files = [path for path in PACKAGING.rglob("*") if path.suffix not in (".pyc", ".md")]
    told = [
        path.relative_to(ROOT).as_posix()
        for path in [*files, *WORKFLOWS]
        if path.is_file()
        and re.search(rb"--no-sandbox\b(?!\*)|DISABLE_SANDBOX=", path.read_bytes())
    ]
    assert told == ["packaging/common.sh"]  # for root, whom Chromium refuses one


# ---- Scripts and workflows ----------------------------------------------------------------------


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_well_formed(script: Path) -> None:
    shell = script.read_text("utf-8").partition("\n")[0].rpartition("/")[2].split()[-1]
    subprocess.run([shell if shell == "sh" else "bash", "-n", script], check=True)
    assert (
        script.stat().st_mode & 0o100
        or "# Read by" in script.read_text("utf-8")
        or (script.name == "system_packages.sh")
    )


def steps_of(workflow: Path) -> list[dict[str, Any]]:
    content = yaml.safe_load(workflow.read_text("utf-8"))
    jobs = content["jobs"].values() if "jobs" in content else [content["runs"]]
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.parent.name + path.name)
def test_a_workflow_names_what_is_there(workflow: Path) -> None:
    for step in steps_of(workflow):
        for named in re.findall(r"(?:packaging|\.ci)[/\\][\w./\\-]+", step.get("run", "")):
            assert (ROOT / named.replace("\\", "/")).exists(), named
        for target in re.findall(r"^make (\w[\w-]*)", step.get("run", ""), re.MULTILINE):
            makefile = (ROOT / "Makefile").read_text("utf-8")
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
        used = step.get("uses", "")
        if used.startswith("./"):
            assert (ROOT / used / "action.yml").is_file()
        elif used:
            assert re.fullmatch(r"actions/[\w-]+@(v\d+|[0-9a-f]{40})", used)


def test_every_package_tries_itself_before_a_release() -> None:
    release = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))
    jobs = release["jobs"]
    building = set(jobs) - {"version", "release"}
    assert set(jobs["release"]["needs"]) == building
    for name in building:
        assert any("--self-test" in step.get("run", "") for step in jobs[name]["steps"]), name
    assert release["permissions"] == {"contents": "read"}
    assert [name for name, job in jobs.items() if "permissions" in job] == ["release"]
    assert jobs["release"]["if"] == "github.ref_type == 'tag'"
