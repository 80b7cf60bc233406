"""`spotdrill init`: a drill for a job that nobody has rehearsed, and that drill run as it was written."""
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from harness import PATIENCE, ROOT, SPOTDRILL, user_environment

EXAMPLES = ROOT / 'examples'


class Init(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')
        self.addCleanup(directory.cleanup)
        self.path = pathlib.Path(directory.name)
        self.env = user_environment(self.path)

    def copy_of(self, name):
        """The example without its drill: what its author had before."""
        copy = self.path / name
        shutil.copytree(EXAMPLES / name, copy)
        (copy / 'drill.yaml').unlink()
        return copy

    def spotdrill(self, *words, cwd, code=0):
        done = subprocess.run([SPOTDRILL, *words], cwd=cwd, env=self.env, timeout=PATIENCE, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout

    def test_the_drill_of_user_data_runs_as_it_is(self):
        job = self.copy_of('python-pickle')
        told = self.spotdrill('init', '--user-data', 'launch.sh', cwd=job)
        self.assertIn("train.py:", told)
        self.assertTrue(told.endswith('Next: spotdrill run drill.yaml\n'))
        self.assertIn('python-pickle: PASSED', self.spotdrill('run', '--speed', '60', 'drill.yaml', cwd=job))

    def test_the_drill_of_a_command_runs_as_it_is(self):
        job = self.copy_of('lightning-style')
        told = self.spotdrill('init', '--', 'python3', 'train.py', '--dirpath', 'run', cwd=job)
        self.assertIn('-u was added', told)
        run = ('run', '--speed', '60', 'drill.yaml')
        self.assertIn('train: PASSED', self.spotdrill(*run, cwd=job))
        self.assertFalse((job / 'run').exists(), 'it works on a copy')
        self.assertIn('train: PASSED', self.spotdrill(*run, '--in-place', cwd=job))
        self.assertTrue((job / 'run/last.ckpt').exists())

    def test_nothing_is_overwritten_unless_asked(self):
        drill = self.path / 'drill.yaml'
        drill.write_text('mine')
        told = self.spotdrill('init', '--', 'true', cwd=self.path, code=2)
        self.assertIn('drill.yaml is there already', told)
        self.assertEqual(drill.read_text(), 'mine')
        self.spotdrill('init', '-o', 'other.yaml', '--', 'true', cwd=self.path)
        self.spotdrill('init', '--force', '--', 'true', cwd=self.path)
        self.assertEqual(drill.read_text(), (self.path / 'other.yaml').read_text())

    def test_what_it_cannot_find_out_it_asks_for(self):
        self.assertIn('Say what is to be rehearsed', self.spotdrill('init', cwd=self.path, code=2))
        self.assertIn('no.sh cannot be read', self.spotdrill('init', '--user-data', 'no.sh', cwd=self.path, code=2))
        (self.path / 'bad.asl.json').write_text('{"StartAt": "A", "States": {}}')
        told = self.spotdrill('init', '--state-machine', 'bad.asl.json', cwd=self.path, code=1)
        self.assertIn('bad.asl.json: ', told)
        self.assertFalse((self.path / 'drill.yaml').exists())

    def test_a_state_machine_without_a_job_says_what_is_missing(self):
        job = self.copy_of('state-machine')
        told = self.spotdrill('init', '--state-machine', 'workflow.asl.json', cwd=job, code=2)
        self.assertIn('does not say what runs (UserData); add --user-data FILE', told)
        self.spotdrill('init', '--state-machine', 'workflow.asl.json', '--user-data', 'job.sh', cwd=job)
        self.assertIn('replace: {state-machine: workflow.asl.json}', (job / 'drill.yaml').read_text())


if __name__ == '__main__':
    unittest.main()
