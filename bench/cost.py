"""What the engine costs a process: seconds at the start and megabytes, measured in a new one."""

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from calls.learner.company import Company

_ROOT = Path(__file__).resolve().parent.parent
# Memory is what the process holds, read from the system; the interpreter's own is taken off.
_PROBE = """
import json, sys, time
from pathlib import Path

def held():
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0

told = json.loads(sys.stdin.read())
before, started = held(), time.perf_counter()
from calls.learner.company import Company, Department, Person
from calls.learner.mind import Mind
company = Company([
    Department(one["name"], one["responsibilities"], [Person(**who) for who in one["people"]])
    for one in told["departments"]
])
Mind(company, shelf=Path(sys.argv[1])).suggest("Доброго дня, who is there?")
print(time.perf_counter() - started, held() - before)
"""


def start_cost(company: Company) -> tuple[float, float, float]:
    """Seconds of the very first start, of any later one, and megabytes then held."""
    with tempfile.TemporaryDirectory() as shelf:
        runs = [_run(company, shelf) for _ in range(3)]
    later = min(seconds for seconds, _ in runs[1:])
    return runs[0][0], later, runs[-1][1]


def _run(company: Company, shelf: str) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, shelf],
        input=json.dumps(asdict(company)),
        capture_output=True,
        text=True,
        check=True,
        cwd=_ROOT,
    )
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes
