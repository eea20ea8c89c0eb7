from desktop.demo.evidence_font import COMPOSED, chinese_font, font_key, is_common, text_width, whole_font
from desktop.demo.plan import DemoPlan


def test_the_small_font_has_every_character_that_the_plan_prints(sixty: DemoPlan) -> None:
    printed = {
        character
        for spec in sixty.evidence()
        for sheet in spec.sheets
        for _, value in sheet.facts
        for character in value
        if ord(character) >= 0x250 and character not in COMPOSED
    }
    assert len(printed) > 500
    assert {character for character in printed if not is_common(character)} == set()


def test_its_characters_are_as_wide_as_in_the_whole_font() -> None:
    for character in "学位证书·，。（）鏖":
        if is_common(character):
            small, whole = (font.text_length(character, 10) for font in (chinese_font(), whole_font()))
            assert small == whole


def test_a_character_that_it_lacks_comes_from_the_whole_font() -> None:
    assert font_key("鏖") == "rare"
    assert text_width("鏖", 10) == 10
