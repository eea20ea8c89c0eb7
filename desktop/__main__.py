"""Where the program starts; a child branches off before anything of Qt or the command line is imported."""

import sys


def main(argv: list[str] | None = None) -> int:
    """Run the program; returns the exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["preview-child"]:
        from desktop.preview.renderer import main as preview_child

        return preview_child(arguments[1:])

    if arguments[:1] == ["workbook-child"]:
        from desktop.exchange.workbook_child import main as workbook_child

        return workbook_child()

    from desktop.command_line.program import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
