# Sourced by ./run and ./test (POSIX sh), which set $root, the checkout. Finds Python, and calls scripts/set_up.py when
# something is to be set up. A finished set-up costs one `cmp` here and no start of Python.

# Environments on some machines forbid byte code, which makes every start of the program three times slower.
unset PYTHONDONTWRITEBYTECODE

find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$python" >/dev/null 2>&1 &&
            "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
            return
        fi
    done
    echo "需要 Python 3.11 至 3.14，但没有找到。Debian 12 或 Ubuntu 24.04 上请运行：" >&2
    echo "Python 3.11 to 3.14 is needed and was not found. On Debian 12 or Ubuntu 24.04 run:" >&2
    echo "    sudo apt-get update && sudo apt-get install -y python3 python3-venv" >&2
    exit 1
}

# set_up PROFILE: run (no screen), window or test. The stamp is a copy of the lock file that was installed, the place is
# where: a moved checkout has to be set up anew, because an environment knows its own path.
set_up() {
    lock=run
    [ "$1" != test ] || lock=test
    if [ -x "$root/.venv/bin/python" ] && [ -r "$root/.venv/set-up.place" ] &&
        read -r place <"$root/.venv/set-up.place" && [ "$place" = "$root" ] &&
        cmp -s "$root/requirements/$lock.txt" "$root/.venv/set-up.$1"; then
        return
    fi
    find_python
    "$python" "$root/scripts/set_up.py" "$1" >&2
}
