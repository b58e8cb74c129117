"""Emoji as words: what paper prints for a picture that no printing font has."""

from __future__ import annotations

import re

_WORDS = """
😀笑 😃笑 😄笑 😁笑 😆大笑 😅苦笑 😂笑哭 🤣笑哭 🙂微笑 😊微笑 😉眨眼 😍喜爱 😘亲吻 😎得意 🤔思考
😐无语 😑无语 😶沉默 🙄白眼 😏冷笑 😣难受 😥难过 😮惊讶 😯惊讶 😪困 😫累 😴睡 😌安心 😒不满 😓流汗
😔失落 😕困惑 😲惊讶 😞失望 😟担心 😤生气 😢流泪 😭大哭 😧难受 😨害怕 😩累 😬紧张 😰冷汗 😱惊恐
😳脸红 😵头晕 😡愤怒 😠生气 🤬愤怒 😷口罩 🤒生病 🤕受伤 🥺恳求 🙏恳求 👍赞成 👎反对 👌好 ✌胜利
👊拳头 ✊拳头 👏鼓掌 🙌举手 👋挥手 🤝握手 💪加油 👉指向右 👈指向左 👆指向上 👇指向下 ☝指向上 ✍书写
❤心 🧡心 💛心 💚心 💙心 💜心 🖤心 💔心碎 💕心 💖心 💗心 💓心 💯满分 💢生气 💥爆炸 💦水滴 💤睡 💰钱
💴钱 💵钱 💸钱 💳银行卡 🏠房屋 🏡房屋 🏢大楼 🏥医院 🏫学校 🏭工厂 🏗施工 🚗汽车 🚌公交车 🚑救护车
🚓警车 🚒消防车 🚨警报 🚧施工 🛑停 ⛔禁止 🚫禁止 ❌错 ❎错 ✅对 ✔对 ❗叹号 ❕叹号 ❓问号 ❔问号
‼叹号 ⁉问号 ⚠警告 🔥火 💧水 🌊水 ⚡电 ☀晴 ☁阴 🌧雨 ❄雪 🌾庄稼 🌳树 🌹花 🌸花 🍚米饭 🐖猪 🐄牛 🐑羊
🐔鸡 🐕狗 📞电话 ☎电话 📱手机 📷照片 📹录像 📧邮件 ✉信 📄文件 📃文件 📑文件 📋表格 📝书写 📌图钉
📍地点 📅日期 📆日期 ⏰时间 ⌛时间 ⏳时间 🔔铃 🔒锁 🔑钥匙 👨男人 👩女人 👴老人 👵老人 🧓老人 👦男孩
👧女孩 👶婴儿 👪家人 👮警察 👷工人 🧑人 👤人 👥人群 ♿残疾人 🎓毕业 💊药 💉注射 🩺看病 ⚖法律 🏛机关
🇨🇳中国国旗 🎉庆祝 🎊庆祝 🎁礼物 ⭐星 🌟星 ☆星 🆘求救 🔴红点 🟢绿点 🟡黄点 ⬆上 ⬇下 ➡右 ⬅左 ♻循环 🈚无
🈶有
"""
_NAMED = {match[1]: match[2] for match in re.finditer(r"([^\s\u3400-\u9fff]+)([\u3400-\u9fff]+)", _WORDS)}
_ANY = "表情"
"""Stands for a picture without a word of its own."""
_FLAG, _KEYCAP, _JOINED = "旗帜", "\u20e3", "\u200d"
_PICTURE = (
    r"[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff"
    r"\u203c\u2049\u2122\u2139\u2194-\u21aa\u3030\u303d\u3297\u3299]"
)
_DRESS = r"[\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_EMOJI = re.compile(
    rf"[\U0001f1e6-\U0001f1ff]{{2}}"
    rf"|[0-9#*]\ufe0f?\u20e3"
    rf"|[\U0001f000-\U0001faff]{_DRESS}*(?:\u200d{_PICTURE}{_DRESS}*)*"
    rf"|{_PICTURE}\ufe0f{_DRESS}*(?:\u200d{_PICTURE}{_DRESS}*)*"
)
"""One emoji: a flag, a keycap, a picture beyond the BMP, a sign that asks for its picture."""


def emoji_in(text: str) -> tuple[str, ...]:
    """The words that stand for the emoji of a text, each once: ("恳求", "赞成")."""
    if text.isascii():
        return ()
    return tuple(dict.fromkeys(_word(match[0]) for match in _EMOJI.finditer(text)))


def in_words(text: str) -> str:
    """The text with a word in brackets for each emoji: 求帮助🙏 as 求帮助［恳求］."""
    return text if text.isascii() else _EMOJI.sub(lambda match: f"［{_word(match[0])}］", text)


def _word(emoji: str) -> str:
    if emoji.endswith(_KEYCAP):
        return emoji[0]
    if emoji in _NAMED:
        return _NAMED[emoji]
    if "\U0001f1e6" <= emoji[0] <= "\U0001f1ff":
        return _FLAG
    named = [_NAMED[part[0]] for part in emoji.split(_JOINED) if part and part[0] in _NAMED]
    return "、".join(dict.fromkeys(named)) or _ANY
