"""Step Functions by the AWS CLI and boto3, each version that this machine has, and under kill -9."""
import datetime
import json
import pathlib
import re
import signal
import textwrap
import time
import unittest

from harness import AWS_CLIS, PYTHONS, SEED, Server, wait_until

ROLE = 'arn:aws:iam::123456789012:role/sfn'
PUT = {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:ssm:putParameter', 'ResultPath': None,
       'Parameters': {'Name.$': "States.Format('/item/{}', $)", 'Value': 'v', 'Type': 'String',
                      'Overwrite': True}}
MACHINE = {
    'StartAt': 'Pass',
    'States': {
        'Pass': {'Type': 'Pass', 'Result': [1, 2, 3], 'ResultPath': '$.items', 'Next': 'Choice'},
        'Choice': {'Type': 'Choice', 'Default': 'Fail',
                   'Choices': [{'Variable': '$.go', 'BooleanEquals': True, 'Next': 'Map'}]},
        'Fail': {'Type': 'Fail', 'Error': 'NoGo', 'Cause': 'It was told not to.'},
        'Map': {'Type': 'Map', 'ItemsPath': '$.items', 'ResultPath': '$.done', 'Next': 'Wait',
                'ItemProcessor': {'StartAt': 'Put', 'States': {'Put': {**PUT, 'End': True}}}},
        'Wait': {'Type': 'Wait', 'Seconds': 1, 'Next': 'Get'},
        'Get': {'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:ssm:getParameter', 'End': True,
                'Parameters': {'Name': '/item/3'}, 'ResultPath': '$.got',
                'ResultSelector': {'Name.$': '$.Parameter.Name', 'Version.$': '$.Parameter.Version'}},
    },
}


def instant(timestamp):
    """Seconds. Older AWS CLIs show a number, newer ones ISO 8601."""
    if isinstance(timestamp, str):
        return datetime.datetime.fromisoformat(timestamp).timestamp()
    return timestamp


class Client:
    """`aws stepfunctions` of one CLI against one server."""

    def __init__(self, server, cli):
        self.server, self.cli = server, cli

    def __call__(self, *words):
        return self.server.aws('stepfunctions', *words, cli=self.cli)

    def create(self, name, definition):
        return self('create-state-machine', '--name', name, '--role-arn', ROLE,
                    '--definition', json.dumps(definition))['stateMachineArn']

    def finish(self, arn):
        def ended():
            told = self('describe-execution', '--execution-arn', arn)
            return told['status'] != 'RUNNING' and told
        return wait_until(ended, every=0.3, what=arn)

    def run(self, machine, data):
        arn = self('start-execution', '--state-machine-arn', machine, '--input',
                   json.dumps(data))['executionArn']
        return self.finish(arn)


class AwsCli(unittest.TestCase):
    def test_every_cli_runs_a_state_machine(self):
        for cli in AWS_CLIS:
            with self.subTest(cli=cli), Server('--instances', 'modelled') as server:
                states = Client(server, cli)
                machine = states.create('M', MACHINE)
                told = states.run(machine, {'go': True})
                self.assertEqual(told['status'], 'SUCCEEDED', told)
                self.assertEqual(json.loads(told['output']), {
                    'go': True, 'items': [1, 2, 3], 'done': [1, 2, 3],
                    'got': {'Name': '/item/3', 'Version': 1}})
                history = states('get-execution-history', '--execution-arn', told['executionArn'],
                                 '--reverse-order', '--max-items', '2')
                self.assertEqual([e['type'] for e in history['events']],
                                 ['ExecutionSucceeded', 'TaskStateExited'])
                failed = states.run(machine, {'go': False})
                self.assertEqual((failed['status'], failed['error'], failed['cause']),
                                 ('FAILED', 'NoGo', 'It was told not to.'))
                listed = states('list-executions', '--state-machine-arn', machine)['executions']
                self.assertEqual([e['status'] for e in listed], ['FAILED', 'SUCCEEDED'])
                done = server.exec(cli, 'stepfunctions', 'start-execution', '--state-machine-arn',
                                   machine, '--input', 'not json', check=False)
                self.assertIn('An error occurred (InvalidExecutionInput) when calling the '
                              'StartExecution operation', done.stderr)


class Boto3(unittest.TestCase):
    SCRIPT = textwrap.dedent('''
        import boto3, json, sys, time
        machine, role = json.loads(sys.argv[1]), sys.argv[2]
        states = boto3.client('stepfunctions')
        arn = states.create_state_machine(name='M', roleArn=role,
                                          definition=json.dumps(machine))['stateMachineArn']
        run = states.start_execution(stateMachineArn=arn, input='{"go": true}', name='r')
        while True:
            told = states.describe_execution(executionArn=run['executionArn'])
            if told['status'] != 'RUNNING':
                break
            time.sleep(0.1)
        pages = states.get_paginator('get_execution_history').paginate(
            executionArn=run['executionArn'], PaginationConfig={'PageSize': 5})
        events = [e for page in pages for e in page['events']]
        express = states.create_state_machine(name='X', roleArn=role, type='EXPRESS', definition=
            '{"StartAt":"P","States":{"P":{"Type":"Pass","Result":1,"End":true}}}')
        sync = states.start_sync_execution(stateMachineArn=express['stateMachineArn'])
        try:
            states.start_execution(stateMachineArn=arn, input='{"go": true}', name='r')
            code = None
        except states.exceptions.ExecutionAlreadyExists as error:
            code = error.response['Error']['Code']
        print(json.dumps({'status': told['status'], 'ids': [e['id'] for e in events],
                          'sync': sync['output'], 'code': code}))
    ''')

    def test_every_boto3_runs_a_state_machine(self):
        for python in PYTHONS:
            with self.subTest(python=python), Server('--instances', 'modelled') as server:
                got = json.loads(server.exec(python, '-c', self.SCRIPT, json.dumps(MACHINE), ROLE))
                self.assertEqual(got['status'], 'SUCCEEDED')
                self.assertEqual(got['ids'], list(range(1, len(got['ids']) + 1)))
                self.assertEqual((got['sync'], got['code']), ('1', 'ExecutionAlreadyExists'))


class Speed(unittest.TestCase):
    def test_an_hour_of_drill_time_is_four_seconds_at_speed_900(self):
        with Server('--instances', 'modelled', '--speed', '900') as server:
            states = Client(server, AWS_CLIS[0])
            machine = states.create('Hour', {'StartAt': 'W', 'States': {
                'W': {'Type': 'Wait', 'Seconds': 3600, 'End': True}}})
            began = time.monotonic()
            arn = states('start-execution', '--state-machine-arn', machine)['executionArn']
            told = states.finish(arn)
            self.assertEqual(told['status'], 'SUCCEEDED')
            self.assertGreaterEqual(time.monotonic() - began, 4)
            entered, exited = (e['timestamp'] for e in states(
                'get-execution-history', '--execution-arn', arn)['events'][1:3])
            self.assertEqual(round(instant(exited) - instant(entered)), 3600)


class Killed(unittest.TestCase):
    STATES = {
        'StartAt': 'P',
        'States': {'P': {'Type': 'Parallel', 'End': True, 'Branches': [
            {'StartAt': 'M', 'States': {'M': {
                'Type': 'Map', 'End': True, 'MaxConcurrency': 2, 'ItemProcessor': {
                    'StartAt': 'W',
                    'States': {'W': {'Type': 'Wait', 'Seconds': 1, 'Next': 'T'},
                               'T': {**PUT, 'End': True}}}}}},
            {'StartAt': 'A', 'States': {
                'A': {'Type': 'Wait', 'Seconds': 2, 'Next': 'B'},
                'B': {'Type': 'Wait', 'Seconds': 2, 'End': True}}}]}}}

    def test_an_execution_survives_kill_9(self):
        with Server('--instances', 'modelled') as server:
            states = Client(server, AWS_CLIS[0])
            machine = states.create('K', self.STATES)
            arn = states('start-execution', '--state-machine-arn', machine, '--input',
                         json.dumps(list(range(8))))['executionArn']
            for _ in range(3):
                time.sleep(0.7)
                server.stop(signal.SIGKILL)
                server.start()
            told = states.finish(arn)
            self.assertEqual(told['status'], 'SUCCEEDED', told)
            self.assertEqual(json.loads(told['output'])[0], list(range(8)))
            events = states('get-execution-history', '--execution-arn', arn)['events']
            self.assertEqual([e['id'] for e in events], list(range(1, len(events) + 1)))
            times = [e['timestamp'] for e in events]
            self.assertEqual(times, sorted(times))
            self.assertEqual([e['type'] for e in events].count('TaskSucceeded'), 8)
            # A parameter's version counts how often it was put.
            for item in range(8):
                got = server.aws('ssm', 'get-parameter', '--name', f'/item/{item}')
                self.assertEqual(got['Parameter']['Version'], 1, item)


@unittest.skipUnless(SEED, 'the seed document is not here')
class Seed(unittest.TestCase):
    def setUp(self):
        text = (pathlib.Path(SEED) / 'ec2-spot-instances.md').read_text()
        blocks = re.findall(r'```json\n(.*?)```', text, re.S)
        self.query, self.creation = (json.loads(b) for b in blocks if '"States"' in b)
        self.command = re.search(r'```\n(STATE_MACHINE_ARN=.*?)```', text, re.S)[1]

    def create_request(self, states):
        """Runs the document's second state machine; returns what came out."""
        told = states.run(states.create('AsItIs', self.creation), {})
        if told['status'] != 'SUCCEEDED':
            raise AssertionError(told)
        return json.loads(told['output'])

    def test_its_second_state_machine_makes_a_spot_request(self):
        for cli in AWS_CLIS:
            with self.subTest(cli=cli), Server('--instances', 'modelled') as server:
                output = self.create_request(Client(server, cli))
                made = output['creation']['SpotInstanceRequests']
                self.assertEqual(len(made), 1)
                request = made[0]['SpotInstanceRequestId']
                self.assertEqual([r['SpotInstanceRequestId'] for r in
                                  output['query']['SpotInstanceRequests']], [request])
                seen = server.aws('ec2', 'describe-spot-instance-requests',
                                  '--spot-instance-request-ids', request)
                self.assertEqual(len(seen['SpotInstanceRequests']), 1)

    def test_its_first_state_machine_filters_as_on_aws(self):
        with Server('--instances', 'modelled') as server:
            states = Client(server, AWS_CLIS[0])
            creation = {'creation': self.create_request(states)['creation']}
            request = creation['creation']['SpotInstanceRequests'][0]['SpotInstanceRequestId']
            text = json.dumps(self.query)
            self.assertEqual(text.count('sir-4en69zkq'), 1)
            machine = states.create('Query', json.loads(text.replace('sir-4en69zkq', request)))
            told = states.run(machine, creation)
            self.assertEqual(told['status'], 'SUCCEEDED', told)
            output = json.loads(told['output'])
            self.assertEqual([r['SpotInstanceRequestId'] for r in output['Scraped']], [request])
            # What stands in quotes is text.
            self.assertEqual(output['Scraped2'], [])
            self.assertEqual(output['ZZ'], request)
            self.assertEqual(output['Context']['Execution']['Input'], creation)
            self.assertEqual(output['Context']['StateMachine']['Id'], machine)

            validated = states('validate-state-machine-definition', '--definition', text,
                               '--severity', 'WARNING')
            self.assertEqual(validated['result'], 'OK')
            self.assertEqual([d['severity'] for d in validated['diagnostics']], ['WARNING'])
            self.assertIn('Scraped2', validated['diagnostics'][0]['location'])
            log = (server.data / 'test.log').read_text()
            self.assertRegex(log, r'state machine Query: .*what stands in quotes is not looked up')

    def test_its_filter_works_in_jsonata(self):
        examples = pathlib.Path(__file__).resolve().parents[2] / 'examples' / 'jsonata'
        with Server('--instances', 'modelled') as server:
            states = Client(server, AWS_CLIS[0])
            self.create_request(states)
            creation = {'creation': self.create_request(states)['creation']}
            request = creation['creation']['SpotInstanceRequests'][0]['SpotInstanceRequestId']
            for file, found in (('filter.jsonpath', []), ('filter.jsonata', [request])):
                machine = states.create(file.replace('.', '-'), json.loads(
                    (examples / f'{file}.asl.json').read_text()))
                told = states.run(machine, creation)
                self.assertEqual(told['status'], 'SUCCEEDED', told)
                output = json.loads(told['output'])
                self.assertEqual([r['SpotInstanceRequestId'] for r in output['Scraped']], found)
                self.assertEqual(output['Wanted'], request)

    def test_its_command_line_starts_an_execution(self):
        with Server('--instances', 'modelled') as server:
            states = Client(server, AWS_CLIS[0])
            machine = states.create('SpotChaosStateMachine', {
                'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'End': True}}})
            script = re.sub(r'^STATE_MACHINE_ARN=.*$', f'STATE_MACHINE_ARN={machine}', self.command,
                            flags=re.M)
            started = json.loads(server.exec('bash', '-c', script))
            told = states.finish(started['executionArn'])
            self.assertEqual(json.loads(told['output'])['WaitForJobFinish'], {'Percentage': 100})


if __name__ == '__main__':
    unittest.main()
