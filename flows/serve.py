"""Keep the graph open: the store's Bolt port for Cypher and a page to look at."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path

from rich.console import Console

from graph.export import export
from graph.store import open_store
from schemas.errors import UsageError, ZhengtuError


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """A user of the page is no event for the console."""


def serve(home: Path, port: int, console: Console) -> None:
    """Hold the store open and serve the export's page on 127.0.0.1 until interrupted; prints both addresses."""
    with open_store(home) as store:
        folder = home / "page"
        try:
            export(store, folder)
        except ZhengtuError as error:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8><p>{error}", encoding="utf-8")
        handler = functools.partial(_Quiet, directory=str(folder))
        try:
            server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError as error:
            raise UsageError(f"port {port} is taken; choose another with --port ({error.strerror})") from error
        with server:
            console.print(f"{store.name}: {store.address}")
            console.print(f"page: http://127.0.0.1:{server.server_address[1]}/  (Ctrl-C ends)")
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            try:
                threading.Event().wait()
            finally:
                server.shutdown()
