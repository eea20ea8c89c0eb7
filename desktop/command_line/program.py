"""Runs one command: from its words to its exit code. 0 success, 1 refused, 2 wrong usage."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from desktop.command_line.arguments import WrongUsage, option_strings, with_values_joined
from desktop.command_line.commands import build_parser
from desktop.command_line.output import complain, prepare_streams
from desktop.command_line.signing_in import Refusal, Session
from desktop.text.errors import explain, is_expected

SUCCESS, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def _now() -> datetime:
    return datetime.now(UTC)


def run(arguments: Sequence[str], *, clock: Callable[[], datetime] = _now) -> int:
    """Does what `arguments` say and returns the exit code."""
    prepare_streams()
    parser = build_parser()
    try:
        parsed = parser.parse_args(list(with_values_joined(arguments, option_strings(parser))))
        return int(parsed.run(Session(parsed, clock)))
    except WrongUsage as problem:
        complain("\n".join(filter(None, [str(problem), problem.usage.rstrip()])))
        return WRONG_USAGE
    except Refusal as refusal:
        complain(str(refusal))
        return REFUSED
    except KeyboardInterrupt:
        complain("已中断。已完成的部分已保存，可以重新执行同一命令。")
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read the output has gone; nothing more can be said to them, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else SUCCESS
    except Exception as error:
        if not is_expected(error):
            raise
        complain(explain(error))
        return REFUSED
