"""Translates the operating system's reason for a file error into Chinese."""

from __future__ import annotations

import errno
import os

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "空间配额用完了",
    errno.EFBIG: "文件太大",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写不了",
    errno.EBUSY: "正被占用",
    errno.ETXTBSY: "正被占用",
    errno.EPIPE: "接收的一方已经关上",
    errno.EBADF: "已经关上",
    errno.ENXIO: "设备没有接上",
    errno.ENODEV: "设备没有接上",
}
_SAID = {os.strerror(number): reason for number, reason in _REASONS.items()}


def in_chinese(reason: object) -> object:
    """The reason for what ``OSError.strerror`` said; anything else as it is."""
    return _SAID.get(reason, reason) if isinstance(reason, str) else reason
