"""Calls that go on to another server: a second one of ours, and npm's s3rver and dynalite."""
import contextlib
import hashlib
import os
import pathlib
import socket
import subprocess
import tempfile
import unittest
from unittest import mock

from harness import PATIENCE, ROOT, SPOTDRILL, Rehearsal, Server, free_port, wait_until

NPM = ROOT / 'tests/sdk/node_modules/.bin'
BIG = 500 * 1024 * 1024
# What passes may take of memory beside what the server has anyway, whatever its length.
MEMORY_MAX = 48 * 1024 * 1024


def digest_of(path):
    digest = hashlib.sha256()
    with open(path, 'rb') as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


class WithEndpoints(unittest.TestCase):
    def setUp(self):
        work = tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')
        self.addCleanup(work.cleanup)
        self.directory = pathlib.Path(work.name)

    def serve(self, *args, **variables):
        """A server whose environment has these variables too."""
        server = Server('--instances', 'modelled', *args)
        with mock.patch.dict(os.environ, variables):
            server.start()
        self.addCleanup(server.__exit__, None)
        return server


class SecondServer(WithEndpoints):
    def setUp(self):
        super().setUp()
        self.other = self.serve()
        self.key = {'AWS_SHARED_CREDENTIALS_FILE': str(self.other.data / 'credentials')}
        self.server = self.serve(*(word for service in ('s3', 'dynamodb') for word in (
            '--endpoint-for', f'{service}={self.other.endpoint},profile=default')), **self.key)

    def test_objects_and_items_are_the_others(self):
        (self.directory / 'small').write_text('step 7')
        self.server.aws('s3api', 'create-bucket', '--bucket', 'ckpt')
        self.server.exec('aws', 's3', 'cp', '--quiet', str(self.directory / 'small'), 's3://ckpt/a key')
        self.assertEqual(self.other.exec('aws', 's3', 'cp', 's3://ckpt/a key', '-'), 'step 7')
        self.server.aws('dynamodb', 'create-table', '--table-name', 'runs', '--billing-mode', 'PAY_PER_REQUEST',
                        '--attribute-definitions', 'AttributeName=k,AttributeType=S',
                        '--key-schema', 'AttributeName=k,KeyType=HASH')
        self.server.aws('dynamodb', 'put-item', '--table-name', 'runs', '--item', '{"k": {"S": "a"}, "n": {"N": "7"}}')
        item = self.other.aws('dynamodb', 'get-item', '--table-name', 'runs', '--key', '{"k": {"S": "a"}}')
        self.assertEqual(item['Item']['n'], {'N': '7'})
        # What the other server refuses is refused in its words.
        refused = subprocess.run([SPOTDRILL, 'exec', '--', 'aws', 's3api', 'head-object', '--bucket', 'ckpt', '--key', 'no'],
                                 env=self.server.env(), capture_output=True, text=True, timeout=PATIENCE)
        self.assertIn('Not Found', refused.stderr)

    def test_a_presigned_url_leads_there(self):
        self.server.aws('s3api', 'create-bucket', '--bucket', 'ckpt')
        (self.directory / 'small').write_text('step 7')
        self.server.exec('aws', 's3', 'cp', '--quiet', str(self.directory / 'small'), 's3://ckpt/k')
        url = self.server.exec('aws', 's3', 'presign', 's3://ckpt/k').strip()
        got = subprocess.run(['curl', '-sf', url], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(got.stdout, 'step 7')
        forged = subprocess.run(['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', url.replace('/k?', '/other?')],
                                capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(forged.stdout, '403')

    def test_a_long_object_takes_no_memory_either_way(self):
        self.server.aws('s3api', 'create-bucket', '--bucket', 'ckpt')
        big = self.directory / 'big'
        with open(big, 'wb') as file:
            file.write(os.urandom(1024 * 1024))
            file.truncate(BIG)
        before = self.server.peak_memory()
        self.server.aws('s3api', 'put-object', '--bucket', 'ckpt', '--key', 'big', '--body', str(big))
        self.server.exec('aws', 's3', 'cp', '--quiet', str(big), 's3://ckpt/in-parts')
        self.server.aws('s3api', 'get-object', '--bucket', 'ckpt', '--key', 'big', str(self.directory / 'back'))
        self.assertEqual(digest_of(self.directory / 'back'), digest_of(big))
        self.assertLess(self.server.peak_memory() - before, MEMORY_MAX)
        sizes = {each['Key']: each['Size'] for each in
                 self.other.aws('s3api', 'list-objects-v2', '--bucket', 'ckpt')['Contents']}
        self.assertEqual(sizes, {'big': BIG, 'in-parts': BIG})

    def test_a_client_that_goes_leaves_nothing_there(self):
        self.server.aws('s3api', 'create-bucket', '--bucket', 'ckpt')
        url = self.server.exec('/usr/bin/python3', '-c', '''
import boto3, os
s3 = boto3.client('s3', endpoint_url=os.environ['AWS_ENDPOINT_URL'])
print(s3.generate_presigned_url('put_object', Params={'Bucket': 'ckpt', 'Key': 'cut'}))''').strip()
        host, path = url.removeprefix('http://').split('/', 1)
        address, port = host.rsplit(':', 1)
        with socket.create_connection(('127.0.0.1', int(port))) as client:
            client.sendall(f'PUT /{path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {64 << 20}\r\n\r\n'.encode())
            client.sendall(b'x' * (8 << 20))

        def idle():
            # One that is kept for later calls may stay.
            found = subprocess.run(['ss', '-Htn', 'state', 'established', f'dport = :{self.other.endpoint.rsplit(":")[-1]}'],
                                   capture_output=True, text=True).stdout
            return len(found.splitlines()) <= 1
        with contextlib.suppress(FileNotFoundError):
            wait_until(idle, what='the end of the call')
        self.assertNotIn('Contents', self.other.aws('s3api', 'list-objects-v2', '--bucket', 'ckpt') or {})

    def test_tasks_of_state_machines_go_there(self):
        self.other.aws('s3api', 'create-bucket', '--bucket', 'ckpt')
        machine = self.server.make_machine('puts', {'StartAt': 'Put', 'States': {'Put': {
            'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:s3:putObject', 'End': True,
            'Parameters': {'Bucket': 'ckpt', 'Key': 'by-task', 'Body': 'done'}}}})
        self.assertEqual(self.server.execute(machine)['status'], 'SUCCEEDED')
        self.assertIn('by-task', self.other.exec('aws', 's3', 'ls', 's3://ckpt/'))

    def test_an_endpoint_that_has_gone_is_named(self):
        self.other.stop()
        done = subprocess.run([SPOTDRILL, 'exec', '--', 'aws', 's3api', 'list-buckets'],
                              env={**self.server.env(), 'AWS_MAX_ATTEMPTS': '1'},
                              capture_output=True, text=True, timeout=PATIENCE)
        self.assertIn('ServiceUnavailable', done.stderr)
        self.assertIn(self.other.endpoint, done.stderr)


class Drills(WithEndpoints):
    """The drills of the finding upload-unfinished, whose buckets are a second server's."""

    def rehearse(self, name, endpoint, credentials):
        drill = (ROOT / 'tests/drills/upload-unfinished' / name).read_text()
        drill = drill.replace('user-data: ', f'user-data: {ROOT}/tests/drills/upload-unfinished/')
        drill += f'endpoints: {{s3: {{url: "{endpoint}", profile: default}}}}\n'
        (self.directory / name).write_text(drill)
        return Rehearsal(self.directory, self.directory / name, AWS_SHARED_CREDENTIALS_FILE=str(credentials))

    def test_a_right_job_passes(self):
        other = self.serve()
        run = self.rehearse('right.yaml', other.endpoint, other.data / 'credentials')
        self.assertEqual(run.code, 0, run.text)
        self.assertEqual(run.findings(), set(), run.text)
        self.assertIn('state', other.exec('aws', 's3', 'ls', 's3://spot-checkpoints/finished/'))

    def test_an_upload_that_the_kill_cuts_off_is_found(self):
        other = self.serve()
        run = self.rehearse('drill.yaml', other.endpoint, other.data / 'credentials')
        self.assertEqual(run.code, 1, run.text)
        self.assertIn('upload-unfinished', run.findings(), run.text)

    def test_an_endpoint_that_goes_shows_nothing_of_the_job(self):
        """Method: there never was one at its port."""
        other = self.serve()
        credentials = self.directory / 'credentials'
        credentials.write_bytes((other.data / 'credentials').read_bytes())
        endpoint = f'http://127.0.0.1:{free_port()}'
        run = self.rehearse('right.yaml', endpoint, credentials)
        self.assertIn(run.code, (2, 3), run.text)
        self.assertIn(endpoint, run.text)


@unittest.skipUnless((NPM / 's3rver').exists() and (NPM / 'dynalite').exists(),
                     "needs node, and 'npm ci' in tests/sdk")
class NpmServers(WithEndpoints):
    """Servers that we did not write."""

    def start(self, *command):
        process = subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        port = int(command[command.index('--port') + 1])

        def up():
            with contextlib.suppress(OSError), socket.create_connection(('127.0.0.1', port)):
                return True
        wait_until(up, what=command[0])
        return f'http://127.0.0.1:{port}'

    def test_s3rver_keeps_objects(self):
        (self.directory / 's3').mkdir()
        url = self.start(NPM / 's3rver', '--directory', self.directory / 's3', '--address', '127.0.0.1',
                         '--port', free_port(), '--configure-bucket', 'ckpt')
        server = self.serve('--endpoint-for', f's3={url},keys=S3RVER_ID:S3RVER_SECRET',
                            S3RVER_ID='S3RVER', S3RVER_SECRET='S3RVER')
        big = self.directory / 'big'
        big.write_bytes(os.urandom(20 << 20))
        for key in ('whole', 'in-parts'):
            server.exec('aws', 's3', 'cp', '--quiet', str(big), f's3://ckpt/{key}')
            server.exec('aws', 's3', 'cp', '--quiet', f's3://ckpt/{key}', str(self.directory / key))
            self.assertEqual(digest_of(self.directory / key), digest_of(big))
        # By HTTPS, clients send their checksums after the body, which s3rver does not know.
        server.exec('/usr/bin/python3', '-c', f'''
import boto3, os
s3 = boto3.client('s3', endpoint_url=os.environ['AWS_ENDPOINT_URL'].replace('http:', 'https:'), verify=False)
s3.put_object(Bucket='ckpt', Key='by-https', Body=open({str(big)!r}, 'rb'))
print(s3.head_object(Bucket='ckpt', Key='by-https')['ContentLength'])''')
        self.assertIn('by-https', server.exec('aws', 's3', 'ls', 's3://ckpt/'))

    def test_dynalite_keeps_items(self):
        url = self.start(NPM / 'dynalite', '--host', '127.0.0.1', '--createTableMs', '0', '--port', free_port())
        server = self.serve('--endpoint-for', f'dynamodb={url},keys=SOME_ID:SOME_SECRET',
                            SOME_ID='any', SOME_SECRET='key')
        server.aws('dynamodb', 'create-table', '--table-name', 'runs', '--billing-mode', 'PAY_PER_REQUEST',
                   '--attribute-definitions', 'AttributeName=k,AttributeType=S',
                   '--key-schema', 'AttributeName=k,KeyType=HASH')
        server.exec('aws', 'dynamodb', 'wait', 'table-exists', '--table-name', 'runs')
        server.aws('dynamodb', 'put-item', '--table-name', 'runs', '--item', '{"k": {"S": "a"}, "n": {"N": "7"}}')
        self.assertEqual(server.aws('dynamodb', 'scan', '--table-name', 'runs')['Count'], 1)


if __name__ == '__main__':
    unittest.main()
