"""The sentences for refused tables of organisations, accounts, notices, catalogues, audit roots and saved filters."""

from collections.abc import Mapping
from typing import Final

from desktop.domain.rejections import RejectionCode

SENTENCES: Final[Mapping[RejectionCode, str]] = {
    RejectionCode.UNKNOWN_TABLE_FORMAT: "“{file}”不是 .xlsx 或 .csv 表格。",
    RejectionCode.TABLE_DAMAGED: "表格“{file}”无法读取：文件已损坏，或编码不是 UTF-8、GB18030 或带标记的 UTF-16。",
    RejectionCode.TABLE_TOO_LARGE: "表格“{file}”过大，最多 {limit_size}、{rows} 行。",
    RejectionCode.TABLE_HEADER: "表头应为 code,name,parent,kind，第一行现为“{found}”。",
    RejectionCode.TABLE_EMPTY: "表格中除表头外没有内容。",
    RejectionCode.ROW_MISSING_VALUE: "{column} 为空。",
    RejectionCode.ROW_TOO_LONG: "{column} 过长，最多 {limit} 个字符。",
    RejectionCode.ROW_BAD_CHARACTER: "{column} 含有不允许的字符 {character}（控制字符、换行、文字方向控制符等）。",
    RejectionCode.ROW_UNKNOWN_KIND: "kind“{value}”无效，应为 unit 或 department。",
    RejectionCode.ROW_BAD_UNIT_CODE: "code“{value}”不是 18 位统一社会信用代码。",
    RejectionCode.ROW_BAD_DEPARTMENT_CODE: "部门代码“{value}”不合规：至多 {limit} 字，可用字母、数字、汉字和 . _ -。",
    RejectionCode.ROW_CODE_REPEATED: "code“{value}”与第 {line} 行重复。",
    RejectionCode.ROW_CODE_TAKEN: "code“{value}”已登记为{kind_label}，不能改变类别。",
    RejectionCode.ROW_UNKNOWN_PARENT: "上级部门“{value}”既不在表格中，也未登记。",
    RejectionCode.ROW_PARENT_REFUSED: "上级部门“{value}”所在的第 {line} 行未被接受。",
    RejectionCode.ROW_PARENT_IS_UNIT: "上级“{value}”是单位，上级只能是部门。",
    RejectionCode.ROW_UNIT_WITHOUT_PARENT: "单位须填写上级部门（parent）。",
    RejectionCode.ROW_CIRCLE: "上级关系成环：“{value}”最终又隶属于自己。",
    RejectionCode.ROW_TOO_DEEP: "“{value}”处部门层级达 {depth} 级，最多 {limit} 级。",
    RejectionCode.UNIT_CHECK_CHARACTER: "已导入，但统一社会信用代码“{value}”的校验位不符，请核对。",
    RejectionCode.ADMINISTRATOR_ONLY: "此操作须由管理员进行。",
    RejectionCode.ROLE_NOT_HELD: "此操作须由{role_label}进行。",
    RejectionCode.AUDIT_NOT_ALLOWED: "审计核验须由管理员或审计员进行。",
    RejectionCode.BAD_LOGIN: "账号“{value}”不合规：1 至 {limit} 个字符，首尾无空格，不含不可见字符，也不以“-”开头。",
    RejectionCode.BAD_NAME: "姓名不合规：不超过 {limit} 个字符，不能只有空白，不含换行、控制字符和文字方向控制符。",
    RejectionCode.PASSWORD_TOO_SHORT: "密码过短，至少 {limit} 个字符。",
    RejectionCode.PASSWORD_TOO_LONG: "密码过长，最多 {limit} 个字符。",
    RejectionCode.BAD_PASSWORD: "密码里不能有零字符，请换一个。",
    RejectionCode.PASSWORD_MISSING: "新账号需要初始密码。",
    RejectionCode.NO_ROLE: "至少要指定一个角色。",
    RejectionCode.ROLE_NEEDS_UNIT: "角色“{role_label}”须用 --unit 指定单位代码，{organisation_label}。",
    RejectionCode.ROLE_NEEDS_DEPARTMENT: "角色“{role_label}”须用 --unit 指定部门代码，{organisation_label}。",
    RejectionCode.ROLE_WITHOUT_ORGANISATION: "角色“{role_label}”不属于任何单位或部门，请不要指定 --unit。",
    RejectionCode.UNKNOWN_ORGANISATION: "没有代码为“{code}”的单位或部门。",
    RejectionCode.UNKNOWN_LOGIN: "没有账号“{login}”。",
    RejectionCode.LAST_ADMINISTRATOR: "“{login}”是唯一可用的管理员，不能停用。",
    RejectionCode.NOT_TOML: "“{file}”不是有效的 TOML 文件（UTF-8）：{detail}",
    RejectionCode.NOTICE_WINDOW: "closes 须晚于 opens。",
    RejectionCode.NOTICE_UNKNOWN_ISSUER: "issuer：没有代码为“{issuer}”的部门。",
    RejectionCode.NOTICE_NOT_YOURS: "issuer：通知须由发布部门“{issuer}”的审核人员导入。",
    RejectionCode.NOTICE_KEY_TAKEN: "key：通知“{notice}”已由另一部门发布。",
    RejectionCode.NOTICE_IN_USE: "key：通知“{notice}”下已有申报，内容不能再改。",
    RejectionCode.BAD_ADDRESS: "共享数据库的地址不对：{reason_label}。应形如 postgresql://服务器/数据库。",
    RejectionCode.BAD_SHARED_LOGIN: (
        "共享数据库的账号 {value} 不可用：以小写字母开头，只含小写字母、数字和 . _ -，"
        "最多 {limit} 个字符，不以 pg_ 或 talentdesk_ 开头。"
    ),
    RejectionCode.BAD_SHARED_LOGINS: (
        "没有搬移任何内容：这些账号在共享数据库中不可用：{logins}。账号须以小写字母开头，只含小写字母、数字和 . _ -，"
        "最多 {limit} 个字符，不以 pg_ 或 talentdesk_ 开头。请先停用它们，并另建合规的账号。"
    ),
    RejectionCode.LOGINS_OF_THE_SERVER: (
        "没有搬移任何内容：服务器上已有登录名 {logins}，不是人才评审的账号。请先停用这些账号，并另建账号。"
    ),
    RejectionCode.NOT_AN_ADMINISTRATOR: "“{login}”不是可用的管理员账号，没有搬移任何内容。",
    RejectionCode.LOGIN_OF_THE_SERVER: "服务器上已有登录名 {login}，它不是人才评审的账号，请换一个。",
    RejectionCode.BAD_ROOT: "--against 应为 audit verify 显示过的完整根值，形如 12-后接 64 位十六进制数字。",
    RejectionCode.BAD_FILTER: "这些条件不能保存：搜索内容过长，或含有不能保存的字符。",
    RejectionCode.BAD_FILTER_NAME: "名称须为 1 至 {limit} 个看得见的字符，不含换行、控制字符和文字方向控制符。",
    RejectionCode.FILTER_NAME_TAKEN: "已有名为“{name}”的保存的筛选，没有改动。",
    RejectionCode.FILTER_HOLDS_IDENTITY_NUMBER: "搜索内容或名称里有完整的证件号，不能保存：证件号不以明文留存。",
    RejectionCode.TOO_MANY_FILTERS: "最多保存 {limit} 个筛选，请先删除不用的。",
    RejectionCode.NO_SUCH_FILTER: "这个保存的筛选已不存在，可能已在另一个窗口删除。",
}
