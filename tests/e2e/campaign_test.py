"""`spotdrill run --repeat`, `--sweep` and `--worst-moment`, of a small job."""
import json
import pathlib
import shutil
import signal
import subprocess
import tempfile
import unittest

from harness import PATIENCE, ROOT, SPOTDRILL, processes_of, user_environment, wait_until

HERE = pathlib.Path(__file__).resolve().parent

# 100 steps of 3 s, a checkpoint every 15: what an interruption costs depends on its moment alone.
JOB = '''
import os, time
done = int(open('saved').read()) if os.path.exists('saved') else 0
for i in range(done, 100):
    time.sleep(3)
    print(f'{i + 1} %', flush=True)
    if (i + 1) % 15 == 0 or i == 99:
        with open('saved.new', 'w') as file:
            file.write(str(i + 1))
        os.rename('saved.new', 'saved')
'''
DRILL = '''
drill: steps
speed: auto
workload:
  command: [python3, job.py]
  progress: {log: '([0-9]+) %'}
  saved: {file: saved}
faults:
  - terminate-at: 50%
expect: [completes]
'''


class Campaigns(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')
        self.addCleanup(directory.cleanup)
        self.path = pathlib.Path(directory.name)
        (self.path / 'work').mkdir()
        (self.path / 'work/job.py').write_text(JOB)
        (self.path / 'work/drill.yaml').write_text(DRILL)
        self.env = user_environment(self.path)

    def spotdrill(self, *words):
        return subprocess.run([SPOTDRILL, *words], cwd=self.path / 'work', env=self.env, timeout=PATIENCE,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)

    def campaign(self, *words):
        done = self.spotdrill('run', 'drill.yaml', '--json', '--seed', '7', *words)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        told = json.loads(done.stdout)
        self.assertTrue(told['finished'])
        self.assertEqual(list((self.path / 'tmp').iterdir()), [], 'something was left behind')
        self.assertEqual({p.name for p in (self.path / 'work').iterdir()}, {'job.py', 'drill.yaml'},
                         'the trials worked on copies')
        try:
            import jsonschema
        except ImportError:
            return told
        jsonschema.validate(told, json.loads((ROOT / 'docs/campaign.schema.json').read_text()))
        return told

    def test_random_moments_are_the_same_for_a_seed(self):
        told = self.campaign('--repeat', '2', '--junit', '../junit.xml', '--summary', '../summary.md')
        self.assertEqual([trial['label'] for trial in told['trials']], ['at 74.9%', 'at 94%'])
        for trial in told['trials']:
            self.assertTrue(trial['completed'])
            self.assertLess(trial['lost_percent'], 20)
        [kept] = json.loads(self.spotdrill('runs', '--json').stdout)
        self.assertEqual(kept['campaign'], told['campaign'])
        directory = pathlib.Path(kept['directory'])
        self.assertIn('of 2 passed', (directory / 'campaign.html').read_text())
        self.assertTrue((directory / '001/report.html').exists())
        self.assertIn('2 of 2 passed', (self.path / 'summary.md').read_text())
        junit = (self.path / 'junit.xml').read_text()
        self.assertIn('name="001 at 74.9%"', junit)
        self.assertEqual(self.spotdrill('report', '--junit').stdout, junit, 'it is told again')
        if shutil.which('xmllint'):
            subprocess.run(['xmllint', '--noout', '--schema', HERE / 'junit.xsd', self.path / 'junit.xml'],
                           check=True, capture_output=True)

    def test_trials_beside_each_other_are_the_same(self):
        told = self.campaign('--repeat', '4', '--jobs', '3')
        alone = self.campaign('--repeat', '4')
        self.assertEqual([trial['label'] for trial in told['trials']], [trial['label'] for trial in alone['trials']])
        self.assertEqual([trial['run'] for trial in told['trials']], ['001', '002', '003', '004'])
        for beside, single in zip(told['trials'], alone['trials']):
            self.assertEqual(beside['outcome'], single['outcome'])
            self.assertLess(abs(beside['lost_percent'] - single['lost_percent']), 5)

    def test_moments_at_which_the_notice_does_not_fit_have_not_failed(self):
        done = self.spotdrill('run', 'drill.yaml', '--quiet', '--sweep', 'interrupt-at=30%,97%', '--sweep', 'notice=2m')
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        self.assertEqual(done.stdout, 'Campaign steps: 1 of 1 passed, 1 neither passed nor failed\n')

    def test_a_trial_that_ctrl_c_cut_has_not_failed(self):
        with subprocess.Popen([SPOTDRILL, 'run', 'drill.yaml', '--repeat', '4', '--jobs', '2'], cwd=self.path / 'work',
                              env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as campaign:
            wait_until(lambda: len(list((self.path / 'tmp').glob('*/0/saved'))) > 0, what='a trial to have saved')
            campaign.send_signal(signal.SIGINT)
            told, _ = campaign.communicate(timeout=PATIENCE)
        self.assertEqual(campaign.returncode, 2, told)
        self.assertNotIn('failed', told.replace('neither passed nor failed', ''))
        self.assertRegex(told, r'([0-4]) of \1 passed')
        self.assertEqual(list((self.path / 'tmp').iterdir()), [])

    def test_the_example_of_a_sweep(self):
        done = self.spotdrill('run', ROOT / 'examples/sweep/drill.yaml', '--json', '--sweep', 'interval=1,20',
                              '--sweep', 'SAVE_SECONDS=1,10', '--jobs', '2')
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        trials = json.loads(done.stdout)['trials']
        self.assertEqual([trial['coordinates'] for trial in trials], [[0, 0], [0, 1], [1, 0], [1, 1]])
        self.assertLess(trials[0]['lost_percent'], trials[2]['lost_percent'])

    def test_one_that_was_killed_is_swept_by_the_next(self):
        with subprocess.Popen([SPOTDRILL, 'run', 'drill.yaml', '--repeat', '2'], cwd=self.path / 'work',
                              env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as campaign:
            wait_until(lambda: any((self.path / 'tmp').glob('*/0/saved')), what='a trial to have saved')
            campaign.kill()
        wait_until(lambda: not processes_of(self.path / 'tmp'), what='its server to end')
        self.assertTrue(list((self.path / 'tmp').iterdir()))
        done = self.spotdrill('run', 'drill.yaml', '--quiet', '--repeat', '1')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r'\ACampaign steps: 1 of 1 passed\n\Z')
        self.assertEqual(list((self.path / 'tmp').iterdir()), [])

    def test_a_sweep_over_notices(self):
        told = self.campaign('--sweep', 'notice=0s,30s', '--sweep', 'interrupt-at=40%')
        self.assertEqual([axis['name'] for axis in told['axes']], ['notice', 'interrupt-at'])
        first, second = told['trials']
        self.assertEqual(first['coordinates'], [0, 0])
        # The job does not ask for its notice: it goes on for as long as it is let, ten steps or so.
        self.assertGreater(second['progress'], first['progress'] + 4)
        self.assertLess(second['progress'], first['progress'] + 35)

    def test_the_worst_moment_is_just_before_a_checkpoint(self):
        told = self.campaign('--worst-moment', '--trials', '12')
        worst = told['trials'][told['worst']]
        self.assertGreaterEqual(worst['lost_percent'], 10, told['trials'])
        self.assertIn('--terminate-at', worst['command'])
        self.assertEqual(len(told['trials']), 12)
        self.assertGreater(told['untried']['seconds'], 0)
        labels = ' '.join(trial['label'] for trial in told['trials'])
        for word in ('just before a save', 'the last percent', 'start-up', 'twice in a row', 'recovery'):
            self.assertIn(word, labels)

    def test_a_moment_of_50_ms_within_a_save(self):
        """Goal: while the old checkpoint is gone and the new one is not there yet, a kill loses everything."""
        job = JOB.replace("        os.rename(", "        if os.path.exists('saved'): os.remove('saved')\n"
                          "        time.sleep(.05)\n        os.rename(")
        (self.path / 'work/job.py').write_text(job)
        (self.path / 'work/drill.yaml').write_text(DRILL.replace('faults:', '  checkpoint: saved\nfaults:'))
        told = self.campaign('--worst-moment', '--trials', '2')
        worst = told['trials'][told['worst']]
        self.assertEqual(worst['label'], 'within a save')
        self.assertGreaterEqual(worst['lost_percent'], 30, 'the second save replaces the first')


if __name__ == '__main__':
    unittest.main()
