"""Jobs that user data hands to systemd: interrupted as services are, and resumed."""
import pathlib
import tempfile
import unittest

from harness import Rehearsals

DRILL = '''
drill: {name}
workload:
  user-data: job.sh
  shared: {{/mnt/efs/state: state}}
  progress: {{log: 'progress ([0-9]+) %'}}
  saved: {{log: 'saved ([0-9]+) %'}}
  timeout: 30m
faults: {{interrupt-at: 40%, notice: 30s}}
expect: [completes, resumes, 'lost-work <= 5%']
speed: auto
'''
# Counts to 20; where it is, it keeps where the second word of it says.
WORKER = '''
cat >/opt/worker.sh <<'WORKER'
#!/bin/bash
n=$(cat /mnt/efs/state/n 2>/dev/null || echo 0)
save() { echo $n >/mnt/efs/state/.n && mv /mnt/efs/state/.n /mnt/efs/state/n && echo "saved $((n * 5)) %"; }
SAVING
while [ $n -lt 20 ]; do
  sleep 10 & wait $!
  n=$((n + 1))
  echo $n >/run/.n && mv /run/.n /run/n  # Whole at each moment.
  echo "progress $((n * 5)) %"
  AFTER
done
save
WORKER
chmod +x /opt/worker.sh
'''
START = '''
systemctl daemon-reload
systemctl enable --now worker.service
'''


def job(unit, saving, after=':'):
    return ('#!/bin/bash\n' + WORKER.replace('SAVING', saving).replace('AFTER', after) +
            "cat >/etc/systemd/system/worker.service <<'UNIT'\n" + unit + 'UNIT\n' + START)


JOBS = {
    # Saves on SIGTERM, as systemd sends it; fails once, and is started again.
    'on-sigterm': job('''[Service]
EnvironmentFile=-/etc/default/worker
ExecStart=/opt/worker.sh
Restart=on-failure
RestartSec=30
[Install]
WantedBy=multi-user.target
''', "trap 'save; exit 75' TERM",
                      '[ $n != 3 ] || [ -e /run/failed ] || { touch /run/failed; save; exit 1; }'),
    # Does not know of signals: another command saves for it, but for a step that ends meanwhile.
    'by-command': job('''[Service]
ExecStart=/opt/worker.sh
ExecStop=/bin/sh -c 'cp /run/n /mnt/efs/state/n && echo "saved $$(($$(cat /run/n) * 5)) %%"'
[Install]
WantedBy=multi-user.target
''', ':'),
    # Has had more memory than a machine would have let it have.
    'more-memory': job('''[Service]
ExecStartPre=/usr/bin/python3 -c "len(b'x' * (64 << 20))"
ExecStart=/opt/worker.sh
MemoryMax=32M
[Install]
WantedBy=multi-user.target
''', "trap 'save; exit 75' TERM"),
    # Needs longer than it is given: what it would have saved is lost.
    'too-long': job('''[Service]
ExecStart=/opt/worker.sh
TimeoutStopSec=10min
[Install]
WantedBy=multi-user.target
''', "trap 'sleep 300; save; exit 75' TERM"),
}

drills = None


def setUpModule():
    global drills
    directory = tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')
    unittest.addModuleCleanup(directory.cleanup)
    words = {}
    for name, text in JOBS.items():
        place = pathlib.Path(directory.name) / name
        (place / 'state').mkdir(parents=True)
        (place / 'job.sh').write_text(text)
        (place / 'drill.yaml').write_text(DRILL.format(name=name))
        words[name] = [place / 'drill.yaml']
    drills = Rehearsals(words, at_a_time=3)
    unittest.addModuleCleanup(drills.close)


class Units(unittest.TestCase):
    def test_a_service_that_saves_on_sigterm_passes_and_its_exit_code_is_told(self):
        run = drills['on-sigterm']
        self.assertEqual(run.code, 0, run.text)
        [interruption] = run.report()['interruptions']
        self.assertEqual(interruption['workload_end'], {'exit_code': 75})
        self.assertEqual(run.left_behind, [])

    def test_a_command_that_saves_is_run_before_any_signal(self):
        run = drills['by-command']
        self.assertEqual(run.code, 0, run.text)
        self.assertNotIn('signal-stops-at-shell', run.findings())

    def test_a_service_that_exceeds_a_limit_which_is_not_here_is_named(self):
        run = drills['more-memory']
        self.assertNotIn('worker.service', drills['on-sigterm'].text)
        self.assertIn("worker.service's MemoryMax=32M", run.text)

    def test_the_instance_does_not_wait_for_a_longer_stop_timeout(self):
        run = drills['too-long']
        self.assertEqual(run.code, 1, run.text)
        self.assertIn('needed-sigkill', run.findings())


if __name__ == '__main__':
    unittest.main()
