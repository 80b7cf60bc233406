"""Secrets Manager for the clients that jobs use: each AWS CLI and boto3 from outside, boto3 inside an instance, Step
Functions, and over a kill."""
import json
import pathlib
import unittest

from harness import AWS_CLIS, PYTHONS, Server, WithServer, wait_until

BOTO3 = '''
import sys
import boto3
from botocore.exceptions import ClientError
name = sys.argv[1]
secrets = boto3.client('secretsmanager')

def refused(code, message, call, **words):
    try:
        call(**words)
    except ClientError as error:
        told = error.response['Error']
        assert told['Code'] == code and told['Message'] == message, told
        return
    raise SystemExit(f'{code} was expected')

gone = ('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
refused(*gone, secrets.get_secret_value, SecretId=name)
made = secrets.create_secret(Name=name, SecretString='one', Tags=[{'Key': 'job', 'Value': '7'}])
assert made['ARN'].startswith('arn:aws:secretsmanager:us-east-1:123456789012:secret:' + name + '-'), made
refused('ResourceExistsException', f'The operation failed because the secret {name} already exists.',
        secrets.create_secret, Name=name, SecretString='two')
put = secrets.put_secret_value(SecretId=made['ARN'], SecretBinary=b'\\x00\\xff')
assert put['VersionStages'] == ['AWSCURRENT'], put
assert secrets.get_secret_value(SecretId=made['ARN'][:-7])['SecretBinary'] == b'\\x00\\xff'
assert secrets.get_secret_value(SecretId=name, VersionStage='AWSPREVIOUS')['SecretString'] == 'one'
told = secrets.describe_secret(SecretId=name)
assert told['VersionIdsToStages'] == {made['VersionId']: ['AWSPREVIOUS'], put['VersionId']: ['AWSCURRENT']}, told
assert told['Tags'] == [{'Key': 'job', 'Value': '7'}], told
secrets.update_secret_version_stage(SecretId=name, VersionStage='AWSCURRENT', RemoveFromVersionId=put['VersionId'],
                                    MoveToVersionId=made['VersionId'])
assert secrets.get_secret_value(SecretId=name)['SecretString'] == 'one'
if hasattr(secrets, 'batch_get_secret_value'):  # Of 2023.
    got = secrets.batch_get_secret_value(SecretIdList=[name, 'none'])
    assert got['SecretValues'][0]['SecretString'] == 'one' and got['Errors'][0]['SecretId'] == 'none', got
pages = secrets.get_paginator('list_secrets').paginate(Filters=[{'Key': 'name', 'Values': [name]}])
assert [each['Name'] for page in pages for each in page['SecretList']] == [name]
password = secrets.get_random_password(PasswordLength=20, ExcludePunctuation=True)['RandomPassword']
assert len(password) == 20 and password.isalnum(), password
secrets.delete_secret(SecretId=name)
refused('InvalidRequestException',
        "You can't perform this operation on the secret because it was marked for deletion.",
        secrets.get_secret_value, SecretId=name)
secrets.restore_secret(SecretId=name)
secrets.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
refused(*gone, secrets.get_secret_value, SecretId=name)
print('good')
'''

# What a job does first, with nothing set but the region: it has its database's password from the role.
INSIDE = '''#!/bin/bash
export AWS_DEFAULT_REGION=us-east-1
/usr/bin/python3 - <<'EOF'
import boto3, json
got = boto3.client('secretsmanager').get_secret_value(SecretId='db')
print('the-user-is', json.loads(got['SecretString'])['user'])
EOF
'''

READ = {'StartAt': 'Read', 'States': {'Read': {
    'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:secretsmanager:getSecretValue',
    'Parameters': {'SecretId': 'states'}, 'OutputPath': '$.SecretString', 'End': True}}}


class SecretsManager(WithServer):
    def test_the_cli_keeps_a_secret(self):
        for number, cli in enumerate(AWS_CLIS):
            with self.subTest(cli=cli):
                def secrets(*words):
                    return self.server.aws('secretsmanager', *words, cli=cli)
                secret = f'cli-{number}'
                secrets('create-secret', '--name', secret, '--secret-string', 'hello')
                self.assertEqual(secrets('get-secret-value', '--secret-id', secret)['SecretString'], 'hello')
                secrets('put-secret-value', '--secret-id', secret, '--secret-string', 'again')
                versions = secrets('list-secret-version-ids', '--secret-id', secret)['Versions']
                self.assertEqual([each['VersionStages'] for each in versions], [['AWSPREVIOUS'], ['AWSCURRENT']])
                refused = self.server.exec(cli, 'secretsmanager', 'rotate-secret', '--secret-id', secret, check=False)
                self.assertIn('RotateSecret', refused.stderr)

    def test_boto3_does_what_jobs_do(self):
        for number, python in enumerate(PYTHONS):
            with self.subTest(python=python):
                self.assertEqual(self.server.exec(python, '-c', BOTO3, f'boto-{number}').strip(), 'good')

    def test_an_instance_reads_with_no_endpoint_set(self):
        self.server.aws('secretsmanager', 'create-secret', '--name', 'db', '--secret-string', '{"user": "me"}')
        made = self.server.aws('ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b', '--count', '1',
                               '--user-data', INSIDE, '--iam-instance-profile', 'Name=worker')
        log = pathlib.Path(self.server.data, 'instances', made['Instances'][0]['InstanceId'], 'console.log')
        wait_until(lambda: log.exists() and 'the-user-is me' in log.read_text(), what='the job')

    def test_step_functions_reads(self):
        self.server.aws('secretsmanager', 'create-secret', '--name', 'states', '--secret-string', 'kept')
        told = self.server.execute(self.server.make_machine('read', READ))
        self.assertEqual(json.loads(told['output']), 'kept', told)

    def test_what_was_acknowledged_outlives_a_kill(self):
        with Server() as server:
            made = server.aws('secretsmanager', 'create-secret', '--name', 'kept', '--secret-string', 'a')
            server.aws('secretsmanager', 'put-secret-value', '--secret-id', 'kept', '--secret-string', 'b')
            server.stop(9)
            server.start()
            self.assertEqual(server.aws('secretsmanager', 'get-secret-value', '--secret-id', made['ARN'])['SecretString'],
                             'b')
            self.assertEqual(server.aws('secretsmanager', 'get-secret-value', '--secret-id', 'kept', '--version-id',
                                        made['VersionId'])['SecretString'], 'a')


if __name__ == '__main__':
    unittest.main()
