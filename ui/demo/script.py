"""Who comes on the demonstration day and what is said; all of it visibly made up."""

from __future__ import annotations

from dataclasses import dataclass

CENTRE, CODE, LETTER = "示例市人民来访接待中心", "340700", "A"
ADMIN, CLERK = "admin", "zhaoxy"
CLERK_NAME = "赵小雨（示例）"
FIRST_PASSWORD, PASSWORD = "Jiefang-2026", "Shili-Day-1123"
CONTACT = "值班室 0562-0000000"


@dataclass(frozen=True, slots=True)
class Visitor:
    name: str
    id_number: str
    phone: str
    address: str


SINGLE = Visitor("王小明（示例）", "340722190103200019", "13800000001", "示例镇样例村 1 组 8 号")
SINGLE_CLAIM = "要求尽快办理示例花园 3 幢不动产权证"
SINGLE_FACTS = (
    "去年十二月购入示例花园 3 幢住房，合同约定今年六月底前办证，开发企业称竣工验收资料未齐，已两次延期。"
)
GROUP = (
    Visitor("陈㛃（示例）", "340602190307129137", "13800000002", "丽景园示例小区 1 幢"),
    Visitor("周䶮（示例）", "340621190211058847", "13800000003", "丽景园示例小区 2 幢"),
    Visitor("吴𬭎（示例）", "340711190402290019", "13800000004", "丽景园示例小区 3 幢"),
    Visitor("郑𫖯（示例）", "34070519020304001X", "13800000005", "丽景园示例小区 4 幢"),
)
HEADCOUNT = 38
GROUP_CLAIM = "丽景园示例小区 218 户要求明确办证时间"
GROUP_FACTS = (
    "小区交付两年，218 户没有办成产权登记，业主要求明确时间和固定联系人，并说明水电过户是否另行收费。"
)
LEADER_LOGIN = "leader"
LEADER = "李大为（示例）"
UNITS = ("市住建局", "义安区", "市公安局")
LINES = (
    "代表：要求 11 月底前答复办证时间",
    "代表：水电过户被要求另交费",
    "@住建 核查 218 户产权登记 10日 回@李局",
    "@义安 逐户登记联系方式 5工作日",
    "!现场答复：水电不停，过户不另收费",
)
ROUTED_TO = "市住建局"
ANSWERS = ("已核 120 户，资料齐 96 户，其余等测绘分图。", "190 户已登记联系方式，28 户转社区上门。")
TOLD_AGAIN = "两家单位已答复：资料齐的 96 户先办，其余等测绘分图，市住建局逐户告知"
FOUND = "经查，示例花园 3 幢竣工验收资料未齐，开发企业已书面承诺补齐时间。"
CLOSING_OPINION = "现阶段不具备首次登记条件，要求立即办证不予支持；资料补齐后由市住建局督促企业三十日内申请。"
LAW = "不动产登记暂行条例第十六条"
EVIDENCE = "见调查笔录"
COUNTED_AGAIN, MISCOUNTED = 36, "数错了"
OPINION, TOLD_CONTACT = "交市住建局和义安区核查，期限内书面答复", "李局 0562-0000000"
