"""kill -9 at a hundred points of writes, several services' at once: what is there afterwards is what was there
before the write or after it, and after it where it was acknowledged."""
import configparser
import re
import signal
import threading
import time
import unittest
import warnings

from harness import Server

try:
    import boto3
    import botocore.exceptions
except ImportError:
    boto3 = None

KILLS = 100


class Clients:
    """boto3's, which find the server again where it listens after each start."""

    def __init__(self, server):
        self.server = server
        keys = configparser.ConfigParser()
        keys.read(server.data / 'credentials')
        [profile] = keys.sections()[:1]
        self.session = boto3.Session(keys[profile]['aws_access_key_id'], keys[profile]['aws_secret_access_key'],
                                     region_name='us-east-1')

    def __getitem__(self, service):
        config = boto3.session.Config(retries={'total_max_attempts': 1}, s3={'addressing_style': 'path'})
        client = self.session.client(service, endpoint_url=self.server.endpoint, config=config)

        def aim(request, **_):
            request.url = re.sub('^http://[^/]+', self.server.endpoint, request.url)
        client.meta.events.register('before-sign', aim)
        return client


class Write:
    """One kind of write. `state` is what there was when it was looked at last."""

    def __init__(self, clients):
        self.make(clients)
        self.state = self.look()

    def prepare(self, number):
        """What must be there for the write; not killed."""

    def check(self, number, before, acknowledged):
        after = self.expected(before, number)
        self.state = self.look()
        good = [after] if acknowledged else [before, after]
        if self.state not in good:
            raise AssertionError(f'{type(self).__name__} {number}: {self.state!r} is none of {good!r}')

    def expected(self, before, number):
        return number


class S3Write(Write):
    def make(self, clients):
        self.s3, self.bucket = clients['s3'], type(self).__name__.lower()
        self.s3.create_bucket(Bucket=self.bucket)

    def look(self):
        """The number that the object is of, and whether it is whole."""
        try:
            body = self.s3.get_object(Bucket=self.bucket, Key='key')['Body'].read()
        except self.s3.exceptions.NoSuchKey:
            return None
        number = int(body[:8])
        return number if body == self.body(number) else body[:40]

    @staticmethod
    def body(number):
        """Each second one is too long for memory."""
        return b'%08d' % number * (200_000 if number % 2 else 2)

    def put(self, number):
        self.s3.put_object(Bucket=self.bucket, Key='key', Body=self.body(number))


class Put(S3Write):
    act = S3Write.put


class Complete(S3Write):
    def prepare(self, number):
        named = {'Bucket': self.bucket, 'Key': 'key'}
        upload = self.s3.create_multipart_upload(**named)['UploadId']
        part = self.s3.upload_part(**named, UploadId=upload, PartNumber=1, Body=self.body(number))
        self.named = {**named, 'UploadId': upload,
                      'MultipartUpload': {'Parts': [{'PartNumber': 1, 'ETag': part['ETag']}]}}

    def act(self, number):
        self.s3.complete_multipart_upload(**self.named)

    def check(self, number, before, acknowledged):
        super().check(number, before, acknowledged)
        uploads = self.s3.list_multipart_uploads(Bucket=self.bucket).get('Uploads', [])
        listed = self.named['UploadId'] in [each['UploadId'] for each in uploads]
        if listed == (self.state == number):
            raise AssertionError(f'Complete {number}: the object is {self.state}, the upload listed: {listed}')


class Copy(S3Write):
    def prepare(self, number):
        self.s3.put_object(Bucket=self.bucket, Key='source', Body=self.body(number))

    def act(self, number):
        self.s3.copy_object(Bucket=self.bucket, Key='key', CopySource=f'{self.bucket}/source')


class Delete(S3Write):
    def prepare(self, number):
        self.put(number)
        self.state = number

    def act(self, number):
        self.s3.delete_object(Bucket=self.bucket, Key='key')

    def expected(self, before, number):
        return None


class Versioned(S3Write):
    def make(self, clients):
        super().make(clients)
        self.s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={'Status': 'Enabled'})

    act = S3Write.put

    def look(self):
        versions = self.s3.list_object_versions(Bucket=self.bucket).get('Versions', [])
        return [super(Versioned, self).look(), len(versions)]

    def expected(self, before, number):
        return [number, before[1] + 1]


class PutItem(Write):
    def make(self, clients):
        self.dynamodb = clients['dynamodb']
        self.dynamodb.create_table(
            TableName='table', BillingMode='PAY_PER_REQUEST', KeySchema=[{'AttributeName': 'k', 'KeyType': 'HASH'}],
            AttributeDefinitions=[{'AttributeName': 'k', 'AttributeType': 'S'}])
        self.dynamodb.get_waiter('table_exists').wait(TableName='table')

    def item(self, key, number):
        return {'TableName': 'table', 'Item': {'k': {'S': key}, 'n': {'N': str(number)}}}

    def number(self, key):
        item = self.dynamodb.get_item(TableName='table', Key={'k': {'S': key}}).get('Item')
        return item and int(item['n']['N'])

    def act(self, number):
        self.dynamodb.put_item(**self.item('one', number))

    def look(self):
        return self.number('one')


class Transact(PutItem):
    def make(self, clients):
        self.dynamodb = clients['dynamodb']

    def act(self, number):
        self.dynamodb.transact_write_items(
            TransactItems=[{'Put': self.item(key, number)} for key in ('two', 'three')])

    def look(self):
        both = {self.number('two'), self.number('three')}
        return both.pop() if len(both) == 1 else both


class Send(Write):
    def make(self, clients):
        self.sqs = clients['sqs']
        self.queue = self.sqs.create_queue(QueueName=type(self).__name__,
                                           Attributes={'VisibilityTimeout': '3600'})['QueueUrl']

    def act(self, number):
        self.sqs.send_message(QueueUrl=self.queue, MessageBody=str(number))

    def look(self):
        told = self.sqs.get_queue_attributes(QueueUrl=self.queue, AttributeNames=['All'])['Attributes']
        return [int(told['ApproximateNumberOfMessages']), int(told['ApproximateNumberOfMessagesNotVisible'])]

    def expected(self, before, number):
        return [before[0] + 1, before[1]]


class Receive(Send):
    def prepare(self, number):
        Send.act(self, number)
        self.state = self.look()

    def act(self, number):
        self.sqs.receive_message(QueueUrl=self.queue)

    def expected(self, before, number):
        return [before[0] - 1, before[1] + 1]


class DeleteMessage(Send):
    def prepare(self, number):
        Send.act(self, number)
        [message] = self.sqs.receive_message(QueueUrl=self.queue)['Messages']
        self.receipt, self.state = message['ReceiptHandle'], self.look()

    def act(self, number):
        self.sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=self.receipt)

    def expected(self, before, number):
        return [before[0], before[1] - 1]


class Secret(Write):
    def make(self, clients):
        self.secrets = clients['secretsmanager']
        self.secrets.create_secret(Name='secret', SecretString='0')

    def act(self, number):
        self.secrets.put_secret_value(SecretId='secret', SecretString=str(number))

    def look(self):
        return int(self.secrets.get_secret_value(SecretId='secret')['SecretString'])


class Log(Write):
    def make(self, clients):
        self.logs, self.named = clients['logs'], {'logGroupName': 'group', 'logStreamName': 'stream'}
        self.logs.create_log_group(logGroupName='group')
        self.logs.create_log_stream(**self.named)

    def act(self, number):
        event = {'timestamp': int(time.time() * 1000), 'message': str(number)}
        self.logs.put_log_events(**self.named, logEvents=[event])

    def look(self):
        events = self.logs.get_log_events(**self.named, startFromHead=True)['events']
        return sorted(int(each['message']) for each in events)

    def expected(self, before, number):
        return [*before, number]


# Those of a line take turns; one of each is under way at every kill.
LINES = ((Put, Complete, Copy, Delete, Versioned), (PutItem, Transact), (Send, Receive, DeleteMessage), (Secret,), (Log,))


@unittest.skipUnless(boto3, 'boto3 is not installed for this Python')
class Kills(unittest.TestCase):
    def test_a_write_is_there_or_not_whenever_the_server_is_killed(self):
        warnings.simplefilter('ignore', ResourceWarning)  # Connections to servers that were killed.
        with Server() as server:
            clients = Clients(server)
            lines = [[kind(clients) for kind in line] for line in LINES]
            span, acknowledged = 0.0, 0
            for number in range(1, KILLS + 1):
                writes = [line[number % len(line)] for line in lines]
                for each in writes:
                    each.prepare(number)
                before, done = [each.state for each in writes], set()

                def act(at):
                    try:
                        writes[at].act(number)
                    except (botocore.exceptions.HTTPClientError, botocore.exceptions.EndpointConnectionError):
                        return
                    done.add(at)
                threads = [threading.Thread(target=act, args=(at,)) for at in range(len(writes))]
                began = time.monotonic()
                for each in threads:
                    each.start()
                if number <= 5:  # How long they take is what the moments are spread over.
                    for each in threads:
                        each.join()
                    span = time.monotonic() - began
                else:
                    time.sleep(span * (number * 37 % KILLS) / KILLS)
                server.stop(signal.SIGKILL)
                for each in threads:
                    each.join()
                acknowledged += len(done)
                server.start()
                for at, each in enumerate(writes):
                    each.check(number, before[at], at in done)
            print(f'{KILLS} kills, {acknowledged} of {KILLS * len(LINES)} writes acknowledged', flush=True)


if __name__ == '__main__':
    unittest.main()
