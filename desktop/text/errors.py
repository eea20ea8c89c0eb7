"""One sentence for anything a service can raise, for windows that only want to say what happened."""

from desktop.domain.decisions import Refused
from desktop.domain.rejections import Rejected
from desktop.store.problems import Interrupted, Unavailable
from desktop.text.problems import rejected_sentence, unavailable_sentence
from desktop.text.refusals import refusal_sentence


def explain(error: Exception) -> str:
    """The sentence for a refusal, a wrong input or an unusable workspace; anything else is a fault of the program."""
    match error:
        case Refused():
            return refusal_sentence(error.refusal)
        case Rejected():
            return rejected_sentence(error)
        case Unavailable():
            return unavailable_sentence(error)
        case Interrupted():
            return "已取消，内容保持原样。"
    return f"程序出现意外错误（{type(error).__name__}），这次操作没有完成，已有内容未受影响。"


def is_expected(error: Exception) -> bool:
    """Whether the error is an answer to the person rather than a fault of the program."""
    return isinstance(error, Refused | Rejected | Unavailable | Interrupted)
