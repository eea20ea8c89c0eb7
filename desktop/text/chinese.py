"""The Chinese phrases about findings, refused dossiers and refused catalogues, by key; the words are the guide's."""

from collections.abc import Mapping
from types import MappingProxyType

_FINDINGS = {
    "section_required": "请至少填写 {minimum} 条“{section}”。",
    "one_of_sections_required": "“{label}”为必填：{sections}合计至少填写一条。",
    "too_many_records": "“{section}”最多填写 {maximum} 条，请删除多余的记录。",
    "required": "请填写“{field}”。",
    "required.when": "“{when}”为{choices}时，请填写“{field}”。",
    "not_allowed": "本栏目没有“{field}”这一项，请删除。",
    "not_allowed.when": "只有“{when}”为{choices}时才填写“{field}”，请清空。",
    "not_allowed.section": "目录中没有“{section}”这一栏目，请删除。",
    "not_allowed.slot": "“{slot}”处的附件“{name}”找不到对应的记录或上传位置，请删除后重新上传。",
    "not_allowed.slot.when": "只有“{when}”为{choices}时才上传“{slot}”，请删除已上传的附件。",
    "bad_text": "“{field}”含有换行、控制字符或文字方向控制符等不允许的字符，请重新输入。",
    "too_long": "“{field}”最多 {maximum} 个字，现有 {length} 个字，请删减。",
    "bad_choice": "“{field}”不是可选的内容，请从列表中重新选择。",
    "bad_date": "“{field}”不是有效的日期，请按{form}填写。",
    "bad_number": "“{field}”不是有效的{form}，请重新填写。",
    "out_of_range.between": "“{field}”应在 {minimum} 到 {maximum} 之间，请更正。",
    "out_of_range.least": "“{field}”不能小于 {minimum}，请更正。",
    "out_of_range.most": "“{field}”不能大于 {maximum}，请更正。",
    "date_order": "“{field}”早于“{earlier}”，请核对后更正。",
    "date_order.other_section": "“{field}”早于{earlier_section}的“{earlier}”，请核对后更正。",
    "future_date": "“{field}”晚于今天，请核对后更正。",
    "period_overlap": "与{other_section}第 {other_number} 条时间重叠 {months} 个月，请核对；情况属实则不必更正。",
    "document_check_digit": "“{field}”最后一位校验码应为 {expected}，填的是 {found}，请对照身份证核对。",
    "document_check_digit.malformed": "“{field}”应为 18 位，前 17 位是数字，末位是数字或大写 X，请对照身份证核对。",
    "document_birth_mismatch": "“{field}”与证件号码中的出生日期不一致，请对照身份证核对。",
    "document_sex_mismatch": "“{field}”与证件号码第 17 位表示的性别不一致，请对照身份证核对。",
    "unit_check_character": "工作单位的统一社会信用代码未通过校验码检查，请推荐单位核对；代码无误则不必更正。",
    "unknown_standard": "目录中没有标准“{value}”，请重新选择“{field}”。",
    "unknown_standard.unquoted": "“{field}”不是目录中的标准，请重新选择。",
    "promotion_not_higher": "所选标准属于 {asked} 类，不高于已认定的 {held} 类；晋升认定请选择更高类别的标准。",
    "condition_age": "申报之日年满 {age} 周岁，超过标准 {standard} 的年龄上限 {maximum} 周岁，不符合申报条件。",
    "condition_contract.years": "全职人才的合同期限须不少于 {years} 年，不足的不符合申报条件，请核对合同起止日期。",
    "condition_contract.months": "柔性引进人才每年须在吉工作不少于 {months} 个月，请核对“{field}”。",
    "condition_waiting_period.approved": "{last} 已认定通过，未满 {years} 年，{earliest} 起方可再次申报。",
    "condition_waiting_period.terminated": "{last} 审核不通过，未满 {years} 年，{earliest} 起方可再次申报。",
    "attachment_missing": "缺少附件“{slot}”：至少上传 {minimum} 份，现有 {count} 份。",
    "attachment_too_many": "附件“{slot}”最多 {maximum} 份，现有 {count} 份，请删除多余的附件。",
    "attachment_too_large": "“{slot}”的附件“{name}”超过 {maximum_mib} MB，请缩小后重新上传。",
    "attachment_format": "“{slot}”的附件“{name}”格式不符，请上传 {formats} 格式的文件。",
}

_FORMS = {
    "date": "“2024-08-19”的形式",
    "month": "“2024-08”的形式",
    "int": "整数",
    "money": "金额（以元为单位，最多两位小数）",
}

_PLACES = {
    "record": "{section} 第 {number} 条",
    "unknown_record": "{section} 未找到的记录",
}

_SLOT_RULE = {
    "rule": "{sentence}；格式要求：{formats}；大小要求：单个文件不超过 {maximum_mib} MB；数量要求：{count}。",
    "exactly": "{maximum} 份",
    "between": "{minimum} 至 {maximum} 份",
    "at_most": "最多 {maximum} 份，可以不传",
}

_SHAPES = {
    "wrong_type": "应为{expected}。",
    "unknown_section": "目录中没有这个栏目。",
    "unknown_field": "目录中的这个栏目没有这一项。",
    "unknown_slot": "目录中的这个栏目没有这个附件位置。",
    "unknown_key": "不是申报文件格式规定的键。",
    "unknown_record": "找不到这个编号的记录。",
    "derived_field": "申请评定级别（层次）由所选标准得出，不得填写。",
    "missing_key": "缺少这个键。",
    "missing_id": "记录缺少编号 id。",
    "repeated_id": "记录编号“{value}”与同一栏目的另一条记录重复。",
    "missing_record": "缺少 record：请写明附件属于哪一条记录。",
    "record_not_allowed": "这个栏目的附件不属于某一条记录，不得填写 record。",
    "too_many_records": "最多 {maximum} 条记录。",
    "empty": "内容为空；没有内容的项目应当省略。",
    "bad_text": "含有不允许的字符 {character}（控制字符、文字方向控制符等；多行文本以外也不允许换行），请删除。",
    "too_long": "超过 {maximum} 个字。",
    "bad_choice": "不是可选的内容，应为其中之一：{allowed}。",
    "bad_date": "不是有效的日期，应为 2024-08-19 的形式。",
    "bad_month": "不是有效的年月，应为 2024-08 的形式。",
    "bad_money": '不是有效的金额，应为以元为单位、最多两位小数的文本，如 "1200.50"。',
    "number_too_large": "数值过大，最大为 {maximum}。",
    "repeated_attachment": "与 {other} 重复：同一位置已列出同名、内容相同的附件，请删去其一。",
    "bad_digest": "不是 SHA-256 摘要，应为 64 位十六进制数字。",
    "bad_file_name": "文件名不能含有“/”或“\\”，也不能是“.”或“..”。",
}

_CATALOGUES = {
    "not_toml": "第 {line} 行不是有效的 TOML：{detail}。",
    "unknown_key": "目录格式没有这个键。",
    "missing_key": "缺少这个键。",
    "duplicate_key": "“{value}”重复。",
    "malformed_key": "“{value}”的写法不符合要求。",
    "reserved_key": "“{value}”是保留的键，不能用作字段。",
    "wrong_type": "类型不符，应为{expected}。",
    "empty": "内容为空。",
    "out_of_range": "应在 {least} 到 {most} 之间。",
    "not_listed": "“{value}”不在允许的范围内，应为其中之一：{allowed}。",
    "minimum_above_maximum": "下限 {minimum} 大于上限 {maximum}。",
    "key_not_for_type": "类型为 {type} 的字段没有这个键。",
    "keys_exclude_each_other": "不能与 {other} 同时使用。",
    "unknown_choices": "[choices] 中没有选项列表“{value}”。",
    "unknown_class": "没有类别“{value}”。",
    "unknown_track": "这个类别没有系列为“{value}”的标准。",
    "unknown_section": "没有可以填写记录的栏目“{value}”。",
    "unknown_field": "没有可供引用的字段“{value}”。",
    "unknown_choice": "所引用的字段没有选项“{value}”。",
    "class_without_standard": "类别“{value}”没有任何标准。",
    "needed_by_rules": "缺少校验规则所需要的“{value}”。",
}

_TYPES = {
    "object": "对象",
    "list": "列表",
    "table": "表",
    "text": "文本",
    "integer": "整数",
    "flag": " true 或 false",
    "date": "日期",
    "month": "年月",
}


def _prefixed(prefix: str, phrases: Mapping[str, str]) -> dict[str, str]:
    return {f"{prefix}.{key}": text for key, text in phrases.items()}


PHRASES: Mapping[str, str] = MappingProxyType(
    {
        **_prefixed("finding", _FINDINGS),
        **_prefixed("form", _FORMS),
        **_prefixed("place", _PLACES),
        **_prefixed("slot", _SLOT_RULE),
        **_prefixed("shape", _SHAPES),
        **_prefixed("catalogue", _CATALOGUES),
        **_prefixed("type", _TYPES),
        "refusal": "{path}：{sentence}",
        "catalogue_refusal": "目录文件 {source} 有误，位置 {key}：{sentence}",
        "catalogue_refusal.whole": "目录文件 {source} 有误：{sentence}",
        "list.separator": "、",
        "list.or": "或",
        "quoted": "“{text}”",
        "message": "{place}：{sentence}",
    }
)
