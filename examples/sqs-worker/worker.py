#!/usr/bin/env python3
"""Works through an SQS queue; its results are objects in S3. Any number of them may work at once.

  worker.py QUEUE BUCKET [--delete-on-receipt]

A message is deleted when its result is there, not before; until then it is held, and whoever holds it and
is interrupted gives it back. So a message may be received twice: the second time its result is there, and
nothing is done. With --delete-on-receipt it is done the wrong way: ten messages at a time, each deleted as it
comes, so that what an interrupted worker had in hand is nowhere any more.
"""
import argparse
import signal
import sys
import time
import urllib.request

import boto3
import botocore.exceptions

METADATA = 'http://169.254.169.254/latest'
MESSAGES = 40
SECONDS_EACH = 5
VISIBILITY_TIMEOUT_SECONDS = 20  # Longer than a step of the work; each step begins it anew.
EX_TEMPFAIL = 75                 # Start me again.


class Terminated(BaseException):
    """SIGTERM came. No Exception: boto3 would take that for a failure of its own."""


def on_sigterm(number, frame):
    raise Terminated


def interruption_notice():
    """Whether this instance has been told that it will be interrupted (IMDSv2)."""
    try:
        wanted = urllib.request.Request(f'{METADATA}/api/token', method='PUT',
                                        headers={'X-aws-ec2-metadata-token-ttl-seconds': '60'})
        token = urllib.request.urlopen(wanted, timeout=2).read().decode()
        wanted = urllib.request.Request(f'{METADATA}/meta-data/spot/instance-action',
                                        headers={'X-aws-ec2-metadata-token': token})
        urllib.request.urlopen(wanted, timeout=2)
        return True
    except OSError:
        return False  # 404: no notice. Anything else: no EC2 here.


class Queue:
    def __init__(self, sqs, name):
        self.sqs = sqs
        try:
            self.url = sqs.get_queue_url(QueueName=name)['QueueUrl']
        except sqs.exceptions.QueueDoesNotExist:
            self.url = sqs.create_queue(QueueName=name)['QueueUrl']
            self.fill()

    def fill(self):
        """The input, which on AWS somebody else would send: once."""
        for first in range(1, MESSAGES + 1, 10):
            self.sqs.send_message_batch(QueueUrl=self.url, Entries=[
                {'Id': str(i), 'MessageBody': str(i)} for i in range(first, first + 10)])

    def receive(self, most):
        """Some messages, or none within twenty seconds."""
        return self.sqs.receive_message(QueueUrl=self.url, WaitTimeSeconds=20, MaxNumberOfMessages=most,
                                        VisibilityTimeout=VISIBILITY_TIMEOUT_SECONDS).get('Messages', [])

    def hold(self, message, seconds=VISIBILITY_TIMEOUT_SECONDS):
        self.sqs.change_message_visibility(QueueUrl=self.url, ReceiptHandle=message['ReceiptHandle'],
                                           VisibilityTimeout=seconds)

    def delete(self, message):
        self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message['ReceiptHandle'])

    def is_empty(self):
        counts = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=[
            'ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'])['Attributes']
        return not any(int(count) for count in counts.values())


class Results:
    def __init__(self, s3, bucket):
        self.s3, self.bucket = s3, bucket

    def has(self, number):
        try:
            self.s3.head_object(Bucket=self.bucket, Key=f'results/{number:03}')
            return True
        except botocore.exceptions.ClientError:
            return False

    def save(self, number, result):
        self.s3.put_object(Bucket=self.bucket, Key=f'results/{number:03}', Body=str(result).encode())

    def keys(self):
        listed = self.s3.list_objects_v2(Bucket=self.bucket, Prefix='results/')
        return [each['Key'] for each in listed.get('Contents', [])]

    def sum(self):
        bodies = (self.s3.get_object(Bucket=self.bucket, Key=key)['Body'] for key in self.keys())
        return sum(int(body.read()) for body in bodies)


def work(number, hold):
    """The work: a second at a time, each saying that somebody still works on it."""
    for _ in range(SECONDS_EACH):
        time.sleep(1)
        hold()
    return number * number


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('queue')
    parser.add_argument('bucket')
    parser.add_argument('--delete-on-receipt', action='store_true')
    options = parser.parse_args()
    queue = Queue(boto3.client('sqs', 'us-east-1'), options.queue)
    results = Results(boto3.client('s3', 'us-east-1'), options.bucket)
    signal.signal(signal.SIGTERM, on_sigterm)
    in_hand = None
    try:
        while not queue.is_empty():
            if interruption_notice():
                print('interruption notice: this worker takes no more')
                sys.exit(EX_TEMPFAIL)
            if options.delete_on_receipt:
                received = queue.receive(10)
                for message in received:
                    queue.delete(message)
                for message in received:
                    number = int(message['Body'])
                    results.save(number, work(number, lambda: None))
                    print(f'done {len(results.keys())} of {MESSAGES}')
                continue
            for in_hand in queue.receive(1):
                number = int(in_hand['Body'])
                if not results.has(number):
                    results.save(number, work(number, lambda: queue.hold(in_hand)))
                queue.delete(in_hand)
                in_hand = None
                print(f'done {len(results.keys())} of {MESSAGES}')
    except Terminated:
        if in_hand is not None:
            queue.hold(in_hand, seconds=0)
            print('gave message', in_hand['Body'], 'back')
        sys.exit(EX_TEMPFAIL)
    print('the queue is empty; the sum of the results is', results.sum())


main()
