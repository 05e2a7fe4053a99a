"""Makes this process one that a system refuses user namespaces, by a filter of its system calls.

For processes of their own (`python -c`): the filter stays, and root becomes an ordinary user. What
is imported later must be readable to that user.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

_SOMEBODY = 4242
# linux/bpf_common.h, linux/seccomp.h; numbers of x86-64's system calls.
_LOAD, _EQUALS, _HAS_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_CLONE, _CHROOT, _UNSHARE = 56, 161, 272
_NEWUSER, _NEWPID = 0x10000000, 0x20000000
_NUMBER, _FIRST_ARGUMENT = 0, 16  # offsets in struct seccomp_data
_SET_DUMPABLE, _SET_SECCOMP, _NO_NEW_PRIVILEGES = 4, 22, 38

Instruction = tuple[int, int, int, int]
WAYS = ("EPERM", "EACCES", "ENOSPC", "no rights inside")


def refuse(way: str) -> None:
    """Refuses namespaces with that error, or gives them without rights; "" refuses nothing."""
    import copydesk.core.errors
    import copydesk.core.web_sandbox  # noqa: F401 - while it can be read

    libc = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(_SOMEBODY)
        os.setuid(_SOMEBODY)
        libc.prctl(_SET_DUMPABLE, 1, 0, 0, 0)  # else its own /proc belongs to root
    os.environ.pop("QTWEBENGINE_DISABLE_SANDBOX", None)
    if not way:
        return
    program = b"".join(struct.pack("=HBBI", *one) for one in _filter(way))
    buffer = ctypes.create_string_buffer(program)
    described = struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    for call in ((_NO_NEW_PRIVILEGES, 1, 0), (_SET_SECCOMP, 2, described)):
        if libc.prctl(*call, 0, 0):
            raise OSError(ctypes.get_errno(), "the filter was not taken")


def _filter(way: str) -> list[Instruction]:
    if way == "no rights inside":
        refused = _REFUSE | errno.EPERM
        first: list[Instruction] = [(_EQUALS, 0, 1, _CHROOT), (_RETURN, 0, 0, refused)]
        flag = _NEWPID
    else:
        refused, first, flag = _REFUSE | getattr(errno, way), [], _NEWUSER
    return [
        (_LOAD, 0, 0, _NUMBER),
        *first,
        (_EQUALS, 2, 0, _CLONE),
        (_EQUALS, 1, 0, _UNSHARE),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_HAS_BIT, 0, 1, flag),
        (_RETURN, 0, 0, refused),
        (_RETURN, 0, 0, _ALLOW),
    ]
