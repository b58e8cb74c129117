"""A hang-up before the hub serves: systemd may send it right after the start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HANGS_UP = """
import os, signal, sys, threading, urllib.request
from pathlib import Path
from app.ports.hub_options import HubOptions
from db.hub.door import Door
def ask(url):
    print(urllib.request.urlopen(url + "/health").read().decode(), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)
def listening(url):
    os.kill(os.getpid(), signal.SIGHUP)
    threading.Thread(target=ask, args=(url,)).start()
signal.signal(signal.SIGHUP, signal.SIG_DFL)
Door(Path(sys.argv[1])).serve(HubOptions("127.0.0.1:0"), listening, print)
"""


def test_a_hangup_while_it_starts_does_not_end_the_hub(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HANGS_UP, str(tmp_path)], cwd=ROOT, capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stdout) == (0, '{"ok":true}\n'), done.stderr
