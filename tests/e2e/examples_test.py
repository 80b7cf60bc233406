"""The jobs under examples/ that are like people's own: each drill passes, and each job ends with what it
would have ended with if nobody had interrupted it."""
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from harness import PATIENCE, ROOT, Rehearsals, user_environment, wait_until

EXAMPLES = ROOT / 'examples'
NAMES = ('python-pickle', 'queue-worker', 'gromacs-style', 'lightning-style', 'shell-files', 'make-pipeline',
         's3-checkpoints', 'sqs-worker')

drills = None


def setUpModule():
    global drills
    yaml = {name: [EXAMPLES / name / 'drill.yaml'] for name in NAMES}
    drills = Rehearsals({**yaml, 's3-too-late': [EXAMPLES / 's3-checkpoints/too-late.yaml'],
                         'sqs-on-receipt': [EXAMPLES / 'sqs-worker/on-receipt.yaml']}, at_a_time=4)
    unittest.addModuleCleanup(drills.close)


class Examples(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')
        self.addCleanup(self.directory.cleanup)
        self.path = pathlib.Path(self.directory.name)
        self.work = self.path / 'work'
        self.work.mkdir()
        self.env = user_environment(self.path)

    def uninterrupted(self, *command, **variables):
        """The last line of the job, run here and at once."""
        done = subprocess.run([str(word) for word in command], cwd=self.work, env={**self.env, **variables},
                              timeout=PATIENCE, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout.strip().split('\n')[-1]

    def rehearse(self, name, last_line):
        """Takes the drill of `name`; returns its report's interruptions."""
        run = drills[name]
        self.assertEqual(run.code, 0, run.text)
        report = run.report()
        last = report['instances'][-1]['instance']
        console = (run.directory / f'report/console-{last}.log').read_text()
        self.assertIn(last_line, console.split('\n'))
        return report['interruptions']

    def test_python_pickle(self):
        job = EXAMPLES / 'python-pickle/train.py'
        [interruption] = self.rehearse('python-pickle', self.uninterrupted(
            'python3', job, self.work, '--step-seconds', '0'))
        self.assertEqual(interruption['workload_end'], {'exit_code': 75})

    def test_shell_files(self):
        last_line = self.uninterrupted(EXAMPLES / 'shell-files/job.sh', DIRECTORY=str(self.work), SECONDS_EACH='0')
        [interruption] = self.rehearse('shell-files', last_line)
        self.assertEqual(interruption['ended_how'], 'died of SIGTERM')

    def test_make_pipeline(self):
        last_line = self.uninterrupted('make', '-f', EXAMPLES / 'make-pipeline/pipeline.mk', 'SECONDS_EACH=0')
        noticed, terminated = self.rehearse('make-pipeline', last_line)
        self.assertTrue(noticed['with_notice'])
        self.assertFalse(terminated['with_notice'])

    def test_make_pipeline_takes_no_part_for_whole(self):
        """Goal: where even make is gone at once (SIGKILL), what was half written is not used."""
        words = ['make', '-j2', '-f', EXAMPLES / 'make-pipeline/pipeline.mk']
        whole = self.uninterrupted(*words, 'SECONDS_EACH=0')
        for path in self.work.iterdir():
            path.unlink()
        with subprocess.Popen([*words, 'SECONDS_EACH=30'], cwd=self.work, env=self.env, start_new_session=True,
                              stdout=subprocess.DEVNULL) as make:
            wait_until(lambda: any(path.stat().st_size for path in self.work.glob('*.clean*')),
                       what='half of an output')
            os.killpg(make.pid, signal.SIGKILL)
        self.assertEqual(self.uninterrupted(*words, 'SECONDS_EACH=0'), whole)

    def test_queue_worker(self):
        noticed, terminated = self.rehearse('queue-worker', self.uninterrupted(
            'python3', EXAMPLES / 'queue-worker/worker.py', self.work, '--seconds', '0'))
        self.assertEqual(noticed['ended_how'], 'ended by itself')
        self.assertEqual(terminated['workload_end'], {'exit_code': 75})

    def test_queue_worker_takes_back_what_nobody_works_on(self):
        """Goal: a message whose worker was gone without a word is done all the same."""
        (self.work / 'in-flight').mkdir()
        silent = self.work / 'in-flight/001'
        silent.write_text('1')
        os.utime(silent, (time.time() - 61, time.time() - 61))
        self.uninterrupted('python3', EXAMPLES / 'queue-worker/worker.py', self.work, '--seconds', '0')
        self.assertEqual((self.work / 'done/001').read_text(), '1')
        self.assertEqual(list((self.work / 'in-flight').iterdir()), [])

    def test_gromacs_style(self):
        words = ['python3', EXAMPLES / 'gromacs-style/mdrun.py', '-s', 'topol.tpr', '-cpi', 'state.cpt', '-append']
        last_line = self.uninterrupted(*words, STEP_SECONDS='0')
        [interruption] = self.rehearse('gromacs-style', last_line)
        self.assertEqual(interruption['workload_end'], {'exit_code': 75})

    def test_mdrun_stops_at_maxh_and_keeps_the_checkpoint_before(self):
        """Goal: what the stand-in does is what GROMACS does: exit 0 unfinished, and a log without repetition."""
        words = ['python3', EXAMPLES / 'gromacs-style/mdrun.py', '-s', 'topol.tpr', '-cpi', 'state.cpt', '-append']
        self.uninterrupted(*words, '-maxh', '0.0001', '-cpt', '0.001', STEP_SECONDS='0.005')
        self.assertFalse((self.work / 'confout.gro').exists())
        self.assertTrue((self.work / 'state_prev.cpt').exists())
        interrupted = self.uninterrupted(*words, STEP_SECONDS='0')
        steps = [line for line in (self.work / 'md.log').read_text().split('\n') if line.startswith('Step ')]
        self.assertEqual([int(line.split()[1]) for line in steps], list(range(20, 401, 20)))
        for path in self.work.iterdir():
            path.unlink()
        self.assertEqual(interrupted, self.uninterrupted(*words, STEP_SECONDS='0'))

    def test_lightning_style(self):
        [interruption] = self.rehearse('lightning-style', self.uninterrupted(
            'python3', EXAMPLES / 'lightning-style/train.py', '--dirpath', self.work, '--batch-seconds', '0'))
        self.assertEqual(interruption['ended_how'], 'ended on SIGTERM')

    def test_s3_checkpoints(self):
        [interruption] = self.rehearse('s3-checkpoints', 'trained')
        self.assertEqual(interruption['workload_end'], {'exit_code': 75})

    def test_s3_checkpoints_that_are_uploaded_too_late(self):
        run = drills['s3-too-late']
        self.assertEqual(run.code, 1, run.text)
        self.assertIn('upload-began-too-late', run.findings(), run.text)

    def test_sqs_worker(self):
        squares = sum(number * number for number in range(1, 41))
        noticed, terminated = self.rehearse('sqs-worker', f'the queue is empty; the sum of the results is {squares}')
        self.assertTrue(noticed['with_notice'])
        self.assertEqual(terminated['workload_end'], {'exit_code': 75})

    def test_sqs_worker_that_deletes_on_receipt(self):
        run = drills['sqs-on-receipt']
        self.assertEqual(run.code, 1, run.text)
        self.assertIn('got to 90 %, 10 % short of 100 %; exit code 0', run.text)


if __name__ == '__main__':
    unittest.main()
