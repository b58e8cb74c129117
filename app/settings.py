"""Every setting declared once: key, type, default, help, and whether the centre shares it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from app.domain.papers.wording import WORDINGS
from app.domain.value import Value


class Declared(Value, frozen=True):
    """A setting as the settings screen shows it."""

    key: str
    default: Any
    help: str
    shared: bool = True
    """True: the centre's, synced; False: this desk's devices and look."""
    source: str | None = None
    """Where the default comes from, or that it is unconfirmed."""
    act: str | None = None
    """Who may change it, by app.domain.roles; None: for a shared one ``settings``, else whoever sits here."""

    @property
    def type(self) -> type:
        return type(self.default)


BACKUP_PLACE, SECOND_PLACE, BACKUP_EVERY = "备份位置", "第二备份位置", "备份间隔天"
"""Keys of the plan of backups (app.services.desk.keep_backups)."""

DECLARED: tuple[Declared, ...] = (
    Declared("纸面抬头", "", "回执和文书最上面的单位名称；空着用中心名称"),
    Declared("机关代字", "信", "文号开头，例如“铜信”，印成 铜信受A〔2026〕1号"),
    Declared("联系电话", "", "印在回执上的查询电话"),
    Declared("值班联络", "", "三个告知里联络方式的默认值，例如“值班室 0562-…”"),
    Declared("接待时间", "工作日 8:30 至 17:30", "印在回执上的接待时间"),
    Declared("接待地址", "", "印在文书上的接待地址"),
    Declared("查询地址", "", "二维码指向的主机，例如 XF.EXAMPLE.GOV.CN；空着印 JFT:"),
    *(Declared(wording.key, wording.default, wording.help) for wording in WORDINGS),
    Declared("代表人数上限", 5, "集体访代表最多几人", source="信访工作条例第20条"),
    Declared(
        "末日遇休息日顺延",
        False,
        "期限最后一天是休息日时顺延到下一工作日",
        source="民法典第203条；信访系统未确认",
    ),
    Declared("转送期限", 15, "登记后转送、交办的期限（日）", source="信访工作条例第22条"),
    Declared("书面告知期限", 15, "收到后书面告知的期限（日）", source="信访工作条例第23条"),
    Declared("办结期限", 60, "受理后办结的期限（日）", source="信访工作条例第34条"),
    Declared("延期上限", 30, "延期最多几日", source="信访工作条例第34条"),
    Declared("复查申请期限", 30, "收到答复后申请复查的期限（日）", source="信访工作条例第35条"),
    Declared("异议期限", 5, "收到后提出异议的期限（工作日）", source="信访工作条例第23条第3款"),
    Declared(
        "复查复核期限", 30, "收到申请后作出复查、复核意见的期限（日）", source="信访工作条例第35条、第36条"
    ),
    Declared("简易转送期限", 3, "简易办理：几个工作日内转送", source="简易办理办法（试行）2016，未核对"),
    Declared("简易受理期限", 3, "简易办理：几个工作日内决定受理", source="简易办理办法（试行）2016，未核对"),
    Declared(
        "简易答复期限",
        10,
        "简易办理：受理后几个工作日内答复",
        source="简易办理办法（试行）2016，未核对",
    ),
    Declared("承诺办理起点", "受理", "承诺办理从“受理”还是“登记”起算", source="铜陵市做法，未确认"),
    Declared(
        "复查期满不再受理",
        False,
        "复查、复核申请期满未申请的，可以不再受理",
        source="引导来访人依法逐级走访的办法（国家信访局 2014，未核对）",
    ),
    Declared(
        "评价期限", 30, "办结后多少日内可以评价，过后算超期未评价（日）", source="群众满意度评价办法，未核对"
    ),
    Declared("承诺受理_普通", 2, "210 工作法：几日内受理", source="铜陵市做法，日或工作日未确认"),
    Declared("承诺办理_普通", 10, "210 工作法：几日内办理", source="铜陵市做法，日或工作日未确认"),
    Declared("承诺受理_简易", 1, "110 工作法：几日内受理", source="铜陵市做法"),
    Declared("承诺办理_简易", 10, "110 工作法：几日内办理", source="铜陵市做法"),
    Declared("承诺按工作日", False, "本局承诺按工作日算", source="未确认"),
    Declared(
        "逾期通报天数", 15, "逾期几日后列入通报；之前先发督办函、列入领导清单", source="115 督办，未确认"
    ),
    Declared("附件上限", 20, "一个附件最多几兆（MB）；一件事最多 200 个附件"),
    Declared("密码历史", 5, "新密码不能和最近几个用过的一样；0 为不限", source="等保 GB/T 22239-2019"),
    Declared(
        "密码天数", 90, "密码用了几天以后，窗口登录时要换；0 为不限", source="等保 GB/T 22239-2019 定期更换"
    ),
    Declared("密码不含账号", False, "新密码里不能有账号名（和账号相同总是不行）", source="等保，未确认"),
    Declared("闲置锁屏分钟", 10, "几分钟没有按键就锁屏", source="等保 GB/T 22239-2019"),
    Declared("配色", "自动", "自动、浅色、深色、高对比", shared=False),
    Declared("缩放", 100, "100 至 200（%）", shared=False),
    Declared("回执纸张", "80mm", "保存后回执用的纸：a4 a5 a5-large 80mm 58mm", shared=False),
    Declared("出纸文件夹", "", "没有打印机时回执存成 PDF 的文件夹；空着用“出单”", shared=False),
    Declared(
        "打印机",
        "",
        "每台写 名称 地址 纸张，多台用；隔开，例如 小票机 tcp://192.168.1.50:9100 80mm；"
        "激光 ipp://localhost/printers/a5 a5,a4",
        shared=False,
    ),
    Declared(
        "出单绑定",
        "",
        "哪种纸到哪台打印机，例如 回执=小票机 80mm；其他=激光 a4。"
        "空着：回执到第一台小票机，其他到第一台打印机",
        shared=False,
    ),
    Declared(
        "出单留存小时",
        24,
        "没有打印机时存在“出单”里的 PDF，过几小时后在登录时抹去；0 为不抹",
        shared=False,
        source="等保 GB/T 22239-2019 剩余信息保护",
    ),
    Declared("出单有效秒", 300, "排队超过几秒的出单作废，不会过后再打出来", shared=False),
    Declared(BACKUP_PLACE, "", "本台的备份放在哪个文件夹，最好是另一张盘", shared=False, act="backup"),
    Declared(SECOND_PLACE, "", "备份好后再放一份的文件夹（U 盘、共享）", shared=False, act="backup"),
    Declared(BACKUP_EVERY, 1, "几天备份一次，空闲或关窗时自己做；0 为不自己做", shared=False, act="backup"),
    Declared("打印时限秒", 20, "交给打印机后几秒没有打完就撤回", shared=False),
    Declared("打印机回音秒", 3, "等打印机回音几秒，没有回音不当作就绪", shared=False),
)
_BY_KEY = {declared.key: declared for declared in DECLARED}


class StoredSetting(Protocol):
    """A row of the settings (app.domain.rows.centre.Setting, app.domain.rows.desk.DeviceSetting)."""

    @property
    def key(self) -> str: ...

    @property
    def value(self) -> dict[str, Any]: ...


def _fits(key: str, value: Any) -> bool:
    return key in _BY_KEY and type(value) is _BY_KEY[key].type


class Settings:
    """The settings in force: stored values over the declared defaults."""

    def __init__(self, stored: Mapping[str, Any] | None = None) -> None:
        self._stored = dict(stored or {})

    @classmethod
    def of_rows(cls, rows: Iterable[StoredSetting]) -> Settings:
        """The settings that rows hold; a row of an unknown key or of another type leaves the default."""
        stored = {row.key: row.value.get("value") for row in rows}
        return cls({key: value for key, value in stored.items() if _fits(key, value)})

    def __getitem__(self, key: str) -> Any:
        """The value in force. KeyError for an undeclared key."""
        declared = _BY_KEY[key]
        return self._stored.get(key, declared.default)

    def replaced(self, key: str, value: Any) -> Settings:
        """A copy with one value changed. KeyError for an undeclared key, TypeError for a wrong type."""
        if not isinstance(value, _BY_KEY[key].type):
            raise TypeError(f"{key} is a {_BY_KEY[key].type.__name__}")
        return Settings(self._stored | {key: value})

    def take(self, key: str, value: Any) -> None:
        """A change that the store holds now: in force at once for everyone who was given these settings."""
        self._stored = self.replaced(key, value)._stored


def declared(key: str) -> Declared:
    """The declaration of a key. KeyError if there is none."""
    return _BY_KEY[key]
