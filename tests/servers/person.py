"""The person in front of the browser: opens OAuth's page, presses a button, and is sent back.

As a program it can stand for the browser: `BROWSER="python -m tests.servers.person %s"`; it denies
when PERSON_DENIES is set.
"""

import http.client
import os
import sys
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import regex

__all__ = ["decide", "fetch"]


def fetch(method: str, url: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
    """Ask without following: give status, `Location` and body."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.netloc, timeout=30)
    try:
        target = f"{address.path}?{address.query}" if address.query else address.path
        connection.request(method, target, body, {"Content-Type": kind} if kind else {})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode()
    finally:
        connection.close()


def decide(url: str, *, allow: bool = True) -> str:
    """Open a page of OAuth, allow or deny, go where that leads; give the code, "" for none.

    Raises ValueError with the page's text when it has no form.
    """
    status, _, page = fetch("GET", url)
    ticket = regex.search(r'name="ticket" value="([^"]+)"', page)
    if status != 200 or not ticket:
        raise ValueError(page)
    form = urlencode({"ticket": ticket[1], "decision": "allow" if allow else "deny"})
    action = urljoin(url, "/oauth/authorize")
    _, place, _ = fetch("POST", action, form.encode(), "application/x-www-form-urlencoded")
    if urlsplit(place).scheme == "http":
        fetch("GET", place)
    return parse_qs(urlsplit(place).query).get("code", [""])[0]


if __name__ == "__main__":
    decide(sys.argv[1], allow="PERSON_DENIES" not in os.environ)
