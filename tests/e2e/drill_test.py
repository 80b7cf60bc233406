"""`spotdrill run`: the drills under examples/, the seed's own user data, a command, trouble."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import unittest.mock

from harness import (PATIENCE, ROOT, SEED, SPOTDRILL, Rehearsal, Rehearsals, cgroups_of, processes_of,
                     user_environment, wait_until)

EXAMPLES = ROOT / 'examples'
# What is wrong with the seed's job and with ours that is like it.
NAIVE = {'resumed-from-zero', 'handles-sigint-not-sigterm'}
DRILLS = {'with-notice': [EXAMPLES / 'checkpointed-batch/with-notice.yaml'],
          'without-notice': [EXAMPLES / 'checkpointed-batch/without-notice.yaml'],
          'python-naive': [EXAMPLES / 'python-naive/drill.yaml'],
          'state-machine': [EXAMPLES / 'state-machine/drill.yaml']}
SEEDS_DRILL = f'''
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
'''

drills = None


def setUpModule():
    global drills
    words = dict(DRILLS)
    if SEED:
        file = tempfile.NamedTemporaryFile('w', prefix='spotdrill-e2e-', suffix='.yaml')
        unittest.addModuleCleanup(file.close)
        file.write(SEEDS_DRILL)
        file.flush()
        words['seed'] = [file.name]
    drills = Rehearsals(words, at_a_time=4)
    unittest.addModuleCleanup(drills.close)


class Drills(unittest.TestCase):
    def take(self, name, code):
        """The drill of `name`, ended, and its only interruption."""
        run = drills[name]
        self.assertEqual(run.code, code, run.text)
        self.assertEqual(run.left_behind, [])
        [interruption] = run.report()['interruptions']
        return run, interruption

    def test_with_a_notice_nothing_is_lost(self):
        run, interruption = self.take('with-notice', 0)
        self.assertIn('with-notice: PASSED', run.text)
        self.assertIn('progress 50 %', run.text)
        self.assertEqual(run.report()['outcome'], 'passed')
        self.assertLessEqual(interruption['lost_percent'], 2)
        self.assertEqual(interruption['workload_end'], {'exit_code': 75})
        self.assertEqual(interruption['ended_how'], 'ended by itself')
        self.assertLess(interruption['notice_at'], interruption['deadline'])
        self.assertEqual(run.findings(), set())
        self.assertTrue(any('checksum' in path.read_text()
                            for path in (run.directory / 'report').glob('console-*.log')))

    def test_without_a_notice_what_came_after_the_checkpoint_is_lost(self):
        _, interruption = self.take('without-notice', 0)
        self.assertFalse(interruption['with_notice'])
        self.assertNotIn('notice_at', interruption)
        self.assertGreater(interruption['lost_percent'], 2)
        self.assertLessEqual(interruption['lost_percent'], 16)
        self.assertAlmostEqual(interruption['resume_point'], interruption['saved_when_replaced'], delta=1.5)

    def test_a_job_that_does_not_resume_is_told_that_it_loses_everything(self):
        run, interruption = self.take('python-naive', 1)
        self.assertIn('python-naive: FAILED', run.text)
        self.assertLess(interruption['resume_point'], 3)
        self.assertGreater(interruption['lost_percent'], 40)
        self.assertLessEqual(NAIVE, run.findings())

    def test_a_state_machine_replaces_its_instance(self):
        run, interruption = self.take('state-machine', 0)
        report = run.report()
        self.assertEqual(report['execution']['status'], 'SUCCEEDED')
        self.assertEqual(report['execution']['visits'][0]['state'], 'Begin')
        [first, second] = report['instances']
        self.assertEqual(first['user_data_end'], {'exit_code': 75})
        self.assertTrue(second['ended_by_execution'])
        self.assertEqual(interruption['replacement'], second['instance'])
        self.assertLessEqual(interruption['lost_percent'], 2)

    @unittest.skipUnless(SEED, 'the seed document is not here')
    def test_the_seed_loses_everything_too(self):
        run, interruption = self.take('seed', 1)
        self.assertTrue(run.report()['completed'], run.text)
        self.assertGreater(interruption['lost_percent'], 40)
        self.assertLessEqual(NAIVE, run.findings())


class Runs(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')
        self.addCleanup(self.directory.cleanup)
        self.path = pathlib.Path(self.directory.name)
        # Whatever a drill leaves behind would be in here.
        self.temporary = self.path / 'tmp'
        self.env = user_environment(self.path)

    def run_drill(self, *words, cwd=ROOT):
        run = Rehearsal(self.path, *words, cwd=cwd)
        self.assertEqual(run.left_behind, [])
        return run

    def report(self):
        return json.loads((self.path / 'report/report.json').read_text())

    def test_a_state_machine_that_fails_fails_the_drill(self):
        (self.path / 'workflow.asl.json').write_text(json.dumps({
            'StartAt': 'Wait', 'States': {
                'Wait': {'Type': 'Wait', 'Seconds': 5, 'Next': 'No'},
                'No': {'Type': 'Fail', 'Error': 'Job.Failed', 'Cause': 'It had enough.'}}}))
        drill = self.path / 'drill.yaml'
        drill.write_text('workload: {replace: {state-machine: workflow.asl.json}}\n'
                         'faults: []\nexpect: [completes]\nspeed: 20\n')
        run = self.run_drill(drill)
        self.assertEqual(run.code, 1, run.text)
        self.assertIn('execution FAILED: Job.Failed: It had enough.', run.text)
        self.assertEqual(self.report()['execution']['error'], 'Job.Failed')

        (self.path / 'workflow.asl.json').write_text('{"StartAt": "A", "States": {}}')
        run = self.run_drill(drill)
        self.assertEqual(run.code, 2, run.text)
        self.assertIn('workflow.asl.json: CreateStateMachine: InvalidDefinition', run.text)

    def test_a_command_runs_in_this_directory(self):
        job = self.path / 'job.sh'
        job.write_text('#!/bin/bash\nn=$(cat at 2>/dev/null || echo 0)\n'
                       'while [ $n -lt 100 ]; do n=$((n + 2)); sleep 2; echo $n > at; echo "$n%"; done\n')
        words = ['--speed', '20', '--terminate-at', '40%', '--expect', 'lost-work <= 5%',
                 '--expect', 'completes', '--', 'bash', 'job.sh']
        run = self.run_drill(*words, cwd=self.path)
        self.assertEqual(run.code, 0, run.text)
        self.assertIn(f"Job's directory: a copy of {self.path}", run.text)
        self.assertFalse((self.path / 'at').exists(), 'it works on a copy')
        self.assertEqual((self.path / 'report/job/at').read_text(), '100\n')
        run = self.run_drill('--in-place', *words, cwd=self.path)
        self.assertEqual(run.code, 0, run.text)
        self.assertEqual((self.path / 'at').read_text(), '100\n')

    def test_a_command_has_its_callers_environment(self):
        """Method: a program that only the caller's PATH has, in a directory that instances do not see."""
        programs = pathlib.Path(tempfile.mkdtemp(prefix='spotdrill-e2e-', dir='/tmp'))
        self.addCleanup(shutil.rmtree, programs)
        (programs / 'bin').mkdir()
        (programs / 'bin/my-job').write_text(
            '#!/bin/sh\n. "$(dirname "$0")/../said"\n'
            'echo "key=$MY_KEY token=$MY_TOKEN none=$HF_TOKEN at=$PWD home=$HOME $said"; echo 100%\n')
        (programs / 'bin/my-job').chmod(0o755)
        (programs / 'said').write_text('said=yes\n')
        mine = {'MY_KEY': 'k', 'MY_TOKEN': 't', 'HF_TOKEN': 'secret',
                'PATH': f'{programs}/bin:{os.environ["PATH"]}'}
        patched = unittest.mock.patch.dict(os.environ, mine)
        patched.start()
        self.addCleanup(patched.stop)
        run = self.run_drill('--speed', '50', '--env', 'MY_TOKEN', '--', 'my-job', cwd=self.path)
        [console] = (self.path / 'report').glob('*console*')
        self.assertIn(f'key=k token=t none= at={self.path} home={os.path.expanduser("~")} yes',
                      console.read_text(), run.text)
        self.assertRegex(run.text, 'but for .*HF_TOKEN')
        run = self.run_drill('--', 'no-such-command', cwd=self.path)
        self.assertEqual(run.code, 2, run.text)
        self.assertIn(f"the command 'no-such-command' is not found; it was looked for in PATH, which is "
                      f"{programs}/bin:", run.text)

    def test_a_job_that_fails_by_itself_shows_nothing_of_interruptions(self):
        run = self.run_drill('--speed', '50', '--', 'sh', '-c', 'echo 10%; exit 3', cwd=self.path)
        self.assertEqual(run.code, 3, run.text)
        self.assertIn('exit code 3', run.text)
        self.assertIn('the fault never came', run.text)

    def test_mistakes_are_named_with_their_lines(self):
        drill = self.path / 'drill.yaml'
        drill.write_text('workload:\n  comand: [true]\nexpect: [lost-work < 5]\n')
        run = self.run_drill(drill)
        self.assertEqual(run.code, 2)
        self.assertIn("drill.yaml:2:3: 'comand' is not known in workload (did you mean 'command'?)",
                      run.text)
        self.assertIn('drill.yaml:3:10:', run.text)

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
        rest, _ = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, 2, rest)
        self.assertIn('STOPPED', rest)
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
        rest, _ = process.communicate(timeout=PATIENCE)
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
        rest, _ = process.communicate(timeout=PATIENCE)
        self.assertLess(time.monotonic() - started, 2)
        self.assertIn('Interrupted: ending what was started; once more ends it at once', rest)
        self.assertEqual(self.report()['outcome'], 'interrupted')
        self.assertEqual(list(self.temporary.iterdir()), [])

    def test_a_run_that_was_killed_is_swept_by_the_next(self):
        process = self.start_endless()
        process.kill()
        process.communicate()
        self.assertTrue(list(self.temporary.iterdir()))
        wait_until(lambda: not processes_of(self.temporary), what='its server to end')
        self.run_drill('--speed', '50', '--', 'sh', '-c', 'echo 100%', cwd=self.path)

    def test_a_run_that_was_killed_with_its_server_is_swept_too(self):
        process = self.start_endless()
        [data] = [path.parent for path in self.temporary.glob('*/server.json')]
        for pid in [process.pid, *processes_of(self.temporary)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.communicate()
        cgroups = cgroups_of(data)
        wait_until(lambda: not processes_of(self.temporary) and
                   all('populated 0' in (path / 'cgroup.events').read_text() for path in cgroups),
                   what='its processes to end')
        self.run_drill('--speed', '50', '--', 'sh', '-c', 'echo 100%', cwd=self.path)
        self.assertEqual([path for path in cgroups if path.exists()], [])


if __name__ == '__main__':
    unittest.main()
