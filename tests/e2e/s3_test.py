"""S3 for the clients that jobs use: the AWS CLI and boto3, from outside and inside an instance."""
import unittest

from harness import AWS_CLIS, PYTHONS, Server, WithServer

BOTO3 = '''
import boto3, hashlib, os, sys
s3 = boto3.client('s3')
bucket, size = sys.argv[1], 20_000_003
s3.create_bucket(Bucket=bucket)
data = os.urandom(size)
open('big', 'wb').write(data)
s3.upload_file('big', bucket, 'deep/key with blanks + plus', ExtraArgs={'Metadata': {'step': '7'}})
s3.download_file(bucket, 'deep/key with blanks + plus', 'back')
assert open('back', 'rb').read() == data
head = s3.head_object(Bucket=bucket, Key='deep/key with blanks + plus')
assert head['ContentLength'] == size and head['Metadata'] == {'step': '7'}, head
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


class S3(WithServer):
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
        done = self.server.exec(AWS_CLIS[0], 's3api', 'get-bucket-versioning', '--bucket', 'refusing',
                                check=False)
        self.assertIn('(NotImplemented)', done.stderr)
        self.assertIn('s3:GetBucketVersioning', done.stderr)

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
