"""Sentences about reference tables, imports, exports, wrong usage."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "not_found": "没有找到“{number}”。请对照回执再输一遍，或按姓名、电话查找。",
    "usage": "命令写得不对：{detail}",
    "unknown_key": "不认识“{key}”这一项。请按 CLI 说明改正。",
    "bad_json": "JSON 读不出来：{detail}",
    "no_file": "没有文件“{file}”，或不能读。请看文件名写对没有。",
    "out_unwritable": "文件“{file}”写不进去（{detail}）。请换一个文件夹，或腾出空间再做一次。",
    "file_trouble": "文件“{file}”用不了（{detail}）。请看路径和权限，再做一次。",
    "bad_time": "时间要写成 2026-11-23T09:31:00+08:00 这样，带时差。",
    "bad_date": "日期要写成 2026-11-23 这样。",
    "not_object": "输入应是一个 JSON 对象。",
    "wrong_type": "这一项应是{expected}。",
    "fault": "程序出了错，已记下。请把日志交给管理员；已保存的记录不受影响。",
    "sheet_unreadable": "“{file}”读不出来。请存成 .xlsx，或 UTF-8 的 .csv，再做一次。",
    "sheet_empty": "“{file}”是空的。",
    "heading_doubled": "表头重复：{names}。请各留一列。",
    "column_missing": "缺少“{column}”一列。请补上表头。",
    "column_unknown": "不认识“{column}”一列。请改表头，或删去这一列。",
    "row_doubled": "“{key}”与第 {row} 行相同，请留一行。",
    "cell_empty": "这一格是空的，必须填。",
    "not_one_of": "只能写：{choices}。",
    "division_code": "“{given}”不是六位区划代码。",
    "bad_day_cell": "“{given}”看不出是哪一天，请写成 2026-11-23。",
    "number_rounded": "这一格是数字格式，Excel 已经抹掉了末几位。请把这一列设成文本，重新录入。",
    "map_unknown": "对照表里的“{key}”不是可以导入的项。",
    "map_column": "表里没有“{column}”这一列，对照表里写了它。",
    "map_wrong": "对照表应是 JSON：columns 里写“项: 表头”。",
    "export_format": "文件名的结尾不对：export 用 .xlsx .csv .jsonl，report 用 .xlsx 和 .pdf。",
    "unmask_role": "完整证件号和电话只有带班领导、督办可以导出。",
}
