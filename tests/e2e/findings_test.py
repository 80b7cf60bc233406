"""Each finding has a drill that provokes it, and only it. All of them run together."""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from harness import ROOT, SPOTDRILL

DRILLS = ROOT / 'tests/drills'
# No drill can do that to a computer.
WITHOUT_DRILL = {'clock-jumped'}
# Most of these jobs have no handler, and some lose work by that too; what is left of a torn
# checkpoint is nothing.
BESIDE = {'no-sigterm-handler'}
BESIDE_OF = {'checkpoint-not-atomic': {'resumed-from-zero'}}
# The one that waits longest begins first.
FIRST = 'credentials-expired'
AT_A_TIME = 6


def run(name, directory):
    env = {k: v for k, v in os.environ.items() if not k.startswith(('AWS_', 'SPOTDRILL_'))}
    temporary = directory / 'tmp'
    temporary.mkdir(parents=True)
    env.update(SPOTDRILL_DATA=str(directory / 'data'), TMPDIR=str(temporary))
    done = subprocess.run(
        [SPOTDRILL, 'run', '--report', str(directory / 'report'), str(DRILLS / name / 'drill.yaml')],
        env=env, timeout=120, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True)
    report = json.loads((directory / 'report/report.json').read_text())
    return done.stdout, {finding['finding'] for finding in report['findings']}


class Findings(unittest.TestCase):
    def test_each_is_provoked_by_its_drill_and_by_no_other(self):
        names = sorted((path.name for path in DRILLS.iterdir()), key=lambda name: name != FIRST)
        with tempfile.TemporaryDirectory(prefix='spotdrill-e2e-') as directory, \
                concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
            runs = {name: pool.submit(run, name, pathlib.Path(directory) / name) for name in names}
            for name, each in runs.items():
                with self.subTest(name):
                    text, found = each.result()
                    self.assertIn(name, found, text)
                    self.assertLessEqual(found - {name} - BESIDE, BESIDE_OF.get(name, set()), text)
                    self.assertIn(f'Read: docs/findings.md#{name}', text)

    def test_each_has_a_drill(self):
        sections = re.findall(r'^## (.+)$', (ROOT / 'docs/findings.md').read_text(), re.MULTILINE)
        self.assertEqual({path.name for path in DRILLS.iterdir()}, set(sections) - WITHOUT_DRILL)


if __name__ == '__main__':
    unittest.main()
