"""Which lines on standard error mean nothing; every other fails the self-test."""

from __future__ import annotations

import re

_HARMLESS = (
    # A machine without a GPU, or the offscreen platform: WebEngine asks for OpenGL, then draws by
    # CPU.
    re.compile(r"QRhiGles2: Failed to create (temporary )?context$"),
    re.compile(r"Failed to create RHI for backend: OpenGL$"),
    re.compile(r"GPUInfo not initialized on GpuInfoUpdate$"),
    # A display without a GPU: WebEngine asks for Vulkan, and whose graphics card it is.
    re.compile(r"Failed to load vulkan: |No Vulkan library available$"),
    re.compile(r"Failed to create (platform )?Vulkan instance"),
    re.compile(r"Unable to detect GPU vendor for device: .*(llvmpipe|softpipe|swrast)"),
    # A machine without D-Bus, such as a container: Chromium asks it for nothing that we need.
    re.compile(r"/dbus/(bus|object_proxy)\.cc:\d+\] Failed to (connect to the bus|call method)"),
    # The offscreen platform has no window manager to tell a window's smallest size, or to bring a
    # window to the front.
    re.compile(r"This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"),
    # A machine whose locale is none of UTF-8, such as a container: Qt takes one that is, in four
    # lines.
    re.compile(r'Detected locale ".*" with character encoding ".*", which is not UTF-8\.$'),
    re.compile(r'^Qt depends on a UTF-8 locale, and has switched to ".*" instead\.$'),
    re.compile(r"^If this causes problems, reconfigure your locale\. See the locale\(1\) manual$"),
    re.compile(r"^for more information\.$"),
    # A folder whose name is not all ASCII: WebEngine hands its place on to the page's process in
    # ASCII only, which then finds its files by where it lies itself.
    re.compile(r"Command line switch --webengine-(resources|locales)-path not passed to renderer"),
    # Chromium's sandbox is off where root starts the program; the step “sandbox” tells of it.
    re.compile(r"Sandboxing disabled by user"),
)


def judged(text: str) -> list[str]:
    """The lines that nobody expects.

    Args:
        text: All that was written on standard error.
    """
    lines = (line.rstrip() for line in text.splitlines())
    return [line for line in lines if line and not any(one.search(line) for one in _HARMLESS)]
