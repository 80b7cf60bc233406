"""What the benchmarks beside moto's server have in common: a client that costs little, and both servers
in one run. Not a program."""
import argparse
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time


class Line:
    """One connection, opened again when the server closes it."""

    def __init__(self, port):
        self.port, self.line, self.rest = port, None, b''

    def ask(self, request):
        for _ in range(2):
            if self.line is None:
                self.line, self.rest = socket.create_connection(('127.0.0.1', self.port)), b''
                self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self.line.sendall(request)
                return self.reply()
            except (ConnectionError, EOFError):
                self.line = None
        raise ConnectionError('the server answers nothing')

    def reply(self):
        data = self.rest
        while b'\r\n\r\n' not in data:
            more = self.line.recv(65536)
            if not more:
                raise EOFError
            data += more
        head, body = data.split(b'\r\n\r\n', 1)
        length = int(next(line for line in head.lower().split(b'\r\n')
                          if line.startswith(b'content-length:')).split(b':')[1])
        while len(body) < length:
            body += self.line.recv(65536)
        self.rest = body[length:]
        if b'connection: close' in head.lower() or head.startswith(b'HTTP/1.0'):
            self.line.close()
            self.line = None
        if b' 200 ' not in head.split(b'\r\n')[0]:
            raise SystemExit((head + body).decode())
        return body


def request_of(port, service, target, body):
    """`target`: X-Amz-Target, "AmazonSQS.SendMessage"."""
    text = json.dumps(body)
    return (f'POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Amz-Target: {target}\r\n'
            'Content-Type: application/x-amz-json-1.0\r\nAuthorization: AWS4-HMAC-SHA256 '
            f'Credential=test/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0\r\n'
            f'Content-Length: {len(text)}\r\n\r\n{text}').encode()


def rate(line, request, seconds):
    """How often a second the request is answered."""
    count, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        line.ask(request)
        count += 1
    return count / (time.perf_counter() - begun)


def free_port():
    with socket.socket() as any_port:
        any_port.bind(('127.0.0.1', 0))
        return any_port.getsockname()[1]


def wait_for(port):
    for _ in range(600):
        try:
            socket.create_connection(('127.0.0.1', port)).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f'nothing listens on {port}')


def compare(description, measure):
    """Prints what measure(port, seconds) gives of both servers: the rates of some operations."""
    arguments = argparse.ArgumentParser(description=description,
                                        formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument('spotdrill', nargs='?', default='build/spotdrill', help='the program')
    arguments.add_argument('seconds', nargs='?', type=float, default=3, help='for each measurement')
    words = arguments.parse_args()
    spotdrill = os.path.abspath(words.spotdrill)
    if not os.access(spotdrill, os.X_OK):
        sys.exit(f'{spotdrill} is no program: build it with ./quickstart build')
    if not shutil.which('moto_server'):
        sys.exit('moto_server is not here: pip install moto[server]')
    data = pathlib.Path(tempfile.mkdtemp(prefix='spotdrill-bench-'))
    rates = {}
    try:
        for name, command in (
                ('spotdrill', lambda port: [spotdrill, 'serve', '--port', str(port), '--data', str(data),
                                            '--auth', 'off']),
                ('moto', lambda port: ['moto_server', '-p', str(port)])):
            port = free_port()
            server = subprocess.Popen(command(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                wait_for(port)
                rates[name] = measure(port, words.seconds)
            finally:
                server.terminate()
                server.wait()
    finally:
        shutil.rmtree(data, ignore_errors=True)
    for operation, theirs in rates['moto'].items():
        ours = rates['spotdrill'][operation]
        print(f'{operation:14}  spotdrill {ours:8.0f}/s  moto {theirs:6.0f}/s  {ours / theirs:6.1f} times')
