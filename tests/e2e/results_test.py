"""What a drill says of its results: its own check of them, and how they compare with those of an undisturbed run."""
import pathlib
import shutil
import tempfile
import unittest

from harness import ROOT, Rehearsal, Rehearsals

DRILLS = ROOT / 'tests/result-drills'
# What the report says of each, and its exit code.
TRUTHS = {
    'right': (0, ['exit code 0', 'the same as after an undisturbed run']),
    'rng-not-restored': (1, ['result.json, line 1:', 'in the undisturbed run']),
    'skips-a-batch': (1, ['skipped for ever: item']),
    'check-fails': (1, ['exit code 3', 'the sum is wrong']),
    'check-hangs': (1, ['not done after 1m (check-timeout)']),
    'not-deterministic': (None, ['two undisturbed runs differ']),
}


class Results(unittest.TestCase):
    def test_each_drill_says_what_is_true_of_its_job(self):
        drills = Rehearsals({name: [DRILLS / f'{name}.yaml'] for name in TRUTHS}, 3)
        self.addCleanup(drills.close)
        for name, (code, texts) in TRUTHS.items():
            with self.subTest(name):
                run = drills[name]
                text = ' '.join(run.text.split())
                if code is not None:
                    self.assertEqual(run.code, code, run.text)
                for each in texts:
                    self.assertIn(each, text, run.text)
                self.assertEqual(run.left_behind, [])

    def test_the_jobs_directory_stays_as_it_is_and_what_is_made_is_kept(self):
        with tempfile.TemporaryDirectory(prefix='spotdrill-e2e-') as directory:
            job = pathlib.Path(directory) / 'job'
            shutil.copytree(DRILLS, job)
            before = sorted(job.iterdir())
            run = Rehearsal(directory, job / 'check-fails.yaml')
            self.assertIn("Job's directory: a copy of", run.text)
            self.assertEqual(sorted(job.iterdir()), before)
            self.assertTrue((pathlib.Path(directory) / 'report/job/result.json').exists(), run.text)

    def test_a_second_run_in_place_is_told_of_what_the_first_has_left(self):
        with tempfile.TemporaryDirectory(prefix='spotdrill-e2e-') as directory:
            job = pathlib.Path(directory) / 'job'
            shutil.copytree(DRILLS, job)
            first = Rehearsal(directory, '--in-place', job / 'check-fails.yaml')
            self.assertNotIn('left by run', first.text)
            self.assertTrue((job / 'result.json').exists())
            second = Rehearsal(directory, '--in-place', job / 'check-fails.yaml')
            self.assertRegex(second.text, r'result\.json.* left by run .*: the job may find')


if __name__ == '__main__':
    unittest.main()
