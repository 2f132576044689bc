"""The web server and its workers in one process, from the first request to the last."""

import asyncio
import contextlib
import gc
import logging
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn
import uvloop
from asgiref.sync import sync_to_async
from django.db import close_old_connections
from procrastinate import PsycopgConnector
from procrastinate.app import WorkerOptions
from procrastinate.contrib.django import app, connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from frontdesk import environment

APPLICATION = "frontdesk.asgi:application"
REQUEST_SECONDS = 2  # that a request has for ending when the server stops
JOB_SECONDS = 2.0  # and a job of the worker
JOBS_AT_ONCE = 2
LATE_SECONDS = 0.5  # that a job put off until some moment may come after it
# One worker does everything; the other leaves out what may wait for somebody else's server, so that
# a hanging mail server never stops the clocks.
WORKERS: tuple[list[str] | None, ...] = (None, ["default"])
WORKER_REST_SECONDS = 5.0  # before a worker that lost the database is started again

logger = logging.getLogger(__name__)


class Server(uvicorn.Server):
    """Uvicorn that says when it is ready and ends live streams when it stops."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _spare_the_collector()
        self.ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Left alone, a stream holds the server up until its patience ends. To close the
        # connection is how a stream ends anyway: the page then looks for the server again.
        for connection in list(self.server_state.connections):
            if isinstance(connection, HttpToolsProtocol) and _is_streaming(connection):
                connection.transport.close()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing: `run` listens to signals for the worker's sake too."""
        yield


def _is_streaming(connection: HttpToolsProtocol) -> bool:
    cycle = connection.cycle
    return cycle is not None and cycle.response_started and not cycle.response_complete


def config() -> uvicorn.Config:
    """How the program is served, in production and in its browser tests alike."""
    proxies = environment.listed("FORWARDED_ALLOW_IPS")
    return uvicorn.Config(
        APPLICATION,
        http="httptools",
        ws="none",
        lifespan="off",
        # An address or a caller's page is personal data: errors are logged, visits are not.
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=REQUEST_SECONDS,
    )


def run(listening: socket.socket, *, with_worker: bool, ready: Callable[[], None]) -> None:
    """Serve until a signal says stop, then let requests and jobs end, and return."""
    server = Server(config(), ready)
    with _stopped_by_signals(server), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(server, listening, with_worker))


@contextlib.contextmanager
def _stopped_by_signals(server: Server) -> Iterator[None]:
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, server.handle_exit) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _spare_the_collector() -> None:
    """What is loaded by now stays for good; of what a request leaves, little is in cycles.

    By its own counts the collector would go through all of it in the middle of requests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


async def _serve(server: Server, listening: socket.socket, with_worker: bool) -> None:
    workers = {asyncio.create_task(_work(queues)) for queues in WORKERS if with_worker}
    try:
        await server.serve(sockets=[listening])
    finally:
        for worker in workers:
            worker.cancel()
        if workers:
            await asyncio.wait(workers)


async def _work(queues: list[str] | None) -> None:
    """Run a worker; where it loses the database, start it again when that is back."""
    while True:
        try:
            # What is enqueued by a request still goes through Django's connection, within the
            # request's transaction: so the worker gets an application of its own.
            own = app.with_connector(
                PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4)
            )
            async with own.open_async():
                options: WorkerOptions = {
                    "concurrency": JOBS_AT_ONCE,
                    "fetch_job_polling_interval": LATE_SECONDS,
                    "delete_jobs": DeleteJobCondition.SUCCESSFUL,  # one comes with every call
                    "install_signal_handlers": False,
                    "shutdown_graceful_timeout": JOB_SECONDS,
                }
                if queues is not None:
                    options["queues"] = queues
                await own.run_worker_async(**options)
        except ConnectorException as error:
            logger.error("The worker has lost the database: %s", type(error.__cause__).__name__)
        await asyncio.sleep(WORKER_REST_SECONDS)
        # Periodic jobs are enqueued through a thread that keeps its connection.
        await sync_to_async(close_old_connections)()
