"""Sentences about findings: what is wrong and what to do, with the labels of the catalogue."""

from desktop.domain.catalogue import BASIC, Catalogue, Field, Section, Slot, When
from desktop.domain.content import ApplicationContent, record_id
from desktop.domain.findings import Finding, FindingCode
from desktop.text.language import phrase


def finding_sentence(finding: Finding, catalogue: Catalogue) -> str:
    """What to do about a finding; where it is (`finding_place`) stands beside it."""
    section = catalogue.sections_by_key.get(finding.section)
    field = section.fields_by_key.get(finding.field or "") if section else None
    slot = section.slots_by_key.get(finding.slot or "") if section else None
    arguments: dict[str, object] = {
        **dict(finding.arguments),
        "section": section.label if section else finding.section,
        "field": field.label if field else finding.field,
        "slot": slot.label if slot else finding.slot,
    }
    when = field.required_when if field else slot.required_when if slot else None
    if when is not None:
        arguments |= _when_arguments(when, section, slot, catalogue)
    arguments |= _special_arguments(finding, field, catalogue)
    return phrase(f"finding.{_variant(finding, when)}", **arguments)


def finding_place(finding: Finding, content: ApplicationContent, catalogue: Catalogue) -> str:
    """Where a finding is: `论文著作 第 4 条`, or the section alone where it speaks of no record."""
    section = catalogue.sections_by_key.get(finding.section)
    label = section.label if section else finding.section
    if finding.record is None:
        return label
    ids = [record_id(record) for record in content.records(finding.section)]
    if finding.record not in ids:
        return phrase("place.unknown_record", section=label)
    return phrase("place.record", section=label, number=ids.index(finding.record) + 1)


def finding_message(finding: Finding, content: ApplicationContent, catalogue: Catalogue) -> str:
    """Place and sentence in one line, for the command line and comments."""
    place = finding_place(finding, content, catalogue)
    return phrase("message", place=place, sentence=finding_sentence(finding, catalogue))


def _variant(finding: Finding, when: When | None) -> str:
    """The phrase's key below `finding.`: the code, with an ending where one code has several sentences."""
    code, arguments = finding.code, dict(finding.arguments)
    match code:
        case FindingCode.REQUIRED:
            ending = ".when" if when else ""
        case FindingCode.NOT_ALLOWED:
            misplaced = "name" in arguments
            subject = ".slot" if finding.slot else "" if finding.field else ".section"
            ending = subject + (".when" if when and not misplaced else "")
        case FindingCode.OUT_OF_RANGE:
            ending = ".between" if len(arguments) == 2 else ".least" if "minimum" in arguments else ".most"
        case FindingCode.DATE_ORDER:
            ending = "" if arguments["earlier_section"] == finding.section else ".other_section"
        case FindingCode.DOCUMENT_CHECK_DIGIT:
            ending = "" if "expected" in arguments else ".malformed"
        case FindingCode.UNKNOWN_STANDARD:
            ending = "" if arguments["value"] else ".unquoted"
        case FindingCode.CONDITION_CONTRACT:
            ending = ".years" if "years" in arguments else ".months"
        case FindingCode.CONDITION_WAITING_PERIOD:
            ending = f".{arguments['outcome']}"
        case _:
            ending = ""
    return f"{code.value}{ending}"


def _when_arguments(when: When, section: Section | None, slot: Slot | None, catalogue: Catalogue) -> dict[str, object]:
    """The deciding field (for a slot one of basic) and the choices under which the condition holds."""
    deciding = catalogue.section(BASIC) if slot is not None else section
    field = deciding.fields_by_key.get(when.field) if deciding else None
    choices = phrase("list.or").join(phrase("quoted", text=choice) for choice in when.choices)
    return {"when": field.label if field else when.field, "choices": choices}


def _special_arguments(finding: Finding, field: Field | None, catalogue: Catalogue) -> dict[str, object]:
    """Arguments that are keys, turned into labels."""
    arguments = dict(finding.arguments)
    labels: dict[str, object] = {}
    if finding.code is FindingCode.ONE_OF_SECTIONS_REQUIRED:
        keys = str(arguments["sections"]).split(",")
        labels["sections"] = phrase("list.separator").join(_section_label(key, catalogue) for key in keys)
        groups = (group.label for group in catalogue.one_of_sections if list(group.sections) == keys)
        labels["label"] = next(groups, labels["sections"])
    if finding.code in (FindingCode.BAD_DATE, FindingCode.BAD_NUMBER) and field is not None:
        labels["form"] = phrase(f"form.{field.type.value}")
    if finding.code is FindingCode.DATE_ORDER:
        section = catalogue.sections_by_key.get(str(arguments["earlier_section"]))
        earlier = section.fields_by_key.get(str(arguments["earlier"])) if section else None
        labels["earlier"] = earlier.label if earlier else arguments["earlier"]
        labels["earlier_section"] = _section_label(str(arguments["earlier_section"]), catalogue)
    if finding.code is FindingCode.PERIOD_OVERLAP:
        labels["other_section"] = _section_label(str(arguments["other_section"]), catalogue)
    if finding.code is FindingCode.ATTACHMENT_FORMAT:
        labels["formats"] = str(arguments["formats"]).replace(",", phrase("list.separator"))
    return labels


def _section_label(key: str, catalogue: Catalogue) -> str:
    section = catalogue.sections_by_key.get(key)
    return section.label if section else key
