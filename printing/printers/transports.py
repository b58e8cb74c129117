"""Ways to a thermal printer: the network, a serial line, a device file. Bytes out, bytes back or silence."""

from __future__ import annotations

import os
import socket
import struct
import time
from pathlib import Path
from typing import Protocol

import serial

CHUNK = 4096


class Transport(Protocol):
    """One connection; every method raises OSError where the way is gone."""

    def write(self, data: bytes, seconds: float) -> None:
        """Hand over all of it. TimeoutError if the other side takes no more."""
        ...

    def read(self, seconds: float) -> bytes:
        """What has come back, at least a byte; empty for silence."""
        ...

    def drop(self) -> None:
        """Throw away what has not arrived yet, so that it does not come out later; close() still follows."""
        ...

    def close(self) -> None: ...


class Tcp:
    """Port 9100 and its like."""

    def __init__(self, host: str, port: int, seconds: float) -> None:
        self._socket = socket.create_connection((host, port), timeout=seconds)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, data: bytes, seconds: float) -> None:
        until = time.monotonic() + seconds
        for start in range(0, len(data), CHUNK):
            self._socket.settimeout(max(0.001, until - time.monotonic()))
            self._socket.sendall(data[start : start + CHUNK])

    def read(self, seconds: float) -> bytes:
        self._socket.settimeout(max(0.001, seconds))
        try:
            came = self._socket.recv(256)
        except TimeoutError:
            return b""
        if not came:
            raise ConnectionResetError("the printer closed the connection")
        return came

    def drop(self) -> None:
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()

    def close(self) -> None:
        """Let what is under way arrive: a plain close may throw it away."""
        try:
            self._socket.shutdown(socket.SHUT_WR)
            self._socket.settimeout(0.3)
            while self._socket.recv(256):
                pass
        except OSError:  # it is gone already, or has nothing more to say
            return
        finally:
            self._socket.close()


class Serial:
    """A COM port or tty; 8N1 with RTS/CTS left to the cable."""

    def __init__(self, device: str, baud: int, seconds: float) -> None:
        self._line = serial.Serial(device, baud, timeout=0, write_timeout=seconds, exclusive=_exclusive())
        self._baud = baud

    def write(self, data: bytes, seconds: float) -> None:
        self._line.write_timeout = seconds + len(data) * 10 / self._baud
        try:
            self._line.write(data)
            self._line.flush()
        except serial.SerialTimeoutException as error:
            raise TimeoutError("the line takes no more") from error

    def read(self, seconds: float) -> bytes:
        self._line.timeout = seconds
        first: bytes = self._line.read(1)
        return first + self._line.read(self._line.in_waiting) if first else b""

    def drop(self) -> None:
        self._line.reset_output_buffer()

    def close(self) -> None:
        self._line.close()


def _exclusive() -> bool | None:
    """Windows opens a port exclusively always and pyserial refuses to be told so."""
    return None if os.name == "nt" else True


class DeviceFile:
    """A USB printer's device file, or a plain file: it takes bytes and says nothing."""

    def __init__(self, path: str) -> None:
        self._file = Path(path).open("ab", buffering=0)  # noqa: SIM115 (close() ends it)

    def write(self, data: bytes, seconds: float) -> None:
        left = memoryview(data)
        until = time.monotonic() + seconds
        while left:
            if time.monotonic() > until:
                raise TimeoutError("the device takes no more")
            left = left[self._file.write(left[:CHUNK]) :]

    def read(self, seconds: float) -> bytes:
        return b""

    def drop(self) -> None:
        """What the device has taken, it has."""

    def close(self) -> None:
        self._file.close()
