"""The command line of TalentDesk; a preview child branches off before anything of Qt is imported."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run the program; returns the exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["preview-child"]:
        from desktop.preview.renderer import main as preview_child

        return preview_child(arguments[1:])
    print("talentdesk: 此命令尚不可用", file=sys.stderr)  # noqa: T201
    return 2


if __name__ == "__main__":
    sys.exit(main())
