"""User data that is no script: the real cloud-init, in instances. Needs `spotdrill fetch cloud-init`."""
import gzip
import pathlib
import subprocess
import tempfile
import unittest

from harness import PATIENCE, SPOTDRILL, Rehearsal, Server, user_environment, wait_until

FETCHED = subprocess.run([SPOTDRILL, 'fetch', 'cloud-init'], capture_output=True, text=True)

WORKER = '''import os, signal, sys, time
P = '/mnt/efs/worker/state'
os.makedirs('/mnt/efs/worker', exist_ok=True)
step = int(open(P).read()) if os.path.exists(P) else 0
stop = []
signal.signal(signal.SIGTERM, lambda *_: stop.append(1))
while step < 40 and not stop:
    time.sleep(4)
    step += 1
    print(f'progress {step} of 40', flush=True)
open(P + '.new', 'w').write(str(step))
os.replace(P + '.new', P)
print(f'saved {step} of 40', flush=True)
sys.exit(0 if step >= 40 else 75)
'''

KINDS = '''#cloud-config
write_files:
  - path: /opt/job/hello
    permissions: '0755'
    content: |
      #!/bin/sh
      echo "hello, $(stat -c %a /opt/job/hello)"
bootcmd: [echo "bootcmd of $INSTANCE_ID"]
package_update: true
packages: [coreutils]
users: [default, {name: alice, shell: /bin/bash}]
runcmd:
  - [/opt/job/hello]
  - echo "alice is $(id -un alice)"
  - code=$(curl -s -o /dev/null -w '%{http_code}' 169.254.169.254/latest/vendor-data)
  - echo "vendor data [$(cloud-init query vendordata)], status of its path $code"
  - cloud-init query --format 'on {{cloud_name}} in {{region}}'
  - touch /var/tmp/ran-$(ls /var/tmp | grep -c ran-)
'''


def archive(*parts):
    text = 'Content-Type: multipart/mixed; boundary="=="\nMIME-Version: 1.0\n\n'
    for kind, body in parts:
        text += f'--==\nContent-Type: {kind}; charset="us-ascii"\n\n{body}\n'
    return text + '--==--\n'


@unittest.skipIf(FETCHED.returncode, f'cloud-init could not be fetched: {FETCHED.stderr.strip()}')
class CloudInit(unittest.TestCase):
    def serve(self, *args):
        server = Server(*args).start()
        self.addCleanup(lambda: server.__exit__(None))
        return server

    def launch(self, server, user_data, *words):
        made = server.aws('ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b', '--instance-type',
                          't3.small', '--count', '1', '--user-data', user_data, *words)
        return made['Instances'][0]['InstanceId']

    def console(self, server, instance):
        return server.aws('ec2', 'get-console-output', '--instance-id', instance, '--latest').get('Output', '')

    def wait_for(self, server, instance, words, times=1):
        return wait_until(lambda: (text := self.console(server, instance)).count(words) >= times and text,
                          every=0.5, what=f'"{words}" on the console')

    def rehearse(self, user_data, **files):
        directory = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')))
        job = directory / 'job'
        job.mkdir()
        (job / 'user-data').write_text(user_data)
        (job / 'worker.py').write_text(WORKER)
        for name, text in files.items():
            (job / f'{name}.yaml').write_text(text)
        return Rehearsal(directory, 'drill.yaml', cwd=job)

    def test_modules_do_their_work_and_once_where_they_say_so(self):
        server = self.serve()
        instance = self.launch(server, KINDS)
        text = self.wait_for(server, instance, 'finished at')
        for words in (f'bootcmd of {instance}', 'hello, 755', 'alice is alice', 'on aws in us-east-1',
                      'coreutils is already the newest version', 'Datasource DataSourceEc2Local',
                      'vendor data [], status of its path 404'):
            self.assertIn(words, text)
        # A stop and a start: what is for each boot is done again, what is for each instance is not.
        server.aws('ec2', 'stop-instances', '--instance-ids', instance)
        server.aws('ec2', 'wait', 'instance-stopped', '--instance-ids', instance)
        server.aws('ec2', 'start-instances', '--instance-ids', instance)
        text = self.wait_for(server, instance, 'finished at', 2)
        self.assertEqual(text.count(f'bootcmd of {instance}'), 2)
        self.assertEqual(text.count('hello, 755'), 1)

    def test_an_archive_runs_its_parts_and_a_script_at_each_boot_where_asked(self):
        server = self.serve()
        instance = self.launch(server, archive(
            ('text/cloud-config', '#cloud-config\ncloud_final_modules:\n- [scripts-user, always]\n'
                                  'runcmd: [echo from the config]\n'),
            ('text/x-shellscript', '#!/bin/bash\necho from the script; cat /run/hook\n'
                                   '(cloud-init status --wait; echo done waiting) &\n'),
            ('text/cloud-boothook', '#cloud-boothook\n#!/bin/sh\necho from the boot hook >/run/hook\n'),
            ('text/jinja2', '## template: jinja\n#cloud-config\nbootcmd: [echo "templated {{v1.region}}"]\n')))
        text = self.wait_for(server, instance, 'done waiting')
        self.assertIn('status: done', text)
        for words in ('from the script', 'from the boot hook', 'templated us-east-1'):
            self.assertIn(words, text)
        server.aws('ec2', 'reboot-instances', '--instance-ids', instance)
        self.wait_for(server, instance, 'from the script', 2)

    def test_what_is_included_and_packed_is_read_and_each_script_runs_as_often_as_its_kind_says(self):
        server = self.serve()
        directory = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix='spotdrill-e2e-')))
        (directory / 'config').write_text('#cloud-config\nruncmd: [echo included from a bucket]\n')
        server.aws('s3api', 'create-bucket', '--bucket', 'parts')
        server.aws('s3api', 'put-object', '--bucket', 'parts', '--key', 'config',
                   '--body', str(directory / 'config'))
        url = server.exec('aws', 's3', 'presign', 's3://parts/config', '--endpoint-url',
                          'https://s3.us-east-1.amazonaws.com').strip()
        kinds = ('per-once', 'per-instance', 'per-boot')
        packed = gzip.compress(archive(
            ('text/x-include-url', f'#include\n{url}\n'),
            *((f'text/x-shellscript-{kind}', f'#!/bin/sh\necho script {kind} ran\n') for kind in kinds),
        ).encode())
        (directory / 'user-data').write_bytes(packed)
        instance = self.launch(server, f'fileb://{directory}/user-data')
        text = self.wait_for(server, instance, 'finished at')
        self.assertIn('included from a bucket', text)
        server.aws('ec2', 'stop-instances', '--instance-ids', instance)
        server.aws('ec2', 'wait', 'instance-stopped', '--instance-ids', instance)
        server.aws('ec2', 'start-instances', '--instance-ids', instance)
        text = self.wait_for(server, instance, 'finished at', 2)
        self.assertEqual([text.count(f'script {kind} ran') for kind in kinds], [1, 1, 2], text)
        self.assertEqual(text.count('included from a bucket'), 1)

    def test_a_worker_of_runcmd_is_interrupted_and_resumes(self):
        done = self.rehearse(
            '#cloud-config\npackages: [coreutils]\nruncmd:\n- [python3, -u, /opt/job/worker.py]\n',
            drill='drill: config-worker\n'
                  'workload:\n  user-data: user-data\n  shared: {/opt/job: .}\n'
                  "  progress: {log: 'progress *([0-9]+) of 40'}\n  saved: {log: 'saved *([0-9]+) of 40'}\n"
                  '  replace: until-complete\nfaults: {interrupt-at: 40%, notice: 30s}\n'
                  'expect: [completes, resumes]\nspeed: 20\n')
        self.assertEqual(done.code, 0, done.text)
        self.assertIn('went on from what was saved', done.text)

    def test_a_cloud_config_that_is_no_yaml_is_named(self):
        done = self.rehearse('#cloud-config\nruncmd:\n  - echo one\n - echo: [two\n',
                             drill='drill: broken\nworkload: {user-data: user-data}\nexpect: [completes]\n')
        self.assertEqual(done.code, 1, done.text)
        self.assertIn('The #cloud-config is no YAML: cloud-init ran nothing of it.', done.text)
        [console] = (done.directory / 'report').glob('console-*.log')
        self.assertIn('Failed loading yaml blob. Invalid format at line', console.read_text())

    def test_a_part_that_failed_is_told_and_what_is_not_here_is_refused_by_name(self):
        done = self.rehearse('#cloud-config\nswap: {filename: /swapfile, size: 1048576}\n'
                             'runcmd: [echo going on, exit 3]\n',
                             drill='drill: failing\nworkload: {user-data: user-data}\nexpect: [completes]\n')
        self.assertIn('the device swap', done.text)
        self.assertIn('exit code 3', done.text)
        self.assertNotEqual(done.code, 0)

    def test_without_it_the_drill_says_how_to_get_it(self):
        with tempfile.TemporaryDirectory(prefix='spotdrill-e2e-') as directory:
            path = pathlib.Path(directory)
            (path / 'user-data').write_text('#cloud-config\nruncmd: [echo]\n')
            (path / 'drill.yaml').write_text(
                'drill: without\nworkload: {user-data: user-data, timeout: 5s}\nexpect: [completes]\n')
            env = {**user_environment(path), 'XDG_DATA_HOME': str(path / 'empty')}
            done = subprocess.run([SPOTDRILL, 'run', 'drill.yaml'], cwd=path, env=env, timeout=PATIENCE,
                                  capture_output=True, text=True)
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("'spotdrill fetch cloud-init' gets it", ' '.join(done.stdout.split()))


if __name__ == '__main__':
    unittest.main()
