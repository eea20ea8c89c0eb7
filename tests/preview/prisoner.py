"""Tries to get out, once for each attempt, in a fresh process that has entered the cage as the renderer does.

`python -m tests.preview.prisoner WAY FOLDER` prints as JSON what became of each attempt: "done", the name of the
error, or the signal that ended the process. WAY is "free", "caged", or the name of the single wall to stand behind.
"""

import json
import os
import signal
import sys
from pathlib import Path

from desktop.preview.landlock import close_files_and_network
from desktop.preview.pixels import create_pixels
from desktop.preview.protocol import Limits
from desktop.preview.renderer import settle_in
from desktop.preview.system_call_filter import filter_system_calls
from tests.preview.escape_attempts import ATTEMPTS, FILES, PORTS, Outside


def main(way: str, folder: Path) -> None:
    outcomes = {}
    for number, attempt in enumerate([*FILES, *PORTS] if way == "landlock" else ATTEMPTS):
        room = folder / str(number)
        room.mkdir()
        outcomes[attempt] = outcome_of(way, attempt, room)
    sys.stdout.write(json.dumps(outcomes))


def outcome_of(way: str, attempt: str, folder: Path) -> str:
    hear, speak = os.pipe()
    process = os.fork()
    if process == 0:
        os.dup2(speak, 1)
        try:
            try_to_escape(way, attempt, folder)
        finally:
            os._exit(1)
    os.close(speak)
    with os.fdopen(hear, encoding="ascii") as words:
        heard = words.read()
    _, status = os.waitpid(process, 0)
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return heard or ("lost" if status else "done")


def try_to_escape(way: str, attempt: str, folder: Path) -> None:
    outside = Outside(folder)
    enter(way)
    try:
        ATTEMPTS[attempt](outside)
    except (OSError, MemoryError) as error:
        os.write(1, type(error).__name__.encode())
    else:
        os._exit(0)


def enter(way: str) -> None:
    match way:
        case "caged":
            limits = Limits()
            pixels = create_pixels(limits.shared_bytes)
            with open(os.devnull, "wb") as replies:
                settle_in(pixels.token, limits, replies)
        case "seccomp":
            filter_system_calls()
        case "landlock":
            close_files_and_network()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
