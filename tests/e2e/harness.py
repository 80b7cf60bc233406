"""A server of its own for each test, real clients, and a count of what is left behind."""
import concurrent.futures
import contextlib
import glob
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SPOTDRILL = os.environ.get('SPOTDRILL', str(ROOT / 'build/spotdrill'))
SEED = next((p for p in (os.environ.get('SPOTDRILL_SEED'), ROOT.parent / 'shared/seed')
             if p and pathlib.Path(p).is_dir()), None)

# When this process, and so whatever its tests start, began.
BEGUN = time.time()

# Seconds. Only what hangs takes so long, however busy the machine is.
PATIENCE = 600


def wait_until(condition, every=0.1, what='it'):
    """Returns the first true value of `condition`."""
    end = time.monotonic() + PATIENCE
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f'waited {PATIENCE} s for {what}')
        time.sleep(every)


def free_port():
    """One that nothing listens at, as a word of a command."""
    with socket.create_server(('127.0.0.1', 0)) as free:
        return str(free.getsockname()[1])


def processes_of(data):
    """Every process, whoever its parent is, that a server over `data` started."""
    found = []
    for path in glob.glob('/proc/[0-9]*/environ') + glob.glob('/proc/[0-9]*/cmdline'):
        with contextlib.suppress(OSError):
            if str(data).encode() in pathlib.Path(path).read_bytes():
                pid = int(path.split('/')[2])
                if pid != os.getpid():
                    found.append(pid)
    return sorted(set(found))


def cgroups_of(data):
    """The cgroups that are left of instances of a server over `data`.

    Older ones belonged to another directory, which had the same inode."""
    about = (pathlib.Path(data) / 'instances').stat()
    named = pathlib.Path('/sys/fs/cgroup').rglob(f'spotdrill-{about.st_dev:x}-{about.st_ino:x}-*')
    return [path for path in named if path.stat().st_mtime >= BEGUN]


def user_environment(directory):
    """That of somebody whose data and temporary files are in `directory`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(('AWS_', 'SPOTDRILL_'))}
    (directory / 'tmp').mkdir(parents=True, exist_ok=True)
    return {**kept, 'SPOTDRILL_DATA': str(directory / 'data'), 'TMPDIR': str(directory / 'tmp')}


class Rehearsal:
    """One `spotdrill run`: what it said, its exit code, its report, what it left behind."""

    def __init__(self, directory, *words, cwd=ROOT, **variables):
        """`variables`: of its environment."""
        self.directory = pathlib.Path(directory)
        env = {**user_environment(self.directory), **variables}
        done = subprocess.run([SPOTDRILL, 'run', '--report', str(self.directory / 'report'), *map(str, words)],
                              cwd=cwd, env=env, timeout=PATIENCE, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.code, self.text = done.returncode, done.stdout
        self.left_behind = list((self.directory / 'tmp').iterdir())

    def report(self):
        return json.loads((self.directory / 'report/report.json').read_text())

    def findings(self):
        return {finding['finding'] for finding in self.report()['findings']}


class Rehearsals:
    """Drills that run beside each other and beside the tests: they wait more than they work."""

    def __init__(self, drills, at_a_time):
        """`drills`: the words of each by its name."""
        self.directory = tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')
        self.pool = concurrent.futures.ThreadPoolExecutor(at_a_time)
        self.runs = {name: self.pool.submit(Rehearsal, pathlib.Path(self.directory.name) / name, *words)
                     for name, words in drills.items()}

    def __getitem__(self, name):
        """Waits for its end."""
        return self.runs[name].result()

    def close(self):
        self.pool.shutdown(cancel_futures=True)
        self.directory.cleanup()


class Server:
    """`spotdrill serve` over a directory of its own. Use as a context manager."""

    def __init__(self, *args, data=None):
        self.data = pathlib.Path(data or tempfile.mkdtemp(prefix='spotdrill-e2e-'))
        self.args = args
        self.process = None

    def start(self):
        self.log = open(self.data / 'test.log', 'ab')
        (self.data / 'server.json').unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [SPOTDRILL, 'serve', '--port', '0', '--data', str(self.data), *self.args],
            stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)
        wait_until(lambda: (self.data / 'server.json').exists() or self.process.poll() is not None,
                   what='server.json')
        if self.process.poll() is not None:
            raise AssertionError('the server ended: ' + (self.data / 'test.log').read_text())
        self.endpoint = json.loads((self.data / 'server.json').read_text())['endpoint']
        return self

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.process.wait(PATIENCE)
        self.log.close()
        return self.process.returncode

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, *_):
        if self.process.poll() is None:
            self.stop()
        if kind:
            sys.stderr.write((self.data / 'test.log').read_text()[-4000:])
        shutil.rmtree(self.data, ignore_errors=True)

    def env(self):
        clean = {k: v for k, v in os.environ.items() if not k.startswith('AWS_')}
        return {**clean, 'SPOTDRILL_DATA': str(self.data)}

    def exec(self, *command, check=True):
        """What a user types after `spotdrill exec --`; returns its standard output."""
        done = subprocess.run([SPOTDRILL, 'exec', '--', *command], env=self.env(), timeout=PATIENCE,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if check and done.returncode != 0:
            raise AssertionError(f'{command} gave {done.returncode}\n{done.stdout}{done.stderr}')
        return done if not check else done.stdout

    def aws(self, *command, cli='aws'):
        """An AWS CLI command; returns its JSON."""
        text = self.exec(cli, *command, '--output', 'json')
        return json.loads(text) if text.strip() else None

    def peak_memory(self):
        """Bytes."""
        lines = pathlib.Path(f'/proc/{self.process.pid}/status').read_text()
        return int(re.search(r'VmHWM:\s+(\d+)', lines)[1]) * 1024

    def make_machine(self, name, definition):
        """Makes a state machine; returns its ARN."""
        return self.aws('stepfunctions', 'create-state-machine', '--name', name, '--role-arn',
                        'arn:aws:iam::123456789012:role/sfn', '--definition',
                        json.dumps(definition))['stateMachineArn']

    def execute(self, machine, **given):
        """Has a state machine executed with this input; returns what DescribeExecution says at its end."""
        run = self.aws('stepfunctions', 'start-execution', '--state-machine-arn', machine, '--input',
                       json.dumps(given))['executionArn']

        def ended():
            told = self.aws('stepfunctions', 'describe-execution', '--execution-arn', run)
            return told if told['status'] != 'RUNNING' else None
        return wait_until(ended, what='the execution')

    def spotdrill(self, *command):
        return subprocess.run([SPOTDRILL, *command], env=self.env(), timeout=PATIENCE, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)


class WithServer(unittest.TestCase):
    """Tests that share a server, started with ARGS, and a directory."""

    ARGS = ()

    @classmethod
    def setUpClass(cls):
        cls.server = Server(*cls.ARGS).start()
        cls.work = tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')
        cls.directory = pathlib.Path(cls.work.name)

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__(None)
        cls.work.cleanup()


def clients(*candidates):
    """Those of `candidates` that exist, as one finds more than one AWS CLI or Python on a machine."""
    found = []
    for candidate in candidates:
        path = shutil.which(candidate)
        if path and path not in found:
            found.append(path)
    return found


AWS_CLIS = clients('aws', '/usr/bin/aws', '/usr/local/bin/aws')
PYTHONS = [p for p in clients('/usr/bin/python3', 'python3')
           if subprocess.run([p, '-c', 'import boto3'], capture_output=True).returncode == 0]
