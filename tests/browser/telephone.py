"""The telephone exchange of the tests: it tells the desk what rings, as a real one would."""

import json
import urllib.request
from dataclasses import dataclass

PATIENCE = 20.0  # seconds for one answer


@dataclass(frozen=True)
class Exchange:
    """`address`: of the desk's server; `token`: what it knows its exchange by."""

    address: str
    token: str

    def rings(self, kind: str, number: str) -> int:
        """A line rings; the desk says what number it gives to that call."""
        told = json.loads(self._tell("ringing", {"kind": kind, "number": number}))
        return int(told["call"])

    def is_silent(self, call: int) -> None:
        """The caller has given up before anybody answered."""
        self._tell(f"{call}/silent", {})

    def _tell(self, what: str, body: dict[str, str]) -> str:
        request = urllib.request.Request(
            f"{self.address}/telephone/{what}/",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
