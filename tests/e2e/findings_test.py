"""Each finding has a drill that provokes it, and only it; beside some, what a right job does that looks
alike must stay silent. All of them run together."""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from harness import PATIENCE, ROOT, SPOTDRILL, Rehearsals, free_port, wait_until

DRILLS = ROOT / 'tests/drills'
# A drill of its own cannot do that to its server: see below.
WITHOUT_DRILL = {'clock-jumped'}
# Most of these jobs have no handler, and some lose work by that too.
BESIDE = {'no-sigterm-handler'}
# The one that waits longest begins first.
FIRST = 'credentials-expired'
AT_A_TIME = 6


def label(path):
    """The name of a drill's directory of its own."""
    return f'{path.parent.name}-{path.stem}'


def rehearsals(files):
    return Rehearsals({label(path): [path] for path in files}, AT_A_TIME)


class Findings(unittest.TestCase):
    def test_each_is_provoked_by_its_drill_and_by_no_other(self):
        files = sorted(DRILLS.glob('*/drill*.yaml'), key=lambda path: (path.parent.name != FIRST, path))
        drills = rehearsals(files)
        self.addCleanup(drills.close)
        for path in files:
            name = path.parent.name
            with self.subTest(f'{name}/{path.name}'):
                run = drills[label(path)]
                found = run.findings()
                self.assertIn(name, found, run.text)
                self.assertLessEqual(found - {name}, BESIDE, run.text)
                self.assertIn(f'Read: docs/findings.md#{name}', run.text)

    def test_none_is_told_of_a_right_job(self):
        files = sorted(DRILLS.glob('*/right*.yaml'))
        drills = rehearsals(files)
        self.addCleanup(drills.close)
        for path in files:
            with self.subTest(f'{path.parent.name}/{path.name}'):
                run = drills[label(path)]
                self.assertEqual(run.findings(), set(), run.text)
                self.assertEqual(run.code, 0, run.text)

    def test_a_clock_that_jumps_is_told(self):
        """Method: the server is killed, its clock put on by an hour, and started again."""
        port = free_port()
        with tempfile.TemporaryDirectory(prefix='spotdrill-e2e-') as directory:
            data = pathlib.Path(directory)
            env = {**os.environ, 'SPOTDRILL_DATA': str(data)}
            serve = [SPOTDRILL, 'serve', '--port', port, '--data', str(data), '--speed', '20']
            (data / 'job.sh').write_text('#!/bin/sh\nfor n in $(seq 100); do echo $n%; sleep 2; done\n')
            (data / 'drill.yaml').write_text('workload: {user-data: job.sh}\nfaults: []\nspeed: 20\n')
            with open(data / 'log', 'ab') as log:
                server = subprocess.Popen(serve, stdout=log, stderr=log)
                wait_until((data / 'server.json').exists, what='server.json')
                drill = subprocess.Popen(
                    [SPOTDRILL, 'run', '--endpoint', f'http://127.0.0.1:{port}', '--report',
                     str(data / 'report'), str(data / 'drill.yaml')],
                    env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT, text=True, bufsize=1)
                for line in drill.stdout:
                    if 'progress 20 %' in line:
                        break
                server.kill()
                server.wait()
                clock = json.loads((data / 'clock.json').read_text())
                clock['drill'] += 3_600_000_000  # Microseconds.
                (data / 'clock.json').write_text(json.dumps(clock))
                server = subprocess.Popen(serve, stdout=log, stderr=log)
                text, _ = drill.communicate(timeout=PATIENCE)
                server.terminate()
                server.wait(PATIENCE)
            report = json.loads((data / 'report/report.json').read_text())
            found = {each['finding']: each for each in report['findings']}
            self.assertEqual(set(found), {'clock-jumped'}, text)
            self.assertIn('the clock was 1h', found['clock-jumped']['evidence'])

    def test_each_has_a_drill(self):
        sections = re.findall(r'^## (.+)$', (ROOT / 'docs/findings.md').read_text(), re.MULTILINE)
        self.assertEqual({path.name for path in DRILLS.iterdir()}, set(sections) - WITHOUT_DRILL)


if __name__ == '__main__':
    unittest.main()
