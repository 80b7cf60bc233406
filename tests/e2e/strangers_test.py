"""Another user of the same machine gets nothing of a server, of its instances, or of a run."""
import base64
import contextlib
import glob
import json
import os
import pathlib
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

from harness import PATIENCE, ROOT, SPOTDRILL, Server, processes_of, wait_until

NOBODY = 65534
PYTHON = '/usr/bin/python3'
# All that may answer somebody who has no credentials.
PUBLIC_PATHS = {'/_spotdrill/health'}
# What the kernel shows of any process to anybody. In none of it may be a secret.
PUBLIC_OF_PROCESSES = {'read', 'list'}
PRIVATE_OF_PROCESSES = {'environ', 'mem', 'fd', 'fdinfo', 'root', 'cwd', 'exe', 'maps', 'smaps', 'map_files',
                        'auxv', 'io', 'stack', 'syscall', 'pagemap', 'ns'}
SYSTEM = ('/usr/', '/lib', '/bin/', '/etc/', '/dev/', '/proc/', '/sys/', f'{ROOT}/', os.path.dirname(SPOTDRILL) + '/')
JOB = '''#!/bin/bash
echo {secret}-console
echo {secret}-efs > {efs}/{secret}-file
for i in $(seq 1 100000); do echo "$((i / 1000)) %"; sleep 0.2; done
'''


def get(url, headers=None, method='GET'):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}, method=method), timeout=PATIENCE) as reply:
        return reply.read().decode()


class Served:
    """A server that anybody may look for: no directory above its data hides it."""

    def __init__(self, data, secret, *words):
        self.data, self.secret = data, secret
        self.env = {**{k: v for k, v in os.environ.items() if not k.startswith(('AWS_', 'SPOTDRILL_'))},
                    'SPOTDRILL_DATA': str(data)}
        self.log = open(str(data) + '.log', 'wb')
        os.chmod(self.log.name, 0o600)
        self.process = subprocess.Popen([SPOTDRILL, 'serve', '--port', '0', *words], env=self.env, stdout=self.log,
                                        stderr=self.log, stdin=subprocess.DEVNULL, umask=0)
        wait_until(lambda: (data / 'server.json').exists() or self.process.poll() is not None, what='the server')
        self.endpoint = json.loads((data / 'server.json').read_text())['endpoint']
        efs = '/mnt/efs' if 'plain' not in words else str(data / 'efs')
        made = json.loads(self.spotdrill(
            'exec', '--', 'aws', 'ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b', '--output', 'json',
            '--iam-instance-profile', 'Name=job', '--user-data', JOB.format(secret=secret, efs=efs)))
        self.instance = made['Instances'][0]['InstanceId']
        wait_until(lambda: f'{secret}-console' in self.spotdrill('logs', self.instance), what='the job')

    def spotdrill(self, *words):
        return subprocess.run([SPOTDRILL, *words], env=self.env, check=True, timeout=PATIENCE, text=True,
                              stdout=subprocess.PIPE).stdout

    def states(self):
        return [line.split()[:2] for line in self.spotdrill('ls').splitlines()]

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.log.close()


def secrets_of(data):
    """What opens something, of the server over `data`: its keys, its instances' keys, their metadata's keys."""
    text = (data / 'credentials').read_text()
    found = dict(re.findall(r'^(\w+) = (\S+)$', text, re.MULTILINE))
    endpoint = json.loads((data / 'server.json').read_text())['endpoint']
    bearer = {'Authorization': f'Bearer {found["spotdrill_admin_token"]}'}
    secrets = set(found.values())
    for instance in os.listdir(data / 'instances'):
        imds = f'{endpoint}/_spotdrill/imds/{instance}/latest'
        with contextlib.suppress(OSError):
            keys = json.loads(get(f'{imds}/meta-data/iam/security-credentials/job', bearer))
            secrets |= {keys['AccessKeyId'], keys['SecretAccessKey'], keys['Token']}
    return found['aws_access_key_id'], secrets


def open_files(pids):
    """What of the file system processes hold open or have mapped, but for the system's own."""
    links = [link for pid in pids for link in glob.glob(f'/proc/{pid}/fd/*') + glob.glob(f'/proc/{pid}/map_files/*')]
    for link in links:
        with contextlib.suppress(OSError):
            path = os.readlink(link)
            if path.startswith('/') and not path.startswith(SYSTEM) and os.path.lexists(path):
                yield path


def socket_inodes(pids):
    found = set()
    for link in (link for pid in pids for link in glob.glob(f'/proc/{pid}/fd/*')):
        with contextlib.suppress(OSError):
            found |= set(re.findall(r'^socket:\[(\d+)\]$', os.readlink(link)))
    return found


def everything_below(directory):
    for path, directories, files in os.walk(directory):
        # An instance's root volume is a system of its own; what leads there is tried.
        if pathlib.PurePath(path).name in ('upper', 'work', 'base'):
            directories.clear()
        yield path
        yield from (os.path.join(path, name) for name in files)
        yield from (os.path.join(path, name) for name in directories if os.path.islink(os.path.join(path, name)))


def admin_paths(instance):
    """Every path below /_spotdrill/, as the program's source has them, so that a new one is tried too."""
    text = ''.join(p.read_text() for p in (ROOT / 'src/apps').glob('admin*.cpp'))
    first = set(re.findall(r'(?:first|front\(\)) == "(\w+)"', text))
    assert {'health', 'imds', 'reset', 'clock', 'journal', 'instances'} <= first, first
    verbs = set(re.findall(r'verb == "(\w+)"', text))
    assert {'interrupt', 'rebalance', 'console'} <= verbs, verbs
    for name in sorted(first):
        yield f'/_spotdrill/{name}'
        yield f'/_spotdrill/{name}/'
        yield f'/_spotdrill/%{ord(name[0]):02x}{name[1:]}'
        yield f'/_spotdrill/{name}/{instance}'
        yield from (f'/_spotdrill/{name}/{instance}/{verb}' for verb in sorted(verbs))
    for rest in ('latest/meta-data/', 'latest/meta-data/iam/security-credentials/job', 'latest/user-data',
                 'latest/api/token', 'latest/dynamic/instance-identity/document', ''):
        yield f'/_spotdrill/imds/{instance}/{rest}'
        yield f'/_spotdrill/imds/{instance}//{rest}'
        yield f'/_spotdrill/imds/{instance}/{"0" * 32}/{rest}'
        yield f'/_spotdrill/imds/{instance[:6]}/{rest}'
        yield f'//_spotdrill/imds/{instance}/{rest}'
        yield f'/x/../_spotdrill/imds/{instance}/{rest}'
        yield f'/%5fspotdrill/imds/{instance}/{rest}'


def metadata_requests(host, instance):
    ttl = {'X-aws-ec2-metadata-token-ttl-seconds': '60'}
    for name, rest in (('GET', '/latest/meta-data/iam/security-credentials/job'), ('GET', '/latest/user-data'),
                       ('PUT', '/latest/api/token')):
        yield {'method': name, 'target': rest, 'headers': {'Host': '169.254.169.254', **ttl}}
        for user in (f'{instance}:x', f'{instance}:', instance, f'{instance}:{"0" * 32}', ':', ''):
            basic = 'Basic ' + base64.b64encode(user.encode()).decode()
            yield {'method': name, 'target': 'http://169.254.169.254' + rest,
                   'headers': {'Host': '169.254.169.254', 'Proxy-Authorization': basic, **ttl}}
            yield {'method': name, 'target': rest, 'connect': '169.254.169.254:80', 'proxy-authorization': basic,
                   'headers': {'Host': '169.254.169.254', **ttl}}
            yield {'method': name, 'target': f'http://{host}/_spotdrill/imds/{instance}{rest}',
                   'headers': {'Host': host, 'Proxy-Authorization': basic, **ttl}}


def aws_requests(host, key):
    """Every operation in every form, without a signature and with one that is none."""
    operations = json.loads((ROOT / 'models/operations.json').read_text())
    for service, chosen in operations.items():
        model = json.loads((ROOT / f'models/{service}.json').read_text())
        about = model['metadata']
        signing = about.get('signingName', about['endpointPrefix'])
        for claimed in ('', 'AKIASTRANGER', key):
            headers = {'Host': host}
            if claimed:
                headers['X-Amz-Date'] = '20261130T000000Z'
                headers['Authorization'] = (f'AWS4-HMAC-SHA256 Credential={claimed}/20261130/us-east-1/{signing}/'
                                            f'aws4_request, SignedHeaders=host, Signature={"0" * 64}')
            for name in chosen['operations']:
                query = f'Action={name}&Version={about["apiVersion"]}'
                form = {**headers, 'Content-Type': 'application/x-www-form-urlencoded'}
                target = {**headers, 'X-Amz-Target': f'{about.get("targetPrefix", service)}.{name}',
                          'Content-Type': f'application/x-amz-json-{about.get("jsonVersion", "1.0")}'}
                yield {'method': 'GET', 'target': '/?' + query, 'headers': headers}
                yield {'method': 'POST', 'target': '/', 'headers': form, 'body': query}
                yield {'method': 'POST', 'target': '/', 'headers': target, 'body': '{}'}
                http = model['operations'][name]['http']
                if http['requestUri'] != '/':
                    yield {'method': http['method'], 'target': http['requestUri'].replace('{', '').replace('}', ''),
                           'headers': headers, 'body': '{}'}


def requests_to(port, instance, key, other):
    """`other`: a port that the stranger would be passed on to in the server's name."""
    host = f'127.0.0.1:{port}'
    yield {'method': 'GET', 'target': f'http://127.0.0.1:{other}/_spotdrill/health', 'headers': {'Host': host}}
    yield {'method': 'GET', 'target': '/_spotdrill/health', 'connect': f'localhost:{other}', 'headers': {'Host': host},
           'proxy-authorization': 'Basic ' + base64.b64encode(f'{instance}:x'.encode()).decode()}
    for path in admin_paths(instance):
        for method in ('GET', 'POST', 'PUT', 'DELETE', 'HEAD'):
            yield {'method': method, 'target': path, 'headers': {'Host': host}}
        for header in ('Bearer', 'Bearer ', 'Bearer ' + 'x' * 40, 'Basic Og=='):
            yield {'method': 'GET', 'target': path, 'headers': {'Host': host, 'Authorization': header}}
        yield {'method': 'GET', 'target': path, 'headers': {'Host': host}, 'tls': True}
    yield from metadata_requests(host, instance)
    if key:
        yield from aws_requests(host, key)


@unittest.skipIf(os.geteuid() != 0, 'only root can become another user')
class Strangers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with contextlib.ExitStack() as stack:
            cls.directory = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')))
            os.chmod(cls.directory, 0o755)
            (cls.directory / 'tmp').mkdir()
            os.chmod(cls.directory / 'tmp', 0o1777)
            # Directories that somebody has made with the usual mode.
            (cls.directory / 'data').mkdir(0o755)
            cls.secret = os.urandom(8).hex()
            cls.server = Served(cls.directory / 'data', cls.secret)
            stack.callback(cls.server.close)
            cls.plain = Served(cls.directory / 'plain', cls.secret, '--host-mode', 'plain')
            stack.callback(cls.plain.close)
            cls.begin_run()
            stack.callback(cls.end_run)
            cls.stack = stack.pop_all()
        cls.addClassCleanup(cls.stack.close)

    @classmethod
    def begin_run(cls):
        """A campaign, because that copies what the job shares beside its server's data."""
        job = cls.directory / 'job'
        job.mkdir(mode=0o700)
        (job / 'job.sh').write_text(JOB.format(secret=cls.secret, efs='/mnt/efs'))
        cls.run_log = open(cls.directory / 'run.log', 'wb')
        os.chmod(cls.run_log.name, 0o600)
        tmp = cls.directory / 'tmp'
        cls.rehearsal = subprocess.Popen([SPOTDRILL, 'run', '--repeat', '1', '--', 'bash', 'job.sh'], cwd=job, umask=0o022,
                                   env={**cls.server.env, 'TMPDIR': str(tmp)}, stdin=subprocess.DEVNULL,
                                   stdout=cls.run_log, stderr=subprocess.STDOUT)
        wait_until(lambda: any(cls.secret in pathlib.Path(p).read_text()
                               for p in glob.glob(f'{tmp}/*/instances/*/console.log')),
                   what='the job of the run')
        cls.private = pathlib.Path(glob.glob(f'{tmp}/*/server.json')[0]).parent

    @classmethod
    def end_run(cls):
        if cls.rehearsal.poll() is None:
            cls.rehearsal.send_signal(signal.SIGINT)
            cls.rehearsal.wait(PATIENCE)
        cls.run_log.close()

    def stranger(self, plan):
        """What the stranger was not refused. The script goes by -c: it may not be theirs to read."""
        empty = {'paths': [], 'kernel_paths': [], 'processes': [], 'abstract_sockets': [], 'ports': [],
                 'requests': []}
        script = (pathlib.Path(__file__).parent / 'stranger.py').read_text()
        done = subprocess.run([PYTHON, '-c', script], input=json.dumps({**empty, **plan}), user=NOBODY, group=NOBODY,
                              extra_groups=[], cwd='/', env={}, stdout=subprocess.PIPE, text=True, timeout=PATIENCE,
                              check=True)
        return json.loads(done.stdout)

    def assertNoSecretIn(self, lines):
        secrets = {self.secret}
        for data in (self.server.data, self.plain.data, self.private):
            if (data / 'server.json').exists():
                secrets |= secrets_of(data)[1]
        for line in lines:
            told = [s for s in secrets if s in json.dumps(line['got'])]
            self.assertFalse(told, f'{line["deed"]} of {line["door"]} tells {told}')

    def processes(self):
        return sorted({p for data in (self.server.data, self.plain.data, self.private) for p in processes_of(data)}
                      | {self.server.process.pid, self.plain.process.pid, self.rehearsal.pid})

    def assertFilesClosed(self):
        paths = sorted({*everything_below(self.directory), *open_files(self.processes())})
        paths = [p for p in paths if p not in (str(self.directory), str(self.directory / 'tmp'))]
        self.assertIn(str(self.server.data / 'credentials'), paths)
        found = self.stranger({'paths': paths})
        self.assertEqual([(line['deed'], line['door']) for line in found], [])

    def test_1_files_directories_and_sockets_open_to_nobody(self):
        kinds = {stat.S_IFMT(os.lstat(p).st_mode) for p in everything_below(self.directory)}
        self.assertLessEqual({stat.S_IFSOCK, stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK}, kinds)
        self.assertFilesClosed()

    def test_2_what_is_readable_once_its_directory_is_open_is_no_secret(self):
        # The data directory's mode is not all that stands before the keys.
        for data in (self.server.data, self.private):
            os.chmod(data, 0o755)
            self.addCleanup(os.chmod, data, 0o700)
            below = [p for p in everything_below(data) if not p.startswith((str(data / 'efs'), str(data / 'runs')))]
            found = self.stranger({'paths': [p for p in below if p != str(data)]})
            self.assertNoSecretIn(found)
            deeds = {line['deed'] for line in found}
            self.assertLessEqual(deeds, {'read', 'list', 'follow'}, found)

    def test_3_processes_and_cgroups_tell_nothing_and_take_nothing(self):
        pids = self.processes()
        cgroups = [os.path.realpath(p) for p in glob.glob(f'{self.directory}/**/instances/*/cgroup', recursive=True)]
        kernel = sorted({p for c in cgroups for p in everything_below(c)})
        found = self.stranger({'processes': pids, 'kernel_paths': kernel})
        self.assertTrue(found, 'the kernel shows some of it to anybody')
        self.assertNoSecretIn(found)
        for line in found:
            self.assertIn(line['deed'], PUBLIC_OF_PROCESSES, line['door'])
            if line['door'].count('/') == 3 and line['got']:
                self.assertNotIn(line['door'].split('/')[3], PRIVATE_OF_PROCESSES, line['door'])

    def test_4_every_port_and_path_refuses(self):
        inodes = socket_inodes(self.processes())
        ports, abstract = set(), set()
        for text in (pathlib.Path('/proc/net/tcp').read_text() + pathlib.Path('/proc/net/tcp6').read_text()).split('\n'):
            words = text.split()
            if len(words) > 9 and words[3] == '0A' and words[9] in inodes:
                ports.add(int(words[1].rsplit(':', 1)[1], 16))
        for text in pathlib.Path('/proc/net/unix').read_text().split('\n'):
            words = text.split()
            if len(words) > 7 and words[6] in inodes and words[7].startswith('@'):
                abstract.add(words[7])
        self.assertEqual(len(ports), 3, 'two servers and the run\'s own')
        self.assertEqual(self.stranger({'abstract_sockets': sorted(abstract)}), [])
        before = self.server.states(), self.plain.states()
        for data in (self.server.data, self.plain.data, self.private):
            port = int(json.loads((data / 'server.json').read_text())['port'])
            ports.discard(port)
            # The operations are tried where instances are not plain; they are the same there.
            key = secrets_of(data)[0] if data != self.plain.data else ''
            instance = os.listdir(data / 'instances')[0]
            other = self.plain if data == self.server.data else self.server
            asks = list(requests_to(port, instance, key, other.endpoint.rsplit(':', 1)[1]))
            found = self.stranger({'ports': [port], 'requests': asks})
            self.assertGreater(len(found), 0.95 * len(asks), 'requests were answered')
            self.assertNoSecretIn([line for line in found if not key or key not in line['door']])
            for line in found:
                path = line['door'].split()[2]
                public = path.rstrip('/') in PUBLIC_PATHS or path.startswith('/_spotdrill/%68ealth') \
                    or path.startswith('/_spotdrill/health/')
                self.assertTrue(public or line['got']['status'] >= 400, line)
        self.assertEqual(ports, set(), 'ports that nobody expected')
        self.assertEqual((self.server.states(), self.plain.states()), before)

    def test_5_commands_of_another_user_get_nothing(self):
        home = self.directory / 'home'
        home.mkdir()
        os.chown(home, NOBODY, NOBODY)
        self.addCleanup(shutil.rmtree, home)
        for words in (['ls'], ['logs', self.server.instance], ['interrupt', self.server.instance], ['reset'],
                      ['exec', '--', 'true'], ['env']):
            for given in (['--endpoint', self.server.endpoint], ['--data', str(self.server.data)]):
                at = words.index('--') if '--' in words else len(words)
                try:
                    done = subprocess.run([SPOTDRILL, *words[:at], *given, *words[at:]], user=NOBODY, group=NOBODY,
                                          extra_groups=[], env={'HOME': str(home)}, text=True, capture_output=True,
                                          timeout=PATIENCE, cwd='/')
                except PermissionError:
                    self.skipTest('the program is not theirs to run')
                self.assertNotEqual(done.returncode, 0, (words, given, done.stdout))
                self.assertNoSecretIn([{'door': words, 'deed': 'run', 'got': done.stdout + done.stderr}])

    def test_6_keys_are_not_shown_to_who_has_taken_a_port(self):
        script = ('import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1], flush=True)\n'
                  'c, _ = s.accept(); print(c.recv(9999))')
        with subprocess.Popen([PYTHON, '-c', script], user=NOBODY, group=NOBODY, extra_groups=[], env={}, text=True,
                              stdout=subprocess.PIPE) as squatter:
            port = squatter.stdout.readline().strip()
            done = subprocess.run([SPOTDRILL, 'ls', '--endpoint', f'http://localhost:{port}'], env=self.server.env,
                                  text=True, capture_output=True, timeout=PATIENCE)
            squatter.kill()
            self.assertEqual(squatter.stdout.read(), '')
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(f"another user's program (uid {NOBODY})", done.stderr)

    def test_7_what_a_run_leaves_is_closed_too(self):
        self.end_run()
        kept = [p for p in (self.server.data / 'runs').rglob('*') if p.is_file()]
        self.assertTrue(kept, (self.directory / 'run.log').read_text())
        self.assertFilesClosed()



class AuthOff(unittest.TestCase):
    """The user has chosen: it is said, and web pages are turned away all the same."""

    def test_it_is_said_at_start_and_by_doctor(self):
        with Server('--auth', 'off', '--instances', 'modelled') as server:
            said = 'Requests are not verified (--auth off): anybody on this machine can launch instances here'
            self.assertEqual((server.data / 'test.log').read_text().count(said), 1)
            self.assertIn(said, server.spotdrill('doctor').stdout)

    def test_an_image_of_a_web_page_runs_no_instance(self):
        with Server('--auth', 'off', '--instances', 'modelled') as server:
            self.assertNotIn('<instanceId>', get(f'{server.endpoint}/?Action=DescribeInstances'))
            for headers in ({'Referer': 'https://evil.example/'}, {'Sec-Fetch-Dest': 'image'}):
                with self.assertRaises(urllib.error.HTTPError) as refused:
                    get(f'{server.endpoint}/?Action=RunInstances&Version=2016-11-15&ImageId=ami-0de1377598c572f0b'
                        '&MinCount=1&MaxCount=1', headers)
                self.assertEqual(refused.exception.code, 403)
                self.assertIn('may look, not change anything', refused.exception.read().decode())
            self.assertNotIn('<instanceId>', get(f'{server.endpoint}/?Action=DescribeInstances'))


if __name__ == '__main__':
    unittest.main()
