"""CUPS and an IPP printer in a network namespace of their own: a real spooler, a real printer's protocol."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

TOOLS = (
    *("cupsd", "lpadmin", "ippeveprinter", "avahi-daemon"),
    *("dbus-daemon", "ip"),
)
IPP_PORT, CUPS_PORT, ROLL_PORT = 8632, 6631, 9100
_CLONE_NEWNET = 0x40000000
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""
_AVAHI = "[server]\nuse-ipv4=yes\nuse-ipv6=no\nallow-interfaces=lo\nenable-dbus=yes\n"
_CUPSD = """Listen 127.0.0.1:{port}
LogLevel info
DefaultAuthType None
BrowseLocalProtocols none
Browsing Off
WebInterface No
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES = """User lp
Group lp
SystemGroup root
ServerRoot {folder}/etc
CacheDir {folder}/cache
RequestRoot {folder}/requests
TempDir {folder}/requests/tmp
StateDir {folder}/state
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
Sandboxing relaxed
"""
_JOB = """{
  OPERATION Get-Job-Attributes
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR language attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR integer job-id $number
  ATTR name requesting-user-name root
  ATTR keyword requested-attributes job-state,job-state-reasons
}
"""
_COMMAND = """#!/bin/sh
# what the printer does with a sheet: ok, jam, out (of paper, until the mode changes)
mode=$(cat {folder}/mode)
if [ "$mode" = jam ]; then
  echo "STATE: +media-jam-error" >&2
  echo "ERROR: jam" >&2
  exit 1
fi
if [ "$mode" = out ]; then
  echo "STATE: +media-empty-error" >&2
  while [ "$(cat {folder}/mode)" = out ]; do
    # a real printer drops a job that is cancelled while it waits for paper
    if ipptool -T 2 -tv -d number="$IPP_JOB_ID" "ipp://localhost:{printer}/ipp/print" {folder}/job.test |
      grep -q processing-to-stop-point; then exit 1; fi
    sleep 0.1
  done
fi
echo "STATE: -media-empty-error,media-jam-error" >&2
sleep 0.2
cp "$1" {folder}/printed/.coming-$$ && mv {folder}/printed/.coming-$$ {folder}/printed/$$.pdf
"""


def missing() -> str | None:
    """Why the rig cannot stand here; None if it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "needs root for a network namespace"
    lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
    return f"not installed: {', '.join(lacking)} (sh .ci/system-packages acceptance)" if lacking else None


class Rig:
    """``mode`` drives the printer; ``printed`` holds the sheets that came out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.space = f"jft{os.getpid()}"
        self._daemons: list[subprocess.Popen[bytes]] = []
        self._printer: subprocess.Popen[bytes] | None = None

    @property
    def printed(self) -> list[Path]:
        return sorted(self.folder.joinpath("printed").glob("*.pdf"))

    def mode(self, mode: str) -> None:
        new = self.folder / "mode.new"
        new.write_text(mode)
        new.replace(self.folder / "mode")

    def stand(self) -> None:
        self._write()
        _call("ip", "netns", "add", self.space)
        self._inside("ip", "link", "set", "lo", "up")
        self._daemon("dbus-daemon", f"--config-file={self.folder}/bus.conf", "--nofork")
        _until(self.folder.joinpath("bus").exists, "the bus")
        avahi = f"avahi-daemon -f {self.folder}/avahi.conf --no-drop-root --no-chroot"
        private = f"mount -t tmpfs tmpfs /run && mkdir -p /run/avahi-daemon && exec {avahi}"
        self._daemon("sh", "-c", private)
        self.switch_on()
        self._daemon("cupsd", "-f", "-c", f"{self.folder}/cupsd.conf", "-s", f"{self.folder}/cups-files.conf")
        sheet = ("lpadmin", "-p", "sheet", "-v", f"ipp://localhost:{IPP_PORT}/ipp/print", "-m", "everywhere")
        roll = ("lpadmin", "-p", "roll", "-v", f"socket://127.0.0.1:{ROLL_PORT}", "-m", "raw")
        _until(lambda: self._tried(*sheet, "-E") and self._tried(*roll, "-E"), "CUPS")

    def switch_on(self) -> None:
        command = ("ippeveprinter", "-p", str(IPP_PORT), "-n", "localhost", "-d", f"{self.folder}/spool")
        formats = "application/pdf,image/pwg-raster,image/urf"
        script = f"{self.folder}/print.sh"
        for _ in range(5):  # it gives up where avahi is not ready yet
            self._printer = self._daemon(*command, "-f", formats, "-c", script, "Rig")
            uri = f"ipp://localhost:{IPP_PORT}/ipp/print"
            for _ in range(20):
                if self._tried("ipptool", "-T", "2", "-q", uri, "get-printer-attributes.test"):
                    return
                if self._printer.poll() is not None:
                    break
                time.sleep(0.1)
            self.switch_off()
        raise TimeoutError("the printer does not start")

    def switch_off(self) -> None:
        printer, self._printer = self._printer, None
        if printer is not None:
            self._daemons.remove(printer)
            _end(printer)

    def fall(self) -> None:
        """End every daemon and the namespace."""
        self.mode("ok")
        for daemon in reversed(self._daemons):
            _end(daemon)
        subprocess.run(["ip", "netns", "del", self.space], check=False, capture_output=True)

    @contextlib.contextmanager
    def inside(self) -> Iterator[None]:
        """This thread, and the threads it starts, within the namespace."""
        libc = ctypes.CDLL(None, use_errno=True)
        outside = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        within = os.open(f"/run/netns/{self.space}", os.O_RDONLY)
        try:
            if libc.setns(within, _CLONE_NEWNET):
                raise OSError(ctypes.get_errno(), "setns")
            yield
        finally:
            libc.setns(outside, _CLONE_NEWNET)
            os.close(outside)
            os.close(within)

    def _write(self) -> None:
        for name in ("spool", "printed", "etc/ppd", "cache", "requests/tmp", "log", "state"):
            self.folder.joinpath(name).mkdir(parents=True)
        for path in self.folder.rglob("*"):
            path.chmod(0o777)
        texts = {"bus.conf": _BUS, "avahi.conf": _AVAHI, "cupsd.conf": _CUPSD, "cups-files.conf": _FILES}
        for name, text in (texts | {"print.sh": _COMMAND, "job.test": _JOB}).items():
            filled = text.replace("{folder}", str(self.folder)).replace("{port}", str(CUPS_PORT))
            filled = filled.replace("{printer}", str(IPP_PORT))
            self.folder.joinpath(name).write_text(filled)
        self.folder.joinpath("print.sh").chmod(0o755)
        self.mode("ok")

    def _environment(self) -> dict[str, str]:
        bus, server = f"unix:path={self.folder}/bus", f"127.0.0.1:{CUPS_PORT}"
        return os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": bus, "CUPS_SERVER": server}

    def _daemon(self, *command: str) -> subprocess.Popen[bytes]:
        with self.folder.joinpath(f"{Path(command[0]).name}.log").open("ab") as log:
            daemon = subprocess.Popen(
                ["ip", "netns", "exec", self.space, *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment(),
                cwd=self.folder,
                start_new_session=True,
            )
        self._daemons.append(daemon)
        return daemon

    def _inside(self, *command: str) -> None:
        _call("ip", "netns", "exec", self.space, *command)

    def _tried(self, *command: str) -> bool:
        whole = ["ip", "netns", "exec", self.space, *command]
        done = subprocess.run(whole, env=self._environment(), capture_output=True, check=False, timeout=30)
        return done.returncode == 0


@contextlib.contextmanager
def standing() -> Iterator[Rig]:
    """The rig in a folder that the spooler's user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="jft-print-"))
    folder.chmod(0o755)
    rig = Rig(folder)
    try:
        rig.stand()
        yield rig
    finally:
        rig.fall()
        shutil.rmtree(folder, ignore_errors=True)


def _call(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=30)


def _until(is_so: object, what: str, seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while not is_so():  # type: ignore[operator]
        if time.monotonic() > until:
            raise TimeoutError(f"{what} did not come up")
        time.sleep(0.1)


def _end(daemon: subprocess.Popen[bytes]) -> None:
    """The process and its children: each is a session of its own."""
    for send in (15, 9):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(daemon.pid, send)
        try:
            daemon.wait(5)
        except subprocess.TimeoutExpired:
            continue
        break
    with contextlib.suppress(ProcessLookupError):
        os.killpg(daemon.pid, 9)
