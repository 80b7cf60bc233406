"""DynamoDB for the clients that jobs use: the AWS CLI and boto3, from outside and inside an instance."""
import json
import unittest

from harness import AWS_CLIS, PYTHONS, Rehearsal, Server, WithServer, wait_until

BOTO3 = '''
import boto3, sys
from decimal import Decimal
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError
name = sys.argv[1]
db = boto3.resource('dynamodb')
table = db.create_table(
    TableName=name, BillingMode='PAY_PER_REQUEST',
    AttributeDefinitions=[{'AttributeName': 'run', 'AttributeType': 'S'},
                          {'AttributeName': 'step', 'AttributeType': 'N'}],
    KeySchema=[{'AttributeName': 'run', 'KeyType': 'HASH'},
               {'AttributeName': 'step', 'KeyType': 'RANGE'}])
table.wait_until_exists()
with table.batch_writer() as batch:
    for step in range(100):
        batch.put_item({'run': 'r', 'step': step, 'loss': Decimal('1.5') / (step + 1) if step < 1
                        else Decimal(1), 'blob': b'\\x00\\x01', 'tags': {'a', 'b'}, 'deep': {'l': [None, True]}})
item = table.get_item(Key={'run': 'r', 'step': 7})['Item']
assert item['blob'].value == b'\\x00\\x01' and item['tags'] == {'a', 'b'}, item
assert item['deep'] == {'l': [None, True]}, item
pages, key = [], {}
while True:
    page = table.query(KeyConditionExpression=Key('run').eq('r') & Key('step').gte(50),
                       FilterExpression=Attr('loss').lt(2), Limit=20, ScanIndexForward=False, **key)
    pages += [int(each['step']) for each in page['Items']]
    if 'LastEvaluatedKey' not in page:
        break
    key = {'ExclusiveStartKey': page['LastEvaluatedKey']}
assert pages == list(range(99, 49, -1)), pages
assert sum(table.scan(Segment=n, TotalSegments=4, Select='COUNT')['Count'] for n in range(4)) == 100
update = dict(Key={'run': 'lock', 'step': 0}, UpdateExpression='ADD n :one SET #o = :me',
              ConditionExpression='attribute_not_exists(#o)', ExpressionAttributeNames={'#o': 'owner'},
              ExpressionAttributeValues={':one': 1, ':me': 'me'}, ReturnValues='ALL_NEW')
assert table.update_item(**update)['Attributes']['n'] == 1
try:
    table.update_item(**update, ReturnValuesOnConditionCheckFailure='ALL_OLD') \\
        if sys.argv[2] == 'new' else table.update_item(**update)
    raise SystemExit('the lock was taken twice')
except db.meta.client.exceptions.ConditionalCheckFailedException as error:
    if sys.argv[2] == 'new':
        assert error.response['Item']['owner'] in ('me', {'S': 'me'}), error.response
try:
    db.meta.client.transact_write_items(TransactItems=[
        {'Put': {'TableName': name, 'Item': {'run': 'x', 'step': 1}}},
        {'ConditionCheck': {'TableName': name, 'Key': {'run': 'none', 'step': 1},
                            'ConditionExpression': 'attribute_exists(run)'}}])
    raise SystemExit('the transaction went through')
except ClientError as error:
    codes = [each['Code'] for each in error.response['CancellationReasons']]
    assert codes == ['None', 'ConditionalCheckFailed'], error.response
assert 'Item' not in table.get_item(Key={'run': 'x', 'step': 1})
table.delete()
table.wait_until_not_exists()
print('good')
'''

# No endpoint, no region, no keys: as in an instance on AWS.
INSIDE = '''#!/bin/bash
/usr/bin/aws --region us-east-1 dynamodb update-item --table-name inside --key '{"h": {"S": "job"}}' \
  --update-expression 'SET step = :s' --expression-attribute-values '{":s": {"N": "42"}}' && echo said-so
curl -sS -o /dev/null -w 'account=%{http_code}\\n' https://123456789012.ddb.us-east-1.amazonaws.com/ -X POST \
  -H 'X-Amz-Target: DynamoDB_20120810.ListTables' -d '{}'
'''

# Its state is one item: the step, and whether it has finished.
JOB = '''#!/bin/bash
item() { /usr/bin/aws --region us-east-1 dynamodb "$1" --table-name jobs "${@:2}"; }
key='{"run": {"S": "7"}}'
item create-table --attribute-definitions AttributeName=run,AttributeType=S \\
  --key-schema AttributeName=run,KeyType=HASH --billing-mode PAY_PER_REQUEST > /dev/null 2>&1
step=$(item get-item --key "$key" --query Item.step.N --output text)
[ "$step" = None ] && step=0
while [ $step -lt 12 ]; do
  sleep 60
  step=$((step + 1))
  item update-item --key "$key" --update-expression 'SET step = :s' \\
    --expression-attribute-values "{\\":s\\": {\\"N\\": \\"$step\\"}}" || exit 1
done
item update-item --key "$key" --update-expression 'SET finished = :t' \\
  --expression-attribute-values '{":t": {"BOOL": true}}'
'''
DRILL = '''
drill: steps-in-an-item
workload:
  user-data: job.sh
  progress: {dynamodb: jobs/run=7/step}
  saved: {dynamodb: jobs/run=7/step}
  done: {dynamodb: jobs/run=7/finished}
  total: 12
faults: {interrupt-at: 50%}
expect: [completes, resumes]
'''

TABLE = ('--attribute-definitions', 'AttributeName=h,AttributeType=S',
         '--key-schema', 'AttributeName=h,KeyType=HASH', '--billing-mode', 'PAY_PER_REQUEST')


class DynamoDb(WithServer):
    def test_the_cli_makes_tables_and_items(self):
        for number, cli in enumerate(AWS_CLIS):
            with self.subTest(cli=cli):
                def dynamodb(*words, check=True):
                    return self.server.exec(cli, 'dynamodb', *words, '--output', 'json', check=check)
                table = ('--table-name', f'cli-{number}')
                dynamodb('create-table', *table, *TABLE)
                dynamodb('wait', 'table-exists', *table)
                dynamodb('put-item', *table, '--item', '{"h": {"S": "a"}, "n": {"N": "1"}}')
                dynamodb('update-item', *table, '--key', '{"h": {"S": "a"}}', '--update-expression',
                         'SET n = n + :n', '--expression-attribute-values', '{":n": {"N": "0.5"}}')
                got = json.loads(dynamodb('get-item', *table, '--key', '{"h": {"S": "a"}}'))
                self.assertEqual(got['Item']['n'], {'N': '1.5'})
                refused = dynamodb('put-item', *table, '--item', '{"h": {"S": "a"}}',
                                   '--condition-expression', 'attribute_not_exists(h)', check=False)
                self.assertNotEqual(refused.returncode, 0)
                self.assertIn('ConditionalCheckFailedException', refused.stderr)
                streams = dynamodb('execute-statement', '--statement', 'SELECT * FROM x', check=False)
                self.assertIn('spotdrill does not have the operation dynamodb:ExecuteStatement',
                              streams.stderr)
                dynamodb('delete-table', *table)

    def test_boto3_does_what_jobs_do(self):
        for number, python in enumerate(PYTHONS):
            with self.subTest(python=python):
                age = 'new' if number else 'old'
                self.assertEqual(
                    self.server.exec(python, '-c', BOTO3, f'boto-{number}', age).strip(), 'good')

    def test_an_instance_writes_with_no_endpoint_set(self):
        dynamodb = lambda *words: self.server.aws('dynamodb', *words)
        dynamodb('create-table', '--table-name', 'inside', *TABLE)
        made = self.server.aws('ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b', '--count', '1',
                               '--user-data', INSIDE, '--iam-instance-profile', 'Name=worker')
        instance = made['Instances'][0]['InstanceId']
        console = lambda: self.server.aws('ec2', 'get-console-output', '--instance-id', instance,
                                          '--latest').get('Output', '')
        wait_until(lambda: 'account=' in console(), what='the instance\'s requests')
        self.assertIn('said-so', console())
        # It is answered, by DynamoDB: nobody has signed it.
        self.assertIn('account=400', console())
        item = dynamodb('get-item', '--table-name', 'inside', '--key', '{"h": {"S": "job"}}')['Item']
        self.assertEqual(item['step'], {'N': '42'})

    def test_a_drill_reads_progress_from_an_item(self):
        here = self.directory / 'drill'
        here.mkdir()
        (here / 'job.sh').write_text(JOB)
        (here / 'drill.yaml').write_text(DRILL)
        run = Rehearsal(here, here / 'drill.yaml')
        self.assertEqual(run.code, 0, run.text)
        [interruption] = run.report()['interruptions']
        self.assertIn('saved 50', run.text)

    def test_what_was_acknowledged_outlives_a_kill(self):
        with Server() as server:
            server.aws('dynamodb', 'create-table', '--table-name', 'kept', *TABLE)
            server.aws('dynamodb', 'put-item', '--table-name', 'kept',
                       '--item', '{"h": {"S": "a"}, "s": {"S": "\\u0000x"}}')
            server.stop(9)
            server.start()
            item = server.aws('dynamodb', 'get-item', '--table-name', 'kept', '--key', '{"h": {"S": "a"}}')
            self.assertEqual(item['Item'], {'h': {'S': 'a'}, 's': {'S': '\0x'}})


if __name__ == '__main__':
    unittest.main()
