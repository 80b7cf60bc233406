"""`--speed auto` in real instances: waits cost nothing, work is counted as it is. What a busy machine does to
these is real time, which is drill time there: only bounds that it cannot break are asserted."""
import json
import pathlib
import tempfile
import time
import unittest

from harness import Rehearsal, Server, wait_until

# Each line: a name, and how much drill time it took. Each of the waits ends of another cause.
WAITS = r'''#!/bin/bash
cd /mnt/efs
took() { local begin=$(date +%s%N); "${@:2}"; echo "$1 $((($(date +%s%N) - begin) / 1000000))" >> took; }
took sleep sleep 600
took beside bash -c 'for n in {1..10}; do sleep 300 & done; wait'
took timeout timeout 400 sleep 5000
took read bash -c 'read -t 200 < <(sleep 1000); kill %% 2> /dev/null'
took alarm /usr/bin/python3 -c 'import signal; signal.signal(signal.SIGALRM, print); signal.alarm(300); signal.pause()'
took event /usr/bin/python3 -c 'import threading; threading.Event().wait(250)'
took poll /usr/bin/python3 -c 'import select; select.poll().poll(350000)'
touch old; sleep 900; echo "age $((1000 * ($(date +%s) - $(stat -c %Y old))))" >> took
mv took all
'''
LENGTHS = {'sleep': 600, 'beside': 300, 'timeout': 400, 'read': 200, 'alarm': 300, 'event': 250, 'poll': 350,
           'age': 900}

# Five seconds of a processor after SIGTERM, of a grace of ninety: more than that at a fixed speed of 20, and
# on a machine that is busy with ten other things still less.
TRAIN = r'''
import os, signal, sys, time
P = 'saved'
stop = False
def on_term(*_):
    global stop
    stop = True
signal.signal(signal.SIGTERM, on_term)
step = int(open(P).read()) if os.path.exists(P) else 0
print(f'step {step}/20', flush=True)
def save():
    begin = time.process_time()
    while time.process_time() - begin < 5: pass
    open(P + '.new', 'w').write(str(step)); os.replace(P + '.new', P)
    print(f'saved {step}', flush=True)
while step < 20:
    time.sleep(20); step += 1; print(f'step {step}/20', flush=True)
    if stop:
        save(); sys.exit(75)
save()
'''
DRILL = '''
drill: train
workload:
  command: [/usr/bin/python3, train.py]
  progress: {log: 'step ([0-9]+)/20'}
  saved: {log: 'saved ([0-9]+)'}
  total: 20
faults: {interrupt-at: 50%}
expect: [completes, resumes, saved-after-notice, 'lost-work <= 5%']
speed: auto
'''


class SpeedAuto(unittest.TestCase):
    def test_waits_take_their_drill_time_and_hardly_any_real_time(self):
        with Server('--speed', 'auto') as server:
            server.exec('aws', 'ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b', '--user-data', WAITS)
            done = server.data / 'efs/all'
            began = time.monotonic()
            wait_until(done.exists, what='fifty minutes of waiting')
            took = {name: int(ms) / 1000 for name, ms in map(str.split, done.read_text().splitlines())}
            for name, seconds in LENGTHS.items():
                # Never early, but for the whole seconds of a file's age; late by what was real time at most.
                self.assertGreaterEqual(took[name], seconds - (1 if name == 'age' else 0), name)
                self.assertLess(took[name], seconds + (time.monotonic() - began), name)

    def test_work_after_the_notice_is_as_long_as_it_is(self):
        with tempfile.TemporaryDirectory(prefix='spotdrill-e2e-') as directory:
            work = pathlib.Path(directory) / 'work'
            work.mkdir()
            (work / 'train.py').write_text(TRAIN)
            (work / 'drill.yaml').write_text(DRILL)
            run = Rehearsal(directory, work / 'drill.yaml', cwd=work)
            self.assertEqual(run.code, 0, run.text)
            self.assertNotIn('clock-jumped', run.findings())
            self.assertEqual(run.left_behind, [])

    def test_the_journal_says_how_much_of_a_processor_the_shutdown_took(self):
        with Server('--speed', '20') as server:
            instance = server.exec('aws', 'ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b', '--user-data',
                                   '#!/bin/bash\ntrap "for ((i=0;i<100000;i++)); do :; done; exit" TERM\n'
                                   'touch /mnt/efs/up; sleep 100000 & wait', '--query', 'Instances[0].InstanceId',
                                   '--output', 'text').strip()
            wait_until((server.data / 'efs/up').exists, what='the job')
            server.exec('aws', 'ec2', 'terminate-instances', '--instance-ids', instance)

            def uses():
                facts = json.loads(server.exec('bash', '-c', 'curl -s -H "Authorization: Bearer $(sed -n '
                                   '"s/^spotdrill_admin_token *= *//p" $SPOTDRILL_DATA/credentials)" '
                                   '"$SPOTDRILL_ENDPOINT/_spotdrill/journal?since=0&wait=0"'))['facts']
                return {f['details']['phase']: f['details'] for f in facts if f['kind'] == 'instance-cpu'}
            use = wait_until(lambda: (lambda found: found if len(found) == 2 else None)(uses()), what='both facts')
            self.assertGreater(use['shutdown']['cpu_seconds'], 0)
            self.assertGreater(use['shutdown']['drill_seconds'], use['shutdown']['cpu_seconds'])
            self.assertGreater(use['instance']['cpu_seconds'], use['shutdown']['cpu_seconds'])


if __name__ == '__main__':
    unittest.main()
