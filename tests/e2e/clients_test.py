"""The AWS CLI and boto3, each version that this machine has, against modelled instances."""
import json
import subprocess
import textwrap
import time
import unittest

from harness import AWS_CLIS, PYTHONS, Server, WithServer


class AwsCli(WithServer):
    ARGS = ('--instances', 'modelled', '--seed', '7')

    def test_there_is_a_cli(self):
        self.assertTrue(AWS_CLIS, 'quickstart installs one')

    def test_the_services_answer_every_cli(self):
        for cli in AWS_CLIS:
            with self.subTest(cli=cli):
                aws = lambda *words: self.server.aws(*words, cli=cli)
                self.assertEqual(aws('sts', 'get-caller-identity')['Account'], '123456789012')
                made = aws('ec2', 'request-spot-instances', '--instance-count', '2',
                           '--launch-specification',
                           '{"ImageId": "ami-0de1377598c572f0b", "InstanceType": "t3.small"}')
                ids = [r['SpotInstanceRequestId'] for r in made['SpotInstanceRequests']]
                seen = aws('ec2', 'describe-spot-instance-requests',
                           '--spot-instance-request-ids', *ids)['SpotInstanceRequests']
                self.assertEqual([r['Status']['Code'] for r in seen], ['fulfilled'] * 2)
                instances = [r['InstanceId'] for r in seen]
                self.server.exec(cli, 'ec2', 'wait', 'instance-running', '--instance-ids', *instances)
                aws('ec2', 'terminate-instances', '--instance-ids', *instances)
                self.server.exec(cli, 'ec2', 'wait', 'instance-terminated', '--instance-ids', *instances)

                aws('ssm', 'put-parameter', '--name', 'p', '--value', 'v', '--type', 'String',
                    '--overwrite')
                self.assertEqual(aws('ssm', 'get-parameter', '--name', 'p')['Parameter']['Value'], 'v')
                aws('cloudwatch', 'put-metric-data', '--namespace', 'cli', '--metric-name', 'm',
                    '--value', '3', '--unit', 'Percent')
                listed = aws('cloudwatch', 'list-metrics', '--namespace', 'cli')['Metrics']
                self.assertEqual(listed[0]['MetricName'], 'm')
                self.assertTrue(aws('fis', 'list-actions')['actions'])

    def test_errors_are_in_aws_words(self):
        for cli in AWS_CLIS:
            with self.subTest(cli=cli):
                done = self.server.exec(cli, 'ec2', 'describe-instances', '--instance-ids',
                                        'i-00000000000000000', check=False)
                self.assertIn('An error occurred (InvalidInstanceID.NotFound) when calling the '
                              'DescribeInstances operation: The instance ID '
                              "'i-00000000000000000' does not exist", done.stderr)
                done = self.server.exec(cli, 'ec2', 'describe-nat-gateways',
                                        check=False)
                self.assertNotEqual(done.returncode, 0)
                self.assertIn('DescribeNatGateways', done.stderr)

    def test_regions_are_apart(self):
        aws = self.server.aws
        aws('ssm', 'put-parameter', '--name', 'here', '--value', 'v', '--type', 'String',
            '--region', 'eu-west-1')
        self.assertEqual(aws('ssm', 'get-parameters', '--names', 'here', '--region', 'us-west-2')
                         ['InvalidParameters'], ['here'])

    def test_reset_empties_everything(self):
        self.server.aws('ssm', 'put-parameter', '--name', 'gone', '--value', 'v', '--type', 'String')
        done = self.server.spotdrill('reset')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.server.aws('ssm', 'describe-parameters')['Parameters'], [])


class Boto3(unittest.TestCase):
    SCRIPT = textwrap.dedent('''
        import boto3, json, datetime
        cw = boto3.client('cloudwatch')
        # Over 10 KiB: newer versions gzip it.
        cw.put_metric_data(Namespace='boto', MetricData=[
            {'MetricName': 'm', 'Value': float(i), 'Unit': 'Percent', 'StorageResolution': 1,
             'Dimensions': [{'Name': 'Name' + str(i), 'Value': 'value' * 20}]} for i in range(150)])
        cw.put_metric_data(Namespace='boto', MetricData=[{'MetricName': 's', 'StatisticValues':
            {'SampleCount': 2, 'Sum': 6, 'Minimum': 2, 'Maximum': 4}}])
        now = datetime.datetime.now(datetime.timezone.utc)
        points = cw.get_metric_statistics(Namespace='boto', MetricName='s', Period=60,
            StartTime=now - datetime.timedelta(minutes=5), EndTime=now + datetime.timedelta(minutes=5),
            Statistics=['Average', 'Maximum'])['Datapoints']
        ssm = boto3.client('ssm')
        try:
            ssm.get_parameter(Name='none')
            code = None
        except ssm.exceptions.ParameterNotFound as error:
            code = error.response['Error']['Code']
        print(json.dumps({
            'metrics': sum(len(p['Metrics']) for p in
                           cw.get_paginator('list_metrics').paginate(Namespace='boto')),
            'average': points[0]['Average'], 'maximum': points[0]['Maximum'],
            'zones': len(boto3.client('ec2').describe_availability_zones()['AvailabilityZones']),
            'code': code,
            'account': boto3.client('sts').get_caller_identity()['Account'],
        }))
    ''')

    def test_every_boto3_works_unconfigured(self):
        self.assertTrue(PYTHONS, 'quickstart installs python3-boto3')
        for python in PYTHONS:
            with self.subTest(python=python), Server('--instances', 'modelled') as server:
                got = json.loads(server.exec(python, '-c', self.SCRIPT))
                self.assertEqual(got['metrics'], 151)
                self.assertEqual((got['average'], got['maximum']), (3, 4))
                self.assertEqual(got['code'], 'ParameterNotFound')
                self.assertEqual(got['account'], '123456789012')
                self.assertGreaterEqual(got['zones'], 3)


class DrillTime(unittest.TestCase):
    def test_host_commands_live_in_it(self):
        with Server('--instances', 'modelled', '--speed', '100') as server:
            before = float(server.exec('date', '+%s.%N'))
            started = time.monotonic()
            server.exec('sleep', '20')
            self.assertLess(time.monotonic() - started, 10)
            self.assertGreater(float(server.exec('date', '+%s.%N')), before + 20)
            real = float(server.spotdrill('exec', '--real-time', '--', 'date', '+%s.%N').stdout)
            self.assertLess(abs(real - time.time()), 10)


class Refusals(unittest.TestCase):
    def test_unsigned_is_refused_and_off_is_off(self):
        with Server('--instances', 'modelled') as server:
            done = subprocess.run(['curl', '-s', '-d', 'Action=DescribeInstances&Version=2016-11-15',
                                   server.endpoint], capture_output=True, text=True)
            # EC2's own words for it.
            self.assertIn('The request must contain the parameter AWSAccessKeyId', done.stdout)
        with Server('--instances', 'modelled', '--auth', 'off') as server:
            done = subprocess.run(['curl', '-s', '-d', 'Action=DescribeInstances&Version=2016-11-15',
                                   '-H', 'Host: ec2.eu-west-1.amazonaws.com', server.endpoint],
                                  capture_output=True, text=True)
            self.assertIn('<reservationSet', done.stdout)

    def test_words_that_are_wrong_are_named(self):
        with Server('--instances', 'modelled') as server:
            for words, expected in ((['frobnicate'], "no command 'frobnicate'"),
                                    (['exec', 'aws', 'sts', 'get-caller-identity'], 'goes after --'),
                                    (['serve', '--region', 'Mars'], 'region'),
                                    (['serve', '--speed', 'nan'], '--speed')):
                with self.subTest(words=words):
                    done = server.spotdrill(*words)
                    self.assertNotEqual(done.returncode, 0)
                    self.assertIn(expected, done.stderr)

    def test_a_port_in_use_is_named(self):
        with Server('--instances', 'modelled') as server:
            port = server.endpoint.rsplit(':', 1)[1].strip('/')
            done = server.spotdrill('serve', '--port', port, '--data', str(server.data / 'other'))
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(port, done.stderr)
            self.assertLess(len(done.stderr.strip().split('\n')), 3)


if __name__ == '__main__':
    unittest.main()
