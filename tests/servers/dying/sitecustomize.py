"""Kills the process that imports it at its n-th contact with the world, as a power cut would.

Python imports a module of this name by itself when its folder is on PYTHONPATH. Contacts are told
by audit events (PEP 578): files opened to be written, renamed or removed, folders made, connections
begun, requests sent. `DYING_AT` is which contact, 0 for none; `DYING_COUNT` is a file for their
number; `DYING_BELOW` is the folder whose files count.
"""

import atexit
import os
import signal
import sys
from pathlib import Path

AT = int(os.environ.get("DYING_AT", "0"))
BELOW = os.environ.get("DYING_BELOW", "/")
COUNT = os.environ.get("DYING_COUNT", "")
FILES = {"os.rename", "os.remove", "os.mkdir", "os.chmod", "os.truncate", "shutil.rmtree"}
REQUESTS = {"socket.connect", "http.client.send"}

seen = 0


def is_contact(event: str, arguments: tuple[object, ...]) -> bool:
    """Tell whether an event is a contact with the world that counts."""
    if event in REQUESTS:
        return True
    if event == "open":
        path, _, flags = arguments
        is_written = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
        return is_written and str(path).startswith(BELOW)
    return event in FILES and str(arguments[0]).startswith(BELOW)


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Count contacts, and die before the one that was asked for takes place."""
    global seen  # noqa: PLW0603 -- an audit hook has no other place
    if is_contact(event, arguments):
        seen += 1
        if seen == AT:
            os.kill(os.getpid(), signal.SIGKILL)


if COUNT:
    atexit.register(lambda: Path(COUNT).write_text(str(seen)))
sys.addaudithook(watch)
