"""Landlock for the preview child: every right over files, ports and other processes is given up, as far as known here.

A second wall behind the filter of system calls. Kernels before 5.13 and those that were built without it have none.
"""

from __future__ import annotations

import os
import struct

from desktop.preview.linux_kernel import set_no_new_privileges, system_call

_CREATE_RULESET = 444
_RESTRICT_SELF = 446
_ASK_FOR_VERSION = 1

# linux/landlock.h: how many rights each version of the interface knows, from the lowest bit on
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_FILE_RIGHTS_NOW = 16
NETWORK_SINCE, _NETWORK_RIGHTS = 4, 2
_SCOPES_SINCE, _SCOPES = 6, 2


def close_files_and_network() -> bool:
    """Deny this process everything Landlock can deny, for good. False if the kernel has no Landlock to offer.

    Descriptors that are open already go on working. Call it while there is one thread.
    """
    version = landlock_version()
    if not version:
        return False
    attributes = _attributes(version)
    try:
        rules = system_call(_CREATE_RULESET, attributes, len(attributes), 0)
    except OSError:
        return False
    try:
        set_no_new_privileges()
        system_call(_RESTRICT_SELF, rules, 0)
    except OSError:
        return False
    finally:
        os.close(rules)
    return True


def landlock_version() -> int:
    """The version of the kernel's interface; 0 for none."""
    try:
        return system_call(_CREATE_RULESET, 0, 0, _ASK_FOR_VERSION)
    except OSError:
        return 0


def _attributes(version: int) -> bytes:
    """struct landlock_ruleset_attr, as long as this version knows it: all rights are handled, none is granted."""
    fields = [_bits(_FILE_RIGHTS.get(version, _FILE_RIGHTS_NOW))]
    if version >= NETWORK_SINCE:
        fields.append(_bits(_NETWORK_RIGHTS))
    if version >= _SCOPES_SINCE:
        fields.append(_bits(_SCOPES))
    return struct.pack(f"={len(fields)}Q", *fields)


def _bits(count: int) -> int:
    return (1 << count) - 1
