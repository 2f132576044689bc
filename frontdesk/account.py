"""Which account of the operating system runs the embedded PostgreSQL, and what it can reach.

PostgreSQL refuses to run as root. Run by root, Frontdesk lends it a system account of its own;
run by anybody else, PostgreSQL simply runs as the same account. No permission of a folder that
was there before is ever changed: where a parent is closed, the command stops and names it.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

SYSTEM_ACCOUNT = "frontdesk"


class DatabaseUnavailable(Exception):
    """There is no database to work with; the text is one line that says what to do."""


class Identity(TypedDict, total=False):
    """The arguments that make `subprocess` run a program as another account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    @property
    def name(self) -> str:
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return f"number {self.uid}"

    @property
    def is_lent(self) -> bool:
        """Whether PostgreSQL runs as another account than we do."""
        return self.uid != os.geteuid()

    @property
    def identity(self) -> Identity:
        if not self.is_lent:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def take(self, path: Path) -> None:
        """Give this account a file or folder that we have just made."""
        if self.is_lent:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def must_reach(self, path: Path, *, reading: bool) -> None:
        """Raise DatabaseUnavailable, naming the first folder that is closed to the account.

        Folders on the way need only be passed through; `reading` asks for more at the end.
        """
        if not self.is_lent:
            return
        path = path.resolve()
        for step in (*reversed(path.parents), path):
            if not self._may(step, 0o5 if reading and step == path else 0o1):
                raise DatabaseUnavailable(
                    f"{step} is closed to the account “{self.name}”, which runs PostgreSQL when "
                    "Frontdesk is started by root. Put the checkout where every account can go, "
                    "start Frontdesk from another account, or set DATABASE_URL."
                )

    def _may(self, path: Path, needed: int) -> bool:
        info = path.stat()
        if info.st_uid == self.uid:
            mode = info.st_mode >> 6
        elif info.st_gid == self.gid:
            mode = info.st_mode >> 3
        else:
            mode = info.st_mode
        return mode & needed == needed


def account_for(data: Path) -> Account:
    """The account that owns the cluster in `data`, or shall own it once it is made.

    Raises DatabaseUnavailable where we may not act for that account.
    """
    own = Account(os.geteuid(), os.getegid())
    if data.exists():
        info = data.stat()
        owner = Account(info.st_uid, info.st_gid)
        if owner.uid == own.uid != 0:
            return owner
        if own.uid == 0:
            return owner if owner.uid else _system_account()
        raise DatabaseUnavailable(
            f"{data} belongs to the account “{owner.name}”. Start Frontdesk from that account, "
            "or set FRONTDESK_VAR to a folder of your own."
        )
    return own if own.uid else _system_account()


def _system_account() -> Account:
    """The account that root lends to PostgreSQL; made where it does not exist yet."""
    try:
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        entry = _make_system_account()
    if entry.pw_uid == 0:
        raise DatabaseUnavailable(f"The account “{SYSTEM_ACCOUNT}” must not be root's.")
    return Account(entry.pw_uid, entry.pw_gid)


def _make_system_account() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    try:
        run_quietly([*command, "--shell", "/usr/sbin/nologin", SYSTEM_ACCOUNT])
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise DatabaseUnavailable(
            "PostgreSQL does not run as root, and no account could be made for it. Make a system "
            f"account named “{SYSTEM_ACCOUNT}”, start Frontdesk from another account, or set "
            "DATABASE_URL."
        ) from error


def run_quietly(
    command: list[str], account: Account | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, out of the reach of a Ctrl-C in the terminal.

    Raises OSError where it cannot be run, CalledProcessError (with its `stderr`) where it fails.
    """
    return subprocess.run(  # noqa: S603 - the programs and their arguments are ours
        command,
        # "/" because the account may not be able to enter the folder we were started in.
        cwd="/",
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        start_new_session=True,
        **(account.identity if account else {}),
    )
