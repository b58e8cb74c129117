"""People and affairs that visibly do not exist, for training and measuring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from operator import mul
from random import Random

from app.domain.masks import EXAMPLE

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严单解仇查朴"
)
_GIVEN = "小大明华国强建军志伟秀英桂兰玉梅春生文杰晓东海燕红霞丽娟平安永福长林德胜家和庆祥新民爱珍"
_RARE = "㛃䶮𬭎𫖯喆堃犇"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_DIVISIONS = ("340705", "340706", "340711", "340722")
_FIRST_BIRTH = date(1901, 1, 1)


@dataclass(frozen=True, slots=True)
class Affair:
    """A kind of complaint: category, unit, and the words people use for it."""

    category: str
    unit: str
    claim: str
    facts: str


_AFFAIRS = (
    Affair(
        "城乡建设",
        "市住建局",
        "要求尽快办理{place}{n}幢不动产权证",
        "{year}年购入{place}{n}幢住房，合同约定的办证时间已过，开发企业称竣工验收资料未齐，已两次延期，希望明确办证时间。",
    ),
    Affair(
        "城乡建设",
        "市住建局",
        "反映{place}房屋渗水和物业维修",
        "{place}{n}幢顶层自{year}年起渗水，多次报修未处理，物业与开发企业互相推脱，希望确定维修责任。",
    ),
    Affair(
        "劳动和社会保障",
        "市人社局",
        "反映{place}工地拖欠工资",
        "在{place}工地做工{n}个月，工资结算单已签字，至今未付，希望督促支付并给出时间。",
    ),
    Affair(
        "劳动和社会保障",
        "市人社局",
        "咨询养老保险{year}年补缴",
        "{year}年前后在{place}单位工作，养老保险有{n}个月未缴，希望告知补缴办法。",
    ),
    Affair(
        "国土资源",
        "市自然资源局",
        "反映{place}征地补偿标准",
        "{year}年{place}征收承包地{n}亩，补偿款与公示标准不一致，希望公开测算依据。",
    ),
    Affair(
        "教育文体",
        "市教育局",
        "反映{place}学区划分调整",
        "{place}学区调整后孩子上学要多走{n}公里，希望说明调整依据并听取家长意见。",
    ),
    Affair(
        "卫生计生",
        "市卫健委",
        "咨询异地就医报销比例",
        "{year}年在外地住院{n}天，报销比例低于预期，希望核对报销明细。",
    ),
    Affair(
        "民政",
        "市民政局",
        "申请{place}低保复核",
        "家中{n}口人，{year}年起无固定收入，低保复核未通过，希望说明理由并重新核查。",
    ),
    Affair(
        "政法",
        "市公安局",
        "反映{place}夜间噪声扰民",
        "{place}夜市经营至凌晨，{year}年以来报警{n}次，仍未改善，希望限定经营时间。",
    ),
    Affair(
        "农村农业",
        "义安区",
        "反映{place}农田水渠淤堵",
        "{place}水渠淤堵{n}处，{year}年汛期田块受淹，希望安排清淤并核定损失。",
    ),
)
_PLACES = tuple(
    f"{a}{b}"
    for a in ("示例", "样例", "试点", "演示", "范例", "假设")
    for b in ("花园", "家园", "新村", "广场", "苑", "小区", "里")
)


def name(random: Random) -> str:
    """A made-up name ending in （示例）; one in two hundred holds a rare character."""
    given_name = "".join(random.choice(_GIVEN) for _ in range(random.choice((1, 2, 2, 2))))
    if random.random() < 0.005:
        given_name = random.choice(_RARE)
    return random.choice(_SURNAMES) + given_name + EXAMPLE


def id_number(random: Random) -> str:
    """A number valid by GB 11643 of somebody born 1901–1904, so of nobody alive."""
    born = _FIRST_BIRTH + timedelta(days=random.randrange(4 * 365))
    body = f"{random.choice(_DIVISIONS)}{born:%Y%m%d}{random.randrange(1000):03d}"
    total = sum(map(mul, map(int, body), _WEIGHTS))
    return body + _CHECKS[total % 11]


def phone(random: Random) -> str:
    """A number of a block kept for examples: 138 00 and six digits."""
    return f"13800{random.randrange(1_000_000):06d}"


def place(random: Random) -> str:
    """Division code of 属地."""
    return random.choice(_DIVISIONS)


def affair(random: Random) -> Affair:
    """An affair with its blanks filled in."""
    form = random.choice(_AFFAIRS)
    words = {
        "place": random.choice(_PLACES),
        "n": random.randrange(1, 60),
        "year": random.randrange(2012, 2026),
    }
    return Affair(form.category, form.unit, form.claim.format(**words), form.facts.format(**words))


def headcount(random: Random, joint: bool) -> int:
    """Head-count of a batch: mean 3.4 at the window, 14.8 in a joint reception (seed figures)."""
    if joint:
        return min(400, 2 + int(random.expovariate(1 / 12.8)))
    return 1 if random.random() < 0.55 else min(60, 2 + int(random.expovariate(1 / 4.3)))
