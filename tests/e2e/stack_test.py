"""What people deploy around a job on Spot, by SAM's transform: examples/stack in a drill and by hand, and a
function whose code `aws cloudformation package` takes along."""
import pathlib
import re
import tempfile
import time
import unittest

from harness import AWS_CLIS, ROOT, Rehearsal, Server, WithServer, wait_until

STACK = ROOT / 'examples/stack'

PACKAGED = '''
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: {Runtime: python3.11, Handler: work.handler, Environment: {Variables: {GREETING: hello}}}
Resources:
  Work:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: ./code, AutoPublishAlias: live, Description: MARK}
  High:
    Type: AWS::CloudWatch::Alarm
    Properties: {MetricName: unsaved, Namespace: fisworkshop, Statistic: Maximum, Period: 60, EvaluationPeriods: 1,
                 Threshold: 30, ComparisonOperator: GreaterThanThreshold}
Outputs:
  Name: {Value: !Ref Work}
'''


class Drill(unittest.TestCase):
    def test_the_stack_survives_a_loss_without_a_word_and_a_notice(self):
        with tempfile.TemporaryDirectory(prefix='spotdrill-e2e-') as directory:
            run = Rehearsal(directory, STACK / 'drill.yaml')
            self.assertEqual(run.code, 0, run.text)
            self.assertNotIn('Contradiction', run.text)
            self.assertEqual(run.left_behind, [])
            report = run.report()
            self.assertEqual(len(report['instances']), 3)
            without, with_notice = report['interruptions']
            self.assertNotIn('notice', without)
            # A checkpoint comes every 0.2 of two minutes: after ten percent.
            self.assertLessEqual(without['lost_percent'], 12, run.text)
            self.assertLessEqual(with_notice['lost_percent'], 2, run.text)


class Deployed(unittest.TestCase):
    """The commands of the seed document, against the stack."""

    def test_its_execution_ends_when_the_job_is_complete(self):
        # Not faster: the heartbeat's two minutes have to be enough for a busy machine to start the job in.
        with Server('--speed', '10') as server:
            server.exec('aws', 'cloudformation', 'deploy', '--stack-name', 'spot-batch', '--template-file',
                        str(STACK / 'template.yaml'), '--capabilities', 'CAPABILITY_IAM')
            outputs = {each['OutputKey']: each['OutputValue'] for each in server.aws(
                'cloudformation', 'describe-stacks', '--stack-name', 'spot-batch')['Stacks'][0]['Outputs']}
            run = server.aws(
                'stepfunctions', 'start-execution', '--state-machine-arn', outputs['Machine'], '--input',
                '{ "JobDuration": "2", "CheckpointDuration": "0.2", "WaitForJobFinish": { "Percentage": 100 }}')

            def told():
                about = server.aws('stepfunctions', 'describe-execution', '--execution-arn', run['executionArn'])
                return about if about['status'] != 'RUNNING' else None

            def percentage():
                items = server.aws('dynamodb', 'scan', '--table-name', outputs['Table'])['Items']
                return int(items[0]['percentage']['N']) if items else 0
            wait_until(lambda: percentage() >= 10, what='the first checkpoint')
            # Its template ends the job's instance without a notice: the missing heartbeat brings another.
            server.aws('fis', 'start-experiment', '--experiment-template-id', outputs['WithoutNotice'])
            self.assertEqual(wait_until(told, what='the execution')['status'], 'SUCCEEDED')
            self.assertEqual(percentage(), 100)
            requests = server.aws('ec2', 'describe-spot-instance-requests')['SpotInstanceRequests']
            self.assertGreaterEqual(len(requests), 2)
            body = server.aws('cloudwatch', 'get-dashboard', '--dashboard-name', outputs['Dashboard'])['DashboardBody']
            self.assertIn('checkpointed', body)


class Packaged(WithServer):
    def deploy(self, cli, name, mark):
        (self.directory / 'code').mkdir(exist_ok=True)
        (self.directory / 'code/work.py').write_text(
            f'import os\ndef handler(event, context):\n    return os.environ["GREETING"] + " {mark}"\n')
        template = self.directory / 'template.yaml'
        template.write_text(PACKAGED.replace('MARK', mark))
        packaged = self.directory / 'packaged.yaml'
        self.server.exec(cli, 'cloudformation', 'package', '--template-file', str(template), '--s3-bucket', 'code',
                         '--output-template-file', str(packaged))
        second = int(time.time())
        wait_until(lambda: int(time.time()) > second, every=0.05)
        self.server.exec(cli, 'cloudformation', 'deploy', '--stack-name', name, '--template-file', str(packaged),
                         '--capabilities', 'CAPABILITY_IAM')

    def call(self, function):
        out = self.directory / 'out.json'
        self.server.exec('aws', 'lambda', 'invoke', '--function-name', function, str(out))
        return pathlib.Path(out).read_text()

    def test_code_is_taken_along_changed_and_deleted(self):
        self.server.exec('aws', 's3', 'mb', 's3://code')
        for number, cli in enumerate(AWS_CLIS):
            with self.subTest(cli=cli):
                name = f'pack-{number}'
                self.deploy(cli, name, 'one')
                [output] = self.server.aws('cloudformation', 'describe-stacks', '--stack-name',
                                           name)['Stacks'][0]['Outputs']
                work = output['OutputValue']
                self.assertRegex(work, f'^{name}-Work-')
                self.assertEqual(self.call(f'{work}:live'), '"hello one"')
                self.deploy(cli, name, 'two')
                self.assertEqual(self.call(f'{work}:live'), '"hello two"')
                versions = self.server.aws('lambda', 'list-versions-by-function', '--function-name', work)['Versions']
                self.assertEqual([each['Version'] for each in versions], ['$LATEST', '1', '2'])
                stage = ('cloudformation', 'get-template', '--stack-name', name, '--template-stage')
                self.assertIn('AWS::Serverless', str(self.server.aws(*stage, 'Original')['TemplateBody']))
                processed = str(self.server.aws(*stage, 'Processed')['TemplateBody'])
                self.assertIn('AWS::Lambda::Function', processed)
                self.assertNotIn('AWS::Serverless', processed)
                self.server.exec('aws', 'cloudformation', 'delete-stack', '--stack-name', name)
                self.server.exec('aws', 'cloudformation', 'wait', 'stack-delete-complete', '--stack-name', name)
                functions = self.server.aws('lambda', 'list-functions')['Functions']
                self.assertEqual(functions, [])

    def test_a_stack_that_expands_takes_the_capability_unless_it_was_reviewed(self):
        done = self.server.exec('aws', 'cloudformation', 'create-stack', '--stack-name', 'direct', '--template-body',
                                PACKAGED.replace('./code', 's3://code/x'), '--capabilities', 'CAPABILITY_IAM',
                                check=False)
        self.assertIn('Requires capabilities : [CAPABILITY_AUTO_EXPAND]', done.stderr)
        valid = self.server.aws('cloudformation', 'validate-template', '--template-body',
                                (STACK / 'template.yaml').read_text())
        self.assertEqual(valid['DeclaredTransforms'], ['AWS::Serverless-2016-10-31'])
        self.assertIn('CAPABILITY_AUTO_EXPAND', valid['Capabilities'])

    def test_what_the_transform_has_not_is_named_by_lint_too(self):
        template = self.directory / 'api.yaml'
        template.write_text('Transform: AWS::Serverless-2016-10-31\nResources:\n  Door: {Type: AWS::Serverless::Api}\n')
        done = self.server.spotdrill('lint', str(template))
        self.assertEqual(done.returncode, 1)
        self.assertTrue(re.search(r'api.yaml:3:3: error: .*\[Door\].*AWS::Serverless::Api', done.stdout + done.stderr),
                        done.stdout + done.stderr)


if __name__ == '__main__':
    unittest.main()
