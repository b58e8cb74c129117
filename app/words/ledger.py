"""Sentences about files with tables, and about an old ledger's rows."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "sheet_unreadable": "“{file}”读不出来。请存成 .xlsx，或 UTF-8 的 .csv，再做一次。",
    "sheet_damaged": "“{file}”坏了，读不出来。请在表格软件里打开它，另存一份 .xlsx，再做一次。",
    "sheet_damaged_after": (
        "“{file}”在第 {row} 行附近坏了，一行也没有存。请在表格软件里打开它，另存一份 .xlsx，再做一次。"
    ),
    "sheet_locked": "“{file}”有密码。请在表格软件里去掉密码，再做一次。",
    "sheet_html": "“{file}”是网页，不是表格。请在表格软件里打开它，另存为 .xlsx，再做一次。",
    "sheet_xml": "“{file}”是 XML 文件，不是 .xlsx。请在表格软件里打开它，另存为 .xlsx，再做一次。",
    "sheet_other": "“{file}”是{kind}，不是表格。请换成 .xlsx、.xls、.et 或 .csv。",
    "sheet_entities": "“{file}”里有表格用不着的声明，没有打开。请在表格软件里另存为 .xlsx，再做一次。",
    "sheet_bomb": "“{file}”展开后太大，没有打开。请分成几个小文件，再做一次。",
    "file_too_big": "“{file}”超过 {most} MB。请分成几个小文件，再做一次。",
    "too_many_rows": "“{file}”的一张表超过 {most} 行。请分成几个小文件，再做一次。",
    "sheet_no_table": "“{file}”里没有能看见的工作表。请打开它看一看，或用 --sheet 写明读哪一张。",
    "sheet_unknown": "没有“{name}”这张工作表。有：{names}。",
    "sheet_empty": "“{file}”是空的。",
    "sheet_empty_others": "工作表“{sheet}”是空的。请用 --sheet 选一张：{names}。",
    "sheet_lock_file": "“{file}”是表格打开时留下的锁文件，不是台账。请选“{meant}”，先在表格软件里关掉它。",
    "column_missing_in": "“{sheet}”这张表缺少“{column}”一列。请补上表头，或用 --sheet 只读一张。",
    "head_row": "第 {row} 行没有内容，不能当表头。",
    "row_damaged": "第 {row} 行有读不出来的地方（引号或字节），请改好再做一次。",
    "column_unread": (
        "“{column}”这一列不认识。请在对照表里写明它是哪一项（columns），或照抄（keep），或不要（ignore）。"
    ),
    "row_bytes": "这一行有读不出来的字节。请在表格软件里改好这一行。",
    "row_quote": "这一行第 {place} 格的引号没有配好。请改好引号。",
    "row_long": "这一行多出 {count} 格。请看是不是内容里的逗号把一格分成了几格。",
    "row_short": "这一行少了 {count} 格，像是断了。请看后面是不是丢了内容。",
    "cell_without_heading": "第 {place} 格没有表头，写着“{given}”。请补上表头。",
    "moment_unreadable": "“{given}”看不出是哪一天，请写成 2026-11-23。",
    "moment_part": "“{given}”缺年、月或日，请写全，如 2026-11-23。",
    "moment_doubtful": "“{given}”有几种读法，请写成 2026-11-23。",
    "moment_no_such_day": "没有“{given}”这一天，请改正。",
    "moment_too_old": "“{given}”太早，不是来访的日子，请改正。",
    "moment_future": "“{given}”还没有到，请改正。",
    "cell_is_error": "这一格是公式算错的结果“{given}”，不是内容。请写上该有的内容，没有就空着。",
    "formula_unsolved": "这一格是公式，文件里没有算出的结果。请在表格软件里打开、存一遍，再导。",
    "id_ruined": "证件号被表格改坏了（写成了乘方），末几位已经没有了。请照原件重新录入。",
    "id_ends_in_zeros": "证件号末三位是 000，像是被表格抹掉的。请对照原件；真是这样的，写明照原样导入。",
    "id_masked": "证件号打了星号，不是完整的号码。请照原件录入，没有就空着。",
    "id_type_unknown": "没有写证件类型，号码照原样存，未核对。",
    "word_unknown": "不认识“{given}”。可以是：{choices}。请改，或在对照表的 values 里写明。",
    "name_doubtful": "“{given}”不像人的姓名。请改，或者这一行定为不导；真是姓名的，定为照导。",
    "id_misplaced": "这一格里写着证件号。请移到证件号一列；就是这样写的，定为照导。",
    "count_unreadable": "“{given}”不是确切的人数。请写成整数；不知道的空着，程序不替你定。",
    "headcount_blank": "人数空着，没有替你填：按写了姓名的 {count} 人计，记为不详。",
    "closed_before_arrival": "办结 {given} 早于来访 {arrived}。请改；照导的原样留在记录里。",
    "two_names": "“{given}”像是几个人。拆开就是同来的几个人；只有一个人，这一行就定为照导。",
    "headcount_differs": "人数写着 {given}，姓名里写着 {name} 人，请改成一样。",
    "batch_differs": "第 {row} 行与第 {first} 行编号和日期相同，这一项却不同。请看是不是同一批。",
    "number_again": "编号和日期与第 {row} 行相同，内容不同。同一批的人请放在相邻的行里。",
    "ledger_differs": (
        "同一编号、同一天的来访已经导入（{number}），这次内容不同。请用更正改那一件，或改编号。"
    ),
    "phone_kept": "电话没有全部认出来，原文照抄在台账原文里。",
    "text_cut": "超过 {most} 字（{actual} 字），多出的照抄在台账原文里。",
    "form_no_visit": "“{given}”不像来访。照原样导入，请看要不要算作来访。",
    "map_unknown": "对照表里的“{key}”不是可以导入的项。",
    "map_column": "表里没有“{column}”这一列，对照表里写了它。",
    "map_row": (
        "对照表 rows 里的“{row}”看不懂。左边写行号（读几张表时写“表名!行号”），"
        "右边写 照导、不导、拆开，或 {{表头: 改成什么}}。"
    ),
    "map_row_missing": "表里没有第 {row} 行来访，对照表的 rows 里写了它。",
    "map_wrong": (
        "对照表应是 JSON：columns 里写“项: 表头”，values 里写“项: {{原词: 新词}}”，"
        "keep 和 ignore 写表头，rows 写哪一行怎么改。"
    ),
    "unit_guessed": "“{given}”像是{name}，不敢替你定。请改，或者定它作哪个单位。",
    "batch_unknown": "没有“{batch}”这一批。可以撤回的有：{known}。",
    "batch_undone": "{batch} 这一批已经撤回了。",
    "batch_touched": (
        "{batch} 这一批有 {count} 件已经办过，不能整批撤回：{numbers}。"
        "其余的可以撤：窗口里选这一批按 Alt+Z，命令行加 --rest。"
    ),
}
