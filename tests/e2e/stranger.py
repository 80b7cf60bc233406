"""Another user of this machine, who tries every door. Run as that user, with a plan (JSON) on standard input.

Prints what was not refused, as JSON: a list of {door, deed, got}. It judges nothing: strangers_test.py
does. Not a test itself.
"""
import http.client
import json
import os
import socket
import ssl
import sys

READ_MAX = 1 << 20
SECONDS = 60


class Log:
    def __init__(self):
        self.lines = []

    def attempt(self, door, deed, action):
        try:
            got = action()
        except (OSError, ssl.SSLError):
            return
        if isinstance(got, bytes):
            got = got.decode('latin-1')
        self.lines.append({'door': door, 'deed': deed, 'got': got})


def read(path):
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return os.read(fd, READ_MAX)
    finally:
        os.close(fd)


def open_to_write(path):
    os.close(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK))


def write_a_line(path):
    """Some of the kernel's files can be opened by anybody and refuse what is written."""
    fd = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    try:
        os.write(fd, b'\n')
    finally:
        os.close(fd)


def create_in(path):
    os.close(os.open(os.path.join(path, 'a-stranger-was-here'), os.O_WRONLY | os.O_CREAT | os.O_EXCL))


def connect(path, kind):
    with socket.socket(socket.AF_UNIX, kind) as made:
        made.settimeout(SECONDS)
        made.connect(path)
        made.send(b'\0' * 64)


def try_path(log, path):
    log.attempt(path, 'read', lambda: read(path))
    log.attempt(path, 'list', lambda: os.listdir(path))
    log.attempt(path, 'follow', lambda: os.readlink(path))
    log.attempt(path, 'write', lambda: open_to_write(path))
    log.attempt(path, 'create', lambda: create_in(path))
    log.attempt(path, 'chmod', lambda: os.chmod(path, 0o777))
    log.attempt(path, 'rename', lambda: os.rename(path, path + '.strange'))
    for kind in (socket.SOCK_STREAM, socket.SOCK_SEQPACKET, socket.SOCK_DGRAM):
        log.attempt(path, 'connect', lambda kind=kind: connect(path, kind))


def try_process(log, pid):
    directory = f'/proc/{pid}'
    log.attempt(directory, 'signal', lambda: os.kill(pid, 0))
    for name in os.listdir(directory) if os.path.isdir(directory) else []:
        path = f'{directory}/{name}'
        log.attempt(path, 'read', lambda: read(path))
        log.attempt(path, 'write', lambda: write_a_line(path))
        log.attempt(path, 'follow', lambda: os.readlink(path))
        for below in ('', '/etc/passwd', '/mnt/efs'):
            log.attempt(path, 'list', lambda below=below: os.listdir(path + below))


class Connection:
    """To one port; made again where the server closes it."""

    def __init__(self, port):
        self.port = port
        self.made = {}

    def send(self, ask):
        key = (ask.get('tls', False), ask.get('connect'), ask.get('proxy-authorization'))
        for last in (False, True):
            made = self.made.get(key) or self.make(ask)
            self.made[key] = made
            try:
                made.putrequest(ask['method'], ask['target'], skip_host=True, skip_accept_encoding=True)
                for name, value in ask['headers'].items():
                    made.putheader(name, value)
                body = ask.get('body', '').encode()
                made.putheader('Content-Length', str(len(body)))
                made.endheaders(body)
                reply = made.getresponse()
                return {'status': reply.status, 'body': reply.read(READ_MAX).decode('latin-1')}
            except (OSError, http.client.HTTPException):
                self.made.pop(key).close()
                if last:
                    raise OSError('no answer') from None
        return None

    def make(self, ask):
        if not ask.get('tls') and not ask.get('connect'):
            return http.client.HTTPConnection('127.0.0.1', self.port, timeout=SECONDS)
        context = ssl._create_unverified_context()
        made = http.client.HTTPConnection('127.0.0.1', self.port, timeout=SECONDS)
        if ask.get('connect'):
            host, port = ask['connect'].split(':')
            made.set_tunnel(host, int(port), {'Proxy-Authorization': ask.get('proxy-authorization', '')})
        made.connect()
        if ask.get('tls'):
            made.sock = context.wrap_socket(made.sock)
        return made


def main():
    plan = json.load(sys.stdin)
    log = Log()
    for path in plan['paths']:
        try_path(log, path)
    for path in plan['kernel_paths']:
        log.attempt(path, 'write', lambda path=path: open_to_write(path))
        log.attempt(path, 'create', lambda path=path: os.mkdir(path + '/strange'))
    for pid in plan['processes']:
        try_process(log, pid)
    for name in plan['abstract_sockets']:
        for kind in (socket.SOCK_STREAM, socket.SOCK_SEQPACKET, socket.SOCK_DGRAM):
            log.attempt(name, 'connect', lambda name=name, kind=kind: connect('\0' + name[1:], kind))
    for port in plan['ports']:
        connection = Connection(port)
        for ask in plan['requests']:
            door = f'{port} {ask["method"]} {ask.get("connect", "")} {ask["target"]} {ask["headers"]}'
            log.attempt(door, 'ask', lambda: connection.send(ask))
    json.dump(log.lines, sys.stdout)


main()
