"""Sentences about reference tables, imports, exports, wrong usage."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "not_found": "没有找到“{number}”。请对照回执再输一遍，或按姓名、电话查找。",
    "usage": "命令写得不对：{detail}",
    "unknown_key": "不认识“{key}”这一项。请按 CLI 说明改正。",
    "bad_json": "JSON 读不出来：{detail}",
    "not_object": "输入应是一个 JSON 对象。",
    "wrong_type": "这一项应是{expected}。",
    "fault": "程序出了错，已记下。请把日志交给管理员；已保存的记录不受影响。",
}
