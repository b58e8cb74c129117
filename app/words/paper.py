"""Sentences about papers, printers, verification."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "paper_needs": "这份文书还缺{what}。补上以后再出。",
    "paper_kind_unknown": "没有“{kind}”这种文书。",
    "notices_incomplete": "三个告知还没有给全，缺{what}。补齐以后才能出三个告知单。",
    "host_unfit": "查询地址“{host}”放不进二维码。请只用字母、数字、点、短横和冒号，并写短一些。",
    "paper_unknown": "没有“{paper}”这种纸。可选 a4、a5、a5-large、80mm、58mm。",
    "form_unknown": "没有“{form}”这种格式。可选 pdf、png、escpos。",
    "paper_form_mismatch": "{form} 只用于 80mm 和 58mm 的小票纸，{paper} 请选 pdf 或 png。",
    "fonts_unwritable": "字体放不进“{folder}”。请让管理员检查这个文件夹能不能写、磁盘有没有空位。",
    "no_glyph": "“{characters}”在现有字体里没有，没有出纸。可从证件截取字形，或改用拼音。",
    "not_a_slip": "这不是本系统的回执二维码。",
    "slip_altered": "核验不通过：内容被改动过，或签发它的登记台不在本机名单里。",
    "not_a_visit": "{number} 不是来访或信访事项的编号，出不了这种纸。",
    "visit_voided": "{number} 已撤销，不再出纸。",
    "paper_not_yet": "还没有{kind}。先办出这份文书的步骤或接访，再来出纸。",
    "paper_which": "这里有几份，请按文号出：{numbers}。",
    "no_code": "没有读到二维码。请把整张回执拍清楚、放平，再试一次；也可以直接输入二维码的文字。",
    "printer_unknown": "没有“{printer}”这台打印机。用 printers 看有哪些，或在设置里选。",
}
