"""An interruption as AWS does it: FIS template to console, in order and in time."""
import base64
import datetime
import json
import tempfile
import unittest

from harness import Server, wait_until

JOB = r'''#!/bin/bash
trap 'echo got-term; exit 0' TERM
while :; do
  code=$(curl -s -o /tmp/n -w '%{http_code}' 169.254.169.254/latest/meta-data/spot/instance-action)
  rec=$(curl -s -o /dev/null -w '%{http_code}' 169.254.169.254/latest/meta-data/events/recommendations/rebalance)
  echo "poll action=$code rebalance=$rec $([ $code = 200 ] && cat /tmp/n)"
  sleep 0.3
done
'''


class Interruption(unittest.TestCase):
    def test_fis_interrupts_a_tagged_spot_instance(self):
        # At 20 times real time two minutes take six seconds.
        with Server('--speed', '20') as server:
            aws = server.aws
            aws('ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b', '--count', '1',
                '--instance-market-options', 'MarketType=spot', '--user-data', JOB,
                '--tag-specifications', 'ResourceType=instance,Tags=[{Key=Name,Value=job}]')
            instance = aws('ec2', 'describe-instances', '--filters', 'Name=tag:Name,Values=job')[
                'Reservations'][0]['Instances'][0]['InstanceId']
            console = lambda: aws('ec2', 'get-console-output', '--instance-id', instance,
                                  '--latest').get('Output', '')
            wait_until(lambda: 'poll action=404 rebalance=404' in console(), what='the first poll')

            template = {
                'description': 'interrupt', 'stopConditions': [{'source': 'none'}],
                'roleArn': 'arn:aws:iam::123456789012:role/fis',
                'targets': {'spot': {
                    'resourceType': 'aws:ec2:spot-instance', 'resourceTags': {'Name': 'job'},
                    'filters': [{'path': 'State.Name', 'values': ['running']}],
                    'selectionMode': 'COUNT(1)'}},
                'actions': {
                    'pause': {'actionId': 'aws:fis:wait', 'parameters': {'duration': 'PT1M'}},
                    'interrupt': {'actionId': 'aws:ec2:send-spot-instance-interruptions',
                                  'parameters': {'durationBeforeInterruption': 'PT3M'},
                                  'targets': {'SpotInstances': 'spot'}, 'startAfter': ['pause']}},
            }
            with tempfile.NamedTemporaryFile('w', suffix='.json') as file:
                json.dump(template, file)
                file.flush()
                made = aws('fis', 'create-experiment-template', '--cli-input-json', f'file://{file.name}')
            started = aws('fis', 'start-experiment', '--experiment-template-id',
                          made['experimentTemplate']['id'])['experiment']
            wait_until(lambda: 'rebalance=200' in console(), what='the recommendation')
            wait_until(lambda: '"action":"terminate"' in console().replace(' ', ''), what='the notice')
            wait_until(lambda: 'got-term' in console(), what='SIGTERM')
            gone = wait_until(lambda: (lambda i: i if i['State']['Name'] == 'terminated' else None)(
                aws('ec2', 'describe-instances', '--instance-ids', instance)
                ['Reservations'][0]['Instances'][0]), what='termination')
            self.assertEqual(gone['StateReason']['Code'], 'Server.SpotInstanceTermination')
            request = aws('ec2', 'describe-spot-instance-requests')['SpotInstanceRequests'][0]
            self.assertEqual(request['State'], 'closed')
            self.assertEqual(request['Status']['Code'], 'instance-terminated-by-experiment')
            done = wait_until(lambda: (lambda e: e if e['state']['status'] == 'completed' else None)(
                aws('fis', 'get-experiment', '--id', started['id'])['experiment']), what='the experiment')
            self.assertEqual(done['actions']['interrupt']['state']['status'], 'completed')
            self.assertIn(started['id'], [e['id'] for e in aws('fis', 'list-experiments')['experiments']])
            text = console()
            # What it said outlives it.
            self.assertIn('got-term', server.spotdrill('logs', instance).stdout)
            self.assertLess(text.index('rebalance=200'), text.index('action=200'))


if __name__ == '__main__':
    unittest.main()
