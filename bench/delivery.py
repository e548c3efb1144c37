#!/usr/bin/env python3
"""How long after its delivery a message is on its page and in search, while pages are read.

usage: delivery.py SLICE     (by delivery.sh, which sets the environment)

The clock starts when the last byte of the message is sent. `answer` is when the sender is told that it is safe, `page`
when its page answers 200, `search` when the API finds a word that only this message has. Page and search are asked
every 10 ms, on connections of their own. While a mailbox is imported, messages are delivered until the import ends.
"""
import http.client
import json
import os
import socket
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import quiet
from service import RES, WORK, Perdure, free_port, list_of, messages, old_path

DELIVERIES = int(os.environ.get("DELIVERIES", "200"))
EVERY = float(os.environ.get("EVERY", "0.25"))
CONNECTIONS = int(os.environ.get("CONNECTIONS", "2"))
IMPORT = os.environ.get("IMPORT", "")
POLL = 0.01
SCRIPT = """
local paths, at = {}, 0
for path in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = path end
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
"""


class Lmtp:
    def __init__(self, port):
        self.file = socket.create_connection(("127.0.0.1", port), 60).makefile("rwb")
        self.answer()
        self.say("LHLO bench")

    def answer(self):
        while True:
            line = self.file.readline().decode()
            if line[3:4] != "-":
                return line.strip()

    def say(self, text):
        self.file.write(text.encode() + b"\r\n")
        self.file.flush()
        return self.answer()

    def deliver(self, recipient, message):
        """Returns when the message was sent and when it was taken."""
        for command in ("MAIL FROM:<bench@example.org>", f"RCPT TO:<{recipient}>", "DATA"):
            if (answer := self.say(command))[0] not in "23":
                raise RuntimeError(answer)
        self.file.write(message.replace("\n", "\r\n").encode() + b".\r\n")
        self.file.flush()
        sent = time.monotonic()
        answer = self.answer()
        if not answer.startswith("250"):
            raise RuntimeError(answer)
        return sent, time.monotonic()


def get(connection, path):
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read()


def until(connection, path, good):
    while True:
        status, body = get(connection, path)
        if good(status, body):
            return time.monotonic()
        time.sleep(POLL)


def percentiles(seconds):
    ordered = sorted(seconds)
    return dict(p50_ms=round(ordered[len(ordered) // 2] * 1e3, 1), p99_ms=round(ordered[int(len(ordered) * 0.99) - 1] * 1e3, 1),
                max_ms=round(ordered[-1] * 1e3, 1))


def read_pages(slice_, port, seconds):
    folder = f"{WORK}/wrk"
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/delivery.lua", "w") as f:
        f.write(SCRIPT)
    with open(f"{folder}/delivery.paths", "w") as f:
        f.writelines(old_path(slice_, month, page) + "\n" for month, page, _ in list(messages(slice_))[:3000])
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{int(seconds)}s", "-s", f"{folder}/delivery.lua", f"http://127.0.0.1:{port}"]
    return subprocess.Popen(command, env=dict(os.environ, PATHS=f"{folder}/delivery.paths"), stdout=subprocess.PIPE)


def begin_import(archive):
    """Imports a mailbox into another list of the archive: all of it is new there."""
    command = [os.environ["PERDURE"], "import", "--archive", archive, "--list", "beside", IMPORT]
    with open(f"{WORK}/perdure/import.log", "ab") as log:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def main(slice_):
    list_ = list_of(slice_)
    lmtp_port = free_port()
    first = old_path(slice_, *next(messages(slice_))[:2])
    quiet.wait()
    archive = f"{WORK}/perdure/delivery"
    with Perdure(slice_, first, archive=archive, options=["--lmtp", str(lmtp_port)]) as server:
        lmtp = Lmtp(lmtp_port)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        readers = read_pages(slice_, server.port, DELIVERIES * EVERY + 15) if CONNECTIONS else None
        time.sleep(10 if readers else 2)
        importing = begin_import(archive) if IMPORT else None
        if importing:
            until(connection, "/beside/", lambda status, body: status == 200 or importing.poll() is not None)
        delays = dict(answer=[], page=[], search=[])
        cpu, begin = server.cpu(), time.monotonic()
        for number in range(DELIVERIES):
            if importing and importing.poll() is not None:
                break
            time.sleep(max(0, begin + number * EVERY - time.monotonic()))
            word = f"zanzibar{os.getpid()}x{number}"
            message = (f"From: Ada <ada@example.org>\nSubject: about {word}\nMessage-ID: <{word}@example.org>\n"
                       f"Date: {time.strftime('%a, %d %b %Y %H:%M:%S +0000', time.gmtime())}\n\n" + f"Some text of {word}.\n" * 50)
            sent, taken = lmtp.deliver(f"{list_}@example.org", message)
            delays["answer"].append(taken - sent)
            delays["page"].append(until(connection, f"/{list_}/{word}@example.org/", lambda status, body: status == 200) - sent)
            delays["search"].append(until(connection, f"/api/v1/search?q={word}", lambda status, body: json.loads(body)["hits"]) - sent)
        wall, cpu = time.monotonic() - begin, server.cpu() - cpu
        if importing:
            importing.terminate()
            importing.wait()
        output = readers.communicate()[0].decode() if readers else ""
    rate = next((line.split()[1] for line in output.splitlines() if line.startswith("Requests/sec")), "0")
    with open(f"{RES}/delivery.jsonl", "a") as f:
        for what, seconds in delays.items():
            row = dict(slice=slice_, what=what, deliveries=len(seconds), every=EVERY, conns=CONNECTIONS, imported=IMPORT,
                       pages_per_s=float(rate), cpu_share=round(cpu / wall, 2), **percentiles(seconds))
            f.write(json.dumps(row) + "\n")
            print(row, flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
