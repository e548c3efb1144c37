"""Our server as a child process, what it costs, and pages to ask it for. Paths come from the environment (env.sh)."""
import gzip
import http.client
import os
import random
import re
import signal
import socket
import subprocess
import time
import urllib.parse

WORK = os.environ["WORK"]
RES = os.environ["RES"]
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def list_of(slice_):
    return re.sub(r"\d*k$", "", slice_)


def messages(slice_):
    """Yields (month, page, msg-id) of the pages that MHonArc made, in the order that serve.py of the peers takes."""
    with gzip.open(f"{os.environ['ORACLE']}/{list_of(slice_)}.tsv.gz", "rt", encoding="utf-8", errors="surrogateescape") as f:
        next(f)
        rows = [line.rstrip("\n").split("\t") for line in f]
    random.Random(7).shuffle(rows)
    for row in rows:
        if row[3].isascii() and " " not in row[3]:
            yield row[1], row[2], row[3]


def old_path(slice_, month, page):
    return f"/archives/html/{list_of(slice_)}/{month}/{page}.html"


def canonical_path(slice_, message_id):
    return f"/{list_of(slice_)}/{urllib.parse.quote(message_id, safe='@:!$&()*,;=+')}/"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Perdure:
    """A server of one archive. start_s is the time from the command until a page came, start_cpu_s the CPU until then."""

    def __init__(self, slice_, first, archive=None, options=()):
        self.port = free_port()
        java = f"-Xmx{os.environ['HEAP']} {os.environ.get('PERDURE_JAVA_OPTS', '')}"
        archive = archive or f"{WORK}/perdure/{slice_}"
        command = [os.environ["PERDURE"], "serve", "--archive", archive, "--port", str(self.port), *options]
        self.log = open(f"{WORK}/perdure/serve.log", "ab")
        begin = time.monotonic()
        self.process = subprocess.Popen(command, env=dict(os.environ, PERDURE_JAVA_OPTS=java.strip()), start_new_session=True,
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        while True:
            try:
                if self.get(first)[0] == 200:
                    break
            except OSError:
                pass
            if time.monotonic() - begin > 60 or self.process.poll() is not None:
                self.stop()
                raise RuntimeError(f"the server did not answer {first}; see {WORK}/perdure/serve.log")
            time.sleep(0.005)
        self.start_s, self.start_cpu_s = time.monotonic() - begin, self.cpu()

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def _stats(self):
        for pid in os.listdir("/proc"):
            if pid.isdigit():
                try:
                    with open(f"/proc/{pid}/stat") as f:
                        stat = f.read().rsplit(")", 1)[1].split()
                except OSError:
                    continue
                if int(stat[2]) == self.process.pid:
                    yield stat

    def cpu(self):
        """Seconds of CPU of the processes and of the children they waited for."""
        return sum(sum(map(int, stat[11:15])) for stat in self._stats()) / TICKS

    def rss_mb(self):
        return sum(int(stat[21]) for stat in self._stats()) * PAGE_BYTES / 2**20

    def stop(self):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(20)
        except ProcessLookupError:
            pass
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        self.stop()
