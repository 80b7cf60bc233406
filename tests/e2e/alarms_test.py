"""An alarm notifies a queue, halts an experiment, and goes on after kill -9."""
import json
import signal
import unittest

from harness import Server, wait_until

ALARM = ['cloudwatch', 'put-metric-alarm', '--alarm-name', 'unsaved', '--namespace', 'job', '--metric-name', 'unsaved',
         '--statistic', 'Maximum', '--period', '60', '--evaluation-periods', '1', '--threshold', '30',
         '--comparison-operator', 'GreaterThanThreshold', '--treat-missing-data', 'notBreaching']


class Alarms(unittest.TestCase):
    def state(self):
        [alarm] = self.server.aws('cloudwatch', 'describe-alarms', '--alarm-names', 'unsaved')['MetricAlarms']
        return alarm['StateValue']

    def put(self, value):
        self.server.aws('cloudwatch', 'put-metric-data', '--namespace', 'job', '--metric-name', 'unsaved', '--value', value)

    def queue_of_alarms(self):
        """A topic's ARN, and the queue that is sent what is published there."""
        topic = self.server.aws('sns', 'create-topic', '--name', 'alarms')['TopicArn']
        queue = self.server.aws('sqs', 'create-queue', '--queue-name', 'alarms')['QueueUrl']
        self.server.aws('sns', 'subscribe', '--topic-arn', topic, '--protocol', 'sqs', '--notification-endpoint',
                        'arn:aws:sqs:us-east-1:123456789012:alarms')
        return topic, queue

    def start_experiment(self, alarm):
        template = self.server.aws(
            'fis', 'create-experiment-template', '--description', 'waits', '--role-arn',
            'arn:aws:iam::123456789012:role/fis', '--stop-conditions', f'source=aws:cloudwatch:alarm,value={alarm}',
            '--actions', json.dumps({'wait': {'actionId': 'aws:fis:wait', 'parameters': {'duration': 'PT12H'}}}))
        return self.server.aws('fis', 'start-experiment', '--experiment-template-id',
                               template['experimentTemplate']['id'])['experiment']['id']

    def test_an_alarm_notifies_and_halts(self):
        with Server('--speed', '60') as self.server:
            topic, queue = self.queue_of_alarms()
            self.server.aws(*ALARM, '--alarm-actions', topic)
            wait_until(lambda: self.state() == 'OK', what='the first look')
            experiment = self.start_experiment('arn:aws:cloudwatch:us-east-1:123456789012:alarm:unsaved')
            self.server.stop(signal.SIGKILL)
            self.server.start()
            self.put('31')

            state = lambda: self.server.aws('fis', 'get-experiment', '--id', experiment)['experiment']['state']
            wait_until(lambda: state()['status'] == 'stopped', what='the halt')
            self.assertEqual(state()['reason'], 'Experiment halted by stop condition.')
            [message] = wait_until(
                lambda: (self.server.aws('sqs', 'receive-message', '--queue-url', queue) or {}).get('Messages'),
                what='the notification')
            told = json.loads(json.loads(message['Body'])['Message'])
            self.assertEqual((told['AlarmName'], told['OldStateValue'], told['NewStateValue']),
                             ('unsaved', 'OK', 'ALARM'))
            self.assertEqual(told['Trigger']['Threshold'], 30)


if __name__ == '__main__':
    unittest.main()
