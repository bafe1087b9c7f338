"""A small SMTP server that misbehaves on order: answers a stage with any code, hangs there, or hangs up.

Stages: greeting, ehlo, auth, mail, rcpt, data (the answer to DATA), content (the answer to the final dot), rset.
A fault is a code with text (`"451 later"`), `HANG`, `DROP` (hang up instead of answering), `TRICKLE` (an answer that
never ends, byte by byte), `CHATTER` (line by line) or `DROP_AFTER` (accept the content, then hang up). Listens on
loopback only.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

HANG, DROP, TRICKLE, CHATTER = "hang", "drop", "trickle", "chatter"
_ENDLESS = {TRICKLE: b"2", CHATTER: b"250-and another thing\r\n"}
DROP_AFTER = {"content": DROP}
"""The content is accepted and kept, its answer is never given."""

_USUAL = {"greeting": "220 faults", "ehlo": "250-faults\r\n250 AUTH PLAIN", "auth": "235 ok", "mail": "250 ok",
          "rcpt": "250 ok", "data": "354 go", "content": "250 kept", "rset": "250 ok", "quit": "221 bye"}


@dataclass
class FaultServer:
    """`faults`: one mapping stage -> fault for each connection, the last one for all further ones."""

    faults: Sequence[Mapping[str, str]]
    received: list[bytes] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def serve(self, listener: socket.socket) -> None:
        while not self.stop.is_set():
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                faults = self.faults[min(self.connections, len(self.faults) - 1)]
                self.connections += 1
                threading.Thread(target=self._talk, args=(connection, faults), daemon=True).start()

    def _talk(self, connection: socket.socket, faults: Mapping[str, str]) -> None:
        with connection, connection.makefile("rb") as lines, contextlib.suppress(OSError):
            if not self._answer(connection, "greeting", faults):
                return
            for line in lines:
                stage = line.split()[0].decode().lower()
                if not self._answer(connection, stage, faults):
                    return
                if stage == "data" and faults.get("data", "354").startswith("354"):
                    content = b""
                    while not content.endswith(b"\r\n.\r\n"):
                        if not (line_of_it := lines.readline()):
                            return  # hung up in the middle: nothing was received
                        content += line_of_it
                    if faults.get("content", "250")[0] not in "45":   # a content that is refused is not kept
                        self.received.append(content.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n."))
                    if not self._answer(connection, "content", faults):
                        return

    def _answer(self, connection: socket.socket, stage: str, faults: Mapping[str, str]) -> bool:
        self.stages.append(stage)
        fault = faults.get(stage, _USUAL.get(stage, "502 what"))
        if fault == HANG:
            self.stop.wait(30)
        if fault in _ENDLESS:
            for _ in range(3000):
                connection.sendall(_ENDLESS[fault])
                if self.stop.wait(0.01):
                    break
        if fault in (HANG, DROP, *_ENDLESS):
            return False
        connection.sendall(f"{fault}\r\n".encode())
        return not fault.startswith("421")


@contextlib.contextmanager
def fault_server(*faults: Mapping[str, str]) -> Iterator[FaultServer]:
    """The server, running. Without faults it behaves."""
    server = FaultServer(faults or ({},))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]
        listener.settimeout(0.05)
        thread = threading.Thread(target=server.serve, args=(listener,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stop.set()
            thread.join(5)


def unused_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
