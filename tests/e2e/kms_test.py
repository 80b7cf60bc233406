"""KMS for the clients that jobs use: the AWS CLI from outside, boto3 inside an instance, Step Functions."""
import base64
import json
import pathlib
import unittest

from harness import AWS_CLIS, WithServer, wait_until

# What a job does that keeps a checkpoint encrypted, with nothing set but the region.
INSIDE = '''#!/bin/bash
export AWS_DEFAULT_REGION=us-east-1
/usr/bin/python3 - <<'EOF'
import boto3
kms = boto3.client('kms')
made = kms.generate_data_key(KeyId='alias/job', KeySpec='AES_256', EncryptionContext={'job': '7'})
again = kms.decrypt(CiphertextBlob=made['CiphertextBlob'], EncryptionContext={'job': '7'})
print('opened', again['Plaintext'] == made['Plaintext'], len(again['Plaintext']))
try:
    kms.decrypt(CiphertextBlob=made['CiphertextBlob'], EncryptionContext={'job': '8'})
except kms.exceptions.InvalidCiphertextException:
    print('refused')
EOF
'''

RANDOM = {'StartAt': 'Random', 'States': {'Random': {
    'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:kms:generateRandom',
    'Parameters': {'NumberOfBytes': 16}, 'End': True}}}


class Kms(WithServer):
    def test_the_cli_encrypts_and_decrypts(self):
        for number, cli in enumerate(AWS_CLIS):
            with self.subTest(cli=cli):
                def kms(*words):
                    return self.server.aws('kms', *words, cli=cli)
                key = kms('create-key', '--description', 'of a job')['KeyMetadata']
                self.assertEqual(key['KeyState'], 'Enabled')
                kms('create-alias', '--alias-name', f'alias/cli-{number}', '--target-key-id', key['KeyId'])
                plain = self.directory / 'plain'
                plain.write_bytes(bytes(range(256)))
                sealed = self.directory / 'sealed'
                told = kms('encrypt', '--key-id', f'alias/cli-{number}', '--plaintext', f'fileb://{plain}')
                self.assertEqual(told['KeyId'], key['Arn'])
                sealed.write_bytes(base64.b64decode(told['CiphertextBlob']))
                opened = kms('decrypt', '--ciphertext-blob', f'fileb://{sealed}')
                self.assertEqual(base64.b64decode(opened['Plaintext']), plain.read_bytes())
                kms('disable-key', '--key-id', key['KeyId'])
                refused = self.server.exec(cli, 'kms', 'decrypt', '--ciphertext-blob', f'fileb://{sealed}',
                                           check=False)
                self.assertIn(f"(DisabledException) when calling the Decrypt operation: {key['Arn']} is disabled.",
                              refused.stderr)

    def test_an_instance_seals_with_no_endpoint_set(self):
        key = self.server.aws('kms', 'create-key')['KeyMetadata']['KeyId']
        self.server.aws('kms', 'create-alias', '--alias-name', 'alias/job', '--target-key-id', key)
        made = self.server.aws('ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b', '--count', '1',
                               '--user-data', INSIDE, '--iam-instance-profile', 'Name=worker')
        log = pathlib.Path(self.server.data, 'instances', made['Instances'][0]['InstanceId'], 'console.log')
        wait_until(lambda: log.exists() and 'refused' in log.read_text(), what='the job')
        self.assertIn('opened True 32', log.read_text())

    def test_step_functions_makes_an_id(self):
        told = self.server.execute(self.server.make_machine('random', RANDOM))
        self.assertEqual(len(base64.b64decode(json.loads(told['output'])['Plaintext'])), 16, told)


if __name__ == '__main__':
    unittest.main()
