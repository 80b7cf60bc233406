"""S3 for the clients that jobs use: the AWS CLI and boto3, from outside and inside an instance."""
import filecmp
import os
import pathlib
import shutil
import socket
import subprocess
import unittest
import urllib.parse

from harness import AWS_CLIS, PYTHONS, SPOTDRILL, Server, WithServer, wait_until

BOTO3 = '''
import boto3, hashlib, os, sys
s3 = boto3.client('s3')
bucket, size = sys.argv[1], 20_000_003
s3.create_bucket(Bucket=bucket)
data = os.urandom(size)
open('big', 'wb').write(data)
s3.upload_file('big', bucket, 'deep/key with blanks + plus', ExtraArgs={'Metadata': {'step': '7', 'epoch': '2'}})
s3.download_file(bucket, 'deep/key with blanks + plus', 'back')
assert open('back', 'rb').read() == data
head = s3.head_object(Bucket=bucket, Key='deep/key with blanks + plus')
assert head['ContentLength'] == size and head['Metadata'] == {'step': '7', 'epoch': '2'}, head
assert head['ETag'].endswith('-3"'), head['ETag']
s3.put_object(Bucket=bucket, Key='small', Body=b'x' * 10, ChecksumAlgorithm='SHA256')
assert s3.get_object(Bucket=bucket, Key='small', Range='bytes=2-4')['Body'].read() == b'xxx'
for key, code in (('none', 'NoSuchKey'),):
    try:
        s3.get_object(Bucket=bucket, Key=key)
    except s3.exceptions.NoSuchKey as error:
        assert error.response['Error']['Code'] == code
    else:
        raise SystemExit('it is there')
assert not s3.list_multipart_uploads(Bucket=bucket).get('Uploads')
keys = [each['Key'] for each in s3.list_objects_v2(Bucket=bucket)['Contents']]
assert keys == ['deep/key with blanks + plus', 'small'], keys
boto3.resource('s3').Bucket(bucket).objects.all().delete()
s3.delete_bucket(Bucket=bucket)
print('good')
'''


VERSIONS = '''
import boto3, sys
s3 = boto3.client('s3')
bucket = sys.argv[1]
s3.create_bucket(Bucket=bucket)
s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={'Status': 'Enabled'})
s3.put_bucket_tagging(Bucket=bucket, Tagging={'TagSet': [{'Key': 'team', 'Value': 'a'}]})
assert s3.get_bucket_tagging(Bucket=bucket)['TagSet'] == [{'Key': 'team', 'Value': 'a'}]
ids = [s3.put_object(Bucket=bucket, Key='key', Body=body, Tagging='step=7')['VersionId']
       for body in (b'one', b'two')]
marker = s3.delete_object(Bucket=bucket, Key='key')
assert marker['DeleteMarker'] and marker['VersionId'], marker
try:
    s3.get_object(Bucket=bucket, Key='key')
except s3.exceptions.NoSuchKey as error:
    headers = error.response['ResponseMetadata']['HTTPHeaders']
    assert headers['x-amz-delete-marker'] == 'true', headers
else:
    raise SystemExit('it is there')
old = s3.get_object(Bucket=bucket, Key='key', VersionId=ids[0])
assert old['Body'].read() == b'one' and old['TagCount'] == 1, old
assert s3.get_object_tagging(Bucket=bucket, Key='key', VersionId=ids[1])['TagSet'] == [
    {'Key': 'step', 'Value': '7'}]
pages = s3.get_paginator('list_object_versions').paginate(Bucket=bucket, PaginationConfig={'PageSize': 1})
found = [each['VersionId'] for page in pages
         for each in page.get('DeleteMarkers', []) + page.get('Versions', [])]
assert found == [marker['VersionId'], *reversed(ids)], found
s3.delete_object(Bucket=bucket, Key='key', VersionId=marker['VersionId'])
assert s3.get_object(Bucket=bucket, Key='key')['Body'].read() == b'two'
try:
    s3.delete_bucket(Bucket=bucket)
except s3.exceptions.ClientError as error:
    assert error.response['Error']['Code'] == 'BucketNotEmpty', error
boto3.resource('s3').Bucket(bucket).object_versions.delete()
s3.delete_bucket(Bucket=bucket)
print('good')
'''

SETTINGS = '''
import boto3, json, sys
s3 = boto3.client('s3')
bucket = sys.argv[1]
s3.create_bucket(Bucket=bucket)
refused = {}
for name in ('acl', 'accelerate_configuration', 'cors', 'encryption', 'lifecycle_configuration', 'logging',
             'notification_configuration', 'ownership_controls', 'policy', 'replication', 'request_payment', 'website'):
    try:
        getattr(s3, 'get_bucket_' + name)(Bucket=bucket)
    except s3.exceptions.ClientError as error:
        refused[name] = error.response['Error']['Code']
assert refused == {
    'cors': 'NoSuchCORSConfiguration', 'lifecycle_configuration': 'NoSuchLifecycleConfiguration',
    'policy': 'NoSuchBucketPolicy', 'replication': 'ReplicationConfigurationNotFoundError',
    'website': 'NoSuchWebsiteConfiguration'}, refused
grant = s3.get_bucket_acl(Bucket=bucket)['Grants'][0]
assert grant['Grantee']['Type'] == 'CanonicalUser' and grant['Permission'] == 'FULL_CONTROL', grant
rules = [{'ID': 'all', 'Status': 'Enabled', 'Filter': {}, 'Expiration': {'Days': 3}},
         {'ID': 'some', 'Status': 'Enabled', 'NoncurrentVersionExpiration': {'NoncurrentDays': 3},
          'Filter': {'And': {'Prefix': 'a/', 'Tags': [{'Key': 'k', 'Value': 'v'}]}}}]
s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={'Rules': rules})
assert s3.get_bucket_lifecycle_configuration(Bucket=bucket)['Rules'] == rules
assert 'rule-id="all"' in s3.put_object(Bucket=bucket, Key='key', Body=b'x')['Expiration']
policy = json.dumps({'Version': '2012-10-17', 'Statement': [
    {'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource': f'arn:aws:s3:::{bucket}/*'}]})
s3.put_bucket_policy(Bucket=bucket, Policy=policy)
assert s3.get_bucket_policy(Bucket=bucket)['Policy'] == policy
s3.delete_bucket_policy(Bucket=bucket)
block = {'BlockPublicAcls': True, 'IgnorePublicAcls': True, 'BlockPublicPolicy': False, 'RestrictPublicBuckets': False}
s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=block)
assert s3.get_public_access_block(Bucket=bucket)['PublicAccessBlockConfiguration'] == block
rules[0]['Status'] = 'on'
try:
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={'Rules': rules})
except s3.exceptions.ClientError as error:
    assert error.response['Error']['Code'] == 'MalformedXML', error
else:
    raise SystemExit('it is taken')
s3.delete_object(Bucket=bucket, Key='key')
s3.delete_bucket(Bucket=bucket)
print('good')
'''

LARGE = 300_000_000


class S3(WithServer):
    def objects(self):
        return list((self.server.data / 'objects').iterdir())

    def test_a_large_object_is_never_in_memory(self):
        """Up in one request, down in one, up in parts: what the server's memory rose by is little."""
        aws, file = AWS_CLIS[0], self.directory / 'large'
        with file.open('wb') as made:
            made.truncate(LARGE)
            made.seek(-4, 2)
            made.write(b'last')
        self.server.exec(aws, 's3', 'mb', 's3://large')
        before = self.server.peak_memory()
        self.server.exec(aws, 's3api', 'put-object', '--bucket', 'large', '--key', 'one', '--body', str(file))
        url = self.server.exec(aws, 's3', 'presign', 's3://large/one').strip()
        said = self.server.exec('sh', '-c', f"curl -sS '{url}' | cmp - '{file}' && echo same")
        self.assertEqual(said.strip(), 'same')
        self.server.exec(aws, 's3', 'cp', str(file), 's3://large/parts', '--quiet')
        self.server.exec(aws, 's3', 'cp', 's3://large/parts', str(file) + '.back', '--quiet')
        self.assertTrue(filecmp.cmp(file, str(file) + '.back', shallow=False))
        self.assertLess(self.server.peak_memory() - before, 50_000_000)
        for made in (file, pathlib.Path(str(file) + '.back')):
            made.unlink()
        self.server.exec(aws, 's3', 'rb', 's3://large', '--force')
        wait_until(lambda: not self.objects(), what='the bytes to go')

    def test_who_is_refused_or_leaves_costs_no_disk(self):
        aws, file = AWS_CLIS[0], self.directory / 'body'
        file.write_bytes(b'b' * 20_000_000)
        self.server.exec(aws, 's3', 'mb', 's3://leaving')
        code = ('import boto3, sys; print(boto3.client("s3").generate_presigned_url("put_object", '
                'Params={"Bucket": "leaving", "Key": "key"}))')
        url = self.server.exec(PYTHONS[0], '-c', code).strip()
        forged = url.replace('/key?', '/other?')
        said = self.server.exec('curl', '-sS', '-T', str(file), forged)
        self.assertIn('<Code>SignatureDoesNotMatch</Code>', said)
        leaving = subprocess.Popen([SPOTDRILL, 'exec', '--', 'curl', '-sS', '--limit-rate', '1M', '-T', str(file),
                                    url], env=self.server.env(), stderr=subprocess.DEVNULL)
        wait_until(lambda: self.objects() or leaving.poll() is not None, what='the first bytes')
        self.assertIsNone(leaving.poll())
        leaving.kill()
        leaving.wait()
        wait_until(lambda: not self.objects(), what='what it sent to go')
        self.assertEqual(self.server.exec(aws, 's3', 'ls', 's3://leaving'), '')

    def presigned(self, bucket, key, **client):
        code = (f'import boto3; print(boto3.client("s3", **{client!r}).generate_presigned_url("put_object", '
                f'Params={{"Bucket": {bucket!r}, "Key": {key!r}}}))')
        return self.server.exec(PYTHONS[0], '-c', code).strip()

    def ask_for_leave(self, url, size, *fields, proxied=False):
        """Sends a PUT's head that waits for leave to send the body; returns the connection and what it says first."""
        at, server = urllib.parse.urlsplit(url), urllib.parse.urlsplit(self.server.endpoint)
        connection = socket.create_connection((server.hostname, server.port), timeout=600)
        target = url if proxied else f'{at.path}?{at.query}'
        head = [f'PUT {target} HTTP/1.1', f'Host: {at.netloc}', f'Content-Length: {size}', 'Expect: 100-continue', *fields]
        connection.sendall('\r\n'.join([*head, '', '']).encode())
        return connection, connection.recv(65536).decode()

    def test_who_waits_for_leave_is_refused_before_the_body(self):
        """No body is ever sent by those that are refused: an answer that waited for one would never come."""
        self.server.exec(AWS_CLIS[0], 's3', 'mb', 's3://leave')
        url, size = self.presigned('leave', 'key'), 4_000_000
        connection, said = self.ask_for_leave(url, size)
        with connection:
            self.assertEqual(said, 'HTTP/1.1 100 Continue\r\n\r\n')
            connection.sendall(b'b' * size)
            self.assertIn('HTTP/1.1 200 OK', connection.recv(65536).decode())
        for what, code, refused, fields in (
                (size, 'SignatureDoesNotMatch', url.replace('/key?', '/other?'), ()),
                (9, 'SignatureDoesNotMatch', url.replace('/key?', '/other?'), ()),
                (size, 'NoSuchBucket', self.presigned('leave-none', 'key'), ()),
                (size, 'PreconditionFailed', url, ('If-None-Match: *',)),
                (9, 'PreconditionFailed', url, ('If-None-Match: *',)),
                (6 << 30, '413', url, ())):
            with self.subTest(code=code, size=what):
                connection, said = self.ask_for_leave(refused, what, *fields)
                with connection:
                    self.assertNotIn('100 Continue', said)
                    self.assertIn(code, said)
                    self.assertIn('Connection: close', said)
        self.server.exec(AWS_CLIS[0], 's3', 'rb', 's3://leave', '--force')
        wait_until(lambda: not self.objects(), what='the object to go')

    def test_what_comes_by_a_proxy_passes_memory_by(self):
        """The first half is on the disk before the second is sent."""
        aws, half = AWS_CLIS[0], b'p' * 4_000_000
        self.server.exec(aws, 's3', 'mb', 's3://proxied')
        url = self.presigned('proxied', 'key', endpoint_url='http://s3.us-east-1.amazonaws.com')
        connection, said = self.ask_for_leave(url, 2 * len(half), proxied=True)
        with connection:
            self.assertEqual(said, 'HTTP/1.1 100 Continue\r\n\r\n')
            connection.sendall(half)
            wait_until(self.objects, what='the first half')
            connection.sendall(half)
            self.assertIn('HTTP/1.1 200 OK', connection.recv(65536).decode())
        self.server.exec(aws, 's3', 'cp', 's3://proxied/key', str(self.directory / 'proxied'), '--quiet')
        self.assertEqual((self.directory / 'proxied').read_bytes(), 2 * half)
        self.server.exec(aws, 's3', 'rb', 's3://proxied', '--force')
        wait_until(lambda: not self.objects(), what='the object to go')

    def test_versions_and_tags(self):
        for number, python in enumerate(PYTHONS):
            with self.subTest(python=python):
                said = self.server.exec(python, '-c', VERSIONS, f'versions-{number}')
                self.assertEqual(said.strip(), 'good')
                said = self.server.exec(python, '-c', SETTINGS, f'settings-{number}')
                self.assertEqual(said.strip(), 'good')

    @unittest.skipUnless(shutil.which('s3fs') and os.path.exists('/dev/fuse'), 's3fs or FUSE is not here')
    def test_s3fs_mounts_a_bucket(self):
        self.server.exec(AWS_CLIS[0], 's3', 'mb', 's3://mounted')
        mount, data = self.directory / 'mount', os.urandom(12_000_000)
        mount.mkdir()
        with (self.directory / 's3fs.log').open('w') as log:
            s3fs = subprocess.Popen(
                [SPOTDRILL, 'exec', '--', 'sh', '-c', f'exec s3fs mounted {mount} -f -o url="$AWS_ENDPOINT_URL",'
                 'use_path_request_style,endpoint=us-east-1'], env=self.server.env(), stdout=log, stderr=log)
        wait_until(lambda: mount.is_mount() or s3fs.poll() is not None, what='the mount')
        if s3fs.poll() is not None:
            said = (self.directory / 's3fs.log').read_text()
            self.assertIn('fuse: ', said)
            self.skipTest(f'FUSE mounts nothing here: {said}')
        try:
            (mount / 'tree').mkdir()
            (mount / 'tree/a').write_text('one')
            (mount / 'tree/a').rename(mount / 'tree/b')
            with (mount / 'tree/b').open('a') as file:
                file.write(' two')
            (mount / 'tree/b').chmod(0o600)
            (mount / 'large').write_bytes(data)
            self.assertEqual((mount / 'large').read_bytes(), data)
            self.assertEqual((mount / 'tree/b').read_text(), 'one two')
            self.assertEqual((mount / 'tree/b').stat().st_mode & 0o777, 0o600)
            shutil.rmtree(mount / 'tree')
            (mount / 'large').unlink()
            self.assertEqual(list(mount.iterdir()), [])
        finally:
            subprocess.run(['fusermount', '-u', str(mount)], check=True)
            s3fs.wait()

    @unittest.skipUnless(shutil.which('rclone'), 'rclone is not installed')
    def test_rclone_syncs_and_checks(self):
        here = self.directory / 'rclone'
        (here / 'sub').mkdir(parents=True)
        (here / 'small').write_text('small')
        (here / 'sub/with blanks').write_bytes(os.urandom(12_000_000))
        remote = ':s3,provider=Other,env_auth,region=us-east-1:rcloned/tree'
        def rclone(*words):
            return self.server.exec('sh', '-c', 'exec env -u AWS_CA_BUNDLE rclone --s3-endpoint "$AWS_ENDPOINT_URL" '
                                    '--s3-upload-cutoff 5M --s3-chunk-size 5M "$@"', 'rclone', *map(str, words))
        rclone('mkdir', remote.rpartition('/')[0])
        rclone('sync', here, remote)
        rclone('check', here, remote)
        (here / 'small').unlink()
        rclone('sync', here, remote)
        self.assertEqual(rclone('lsf', '-R', '--files-only', remote).strip(), 'sub/with blanks')
        rclone('copy', remote, self.directory / 'back')
        self.assertEqual((self.directory / 'back/sub/with blanks').read_bytes(),
                         (here / 'sub/with blanks').read_bytes())
        rclone('purge', remote)

    def test_the_cli_copies_moves_lists_and_removes(self):
        for number, cli in enumerate(AWS_CLIS):
            with self.subTest(cli=cli):
                def s3(*words, check=True):
                    return self.server.exec(cli, 's3', *map(str, words), check=check)
                here, bucket = self.directory / f'cli{number}', f's3://bucket-{number}'
                (here / 'tree/sub').mkdir(parents=True)
                (here / 'tree/a').write_text('a')
                (here / 'tree/sub/b').write_bytes(b'b' * 9_000_000)
                missing = s3('cp', here / 'tree/a', f'{bucket}/a', check=False)
                self.assertNotEqual(missing.returncode, 0)
                self.assertIn('NoSuchBucket', missing.stderr)
                s3('mb', bucket)
                s3('sync', here / 'tree', f'{bucket}/tree', '--quiet')
                s3('cp', f'{bucket}/tree/sub/b', here / 'back', '--quiet')
                self.assertEqual((here / 'back').read_bytes(), b'b' * 9_000_000)
                s3('mv', f'{bucket}/tree/a', f'{bucket}/moved', '--quiet')
                listed = s3('ls', bucket, '--recursive')
                self.assertEqual([line.split()[3] for line in listed.splitlines()],
                                 ['moved', 'tree/sub/b'])
                self.assertIn('PRE tree/', s3('ls', bucket))
                url = s3('presign', f'{bucket}/moved').strip()
                self.assertEqual(self.server.exec('curl', '-sS', url), 'a')
                s3('rm', bucket, '--recursive', '--quiet')
                s3('rb', bucket)

    def test_boto3_uploads_in_parts_and_downloads(self):
        for number, python in enumerate(PYTHONS):
            with self.subTest(python=python):
                here = self.directory / f'boto{number}'
                here.mkdir()
                (here / 'job.py').write_text(BOTO3)
                said = self.server.exec('sh', '-c', f'cd {here} && exec {python} job.py boto-{number}')
                self.assertEqual(said.strip(), 'good')

    def test_what_is_not_here_is_refused_by_name(self):
        self.server.exec(AWS_CLIS[0], 's3', 'mb', 's3://refusing')
        done = self.server.exec(AWS_CLIS[0], 's3api', 'get-bucket-policy-status', '--bucket', 'refusing', check=False)
        self.assertIn('(NotImplemented)', done.stderr)
        self.assertIn('s3:GetBucketPolicyStatus', done.stderr)

    def test_objects_outlive_a_kill(self):
        with Server() as server:
            server.exec(AWS_CLIS[0], 's3', 'mb', 's3://kept')
            file = self.directory / 'kept'
            file.write_text('kept')
            server.exec(AWS_CLIS[0], 's3', 'cp', str(file), 's3://kept/key', '--quiet')
            server.stop(9)
            server.start()
            self.assertEqual(server.exec(AWS_CLIS[0], 's3', 'cp', 's3://kept/key', '-'), 'kept')


if __name__ == '__main__':
    unittest.main()
