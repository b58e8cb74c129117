"""Sentences about reference tables, imports, exports, wrong usage."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "not_found": "没有找到“{number}”。请对照回执再输一遍，或按姓名、电话查找。",
    "usage": "命令写得不对：{detail}",
    "unknown_key": "不认识“{key}”这一项。请按 CLI 说明改正。",
    "bad_json": "JSON 读不出来：{detail}",
    "no_file": "没有文件“{file}”，或不能读。请看文件名写对没有。",
    "out_unwritable": "文件“{file}”写不进去（{detail}）。请换一个文件夹，或腾出空间再做一次。",
    "bad_time": "时间要写成 2026-11-23T09:31:00+08:00 这样，带时差。",
    "bad_date": "日期要写成 2026-11-23 这样。",
    "not_object": "输入应是一个 JSON 对象。",
    "wrong_type": "这一项应是{expected}。",
    "fault": "程序出了错，已记下。请把日志交给管理员；已保存的记录不受影响。",
}
