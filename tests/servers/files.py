"""A server of a folder, as simple hosts are."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote

from tests.servers.wire import Reply, Request, Wire

__all__ = ["Files"]


class Files(Wire):
    """The server of `folder`, open inside `with`."""

    folder = Path("nowhere")

    def answer(self, request: Request) -> Reply:
        """Give the file of an address, or the page in its folder."""
        path = self.folder / unquote(request.path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return Reply.html("<h1>Not found</h1>", 404)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return Reply(body=path.read_bytes(), headers={"Content-Type": kind})
