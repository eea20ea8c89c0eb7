"""Sets up `.venv/` for ./run and ./test: system libraries, the environment, the locked packages, the program itself.

Standard library only, called by `scripts/launch.sh` when the stamps say that something is missing. What was broken off
is begun anew, two at a time wait for each other, and what this user may not do is printed as one line to run.
"""

import ctypes
import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
PLACE = VENV / "set-up.place"
UNFINISHED = VENV / "set-up.unfinished"

# Shared library -> Debian package. apt itself takes libglib2.0-0t64 for libglib2.0-0 where that is its name.
OFFSCREEN_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libbrotlidec.so.1": "libbrotli1",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW_LIBRARIES = OFFSCREEN_LIBRARIES | {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
}
# The oldest PostgreSQL that the tests try beside the one in their lock; Debian 12 is where packages have it.
POSTGRESQL = "postgresql-15"
POSTGRESQL_PROGRAMS = Path("/usr/lib/postgresql/15/bin")
CLUSTER_SETTINGS = Path("/etc/postgresql-common/createcluster.d/talentdesk.conf")
# Only the programs are wanted: without this, installing them makes a database server and starts it.
WITHOUT_CLUSTER = """
set -e
settings=$1
shift
mkdir -p "${settings%/*}"
trap 'rm -f "$settings"; rmdir -p "${settings%/*}" 2>/dev/null || :' EXIT
trap 'exit 1' HUP INT TERM
echo 'create_main_cluster = false' >"$settings"
"$@"
"""
APT = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
INSTALL = ["install", "-y", "--no-install-recommends"]
LIBRARIES = {"run": OFFSCREEN_LIBRARIES, "window": WINDOW_LIBRARIES, "test": OFFSCREEN_LIBRARIES}
LOCKS = {
    "run": ROOT / "requirements" / "run.txt",
    "window": ROOT / "requirements" / "run.txt",
    "test": ROOT / "requirements" / "test.txt",
}
# test.txt holds every pin of run.txt, and a window needs everything that a run without one does.
FULFILS = {"run": ["run"], "window": ["run", "window"], "test": ["run", "test"]}


def main(profile: str) -> None:
    with one_at_a_time():
        if not ready(profile):
            provide_system_packages(profile)
            if profile == "test":
                provide_postgresql()
            install_packages(profile)
            for fulfilled in FULFILS[profile]:
                write_stamp(fulfilled)


def ready(profile: str) -> bool:
    return at_home() and stamp(profile).is_file() and stamp(profile).read_bytes() == LOCKS[profile].read_bytes()


def stamp(profile: str) -> Path:
    return VENV / f"set-up.{profile}"


def write_stamp(profile: str) -> None:
    new = stamp(profile).with_suffix(".new")
    shutil.copyfile(LOCKS[profile], new)
    new.replace(stamp(profile))


def at_home() -> bool:
    """Whether the environment's Python is there and was set up for this very folder."""
    return os.access(VENV_PYTHON, os.X_OK) and PLACE.is_file() and PLACE.read_text().rstrip("\n") == str(ROOT)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    with Path(__file__).open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个进程正在准备环境，请稍候……", "Another set-up of this folder is running; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def provide_system_packages(profile: str) -> None:
    """Installs the missing Debian packages when this user may, else ends with the line that installs them."""
    packages = missing_libraries(profile)
    if not pip_command_at_hand():
        packages.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if not packages:
        return
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        fail(f"缺少系统组件（Debian 中的名称）：{names}", f"Missing system packages, by their Debian names: {names}")
    say(f"缺少系统组件：{names}", f"Missing system packages: {names}")
    prefix = privilege()
    if prefix is None:
        fail(
            "请运行下面这一行（需要管理员权限），然后重试：",
            "Run this line (it needs an administrator), then try again:",
            f"    sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}",
        )
    for command in (["update"], [*INSTALL, *packages]):
        run([*prefix, *APT, *command], output=subprocess.DEVNULL)
    if still_missing := missing_libraries(profile):
        names = " ".join(still_missing)
        fail(f"安装后仍然缺少：{names}", f"Still missing after installing: {names}")


def provide_postgresql(programs: Path = POSTGRESQL_PROGRAMS, settings: Path = CLUSTER_SETTINGS) -> None:
    """Installs the programs of the oldest PostgreSQL where packages have them. The tests do without, and say so."""
    if (programs / "initdb").exists() or shutil.which("apt-get") is None:
        return
    prefix = privilege()
    if prefix is not None:
        succeeds([*prefix, *APT, "update"])
    offered = succeeds(["apt-cache", "show", POSTGRESQL])
    if prefix is not None and offered:
        say(f"正在安装测试用的 {POSTGRESQL}……", f"Installing {POSTGRESQL} for the tests …")
        install = [*APT, *INSTALL, POSTGRESQL]
        if succeeds([*prefix, "sh", "-c", WITHOUT_CLUSTER, "sh", settings, *install]):
            return
    say(f"没有安装 {POSTGRESQL}，测试将不包括它。", f"{POSTGRESQL} was not installed; the tests leave it out.")
    if offered:
        say(f"    sudo apt-get update && sudo apt-get install -y --no-install-recommends {POSTGRESQL}")


def missing_libraries(profile: str) -> list[str]:
    """The Debian packages whose shared libraries the loader does not find; none but on Linux."""
    if sys.platform != "linux":
        return []
    return unique(package for library, package in LIBRARIES[profile].items() if not loadable(library))


def loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def unique(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


def privilege() -> list[str] | None:
    """The prefix that makes a command run as root, `None` where that would need a password."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and succeeds([sudo, "-n", "true"]):
        return [sudo, "-n"]
    return None


def pip_command_at_hand() -> bool:
    return importlib.util.find_spec("ensurepip") is not None or succeeds(pip_of_the_system("--version"))


def pip_of_the_system(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pip", *arguments]


def install_packages(profile: str) -> None:
    if any(ready(other) for other in LOCKS if LOCKS[other] == LOCKS[profile]):
        return
    say("正在安装程序所需的软件包，首次需要一两分钟……", "Installing the packages; the first time takes some minutes …")
    pip = make_environment()
    UNFINISHED.touch()
    run([*pip, "install", "--require-hashes", "--no-deps", "--only-binary=:all:", "--compile", "-r", LOCKS[profile]])
    run([*pip, "install", "--no-deps", "--no-build-isolation", "--no-index", "-e", ROOT])
    run([VENV_PYTHON, "-m", "compileall", "-q", ROOT / "desktop", ROOT / "resources"])
    run([VENV_PYTHON, "-c", "import PySide6.QtWidgets, pymupdf, sqlcipher3"])
    PLACE.write_text(f"{ROOT}\n")
    UNFINISHED.unlink()


def make_environment() -> Sequence[str | Path]:
    """Makes `.venv/` where there is no sound one, and returns the pip command that installs into it."""
    moved = PLACE.is_file() and not at_home()
    if UNFINISHED.exists() or moved or not succeeds([VENV_PYTHON, "-c", "import encodings"]):
        # pip takes a half-installed package for an installed one, so what was broken off is not gone on with.
        if VENV.is_symlink() or VENV.is_file():
            fail(f"{VENV} 不是文件夹，请先移走。", f"{VENV} is not a folder; move it away first.")
        shutil.rmtree(VENV, ignore_errors=True)
        # By its real path: when the system's python3 becomes another version, this interpreter is seen to be gone.
        own_pip = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
        run([os.path.realpath(sys.executable), "-m", "venv", *own_pip, VENV])
    if succeeds([VENV_PYTHON, "-m", "pip", "--version"]):
        return [VENV_PYTHON, "-m", "pip", "--quiet"]
    return [*pip_of_the_system("--python"), VENV_PYTHON, "--quiet"]


def succeeds(command: Sequence[str | Path]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def run(command: Sequence[str | Path], output: int | None = None) -> None:
    # PIP_USER would send the packages to the user's home; everything else of the user's pip configuration is kept.
    environment = os.environ | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    finished = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, check=False)
    if finished.returncode != 0:
        line = " ".join(map(str, command))
        fail(
            "准备环境失败，原因见上；这一步是：", "The set-up failed for the reason above, at this step:", f"    {line}"
        )


def say(*sentences: str) -> None:
    print(*sentences, sep="\n", flush=True)


def fail(*sentences: str) -> NoReturn:
    say(*sentences)
    raise SystemExit(1)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        say("已中断，下次会重新准备。", "Interrupted; the next call begins anew.")
        raise SystemExit(130) from None
    except OSError as error:
        fail(f"准备环境失败：{error}", f"The set-up failed: {error}")
