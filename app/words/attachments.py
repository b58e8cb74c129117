"""Sentences about attachments, and where a content is that does not lie at this desk."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "attach_none": "没有选文件。请写要添加的文件，可以一次写几个。",
    "attach_too_many": "一次最多添加 {most} 个文件，请分几次添加。",
    "attach_case_full": "一件事最多 {most} 个附件，现有 {count} 个。请先撤下不要的，或把几页合成一个 PDF。",
    "attach_too_large": "“{name}”超过 {most} MB。请扫描得小一些，或拆成几个文件。",
    "attach_empty": "“{name}”是空的，没有内容。请重新选文件。",
    "attach_kind": "“{name}”不是照片、扫描件、PDF 或 OFD。请转成 PDF 或 JPEG 再添加。",
    "attach_damaged": "“{name}”打不开，可能没有传完或已经损坏。请重新拍照、扫描或拷贝一次。",
    "attach_pixels": "“{name}”的尺寸太大，最多 {most} 百万点。请拍得或扫描得小一些。",
    "attach_locked": "“{name}”加了密码，打不开。请去掉密码再添加。",
    "attach_pages": "“{name}”的页数太多，最多 {most} 页。请拆成几个文件。",
    "attach_program": "“{name}”是程序，不是照片或文件，没有添加。请不要打开它，交管理员看。",
    "attach_heic": "“{name}”是手机的 HEIC 照片，这里看不了。请在手机上存成 JPEG 再添加。",
    "attach_unwritable": "“{file}”写不进去，可能没有权限或磁盘满了。请另选一个位置。",
    "attach_place_unknown": "这件事没有“{given}”这个位置。"
    "请写来访编号、步骤或交办的 id，或 {five} 之一；不写就是整件事。",
    "attachment_unknown": "没有附件“{id}”。用 attachments 看有哪些。",
    "detached_already": "“{name}”已经撤下了。",
    "detached_withheld": "这个附件已经撤下，只有添加它的人、撤下它的人和带班领导能看。",
    "content_missing": "附件的内容不在这台。",
    "content_elsewhere": "附件的内容在 {desk} 台，还没有送到汇聚点。等 {desk} 台联网送出后再打开。",
    "content_at_hub": "附件的内容在汇聚点，现在取不来。等连上汇聚点再打开。",
    "content_lost": "附件的内容原来在这台，现在找不到了。请从备份恢复，或重新添加一份。",
    "content_damaged": "附件的内容被改动或损坏了，没有打开。请从备份恢复，或重新添加一份。",
    "content_foreign": "附件的内容不是用本中心的密钥封存的，打不开。请添加它的台重新添加一份。",
    "content_wrong": "汇聚点送来的附件内容对不上，没有收下。请稍后再取，仍然这样就告诉管理员。",
    "content_unknown": "汇聚点还没有这个附件的内容。",
    "content_unnamed": "汇聚点还没有收到这个附件的登记，内容等下次再送。",
    "content_quota": "这台送到汇聚点的附件太多了，内容先留在本台。请告诉管理员。",
    "check_content_missing": "事项 {record} 的附件内容不见了（{count} 个）。请从备份恢复，或重新添加。",
    "check_content_damaged": "事项 {record} 的附件内容和存入时不一样（{count} 个），不要再用。"
    "请从备份恢复，或重新添加。",
}


def where_words(letter: str, *, on_hub: bool, was_here: bool) -> str:
    """Where a content is that does not lie here: not an error, a thing to wait for or to look into."""
    if on_hub:
        return "内容在汇聚点，打开时取来"
    if was_here:
        return "内容原来在这台，现在找不到了"
    return f"在 {letter} 台，还没有送到汇聚点"
