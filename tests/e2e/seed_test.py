"""The document that this project implements, unmodified: its shell block, its user data."""
import base64
import json
import os
import pathlib
import re
import tempfile
import time
import unittest

from harness import AWS_CLIS, SEED, Server, processes_of, wait_until

# The seed's job takes five minutes; at this rate fifteen seconds.
SPEED = '20'


@unittest.skipUnless(SEED, 'the seed document is not here')
class Seed(unittest.TestCase):
    def setUp(self):
        text = (pathlib.Path(SEED) / 'ec2-spot-instances.md').read_text()
        self.block = re.search(r'```\n(# https://docs.aws.amazon.com/AWSEC2.*?)```', text, re.S)[1]
        file = tempfile.NamedTemporaryFile('w', suffix='.sh', delete=False)
        file.write(self.block)
        file.close()
        self.script = file.name
        self.addCleanup(pathlib.Path(self.script).unlink)

    def run_block(self, server, cli):
        """Runs the document's shell block with that AWS CLI; returns its last instance id."""
        path = os.path.dirname(cli) + os.pathsep + os.environ['PATH']
        out = server.exec('env', f'PATH={path}', 'bash', self.script)
        return re.findall(r'^(i-[0-9a-f]{17})$', out, re.M)[-1]

    def test_every_cli_runs_the_shell_block(self):
        for cli in AWS_CLIS:
            with self.subTest(cli=cli), Server('--instances', 'modelled') as server:
                self.run_block(server, cli)

    def test_the_shell_block_ends_with_an_instance_that_runs_the_user_data(self):
        cli = AWS_CLIS[0]
        with Server('--speed', SPEED) as server:
            instance = self.run_block(server, cli)
            tags = server.aws('ec2', 'describe-tags', '--filters', f'Name=resource-id,Values={instance}')
            self.assertEqual(tags['Tags'][0]['Value'], 'Fis/Spot')

            # The user data is the document's, byte for byte.
            sent = server.aws('ec2', 'describe-instance-attribute', '--instance-id', instance,
                              '--attribute', 'userData')['UserData']['Value']
            self.assertIn(sent, self.block)
            self.assertIn(b'send_metrics.py', base64.b64decode(sent))

            def metric(name):
                now = time.time() + 10 * 3600  # Drill time runs ahead.
                got = server.aws(
                    'cloudwatch', 'get-metric-data', '--start-time', str(int(now - 20 * 3600)),
                    '--end-time', str(int(now)), '--metric-data-queries', json.dumps([{
                        'Id': 'm', 'MetricStat': {'Stat': 'Maximum', 'Period': 60, 'Metric': {
                            'Namespace': 'fisworkshop', 'MetricName': name}}}]), cli=cli)
                return max(got['MetricDataResults'][0]['Values'], default=None)

            wait_until(lambda: (metric('unsaved') or 0) >= 100, every=1, what='the job to be complete')
            self.assertEqual(metric('checkpointed'), 100)
            console = wait_until(lambda: (lambda text: text if '100.000000% complete' in text else '')(
                server.aws('ec2', 'get-console-output', '--instance-id', instance, '--latest')
                ['Output']), what='the console')
            self.assertIn('Starting job (duration 5.000000 min', console)
            self.assertIn('resetting flag', console)
            self.assertIn('100.000000% complete', server.spotdrill('logs', instance).stdout)
            data = server.data
            server.stop()
            self.assertEqual(processes_of(data), [])


if __name__ == '__main__':
    unittest.main()
