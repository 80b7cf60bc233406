"""SQS for the clients that jobs use: the AWS CLI and boto3, by JSON and by the query protocol of the older
ones, from outside and inside an instance, from Step Functions, and over a kill."""
import json
import unittest

from harness import AWS_CLIS, PYTHONS, Server, WithServer, wait_until

BOTO3 = '''
import json, sys, threading, time
import boto3
from botocore.exceptions import ClientError
name = sys.argv[1]
sqs = boto3.client('sqs')

def refused(code, call, **words):
    try:
        call(**words)
    except ClientError as error:
        assert error.response['Error']['Code'] == code, error.response
        return error
    raise SystemExit(f'{code} was expected')

refused('AWS.SimpleQueueService.NonExistentQueue', sqs.get_queue_url, QueueName=name)
dead = sqs.create_queue(QueueName=name + '-dead')['QueueUrl']
arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=['QueueArn'])['Attributes']['QueueArn']
url = sqs.create_queue(QueueName=name, Attributes={
    'VisibilityTimeout': '600', 'RedrivePolicy': json.dumps({'deadLetterTargetArn': arn, 'maxReceiveCount': 2})},
    tags={'job': 'test'})['QueueUrl']
assert sqs.get_queue_url(QueueName=name)['QueueUrl'] == url
assert url == f'https://sqs.us-east-1.amazonaws.com/123456789012/{name}', url
assert sqs.list_queue_tags(QueueUrl=url)['Tags'] == {'job': 'test'}
refused('QueueAlreadyExists', sqs.create_queue, QueueName=name, Attributes={'VisibilityTimeout': '3'})

# botocore itself compares the digest of the body.
sqs.send_message(QueueUrl=url, MessageBody='one & <two>', MessageAttributes={
    'number': {'DataType': 'Number', 'StringValue': '7'}, 'bytes': {'DataType': 'Binary', 'BinaryValue': b'\\x00\\xff'}})
[message] = sqs.receive_message(QueueUrl=url, AttributeNames=['All'], MessageAttributeNames=['All'])['Messages']
assert message['Body'] == 'one & <two>' and message['Attributes']['ApproximateReceiveCount'] == '1', message
assert message['MessageAttributes']['bytes']['BinaryValue'] == b'\\x00\\xff', message
assert sqs.receive_message(QueueUrl=url).get('Messages', []) == []
sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message['ReceiptHandle'], VisibilityTimeout=0)
[again] = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5)['Messages']
# Not deleted: it is visible again, was received twice, and is dead.
sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=again['ReceiptHandle'], VisibilityTimeout=0)
assert 'Messages' not in sqs.receive_message(QueueUrl=url)
[buried] = sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=5)['Messages']
assert buried['MessageId'] == message['MessageId']
sqs.delete_message(QueueUrl=dead, ReceiptHandle=buried['ReceiptHandle'])
refused('ReceiptHandleIsInvalid', sqs.delete_message, QueueUrl=url, ReceiptHandle=buried['ReceiptHandle'])

told = sqs.send_message_batch(QueueUrl=url, Entries=[
    {'Id': str(n), 'MessageBody': f'm{n}'} for n in range(9)] + [{'Id': 'bad', 'MessageBody': '\\x02'}])
assert len(told['Successful']) == 9 and told['Failed'][0]['Code'] == 'InvalidMessageContents', told
got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=600)['Messages']
assert [each['Body'] for each in got] == [f'm{n}' for n in range(9)], got
told = sqs.delete_message_batch(QueueUrl=url, Entries=[
    {'Id': str(n), 'ReceiptHandle': each['ReceiptHandle']} for n, each in enumerate(got)])
assert len(told['Successful']) == 9, told
refused('AWS.SimpleQueueService.BatchEntryIdsNotDistinct', sqs.delete_message_batch, QueueUrl=url,
        Entries=[{'Id': '1', 'ReceiptHandle': 'x'}] * 2)

# A long poll ends when there is something.
threading.Timer(1, lambda: boto3.client('sqs').send_message(QueueUrl=url, MessageBody='late')).start()
begun = time.time()
[late] = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)['Messages']
assert late['Body'] == 'late' and time.time() - begun < 15, time.time() - begun
sqs.purge_queue(QueueUrl=url)
refused('AWS.SimpleQueueService.PurgeQueueInProgress', sqs.purge_queue, QueueUrl=url)

fifo = sqs.create_queue(QueueName=name + '.fifo', Attributes={
    'FifoQueue': 'true', 'ContentBasedDeduplication': 'true', 'VisibilityTimeout': '600'})['QueueUrl']
for body in ('a1', 'b1', 'a2', 'a1'):
    sent = sqs.send_message(QueueUrl=fifo, MessageBody=body, MessageGroupId=body[0])
assert len(sent['SequenceNumber']) == 20, sent
receive = lambda: sqs.receive_message(QueueUrl=fifo, MaxNumberOfMessages=1).get('Messages', [])
first, second, none = receive(), receive(), receive()
assert (first[0]['Body'], second[0]['Body'], none) == ('a1', 'b1', []), (first, second, none)
sqs.delete_message(QueueUrl=fifo, ReceiptHandle=first[0]['ReceiptHandle'])
assert receive()[0]['Body'] == 'a2'

queue = boto3.resource('sqs').get_queue_by_name(QueueName=name)
queue.send_message(MessageBody='by the resource')
[message] = queue.receive_messages(WaitTimeSeconds=5)
message.delete()
pages = sqs.get_paginator('list_queues').paginate(QueueNamePrefix=name, PaginationConfig={'PageSize': 2})
assert len([each for page in pages for each in page['QueueUrls']]) == 3
queue.delete()
refused('AWS.SimpleQueueService.QueueDeletedRecently', sqs.create_queue, QueueName=name)
print('good')
'''

# No endpoint, no region in the environment, no keys: as in an instance on AWS. The second client asks
# queue.amazonaws.com, as SDKs of old do; the third asks the queue's own URL.
INSIDE = '''#!/bin/bash
sqs() { /usr/bin/aws --region us-east-1 sqs "$@"; }
url=$(sqs get-queue-url --queue-name inside --query QueueUrl --output text)
sqs send-message --queue-url "$url" --message-body from-inside > /dev/null && echo "sent-to $url"
curl -sS -o /dev/null -w 'old=%{http_code}\\n' 'https://queue.amazonaws.com/?Action=ListQueues&Version=2012-11-05'
curl -sS -o /dev/null -w 'own=%{http_code}\\n' "$url" -d Action=ReceiveMessage
'''

SEND = {'StartAt': 'Send', 'States': {'Send': {
    'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage', 'End': True,
    'Parameters': {'QueueUrl.$': '$.url', 'MessageBody.$': '$'}}}}


class Sqs(WithServer):
    def test_the_cli_sends_and_receives(self):
        for number, cli in enumerate(AWS_CLIS):
            with self.subTest(cli=cli):
                def sqs(*words):
                    return self.server.aws('sqs', *words, cli=cli)
                url = sqs('create-queue', '--queue-name', f'cli-{number}')['QueueUrl']
                sqs('send-message', '--queue-url', url, '--message-body', 'hello', '--message-attributes',
                    '{"a": {"DataType": "String", "StringValue": "b"}}')
                [got] = sqs('receive-message', '--queue-url', url, '--message-attribute-names', 'All',
                            '--wait-time-seconds', '5')['Messages']
                self.assertEqual(got['Body'], 'hello')
                self.assertEqual(got['MessageAttributes']['a']['StringValue'], 'b')
                sqs('delete-message', '--queue-url', url, '--receipt-handle', got['ReceiptHandle'])
                counts = sqs('get-queue-attributes', '--queue-url', url, '--attribute-names', 'All')['Attributes']
                self.assertEqual(counts['ApproximateNumberOfMessagesNotVisible'], '0')
                refused = self.server.exec(cli, 'sqs', 'get-queue-url', '--queue-name', 'none', check=False)
                self.assertIn('AWS.SimpleQueueService.NonExistentQueue', refused.stderr)
                sqs('delete-queue', '--queue-url', url)

    def test_boto3_does_what_jobs_do(self):
        for number, python in enumerate(PYTHONS):
            with self.subTest(python=python):
                self.assertEqual(
                    self.server.exec(python, '-c', BOTO3, f'boto-{number}').strip(), 'good')

    def test_an_instance_sends_with_no_endpoint_set(self):
        url = self.server.aws('sqs', 'create-queue', '--queue-name', 'inside')['QueueUrl']
        made = self.server.aws('ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b', '--count', '1',
                               '--user-data', INSIDE, '--iam-instance-profile', 'Name=worker')
        instance = made['Instances'][0]['InstanceId']
        console = lambda: self.server.aws('ec2', 'get-console-output', '--instance-id', instance,
                                          '--latest').get('Output', '')
        wait_until(lambda: 'own=' in console(), what='the instance\'s requests')
        self.assertIn(f'sent-to {url}', console())
        # They are answered, by SQS: nobody has signed them.
        self.assertIn('old=403', console())
        self.assertIn('own=403', console())
        [got] = self.server.aws('sqs', 'receive-message', '--queue-url', url, '--attribute-names',
                                'SenderId')['Messages']
        self.assertEqual(got['Body'], 'from-inside')
        self.assertTrue(got['Attributes']['SenderId'].endswith(':' + instance), got)

    def test_step_functions_sends(self):
        url = self.server.aws('sqs', 'create-queue', '--queue-name', 'states')['QueueUrl']
        self.server.execute(self.server.make_machine('send', SEND), url=url)
        [got] = self.server.aws('sqs', 'receive-message', '--queue-url', url,
                                '--wait-time-seconds', '20')['Messages']
        self.assertEqual(json.loads(got['Body']), {'url': url})

    def test_what_was_acknowledged_outlives_a_kill(self):
        with Server() as server:
            url = server.aws('sqs', 'create-queue', '--queue-name', 'kept', '--attributes', 'VisibilityTimeout=600')['QueueUrl']
            for body in ('a', 'b'):
                server.aws('sqs', 'send-message', '--queue-url', url, '--message-body', body)
            [first] = server.aws('sqs', 'receive-message', '--queue-url', url)['Messages']
            server.stop(9)
            server.start()
            [second] = server.aws('sqs', 'receive-message', '--queue-url', url,
                                  '--max-number-of-messages', '10')['Messages']
            self.assertEqual((first['Body'], second['Body']), ('a', 'b'))
            server.aws('sqs', 'delete-message', '--queue-url', url, '--receipt-handle', first['ReceiptHandle'])
            server.stop(9)
            server.start()
            counts = server.aws('sqs', 'get-queue-attributes', '--queue-url', url,
                                '--attribute-names', 'All')['Attributes']
            self.assertEqual(counts['ApproximateNumberOfMessages'], '0')
            self.assertEqual(counts['ApproximateNumberOfMessagesNotVisible'], '1')


if __name__ == '__main__':
    unittest.main()
