"""Lambda for the clients that jobs use: the AWS CLI, boto3 inside a function, Step Functions; and what a kill leaves."""
import base64
import json
import unittest
import zipfile

from harness import Server, WithServer, cgroups_of, processes_of, wait_until

HANDLER = '''
import boto3, os, sys, time

def echo(event, context):
    print('got', event)
    return {'event': event, 'left': context.get_remaining_time_in_millis() > 0, 'pid': os.getpid()}

def fail(event, context):
    raise KeyError('missing')

def leave(event, context):
    sys.exit(3)

def never(event, context):
    time.sleep(10000)

def loud(event, context):
    for _ in range(2000):
        sys.stdout.write('x' * 10000 + chr(10))
    return 'said'

def who(event, context):
    return boto3.client('sts').get_caller_identity()['Arn']

def send_back(event, context):
    boto3.client('stepfunctions').send_task_success(taskToken=event['token'], output='{"done": true}')
'''

NODE = '''
exports.handler = async (event) => { console.log('from node'); return { twice: event.n * 2 }; };
exports.fail = async () => { throw new RangeError('too far'); };
'''

BOOTSTRAP = '''#!/bin/sh
while true; do
  event=$(curl -sS -D /tmp/head "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next")
  id=$(grep -i '^Lambda-Runtime-Aws-Request-Id:' /tmp/head | tr -d '\\r' | cut -d' ' -f2)
  curl -sS -o /dev/null "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$id/response" -d "[$event]"
done
'''

ROLE = 'arn:aws:iam::123456789012:role/worker'


class Functions:
    """What the tests do with functions of a server."""

    def __init__(self, server, directory):
        self.server, self.directory = server, directory

    def package(self, name, files):
        path = self.directory / f'{name}.zip'
        with zipfile.ZipFile(path, 'w') as package:
            for file, text in files.items():
                about = zipfile.ZipInfo(file)
                about.external_attr = 0o100755 << 16
                package.writestr(about, text)
        return f'fileb://{path}'

    def create(self, name, files, handler='f.echo', runtime='python3.12', *more):
        return self.server.aws('lambda', 'create-function', '--function-name', name, '--runtime', runtime, '--role', ROLE,
                               '--handler', handler, '--zip-file', self.package(name, files), *more)

    def invoke(self, name, event=None, *more):
        """What the CLI says, and what the function gave."""
        out, given = self.directory / f'{name}.out', self.directory / f'{name}.in'
        given.write_text(json.dumps(event or {}))
        told = self.server.aws('lambda', 'invoke', '--function-name', name, '--payload', f'fileb://{given}',
                               '--log-type', 'Tail', *more, str(out))
        return told, json.loads(out.read_text() or 'null')


class Lambda(WithServer):
    ARGS = ('--speed', '1')

    def setUp(self):
        self.functions = Functions(self.server, self.directory)

    def test_python_stays_warm_and_logs(self):
        made = self.functions.create('echo', {'f.py': HANDLER})
        self.assertEqual((made['State'], made['Version']), ('Active', '$LATEST'))
        told, first = self.functions.invoke('echo', {'n': 1})
        self.assertEqual((told['StatusCode'], first['event'], first['left']), (200, {'n': 1}, True), told)
        log = base64.b64decode(told['LogResult']).decode()
        self.assertRegex(log, r"^START RequestId: \S+ Version: \$LATEST\ngot {'n': 1}\nEND RequestId: \S+\nREPORT ")
        self.assertEqual(self.functions.invoke('echo', {'n': 2})[1]['pid'], first['pid'])
        events = self.server.aws('logs', 'filter-log-events', '--log-group-name', '/aws/lambda/echo')['events']
        self.assertIn("got {'n': 2}\n", [each['message'] for each in events])
        self.server.aws('lambda', 'delete-function', '--function-name', 'echo')
        self.assertNotIn('echo', [f['FunctionName'] for f in self.server.aws('lambda', 'list-functions')['Functions']])

    def test_failures_are_told_as_aws_tells_them(self):
        for handler, kind, words in (('fail', 'KeyError', "'missing'"),
                                     ('leave', 'Runtime.ExitError', 'exit status 3'),
                                     ('absent', 'Runtime.HandlerNotFound', "Handler 'absent' missing on module 'f'")):
            with self.subTest(handler=handler):
                self.functions.create(handler, {'f.py': HANDLER}, f'f.{handler}')
                told, gave = self.functions.invoke(handler)
                self.assertEqual((told['FunctionError'], gave['errorType']), ('Unhandled', kind), gave)
                self.assertIn(words, gave['errorMessage'])
        self.functions.create('broken', {'f.py': 'import nothing_of_that_name'})
        self.assertEqual(self.functions.invoke('broken')[1]['errorType'], 'Runtime.ImportModuleError')
        self.functions.create('never', {'f.py': HANDLER}, 'f.never', 'python3.12', '--timeout', '2')
        gave = self.functions.invoke('never')[1]
        self.assertEqual(gave['errorType'], 'Sandbox.Timedout', gave)
        self.assertIn('Task timed out after 2.00 seconds', gave['errorMessage'])

    def test_what_prints_much_is_read_to_its_end(self):
        self.functions.create('loud', {'f.py': HANDLER}, 'f.loud', 'python3.12', '--timeout', '600')
        self.assertEqual(self.functions.invoke('loud')[1], 'said')

    def test_node_and_bootstraps(self):
        self.functions.create('node', {'index.js': NODE}, 'index.handler', 'nodejs22.x')
        self.assertEqual(self.functions.invoke('node', {'n': 4})[1], {'twice': 8})
        self.functions.create('range', {'index.js': NODE}, 'index.fail', 'nodejs22.x')
        self.assertEqual(self.functions.invoke('range')[1]['errorType'], 'RangeError')
        self.functions.create('own', {'bootstrap': BOOTSTRAP}, 'any', 'provided.al2023')
        self.assertEqual(self.functions.invoke('own', {'n': 4})[1], [{'n': 4}])
        self.functions.create('none', {'other': ''}, 'any', 'provided.al2023')
        self.assertEqual(self.functions.invoke('none')[1]['errorType'], 'Runtime.InvalidEntrypoint')

    def test_calls_aws_by_its_role(self):
        self.functions.create('who', {'f.py': HANDLER}, 'f.who', 'python3.12', '--timeout', '600')
        self.assertEqual(self.functions.invoke('who')[1], 'arn:aws:sts::123456789012:assumed-role/worker/who')

    def test_zips_that_are_none_are_refused(self):
        self.functions.package('out', {'../out': 'x'})
        self.functions.package('damaged', {'f.py': 'x' * 1000})
        (self.directory / 'damaged.zip').write_bytes((self.directory / 'damaged.zip').read_bytes().replace(b'xxx', b'yyy'))
        for name in ('damaged', 'out'):
            refused = self.server.exec('aws', 'lambda', 'create-function', '--function-name', name, '--runtime',
                                       'python3.12', '--role', ROLE, '--handler', 'f.g', '--zip-file',
                                       f'fileb://{self.directory}/{name}.zip', check=False)
            self.assertIn('Could not unzip uploaded file', refused.stderr)
        self.assertEqual(list(self.server.data.rglob('out')), [])

    def test_step_functions_invokes(self):
        arn = self.functions.create('task', {'f.py': HANDLER})['FunctionArn']
        self.functions.create('lost', {'f.py': HANDLER}, 'f.fail')
        self.functions.create('token', {'f.py': HANDLER}, 'f.send_back', 'python3.12', '--timeout', '600')

        def run(name, resource, parameters=None, **more):
            state = {'Type': 'Task', 'Resource': resource, 'End': True, **more}
            if parameters is not None:
                state['Parameters'] = parameters
            machine = self.server.make_machine(name, {'StartAt': 'T', 'States': {'T': state}})
            return self.server.execute(machine, n=5)
        optimized = 'arn:aws:states:::lambda:invoke'
        told = run('optimized', optimized, {'FunctionName': 'task', 'Payload.$': '$'})
        self.assertEqual(json.loads(told['output'])['Payload']['event'], {'n': 5}, told)
        self.assertEqual(json.loads(run('arn', arn)['output'])['event'], {'n': 5})
        failed = run('failed', optimized, {'FunctionName': 'lost'})
        self.assertEqual((failed['status'], failed['error']), ('FAILED', 'KeyError'), failed)
        absent = run('nowhere', optimized, {'FunctionName': 'nowhere'})
        self.assertEqual(absent['error'], 'Lambda.ResourceNotFoundException', absent)
        waited = run('waited', optimized + '.waitForTaskToken',
                     {'FunctionName': 'token', 'Payload': {'token.$': '$$.Task.Token'}})
        self.assertEqual(json.loads(waited['output']), {'done': True}, waited)

    def test_versions_aliases_and_events(self):
        self.functions.create('live', {'f.py': 'def echo(e, c): return 1'})
        self.server.aws('lambda', 'publish-version', '--function-name', 'live')
        self.server.aws('lambda', 'create-alias', '--function-name', 'live', '--name', 'prod', '--function-version', '1')
        self.server.aws('lambda', 'update-function-code', '--function-name', 'live', '--zip-file',
                        self.functions.package('again', {'f.py': 'def echo(e, c): print("two"); return 2'}))
        self.assertEqual(self.functions.invoke('live', {}, '--qualifier', 'prod')[1], 1)
        self.assertEqual(self.functions.invoke('live')[1], 2)
        told = self.server.aws('lambda', 'invoke', '--function-name', 'live', '--invocation-type', 'Event',
                               str(self.directory / 'event.out'))
        self.assertEqual(told['StatusCode'], 202)
        wait_until(lambda: 2 <= len([e for e in self.server.aws(
            'logs', 'filter-log-events', '--log-group-name', '/aws/lambda/live')['events'] if e['message'] == 'two\n']),
            what='the event')


class Kills(WithServer):
    def test_functions_outlive_a_kill_and_their_processes_do_not(self):
        with Server() as server:
            functions = Functions(server, self.directory)
            functions.create('kept', {'f.py': HANDLER})
            functions.invoke('kept')
            server.stop(9)
            wait_until(lambda: processes_of(server.data) == [], what='every process to end')
            server.start()
            self.assertEqual(functions.invoke('kept', {'n': 1})[1]['event'], {'n': 1})
            server.stop()
            wait_until(lambda: processes_of(server.data) == [], what='every process to end')
            self.assertEqual(cgroups_of(server.data), [])
            self.assertEqual(list((server.data / 'instances').iterdir()), [])


if __name__ == '__main__':
    unittest.main()
