"""The text of a notice: what is written is what is read, and everything else is text."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.notice_text import Block, BlockKind, Span, normal, read_notice, written_notice

words = st.text(st.sampled_from("申报 *\\#-[]()<>&ab1.!\n\t"), max_size=12)
spans = st.builds(Span, words, st.booleans())
blocks = st.builds(Block, st.sampled_from(BlockKind), st.lists(spans, max_size=4).map(tuple))


def shown(given_blocks: list[Block]) -> tuple[Block, ...]:
    return tuple(block for block in map(normal, given_blocks) if block.text.strip())


@given(st.lists(blocks, max_size=5))
def test_what_is_written_is_what_is_read(some: list[Block]) -> None:
    assert read_notice(written_notice(some)) == shown(some)


@given(st.text(st.sampled_from("通知 *\\#-_`<a>[]()!1.\n"), max_size=60))
def test_writing_again_changes_nothing(text: str) -> None:
    once = written_notice(read_notice(text))
    assert written_notice(read_notice(once)) == once


@given(st.text(st.characters(exclude_characters="*\\\n\r\u2028\u2029#-", exclude_categories=("Cs", "Cc")), max_size=60))
def test_plain_text_stays_as_it_is(text: str) -> None:
    read = read_notice(text)
    assert "".join(block.text for block in read) == (text.rstrip() if text.strip() else "")
    assert all(block.kind is BlockKind.PARAGRAPH for block in read)


def test_headings_bullets_and_bold_words_are_seen() -> None:
    text = "# 申报通知\n\n## 一、条件\n- 全职**三年以上**\n- 其他\n\n请于规定时间内申报。"
    assert [(block.kind.value, block.text) for block in read_notice(text)] == [
        ("heading", "申报通知"),
        ("subheading", "一、条件"),
        ("bullet", "全职三年以上"),
        ("bullet", "其他"),
        ("paragraph", "请于规定时间内申报。"),
    ]
    assert read_notice(text)[2].spans == (Span("全职"), Span("三年以上", bold=True))
    assert written_notice(read_notice(text)) == text.replace("条件\n-", "条件\n\n-")


def test_nothing_else_means_anything() -> None:
    text = "![图](http://example.com/a.png) <img src=x> [链接](file:///etc) `code` _a_"
    assert [block.spans for block in read_notice(text)] == [(Span(text),)]
    assert read_notice("**没有结束")[0].spans == (Span("**没有结束"),)
    assert read_notice(r"\# 不是标题 \*\*也不是粗体")[0] == Block(
        BlockKind.PARAGRAPH, (Span("# 不是标题 **也不是粗体"),)
    )
