"""CloudWatch Logs for the clients that jobs use: the AWS CLI, `aws logs tail` too, and boto3, from outside and
inside an instance, from Step Functions, and over a kill."""
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from harness import AWS_CLIS, PYTHONS, SPOTDRILL, Rehearsal, Server, WithServer, wait_until

BOTO3 = '''
import sys, time
import boto3
from botocore.exceptions import ClientError
group = sys.argv[1]
logs, metrics = boto3.client('logs'), boto3.client('cloudwatch')

def refused(code, message, call, **words):
    try:
        call(**words)
    except ClientError as error:
        assert error.response['Error'] == {'Code': code, 'Message': message}, error.response
        return
    raise SystemExit(f'{code} was expected')

refused('ResourceNotFoundException', 'The specified log group does not exist.',
        logs.describe_log_streams, logGroupName=group)
logs.create_log_group(logGroupName=group, tags={'job': 'test'})
refused('ResourceAlreadyExistsException', 'The specified log group already exists',
        logs.create_log_group, logGroupName=group)
logs.put_retention_policy(logGroupName=group, retentionInDays=7)
[told] = logs.describe_log_groups(logGroupNamePrefix=group)['logGroups']
assert told['retentionInDays'] == 7 and told['arn'].endswith(f':log-group:{group}:*'), told
assert logs.list_tags_log_group(logGroupName=group)['tags'] == {'job': 'test'}
logs.put_metric_filter(logGroupName=group, filterName='slow', filterPattern='{ $.latency > 10 }',
                       metricTransformations=[{'metricName': 'slow', 'metricNamespace': group,
                                               'metricValue': '$.latency', 'unit': 'Milliseconds'}])
for stream in ('one', 'two'):
    logs.create_log_stream(logGroupName=group, logStreamName=stream)
now = int(time.time() * 1000)
put = lambda stream, *events: logs.put_log_events(
    logGroupName=group, logStreamName=stream,
    logEvents=[{'timestamp': now + at, 'message': message} for at, message in events])
told = put('one', (0, 'step 0'), (20, '{"latency": 12}'), (40, '{"latency": 7}'), (50, '{"latency": 30}'))
assert 'rejectedLogEventsInfo' not in told and told['nextSequenceToken'], told
told = put('two', (-15 * 86400_000, 'old'), (10, 'ERROR früh'), (30, 'step 1'))
assert told['rejectedLogEventsInfo'] == {'tooOldLogEventEndIndex': 1}, told
refused('InvalidParameterException',
        'Log events in a single PutLogEvents request must be in chronological order.',
        logs.put_log_events, logGroupName=group, logStreamName='one',
        logEvents=[{'timestamp': now, 'message': 'a'}, {'timestamp': now - 1, 'message': 'b'}])

pages = logs.get_paginator('filter_log_events').paginate(logGroupName=group, PaginationConfig={'PageSize': 2})
messages = [event['message'] for page in pages for event in page['events']]
assert messages == ['step 0', 'ERROR früh', '{"latency": 12}', 'step 1', '{"latency": 7}', '{"latency": 30}'], messages
search = lambda pattern: [event['message'] for event in logs.filter_log_events(
    logGroupName=group, filterPattern=pattern)['events']]
assert search('?step ?ERROR') == ['step 0', 'ERROR früh', 'step 1']
assert search('{ $.latency < 10 || $.latency = 12 }') == ['{"latency": 12}', '{"latency": 7}']
assert search('[w=step, n=%[01]%]') == ['step 0', 'step 1']
refused('InvalidParameterException', "Invalid character(s) in term 'a.b'", logs.filter_log_events,
        logGroupName=group, filterPattern='a.b')

words = {'logGroupName': group, 'logStreamName': 'one', 'startFromHead': True, 'limit': 3}
first = logs.get_log_events(**words)
second = logs.get_log_events(nextToken=first['nextForwardToken'], **words)
end = logs.get_log_events(nextToken=second['nextForwardToken'], **words)
assert [len(page['events']) for page in (first, second, end)] == [3, 1, 0]
assert end['nextForwardToken'] == second['nextForwardToken'], end
streams = logs.describe_log_streams(logGroupName=group, orderBy='LastEventTime', descending=True)['logStreams']
assert [each['logStreamName'] for each in streams] == ['one', 'two'], streams

told = metrics.get_metric_statistics(
    Namespace=group, MetricName='slow', Period=3600, Statistics=['Sum', 'SampleCount'],
    StartTime=now / 1000 - 3600, EndTime=now / 1000 + 3600)['Datapoints']
assert sum(each['Sum'] for each in told) == 42 and told[0]['Unit'] == 'Milliseconds', told
logs.delete_log_group(logGroupName=group)
assert logs.describe_log_groups(logGroupNamePrefix=group)['logGroups'] == []
print('good')
'''

# No endpoint, no region in the environment, no keys: as in an instance on AWS.
INSIDE = '''#!/bin/bash
logs() { /usr/bin/aws --region us-east-1 logs "$@"; }
logs create-log-group --log-group-name /job/inside
logs create-log-stream --log-group-name /job/inside --log-stream-name worker
logs put-log-events --log-group-name /job/inside --log-stream-name worker \\
    --log-events "timestamp=$(date +%s)000,message=from-inside" > /dev/null
'''

WRITE = {'StartAt': 'Make', 'States': {
    'Make': {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:cloudwatchlogs:createLogStream',
             'Parameters': {'LogGroupName': 'states', 'LogStreamName': 'run'}, 'ResultPath': None,
             'Catch': [{'ErrorEquals': ['CloudWatchLogs.ResourceAlreadyExistsException'], 'ResultPath': None,
                        'Next': 'Put'}], 'Next': 'Again'},
    'Again': {'Type': 'Pass', 'Next': 'Make'},
    'Put': {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:cloudwatchlogs:putLogEvents',
            'Parameters': {'LogGroupName': 'states', 'LogStreamName': 'run', 'LogEvents': [
                {'Timestamp.$': '$.at', 'Message.$': "States.Format('by {}', $$.State.Name)"}]}, 'End': True}}}


# A job that writes down in CloudWatch Logs how far it is, and goes on from there.
JOB = '''#!/usr/bin/python3
import time
import boto3
logs = boto3.client('logs', region_name='us-east-1')
group, stream = '/job/steps', str(time.time())
try:
    logs.create_log_group(logGroupName=group)
except logs.exceptions.ResourceAlreadyExistsException:
    pass
logs.create_log_stream(logGroupName=group, logStreamName=stream)

def write(message):
    logs.put_log_events(logGroupName=group, logStreamName=stream,
                        logEvents=[{'timestamp': int(time.time() * 1000), 'message': message}])

pages = logs.get_paginator('filter_log_events').paginate(logGroupName=group, filterPattern='step')
done = [int(event['message'].split()[1]) for page in pages for event in page['events']]
for step in range(max(done, default=0) + 1, 21):
    time.sleep(30)
    write(f'step {step} of a job')
write('finished')
'''

DRILL = '''
drill: logs
workload:
  user-data: job.py
  progress: {logs: '/job/steps:step ([0-9]+)'}
  saved: {logs: '/job/steps:step ([0-9]+)'}
  done: {logs: '/job/steps:^finished'}
  total: 20
faults: {interrupt-at: 50%, notice: 2m}
expect: [completes, resumes, lost-work <= 10%]
speed: auto
'''


def millis():
    return int(time.time() * 1000)


class Logs(WithServer):
    def make(self, group, stream='s', cli='aws'):
        self.server.aws('logs', 'create-log-group', '--log-group-name', group, cli=cli)
        self.server.aws('logs', 'create-log-stream', '--log-group-name', group, '--log-stream-name', stream, cli=cli)

    def put(self, group, message, stream='s', cli='aws', server=None):
        return (server or self.server).aws(
            'logs', 'put-log-events', '--log-group-name', group, '--log-stream-name', stream,
            '--log-events', json.dumps([{'timestamp': millis(), 'message': message}]), cli=cli)

    def test_the_cli_writes_searches_and_tails(self):
        for number, cli in enumerate(AWS_CLIS):
            with self.subTest(cli=cli):
                group = f'/cli/{number}'
                self.make(group, cli=cli)
                self.put(group, 'step 1 done', cli=cli)
                self.put(group, 'ERROR of a kind', cli=cli)
                [found] = self.server.aws('logs', 'filter-log-events', '--log-group-name', group,
                                          '--filter-pattern', '"of a"', cli=cli)['events']
                self.assertEqual(found['message'], 'ERROR of a kind')
                help_text = self.server.exec(cli, 'logs', 'tail', group, check=False)
                if 'nvalid choice' in help_text.stderr:
                    continue
                told = self.server.exec(cli, 'logs', 'tail', group, '--format', 'short', '--filter-pattern', 'step')
                self.assertTrue(told.strip().endswith('step 1 done'), told)

    def test_tail_follows(self):
        tails = [cli for cli in AWS_CLIS if 'nvalid choice' not in
                 self.server.exec(cli, 'logs', 'tail', 'none', check=False).stderr]
        self.assertTrue(tails, AWS_CLIS)
        for number, cli in enumerate(tails):
            with self.subTest(cli=cli):
                group = f'/tail/{number}'
                self.make(group)
                self.put(group, 'first')
                seen = self.directory / f'tail-{number}'
                with seen.open('w') as out:
                    tail = subprocess.Popen(
                        [SPOTDRILL, 'exec', '--', cli, 'logs', 'tail', group, '--follow', '--format', 'short'],
                        env={**self.server.env(), 'PYTHONUNBUFFERED': '1'}, stdout=out, start_new_session=True)

                def told(what):
                    self.assertIsNone(tail.poll(), seen.read_text())
                    return what in seen.read_text()
                try:
                    wait_until(lambda: told('first'), what='the first event')
                    self.put(group, 'second')
                    self.server.aws('logs', 'create-log-stream', '--log-group-name', group,
                                    '--log-stream-name', 'new')
                    self.put(group, 'third', stream='new')
                    wait_until(lambda: told('third'), what='what comes later')
                finally:
                    os.killpg(tail.pid, signal.SIGINT)
                    tail.wait()
                said = [line.split(' ', 1)[1] for line in seen.read_text().splitlines()]
                self.assertEqual(said, ['first', 'second', 'third'])

    def test_boto3_does_what_jobs_do(self):
        for number, python in enumerate(PYTHONS):
            with self.subTest(python=python):
                self.assertEqual(self.server.exec(python, '-c', BOTO3, f'boto-{number}').strip(), 'good')

    def test_an_instance_writes_with_no_endpoint_set(self):
        self.server.aws('ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b', '--count', '1',
                        '--user-data', INSIDE, '--iam-instance-profile', 'Name=worker')

        def written():
            told = self.server.exec('aws', 'logs', 'filter-log-events', '--log-group-name', '/job/inside',
                                    '--output', 'json', check=False)
            return told.returncode == 0 and json.loads(told.stdout)['events']
        [event] = wait_until(written, what='the instance\'s event')
        self.assertEqual((event['message'], event['logStreamName']), ('from-inside', 'worker'))

    def test_step_functions_writes(self):
        self.server.aws('logs', 'create-log-group', '--log-group-name', 'states')
        told = self.server.execute(self.server.make_machine('write', WRITE), at=millis())
        self.assertEqual(told['status'], 'SUCCEEDED', told)
        self.assertIn('NextSequenceToken', json.loads(told['output']))
        [event] = self.server.aws('logs', 'filter-log-events', '--log-group-name', 'states')['events']
        self.assertEqual(event['message'], 'by Put')

    def test_a_drill_reads_how_far_a_job_is(self):
        with tempfile.TemporaryDirectory(prefix='spotdrill-e2e-') as directory:
            work = pathlib.Path(directory)
            (work / 'job.py').write_text(JOB)
            (work / 'drill.yaml').write_text(DRILL)
            run = Rehearsal(work / 'run', work / 'drill.yaml', cwd=work)
            self.assertEqual(run.code, 0, run.text)
            report = run.report()
            self.assertEqual((report['outcome'], report['final_progress']), ('passed', 20))
            self.assertEqual(len(report['interruptions']), 1)

    def test_what_was_acknowledged_outlives_a_kill(self):
        with Server() as server:
            server.aws('logs', 'create-log-group', '--log-group-name', 'kept')
            server.aws('logs', 'create-log-stream', '--log-group-name', 'kept', '--log-stream-name', 's')
            self.put('kept', 'a', server=server)
            server.stop(9)
            server.start()
            self.put('kept', 'b', server=server)
            server.stop(9)
            server.start()
            events = server.aws('logs', 'get-log-events', '--log-group-name', 'kept', '--log-stream-name', 's')['events']
            self.assertEqual([each['message'] for each in events], ['a', 'b'])

    def test_what_is_not_here_is_refused_by_name(self):
        told = self.server.exec('aws', 'logs', 'start-query', '--log-group-name', 'g', '--start-time', '0',
                                '--end-time', '1', '--query-string', 'fields @message', check=False)
        self.assertIn('spotdrill does not have the operation logs:StartQuery', told.stderr)


if __name__ == '__main__':
    unittest.main()
