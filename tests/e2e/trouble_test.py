"""What goes wrong on real machines: crashes, signals, workloads that misbehave. Nothing stays behind."""
import base64
import contextlib
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from harness import PATIENCE, SPOTDRILL, Server, cgroups_of, processes_of, wait_until


def launch(server, script, count=1):
    """Runs `script` as the user data of Spot Instances; returns the instances' ids."""
    made = server.aws('ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b',
                      '--instance-type', 't3.small', '--count', str(count),
                      '--instance-market-options', 'MarketType=spot', '--user-data', script)
    return [i['InstanceId'] for i in made['Instances']]


def console(server, instance):
    return server.aws('ec2', 'get-console-output', '--instance-id', instance,
                      '--latest').get('Output', '')


def state(server, instance):
    found = server.aws('ec2', 'describe-instances', '--instance-ids', instance)
    return found['Reservations'][0]['Instances'][0]['State']['Name']


def mounts_of(data):
    return [line for line in open('/proc/self/mountinfo') if str(data) in line]


class Trouble(unittest.TestCase):
    def setUp(self):
        self.server = Server().start()
        self.addCleanup(lambda: self.server.__exit__(None))

    def assertNothingLeft(self):
        wait_until(lambda: not processes_of(self.server.data), what='processes to be gone')
        self.assertEqual(mounts_of(self.server.data), [])
        self.assertEqual(cgroups_of(self.server.data), [])

    def test_a_job_that_ignores_sigterm_and_forks_daemons_is_ended(self):
        # The grace between SIGTERM and SIGKILL is drill time.
        self.server.stop()
        self.server.args = ('--speed', '30')
        self.server.start()
        [instance] = launch(self.server, "#!/bin/bash\ntrap '' TERM\n"
                            'setsid nohup sleep 1000 &\n(trap "" TERM; sleep 1000) & echo ready\nwait\n')
        wait_until(lambda: 'ready' in console(self.server, instance), what='the job')
        done = self.server.spotdrill('interrupt', '--notice', '0s', instance)
        self.assertEqual(done.returncode, 0, done.stderr)
        wait_until(lambda: state(self.server, instance) == 'terminated', every=0.5, what='termination')
        self.server.stop()
        self.assertNothingLeft()

    def test_reset_and_stop_leave_nothing_of_what_was_being_terminated(self):
        self.server.stop()
        self.server.args = ('--host-mode', 'plain')
        self.server.start()
        [instance] = launch(self.server, "#!/bin/bash\ntrap '' TERM\n"
                            'setsid sh -c \'trap "" TERM; while :; do sleep 1; done\' &\n'
                            'echo ready\nwhile :; do sleep 1; done\n')
        wait_until(lambda: 'ready' in console(self.server, instance), what='the job')
        self.server.aws('ec2', 'terminate-instances', '--instance-ids', instance)
        self.assertEqual(self.server.spotdrill('reset').returncode, 0)
        self.assertEqual(self.server.spotdrill('stop').returncode, 0)
        self.server.process.wait(5)
        self.assertNothingLeft()
        self.assertEqual(list((self.server.data / 'instances').iterdir()), [])

    def test_kill_9_of_the_server_loses_nothing_and_instances_are_taken_up(self):
        [instance] = launch(self.server, '#!/bin/bash\nfor i in $(seq 1000); do echo tick $i; sleep 0.2; done\n')
        wait_until(lambda: 'tick 3' in console(self.server, instance), what='ticks')
        self.server.aws('ssm', 'put-parameter', '--name', 'kept', '--value', 'v', '--type', 'String')
        self.server.process.kill()
        self.server.process.wait()
        time.sleep(1)
        self.server.start()
        self.assertEqual(self.server.aws('ssm', 'get-parameter', '--name', 'kept')
                         ['Parameter']['Value'], 'v')
        self.assertEqual(state(self.server, instance), 'running')
        before = console(self.server, instance).count('tick')
        wait_until(lambda: console(self.server, instance).count('tick') > before + 3,
                   what='the job to go on')
        self.server.aws('ec2', 'terminate-instances', '--instance-ids', instance)
        wait_until(lambda: state(self.server, instance) == 'terminated', what='termination')
        self.server.stop()
        self.assertNothingLeft()

    def test_ctrl_c_of_the_server_ends_its_instances(self):
        for instance in launch(self.server, '#!/bin/bash\nwhile :; do sleep 1; done\n', 3):
            wait_until(lambda: state(self.server, instance) == 'running', what='running')
        self.server.stop(signal.SIGINT)
        self.assertNothingLeft()

    def test_a_gigabyte_of_console_is_bounded_and_the_job_goes_on(self):
        [instance] = launch(self.server, '#!/bin/bash\nyes 0123456789abcdef | head -c 1000000000\necho; echo done-printing\n')
        wait_until(lambda: 'done-printing' in console(self.server, instance), every=0.5, what='the printing')
        size = sum(p.stat().st_size for p in self.server.data.rglob('console*') if p.is_file())
        self.assertLess(size, 100_000_000)
        rss = int(next(line for line in open(f'/proc/{self.server.process.pid}/status')
                       if line.startswith('VmRSS')).split()[1])
        self.assertLess(rss, 300_000)

    def test_workloads_that_do_not_start_say_why(self):
        [missing] = launch(self.server, '#!/no/such/interpreter\n')
        [failing] = launch(self.server, '#!/bin/sh\nexit 3\n')
        text = wait_until(lambda: console(self.server, missing), what='a console')
        self.assertIn('No such file or directory (its first line names an interpreter', text)
        self.assertEqual(state(self.server, failing), 'running')

    def test_user_data_is_checked(self):
        too_long = '#!/bin/sh\n' + 'x' * 16384
        done = self.server.exec('aws', 'ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b',
                                '--user-data', too_long, check=False)
        self.assertIn('User data is limited to 16384 bytes', done.stderr)
        done = self.server.exec(
            'aws', 'ec2', 'request-spot-instances', '--launch-specification',
            '{"ImageId": "ami-0de1377598c572f0b", "UserData": "***"}', check=False)
        self.assertIn('BASE64', done.stderr)

    def test_shutdown_from_inside_ends_the_instance(self):
        [instance] = launch(self.server, '#!/bin/sh\nshutdown -h now\nsleep 100\n')
        wait_until(lambda: state(self.server, instance) in ('stopped', 'terminated'), what='the end')
        found = self.server.aws('ec2', 'describe-instances', '--instance-ids', instance)
        self.assertEqual(found['Reservations'][0]['Instances'][0]['StateReason']['Code'],
                         'Client.InstanceInitiatedShutdown')


@unittest.skipUnless(os.geteuid() == 0, 'only root can mount a small disk')
class FullDisk(unittest.TestCase):
    def setUp(self):
        self.data = tempfile.mkdtemp(prefix='spotdrill-disk-')
        self.addCleanup(lambda: os.rmdir(self.data))
        done = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=300m,mode=700', 'tmpfs', self.data])
        if done.returncode != 0:
            self.skipTest('mounting is refused')
        self.addCleanup(lambda: subprocess.run(['umount', '-l', self.data], check=True))

    def room(self):
        return os.statvfs(self.data).f_bavail * os.statvfs(self.data).f_frsize

    def test_the_server_goes_on_and_its_disk_has_room_again(self):
        server = Server(data=self.data).start()
        try:
            [instance] = launch(server, '#!/bin/sh\ndd if=/dev/zero of=/big bs=1M\nsleep 100\n')
            wait_until(lambda: state(server, instance) == 'terminated', what='the end of the hog')
            self.assertIn('disk is full', console(server, instance))
            self.assertGreater(self.room(), 200 << 20)
            server.aws('ssm', 'put-parameter', '--name', 'kept', '--value', 'v', '--type', 'String')
            server.process.kill()
            server.process.wait()
            server.start()
            self.assertEqual(server.aws('ssm', 'get-parameter', '--name', 'kept')
                             ['Parameter']['Value'], 'v')
            self.assertEqual(state(server, instance), 'terminated')
        finally:
            server.stop()

    def test_what_a_full_disk_does_not_take_is_not_acknowledged_and_not_lost(self):
        server = Server(data=self.data).start()
        try:
            server.aws('ec2', 'describe-instances')
            ballast = pathlib.Path(self.data) / 'ballast'
            with open(ballast, 'wb') as file, contextlib.suppress(OSError):
                while True:
                    file.write(bytes(1 << 20))
                    file.flush()
            big = ['ssm', 'put-parameter', '--type', 'String', '--value', 'x' * 4000, '--overwrite']
            refused = 0
            for number in range(20_000 // 200):
                # The reserve takes some; then the disk is full for good.
                done = server.exec('aws', *big, '--name', f'p{number}', '--cli-read-timeout', '60',
                                   check=False)
                if done.returncode != 0:
                    refused = number
                    self.assertIn('503', done.stderr)
                    break
                with open(ballast, 'ab') as file, contextlib.suppress(OSError):
                    for _ in range(9):
                        file.write(bytes(1 << 20))
                        file.flush()
            self.assertGreater(refused, 0)
            self.assertIsNone(server.process.poll())
            ballast.unlink()
            wait_until(lambda: server.exec('aws', 'ssm', 'get-parameter', '--name', 'p0',
                                           check=False).returncode == 0, what='the server to go on')
        finally:
            server.stop()

    def test_a_start_on_a_full_disk_says_so(self):
        with open(pathlib.Path(self.data) / 'ballast', 'wb') as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(1 << 20))
                file.flush()
        for command in (['serve', '--port', '0', '--data', self.data],
                        ['exec', '--', 'aws', 'ec2', 'describe-instances']):
            done = subprocess.run([SPOTDRILL, *command], text=True, capture_output=True, timeout=PATIENCE,
                                  env={**os.environ, 'SPOTDRILL_DATA': self.data})
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(f'The disk of {self.data} is full', done.stderr)


class InsideAnInstance(unittest.TestCase):
    def test_what_an_instance_sees_is_aws(self):
        script = '\n'.join([
            '#!/bin/bash',
            'echo id=$(curl -s 169.254.169.254/latest/meta-data/instance-id)',
            'T=$(curl -s -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" '
            'http://169.254.169.254/latest/api/token)',
            'echo v2=$(curl -s -H "X-aws-ec2-metadata-token: $T" '
            'http://169.254.169.254/latest/meta-data/instance-life-cycle)',
            'echo spot=$(curl -s -o /dev/null -w "%{http_code}" '
            '169.254.169.254/latest/meta-data/spot/instance-action)',
            'yum install -y jq >/dev/null; echo yum=$?',
            'pip3 install boto3 >/dev/null; echo pip=$?',
            'echo region=$(curl -s 169.254.169.254/latest/dynamic/instance-identity/document | jq -r .region)',
            'echo who=$(AWS_DEFAULT_REGION=us-east-1 /usr/bin/python3 -c '
            '"import boto3; print(boto3.client(\'sts\').get_caller_identity()[\'Arn\'])")',
            'echo all-done'])
        with Server() as server:
            made = server.aws('ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b',
                              '--iam-instance-profile', 'Name=job', '--user-data', script,
                              '--instance-market-options', 'MarketType=spot')
            instance = made['Instances'][0]['InstanceId']
            text = wait_until(lambda: (lambda t: t if 'all-done' in t else '')(console(server, instance)),
                              what='the script')
            self.assertIn(f'id={instance}', text)
            self.assertIn('v2=spot', text)
            self.assertIn('spot=404', text)
            self.assertIn('yum=0', text)
            self.assertIn('pip=0', text)
            self.assertIn('region=us-east-1', text)
            self.assertIn(f'/job/{instance}', text)


if __name__ == '__main__':
    unittest.main()
