"""How the tracking page looks: the tokens of LOOK.md, light, dark and on paper."""

from __future__ import annotations

import base64
import hashlib

STYLE = """
:root{--win:#F2F4F6;--panel:#FFF;--line:#D9DEE3;--ctl:#838B94;--text:#15181C;--text2:#40474F;--text3:#59616A;
--acc:#14568F;--accon:#FFF;--acctint:#EAF2FA;--ok:#17633A;--err:#B01E18;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--win:#15181B;--panel:#1D2125;--line:#343A41;--ctl:#7C858F;
--text:#ECEFF2;--text2:#C3C9D0;--text3:#A3ABB4;--acc:#86BDF0;--accon:#0A1826;--acctint:#1B2B3B;--ok:#85D0A0;
--err:#FF9B92}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--win);color:var(--text);font:17px/27px "Noto Sans SC","Noto Sans CJK SC",
"PingFang SC","Microsoft YaHei",sans-serif}
header{background:var(--panel);border-bottom:1px solid var(--line);padding:16px}
header p{margin:0 auto;max-width:640px;font-weight:700}
main{max-width:672px;margin:0 auto;padding:16px}
section,form{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:16px;
margin:0 0 16px}
h1{margin:0;font-size:28px;line-height:40px}
h2{margin:0 0 8px;font-size:20px;line-height:30px}
h3{margin:12px 0 0;font-size:17px}
p{margin:0 0 8px}
p,li{text-wrap:pretty}
input+.small{margin-top:4px}
h1+.wrong{margin-top:4px}
.small{color:var(--text2);font-size:15px;line-height:24px}
ol{list-style:none;margin:0;padding:0}
ol li{border-left:2px solid var(--line);padding:0 0 14px 20px;position:relative;margin-left:10px}
ol li:last-child{border-left-color:transparent;padding-bottom:0}
ol li b,ol li span{display:block}
ol li::before{content:"";position:absolute;left:-11px;top:4px;width:20px;height:20px;border-radius:50%;
border:2px solid var(--ctl);background:var(--panel)}
ol li::after{content:"";position:absolute}
ol li.done::before{border-color:var(--ok)}
ol li.done::after{left:-4px;top:8px;width:6px;height:10px;border:solid var(--ok);border-width:0 2px 2px 0;
transform:rotate(45deg)}
ol li.now::before{border-color:var(--acc)}
ol li.now::after{left:-2px;top:8px;width:6px;height:7px;border:solid var(--acc);border-width:0 0 2px 2px}
.told{border-top:1px solid var(--line);padding-top:4px}
.told:first-of-type{border-top:0;padding-top:0}
.told:first-of-type h3{margin-top:0}
label{display:block;font-weight:700;margin-top:12px}
input{width:100%;min-height:48px;font:inherit;font-size:20px;padding:8px 12px;border:1px solid var(--ctl);
border-radius:4px;background:var(--panel);color:var(--text)}
button,.call{display:block;width:100%;min-height:52px;margin-top:16px;padding:12px;border:0;border-radius:4px;
background:var(--acc);color:var(--accon);font:inherit;font-weight:700;text-align:center;text-decoration:none}
a{color:var(--acc)}
:focus-visible{outline:3px solid var(--acc);outline-offset:2px}
input:focus-visible{background:var(--acctint)}
.wrong{color:var(--err);font-weight:700}
footer{max-width:672px;margin:0 auto;padding:0 32px 32px;color:var(--text3);font-size:15px;line-height:24px}
@media print{body{background:#FFF;color:#000;font-size:14pt;line-height:22pt}
header,section,form{border-color:#000}
section{break-inside:avoid}button,.call,.again{display:none}
ol li::before,ol li::after{border-color:#000!important}}
""".strip()
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
"""For the content security policy: no other style is applied."""
