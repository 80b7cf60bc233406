"""SNS for the clients that jobs use: each AWS CLI and boto3 from outside, the CLI inside an instance, Step Functions,
and over a kill. What is published is received from queues of SQS."""
import json
import unittest

from harness import AWS_CLIS, PYTHONS, Server, WithServer, wait_until

BOTO3 = '''
import json, sys
import boto3
from botocore.exceptions import ClientError
name = sys.argv[1]
sns, sqs = boto3.client('sns'), boto3.client('sqs')

def refused(code, call, **words):
    try:
        call(**words)
    except ClientError as error:
        assert error.response['Error']['Code'] == code, error.response
        return error
    raise SystemExit(f'{code} was expected')

def queue(name, **attributes):
    url = sqs.create_queue(QueueName=name, Attributes=attributes)['QueueUrl']
    return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=['QueueArn'])['Attributes']['QueueArn']

def receive(url):
    """All that there is, in the order in which it was sent."""
    got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=['All'],
                              MessageAttributeNames=['All']).get('Messages', [])
    for each in got:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=each['ReceiptHandle'])
    return got

topic = sns.create_topic(Name=name, Tags=[{'Key': 'job', 'Value': '7'}])['TopicArn']
assert topic == f'arn:aws:sns:us-east-1:123456789012:{name}', topic
refused('NotFound', sns.publish, TopicArn=topic + '-none', Message='x')
refused('InvalidParameter', sns.subscribe, TopicArn=topic, Protocol='email', Endpoint='a@b.c')
wrapped, wrapped_arn = queue(name + '-wrapped')
raw, raw_arn = queue(name + '-raw')
subscribed = sns.subscribe(TopicArn=topic, Protocol='sqs', Endpoint=wrapped_arn, ReturnSubscriptionArn=True)
sns.subscribe(TopicArn=topic, Protocol='sqs', Endpoint=raw_arn, Attributes={
    'RawMessageDelivery': 'true', 'FilterPolicy': json.dumps({'size': [{'numeric': ['>', 10]}]})})
published = sns.publish(TopicArn=topic, Subject='A subject', Message='one & <two>', MessageAttributes={
    'size': {'DataType': 'Number', 'StringValue': '7'}, 'bytes': {'DataType': 'Binary', 'BinaryValue': b'\\x00\\xff'}})
[message] = receive(wrapped)
body = json.loads(message['Body'])
assert list(body) == ['Type', 'MessageId', 'TopicArn', 'Subject', 'Message', 'Timestamp', 'SignatureVersion',
                      'Signature', 'SigningCertURL', 'UnsubscribeURL', 'MessageAttributes'], body
assert (body['MessageId'], body['Message'], body['Subject']) == (published['MessageId'], 'one & <two>', 'A subject')
assert body['MessageAttributes']['bytes'] == {'Type': 'Binary', 'Value': 'AP8='}, body
assert receive(raw) == []
sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[
    {'Id': str(size), 'Message': f'of {size}', 'MessageAttributes': {
        'size': {'DataType': 'Number', 'StringValue': str(size)}}} for size in (5, 11, 12)])
got = receive(raw)
assert [each['Body'] for each in got] == ['of 11', 'of 12'], got
assert got[0]['MessageAttributes']['size']['StringValue'] == '11', got
assert len(receive(wrapped)) == 3

# By what a message says, and to the dead letters when the queue is gone.
dead, dead_arn = queue(name + '-dead')
subscription = subscribed['SubscriptionArn']
for attribute, value in (('FilterPolicyScope', 'MessageBody'), ('FilterPolicy', '{"a": {"b": [{"prefix": "c"}]}}'),
                         ('RedrivePolicy', json.dumps({'deadLetterTargetArn': dead_arn}))):
    sns.set_subscription_attributes(SubscriptionArn=subscription, AttributeName=attribute, AttributeValue=value)
assert sns.get_subscription_attributes(SubscriptionArn=subscription)['Attributes']['FilterPolicyScope'] == 'MessageBody'
sqs.delete_queue(QueueUrl=wrapped)
for text in ('cd', 'dc'):
    sns.publish(TopicArn=topic, Message=json.dumps({'a': {'b': text}}))
[message] = receive(dead)
assert json.loads(json.loads(message['Body'])['Message']) == {'a': {'b': 'cd'}}, message

fifo = sns.create_topic(Name=name + '.fifo', Attributes={'FifoTopic': 'true', 'ContentBasedDeduplication': 'true'})
ordered, ordered_arn = queue(name + '.fifo', FifoQueue='true')
sns.subscribe(TopicArn=fifo['TopicArn'], Protocol='sqs', Endpoint=ordered_arn, Attributes={'RawMessageDelivery': 'true'})
refused('InvalidParameter', sns.publish, TopicArn=fifo['TopicArn'], Message='x')
for text in ('a', 'b', 'a', 'c'):
    assert len(sns.publish(TopicArn=fifo['TopicArn'], Message=text, MessageGroupId='g')['SequenceNumber']) == 20
got = receive(ordered)
assert [each['Body'] for each in got] == ['a', 'b', 'c'] and got[0]['Attributes']['MessageGroupId'] == 'g', got

assert sns.list_tags_for_resource(ResourceArn=topic)['Tags'] == [{'Key': 'job', 'Value': '7'}]
listed = [each for page in sns.get_paginator('list_subscriptions_by_topic').paginate(TopicArn=topic)
          for each in page['Subscriptions']]
assert sorted(each['Endpoint'] for each in listed) == sorted([wrapped_arn, raw_arn]), listed
boto3.resource('sns').Topic(topic).delete()
refused('NotFound', sns.get_topic_attributes, TopicArn=topic)
print('good')
'''

# No endpoint, no keys: as in an instance on AWS.
INSIDE = '''#!/bin/bash
export AWS_DEFAULT_REGION=us-east-1
/usr/bin/aws sns publish --topic-arn arn:aws:sns:us-east-1:123456789012:inside --message from-inside && echo published
'''

PUBLISH = {'StartAt': 'Publish', 'States': {'Publish': {
    'Type': 'Task', 'Resource': 'arn:aws:states:::sns:publish', 'End': True,
    'Parameters': {'TopicArn.$': '$.topic', 'Message.$': '$'}}}}


class Sns(WithServer):
    def queue_of(self, topic, *attributes, server=None):
        """Makes a topic with a queue of its name: the topic's ARN and the queue's URL."""
        server = server or self.server
        url = server.aws('sqs', 'create-queue', '--queue-name', topic)['QueueUrl']
        arn = server.aws('sns', 'create-topic', '--name', topic)['TopicArn']
        server.aws('sns', 'subscribe', '--topic-arn', arn, '--protocol', 'sqs', '--notification-endpoint',
                   f'arn:aws:sqs:us-east-1:123456789012:{topic}', *attributes)
        return arn, url

    def test_the_cli_publishes(self):
        for number, cli in enumerate(AWS_CLIS):
            with self.subTest(cli=cli):
                arn, url = self.queue_of(f'cli-{number}')
                told = self.server.aws('sns', 'publish', '--topic-arn', arn, '--message', 'hello',
                                       '--message-attributes', '{"a": {"DataType": "String", "StringValue": "b"}}',
                                       cli=cli)
                [got] = self.server.aws('sqs', 'receive-message', '--queue-url', url)['Messages']
                body = json.loads(got['Body'])
                self.assertEqual((body['MessageId'], body['Message']), (told['MessageId'], 'hello'))
                self.assertEqual(body['MessageAttributes'], {'a': {'Type': 'String', 'Value': 'b'}})
                refused = self.server.exec(cli, 'sns', 'get-topic-attributes', '--topic-arn', arn + 'x', check=False)
                self.assertIn('(NotFound)', refused.stderr)

    def test_boto3_does_what_jobs_do(self):
        for number, python in enumerate(PYTHONS):
            with self.subTest(python=python):
                self.assertEqual(self.server.exec(python, '-c', BOTO3, f'boto-{number}').strip(), 'good')

    def test_an_instance_publishes_with_no_endpoint_set(self):
        _, url = self.queue_of('inside', '--attributes', 'RawMessageDelivery=true')
        self.server.aws('ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b', '--count', '1',
                        '--user-data', INSIDE, '--iam-instance-profile', 'Name=worker')
        receive = lambda: self.server.aws('sqs', 'receive-message', '--queue-url', url, '--wait-time-seconds', '20')
        got = wait_until(lambda: (receive() or {}).get('Messages'), what='the message')
        self.assertEqual(got[0]['Body'], 'from-inside')

    def test_step_functions_publishes(self):
        arn, url = self.queue_of('states', '--attributes', 'RawMessageDelivery=true')
        self.server.execute(self.server.make_machine('publish', PUBLISH), topic=arn)
        [got] = self.server.aws('sqs', 'receive-message', '--queue-url', url, '--wait-time-seconds', '20')['Messages']
        self.assertEqual(json.loads(got['Body']), {'topic': arn})

    def test_what_was_acknowledged_outlives_a_kill(self):
        with Server() as server:
            arn, url = self.queue_of('kept', '--attributes', 'RawMessageDelivery=true', server=server)
            server.aws('sns', 'publish', '--topic-arn', arn, '--message', 'a')
            server.stop(9)
            server.start()
            server.aws('sns', 'publish', '--topic-arn', arn, '--message', 'b')
            got = server.aws('sqs', 'receive-message', '--queue-url', url, '--max-number-of-messages', '10')['Messages']
            self.assertEqual([each['Body'] for each in got], ['a', 'b'])


if __name__ == '__main__':
    unittest.main()
