"""A checkpoint on a volume: attached by the job itself, interrupted, resumed from the volume."""
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from harness import SPOTDRILL, Rehearsal, Server, processes_of, wait_until

# As it is in public templates: find the volume by its tag, wait until the last owner has let it go,
# attach it, wait for the device, make a file system if there is none, mount it.
JOB = r'''#!/bin/bash
set -u
token=$(curl -sX PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 300')
meta() { curl -s -H "X-aws-ec2-metadata-token: $token" "http://169.254.169.254/latest/meta-data/$1"; }
id=$(meta instance-id); zone=$(meta placement/availability-zone)
export AWS_DEFAULT_REGION=$(meta placement/region)
find_volume() {
  aws ec2 describe-volumes --filters Name=tag:Name,Values=checkpoints Name=availability-zone,Values=$zone \
    --query 'Volumes[0].VolumeId' --output text
}
volume=$(find_volume)
if [ "$volume" = None ]; then
  volume=$(aws ec2 create-volume --availability-zone $zone --size 1 --volume-type gp3 --query VolumeId --output text \
    --tag-specifications 'ResourceType=volume,Tags=[{Key=Name,Value=checkpoints}]')
fi
aws ec2 wait volume-available --volume-ids $volume
until aws ec2 attach-volume --volume-id $volume --instance-id $id --device /dev/sdf; do sleep 5; done
until [ -e /dev/xvdf ]; do sleep 1; done
blkid /dev/xvdf || mkfs.ext4 -q /dev/xvdf
mkdir -p /data && mount /dev/xvdf /data
n=$(cat /data/n 2>/dev/null || echo 0)
echo "begins at $n of $(lsblk -no FSTYPE /dev/xvdf)"
while [ $n -lt 20 ]; do
  sleep 10
  n=$((n + 1))
  echo $n >/data/.n && mv /data/.n /data/n && sync /data
  echo "progress $((n * 5)) %"; echo "saved $((n * 5)) %"
done
umount /data
'''
DRILL = '''
drill: checkpoints-on-a-volume
workload:
  user-data: job.sh
  progress: {log: 'progress ([0-9]+) %'}
  saved: {log: 'saved ([0-9]+) %'}
  timeout: 60m
faults: {interrupt-at: 50%, notice: 30s}
expect: [completes, resumes, 'lost-work <= 10%']
speed: auto
'''


def loops_of(data):
    """Loop devices over files of a server."""
    files = []
    for path in pathlib.Path('/sys/block').glob('loop*/loop/backing_file'):
        try:
            files.append(path.read_text().strip())
        except OSError:
            pass
    return [file for file in files if file.startswith(str(data))]


class Drill(unittest.TestCase):
    def test_the_replacement_goes_on_from_the_volume(self):
        with tempfile.TemporaryDirectory(prefix='spotdrill-e2e-') as directory:
            place = pathlib.Path(directory)
            (place / 'job.sh').write_text(JOB)
            (place / 'drill.yaml').write_text(DRILL)
            run = Rehearsal(place / 'run', place / 'drill.yaml')
            self.assertEqual(run.code, 0, run.text)
            self.assertEqual(run.left_behind, [])
            self.assertEqual(loops_of(place), [])
            consoles = [path.read_text() for path in (place / 'run/report').glob('console-*.log')]
            self.assertTrue(any('begins at 0 of ext4' in text for text in consoles), consoles)
            # It was interrupted at 50 %, which is 10 of 20, and half a minute later.
            self.assertTrue(any(f'begins at {n} of ext4' in text for text in consoles
                                for n in range(9, 15)), consoles)


class Attachments(unittest.TestCase):
    """With the AWS CLI, on an instance that runs."""

    IMAGE = 'ami-0de1377598c572f0b'

    def launch(self, server, text):
        path = server.data / 'user-data.sh'
        path.write_text(text)
        made = server.aws('ec2', 'run-instances', '--image-id', self.IMAGE, '--instance-type', 't3.small',
                          '--user-data', f'file://{path}')
        instance = made['Instances'][0]['InstanceId']
        server.exec('aws', 'ec2', 'wait', 'instance-running', '--instance-ids', instance)
        return instance

    def volume(self, server, instance, gib=1):
        zone = server.aws('ec2', 'describe-instances', '--instance-ids', instance)[
            'Reservations'][0]['Instances'][0]['Placement']['AvailabilityZone']
        return server.aws('ec2', 'create-volume', '--availability-zone', zone, '--size', str(gib))['VolumeId']

    def console(self, server, instance):
        done = subprocess.run([SPOTDRILL, 'logs', instance], env=server.env(), stdout=subprocess.PIPE, text=True)
        return done.stdout

    def test_a_volume_outlives_the_daemon_and_its_attachment_does_too(self):
        with Server() as server:
            instance = self.launch(server, '''#!/bin/bash
until [ -e /dev/sdf ]; do sleep 0.1; done
mkfs.ext4 -q /dev/sdf && mkdir /data && mount /dev/sdf /data && echo mounted
n=0; while true; do n=$((n+1)); echo $n >/data/n; sleep 0.2; done
''')
            volume = self.volume(server, instance)
            server.aws('ec2', 'attach-volume', '--volume-id', volume, '--instance-id', instance,
                       '--device', '/dev/sdf')
            server.exec('aws', 'ec2', 'wait', 'volume-in-use', '--volume-ids', volume)
            wait_until(lambda: 'mounted' in self.console(server, instance), what='the mount')
            server.stop(9)
            server.start()
            shown = server.aws('ec2', 'describe-volumes', '--volume-ids', volume)['Volumes'][0]
            self.assertEqual(shown['Attachments'][0]['State'], 'attached')
            refused = server.exec('aws', 'ec2', 'delete-volume', '--volume-id', volume, check=False)
            self.assertIn('VolumeInUse', refused.stderr)
            server.aws('ec2', 'detach-volume', '--volume-id', volume)

            def state():
                return server.aws('ec2', 'describe-volumes', '--volume-ids', volume)['Volumes'][0][
                    'Attachments'][0]['State']
            wait_until(lambda: state() == 'busy', what='a mounted volume to be busy')
            server.aws('ec2', 'terminate-instances', '--instance-ids', instance)
            server.exec('aws', 'ec2', 'wait', 'volume-available', '--volume-ids', volume)
            wait_until(lambda: loops_of(server.data) == [], what='the loop device to go')
            other = self.launch(server, '''#!/bin/bash
until [ -e /dev/sdf ]; do sleep 0.1; done
mkdir /data && mount /dev/sdf /data && echo found $(cat /data/n)
''')
            server.aws('ec2', 'attach-volume', '--volume-id', volume, '--instance-id', other, '--device', '/dev/sdf')
            wait_until(lambda: 'found ' in self.console(server, other), what='the data')
            data = server.data
        wait_until(lambda: processes_of(data) == [], what='every process to end')
        self.assertEqual(loops_of(data), [])

    def test_a_volume_that_is_larger_than_the_disk_is_refused(self):
        disk = shutil.disk_usage(tempfile.gettempdir()).total >> 30
        with Server() as server:
            refused = subprocess.run([SPOTDRILL, 'exec', '--', 'aws', 'ec2', 'create-volume', '--availability-zone',
                                      'us-east-1a', '--size', str(disk + 1), '--volume-type', 'io2', '--iops', '100'],
                                     env={**server.env(), 'AWS_MAX_ATTEMPTS': '1'}, stderr=subprocess.PIPE, text=True)
            self.assertIn('InsufficientVolumeCapacity', refused.stderr)


if __name__ == '__main__':
    unittest.main()
