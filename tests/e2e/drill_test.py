"""`spotdrill run`: the drills under examples/, the seed's own user data, a command, trouble."""
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from harness import ROOT, SEED, SPOTDRILL, processes_of, wait_until

EXAMPLES = ROOT / 'examples'


class Drill(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')
        self.addCleanup(self.directory.cleanup)
        self.path = pathlib.Path(self.directory.name)
        # Whatever a drill leaves behind would be in here.
        self.temporary = self.path / 'tmp'
        self.temporary.mkdir()
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(('AWS_', 'SPOTDRILL_'))}
        self.env.update(SPOTDRILL_DATA=str(self.path / 'data'), TMPDIR=str(self.temporary))

    def run_drill(self, *words, cwd=ROOT, seconds=150):
        done = subprocess.run([SPOTDRILL, 'run', '--report', str(self.path / 'report'), *map(str, words)],
                              cwd=cwd, env=self.env, timeout=seconds, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(list(self.temporary.iterdir()), [], 'something was left behind')
        return done

    def report(self):
        return json.loads((self.path / 'report/report.json').read_text())

    def findings(self):
        return {finding['finding'] for finding in self.report()['findings']}

    def test_with_a_notice_nothing_is_lost(self):
        started = time.monotonic()
        done = self.run_drill(EXAMPLES / 'checkpointed-batch/with-notice.yaml')
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertLess(time.monotonic() - started, 60)
        self.assertIn('with-notice: PASSED', done.stdout)
        self.assertIn('progress 50 %', done.stdout)
        report = self.report()
        self.assertEqual(report['outcome'], 'passed')
        [interruption] = report['interruptions']
        self.assertLessEqual(interruption['lost_percent'], 2)
        self.assertEqual(interruption['workload_end'], {'exit_code': 75})
        self.assertEqual(interruption['ended_how'], 'ended by itself')
        self.assertLess(interruption['notice_at'], interruption['deadline'])
        self.assertEqual(self.findings(), set())
        self.assertTrue(any('checksum' in path.read_text()
                            for path in (self.path / 'report').glob('console-*.log')))

    def test_without_a_notice_what_came_after_the_checkpoint_is_lost(self):
        done = self.run_drill(EXAMPLES / 'checkpointed-batch/without-notice.yaml')
        self.assertEqual(done.returncode, 0, done.stdout)
        [interruption] = self.report()['interruptions']
        self.assertFalse(interruption['with_notice'])
        self.assertNotIn('notice_at', interruption)
        self.assertGreater(interruption['lost_percent'], 2)
        self.assertLessEqual(interruption['lost_percent'], 16)
        self.assertAlmostEqual(interruption['resume_point'], interruption['saved_when_replaced'], delta=1.5)

    def test_a_job_that_does_not_resume_is_told_that_it_loses_everything(self):
        done = self.run_drill(EXAMPLES / 'python-naive/drill.yaml')
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn('python-naive: FAILED', done.stdout)
        [interruption] = self.report()['interruptions']
        self.assertLess(interruption['resume_point'], 3)
        self.assertGreater(interruption['lost_percent'], 40)
        self.assertLessEqual({'resumed-from-zero', 'never-polled-for-notice',
                              'handles-sigint-not-sigterm'}, self.findings())

    def test_a_state_machine_replaces_its_instance(self):
        started = time.monotonic()
        done = self.run_drill(EXAMPLES / 'state-machine/drill.yaml')
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertLess(time.monotonic() - started, 60)
        report = self.report()
        self.assertEqual(report['execution']['status'], 'SUCCEEDED')
        self.assertEqual(report['execution']['visits'][0]['state'], 'Begin')
        [first, second] = report['instances']
        self.assertEqual(first['user_data_end'], {'exit_code': 75})
        self.assertTrue(second['ended_by_execution'])
        [interruption] = report['interruptions']
        self.assertEqual(interruption['replacement'], second['instance'])
        self.assertLessEqual(interruption['lost_percent'], 2)

    def test_a_state_machine_that_fails_fails_the_drill(self):
        (self.path / 'workflow.asl.json').write_text(json.dumps({
            'StartAt': 'Wait', 'States': {
                'Wait': {'Type': 'Wait', 'Seconds': 5, 'Next': 'No'},
                'No': {'Type': 'Fail', 'Error': 'Job.Failed', 'Cause': 'It had enough.'}}}))
        drill = self.path / 'drill.yaml'
        drill.write_text('workload: {replace: {state-machine: workflow.asl.json}}\n'
                         'faults: []\nexpect: [completes]\nspeed: 20\n')
        done = self.run_drill(drill)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn('execution FAILED: Job.Failed: It had enough.', done.stdout)
        self.assertEqual(self.report()['execution']['error'], 'Job.Failed')

        (self.path / 'workflow.asl.json').write_text('{"StartAt": "A", "States": {}}')
        done = self.run_drill(drill)
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn('workflow.asl.json: CreateStateMachine: InvalidDefinition', done.stdout)

    @unittest.skipUnless(SEED, 'the seed document is not here')
    def test_the_seed_loses_everything_too(self):
        drill = self.path / 'seed.yaml'
        drill.write_text(f'''
drill: seed
workload:
  user-data: {SEED}/user-data.sh
  parameters: {{FisWorkshopSpotJobDuration: 5, FisWorkshopSpotCheckpointDuration: 0.2}}
  progress: {{metric: fisworkshop/unsaved}}
  saved: {{metric: fisworkshop/checkpointed}}
  tags: {{Name: Fis/Spot}}
faults: {{interrupt-at: 40%, notice: 2m}}
expect: [completes, lost-work <= 5%]
speed: 20
''')
        done = self.run_drill(drill)
        self.assertEqual(done.returncode, 1, done.stdout)
        report = self.report()
        self.assertTrue(report['completed'], done.stdout)
        self.assertGreater(report['interruptions'][0]['lost_percent'], 40)
        self.assertLessEqual({'resumed-from-zero', 'never-polled-for-notice',
                              'handles-sigint-not-sigterm'}, self.findings())

    def test_a_command_runs_in_this_directory(self):
        job = self.path / 'job.sh'
        job.write_text('#!/bin/bash\nn=$(cat at 2>/dev/null || echo 0)\n'
                       'while [ $n -lt 100 ]; do n=$((n + 2)); sleep 2; echo $n > at; echo "$n%"; done\n')
        done = self.run_drill('--speed', '20', '--terminate-at', '40%', '--expect', 'lost-work <= 5%',
                              '--expect', 'completes', '--', 'bash', 'job.sh', cwd=self.path)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual((self.path / 'at').read_text(), '100\n')

    def test_a_job_that_fails_by_itself_fails_the_drill(self):
        done = self.run_drill('--speed', '50', '--', 'sh', '-c', 'echo 10%; exit 3', cwd=self.path)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn('exit code 3', done.stdout)
        self.assertIn('it never came to that', done.stdout)

    def test_mistakes_are_named_with_their_lines(self):
        drill = self.path / 'drill.yaml'
        drill.write_text('workload:\n  comand: [true]\nexpect: [lost-work < 5]\n')
        done = self.run_drill(drill)
        self.assertEqual(done.returncode, 2)
        self.assertIn("drill.yaml:2:3: 'comand' is not known in workload (did you mean 'command'?)",
                      done.stdout)
        self.assertIn('drill.yaml:3:10:', done.stdout)

    def test_ctrl_c_ends_everything_and_is_reported(self):
        process = subprocess.Popen(
            [SPOTDRILL, 'run', '--report', str(self.path / 'report'), '--speed', '2', '--', 'bash', '-c',
             'for i in $(seq 100); do echo $i%; sleep 1; done'],
            cwd=self.path, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, bufsize=1)
        for line in process.stdout:
            if 'Spot Instance launched' in line:
                break
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2, rest)
        self.assertIn('INTERRUPTED', rest)
        self.assertEqual(self.report()['outcome'], 'interrupted')
        self.assertEqual(list(self.temporary.iterdir()), [])

    def test_ctrl_c_stops_the_execution_too(self):
        """Goal: what the state machine requested ends with the drill, and nothing follows it."""
        (self.path / 'job.sh').write_text('#!/bin/sh\nsleep 10000\n')
        (self.path / 'drill.yaml').write_text(json.dumps({
            'workload': {'user-data': 'job.sh', 'replace': {'state-machine': {
                'StartAt': 'Request', 'States': {
                    'Request': {'Type': 'Task', 'Next': 'Wait', 'ResultPath': None,
                                'Resource': 'arn:aws:states:::aws-sdk:ec2:requestSpotInstances',
                                'Parameters': {'LaunchSpecification.$': '$.LaunchSpecification'}},
                    'Wait': {'Type': 'Wait', 'Seconds': 600, 'End': True}}}}},
            'faults': [], 'speed': 5}))
        process = subprocess.Popen(
            [SPOTDRILL, 'run', '--report', str(self.path / 'report'), str(self.path / 'drill.yaml')],
            env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, bufsize=1)
        for line in process.stdout:
            if 'instance running' in line:
                break
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2, rest)
        report = self.report()
        self.assertEqual(report['outcome'], 'interrupted')
        self.assertEqual(report['execution']['status'], 'RUNNING')
        self.assertTrue(all(instance['ended_at'] for instance in report['instances']), rest)
        self.assertEqual(list(self.temporary.iterdir()), [])

    def start_endless(self):
        """A drill whose job ignores SIGTERM, once the job runs."""
        process = subprocess.Popen(
            [SPOTDRILL, 'run', '--report', str(self.path / 'report'), '--', 'bash', '-c',
             'trap "" TERM; for i in $(seq 100); do echo $i%; sleep 1; done'],
            cwd=self.path, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, bufsize=1)
        for line in process.stdout:
            if 'instance running' in line:
                return process

    def test_a_second_ctrl_c_ends_it_at_once(self):
        process = self.start_endless()
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        self.assertLess(time.monotonic() - started, 2)
        self.assertIn('Interrupted: ending what was started; once more ends it at once', rest)
        self.assertEqual(self.report()['outcome'], 'interrupted')
        self.assertEqual(list(self.temporary.iterdir()), [])

    def test_a_run_that_was_killed_is_swept_by_the_next(self):
        process = self.start_endless()
        process.kill()
        process.communicate()
        self.assertEqual(len(list(self.temporary.iterdir())), 1)
        wait_until(lambda: not processes_of(self.temporary), what='its server to end')
        self.run_drill('--speed', '50', '--', 'sh', '-c', 'echo 100%', cwd=self.path)


if __name__ == '__main__':
    unittest.main()
