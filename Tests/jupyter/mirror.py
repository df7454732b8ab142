"""A server of data sets with the faults that servers and networks have."""

import contextlib
import http.server
import threading
import time


class Mirror(http.server.ThreadingHTTPServer):
    """Serves `files`, bytes by path. `faults` says what goes wrong at a path, the first for its first request and so on:
    "slow", "cut" (the connection ends early), "stall", "short" and "long" (a length that is not the file's), "wrong"
    (other bytes), "missing", "redirect", "no ranges", "endless".
    """

    daemon_threads = True

    def __init__(self, files, faults=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = files
        self.faults = {path: list(each) for path, each in (faults or {}).items()}
        self.requests = []

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        mirror = self.server
        bounds = self.headers.get("Range")
        mirror.requests.append((self.path, bounds))
        # As it is after a redirect.
        path = self.path.removeprefix("/elsewhere")
        faults = mirror.faults.get(path, [])
        fault = faults.pop(0) if faults and path == self.path else None
        content = mirror.files.get(path)
        if content is None or fault == "missing":
            self.send_error(404)
            return
        if fault == "redirect":
            self.send_response(302)
            self.send_header("Location", "/elsewhere" + path)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if fault == "wrong":
            content = bytes(reversed(content))
        start = 0
        if bounds and fault != "no ranges":
            start = int(bounds.removeprefix("bytes=").split("-")[0])
            if start >= len(content):
                self.send_error(416)
                return
        body = content[start:]
        length = len(body)
        if fault == "short":
            length //= 2
        if fault in ("long", "cut"):
            length += 1000 if fault == "long" else 0
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        if fault == "endless":
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.close_connection = fault in ("short", "long", "cut", "stall", "endless")
        with contextlib.suppress(ConnectionError):
            self.send(body[:length], fault)

    def send(self, body, fault):
        if fault == "cut":
            self.wfile.write(body[: len(body) // 2])
        elif fault == "stall":
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            time.sleep(60)
        elif fault == "slow":
            for start in range(0, len(body), max(1, len(body) // 15)):
                self.wfile.write(body[start : start + max(1, len(body) // 15)])
                self.wfile.flush()
                time.sleep(0.1)
        elif fault == "endless":
            while True:
                self.wfile.write(b"\0" * 65536)
        else:
            self.wfile.write(body)


@contextlib.contextmanager
def serving(files, faults=None):
    with Mirror(files, faults) as mirror:
        thread = threading.Thread(target=mirror.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield mirror
        mirror.shutdown()
