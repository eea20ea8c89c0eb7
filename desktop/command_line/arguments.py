"""argparse speaking Chinese: usage, help and errors, with the English words of the commands kept."""

import argparse
import re
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

_MESSAGES = (
    (re.compile(r"the following arguments are required: (.+)"), r"缺少参数：\1"),
    (re.compile(r"argument (.+): invalid choice: (.+?) \(choose from (.+)\)"), r"参数 \1 的值 \2 无效，可用：\3"),
    (re.compile(r"argument (.+): expected (?:one|at least one) argument"), r"参数 \1 后面缺少值"),
    (re.compile(r"argument (.+): ignored explicit argument (.+)"), r"参数 \1 不带值，多余的值：\2"),
    (re.compile(r"argument (.+): not allowed with argument (.+)"), r"参数 \1 与 \2 不能同用"),
    (re.compile(r"argument (.+): invalid \S+ value: (.+)"), r"参数 \1 的值 \2 无效"),
    (re.compile(r"argument (.+?): (.+)"), r"参数 \1：\2"),
    (re.compile(r"unrecognized arguments: (.+)"), r"多余的参数：\1"),
)


class WrongUsage(Exception):
    """The command was written wrongly; the message says how, `usage` how it is written."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(message)
        self.usage = usage


class ChineseHelp(argparse.HelpFormatter):
    """Lines of 100 columns, and a heading that people read."""

    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(prog, **{**settings, "max_help_position": 30, "width": 100})

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are raised as `WrongUsage` instead of ending the program."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": ChineseHelp, "allow_abbrev": False, **settings, "add_help": False})
        self.words = self.add_argument_group("参数")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(chinese(message), self.format_usage())


def chinese(message: str) -> str:
    """argparse's English message in Chinese; one that is not known stays as it is."""
    for pattern, translation in _MESSAGES:
        if pattern.fullmatch(message):
            return pattern.sub(translation, message)
    return message


def option_strings(parser: argparse.ArgumentParser) -> dict[str, bool]:
    """Every option of the parser and its commands, and whether a value follows it."""
    found: dict[str, bool] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                found |= option_strings(command)
        found |= dict.fromkeys(action.option_strings, action.nargs != 0)
    return found


def with_values_joined(arguments: Sequence[str], options: dict[str, bool]) -> Iterator[str]:
    """`--sort -unit` as `--sort=-unit`: argparse would take a value that begins with a dash for an option."""
    waiting = iter(arguments)
    for word in waiting:
        if word == "--":
            yield word
            yield from waiting
            return
        if not (word.startswith("--") and options.get(word)):
            yield word
            continue
        value = next(waiting, None)
        if value is None:
            yield word
        elif value.startswith("-") and value not in options:
            yield f"{word}={value}"
        else:
            yield word
            yield value
