"""A drill whose job needs the internet: it reaches it, loses it at a moment, and is told what nobody knows.

Each run has a network of its own, in which a server stands for the internet: its address comes after the
instance, so that it is not one of the host's, and the job waits for it."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from harness import PATIENCE, SPOTDRILL, processes_of, user_environment, wait_until

OUTSIDE = '198.51.100.7'
RUN = f'''
ip link set lo up
/usr/bin/python3 -m http.server 8099 --bind 0.0.0.0 >/dev/null 2>&1 & server=$!
(
  until [ -e shared/up ] && curl -s -o /dev/null http://127.0.0.1:8099/; do sleep 0.1; done
  ip address add {OUTSIDE}/32 dev lo; touch shared/added
) & adds=$!
"$@"; code=$?
kill $server $adds 2>/dev/null
exit $code
'''
JOB = f'''#!/bin/bash
reached() {{ curl -s -m 4 -o /dev/null http://{OUTSIDE}:8099/; }}
touch /shared/up
until [ -e /shared/added ]; do sleep 0.2; done
for step in $(seq $(($(cat /mnt/efs/step 2>/dev/null || echo 0) + 1)) 20); do
  reached && echo "step $step reached" || echo "step $step cut"
  curl -s -m 4 -o /dev/null http://127.0.0.1:8099/ && echo "the host is reached"
  echo $step >/mnt/efs/step~; mv /mnt/efs/step~ /mnt/efs/step
  echo "$((step * 5)) %"
  sleep 2
done
'''
DRILL = '''
workload:
  user-data: job.sh
  progress: {file: /mnt/efs/step}
  saved: {file: /mnt/efs/step}
  total: 20
expect: [completes]
'''


@unittest.skipUnless(os.geteuid() == 0 and shutil.which('slirp4netns') and shutil.which('ip'),
                     'needs root, slirp4netns and iproute2')
class Network(unittest.TestCase):
    def run_drill(self, text, job=JOB):
        """The report, what the instances printed, one after the other, and what the run said."""
        directory = pathlib.Path(tempfile.mkdtemp(prefix='spotdrill-e2e-'))
        self.addCleanup(shutil.rmtree, directory)
        (directory / 'shared').mkdir()
        (directory / 'job.sh').write_text(job)
        (directory / 'drill.yaml').write_text(DRILL + text)
        done = subprocess.run(
            ['unshare', '-n', 'sh', '-c', RUN, 'sh', SPOTDRILL, 'run', '--report', 'report',
             '--share', f'{directory}/shared:/shared', 'drill.yaml'],
            cwd=directory, env=user_environment(directory), timeout=PATIENCE, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertTrue((directory / 'report/report.json').exists(), done.stdout)
        report = json.loads((directory / 'report/report.json').read_text())
        consoles = [(directory / 'report' / f"console-{instance['instance']}.log").read_text()
                    for instance in report['instances']]
        # What RUN has put into the background ends in a moment, too.
        wait_until(lambda: not processes_of(directory), what='everything that was started to end')
        return report, consoles, done.stdout

    def test_cut_from_a_moment_on(self):
        """Goal: the internet is there until the cut, then for no instance; the host never is."""
        report, consoles, said = self.run_drill('''
faults:
  - {network: aws-only, at: 30%}
  - terminate-at: 70%
''')
        self.assertEqual(report['outcome'], 'passed', said)
        self.assertIn('the internet is cut off at 30 %', said)
        self.assertIn('step 1 reached', consoles[0])
        self.assertIn('step 12 cut', consoles[0])
        self.assertIn('step 20 cut', consoles[1])
        self.assertNotIn('reached', consoles[1])
        self.assertNotIn('the host is reached', ''.join(consoles))

    def test_aws_only_keeps_them_in(self):
        report, consoles, said = self.run_drill(
            'network: aws-only\nfaults: [{terminate-at: 70%}]\n',
            JOB)
        self.assertEqual(report['outcome'], 'passed', said)
        self.assertNotIn('reached', ''.join(consoles))

    def test_name_that_nobody_knows_is_told(self):
        """Goal: in an open network too, where no name server answers."""
        for network in ('open', 'aws-only'):
            with self.subTest(network):
                report, _, said = self.run_drill(f'network: {network}\nfaults: [{{terminate-at: 50%}}]\n', '''#!/bin/bash
echo 2 >/mnt/efs/step
sleep 5
curl -s https://pypi.org/ || exit
for step in $(seq 20); do echo $step >/mnt/efs/step; sleep 1; done
''')
                self.assertEqual(report['outcome'], 'inconclusive', said)
                self.assertIn('pypi.org', ' '.join(report['inconclusive']))


if __name__ == '__main__':
    unittest.main()
