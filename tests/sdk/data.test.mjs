// The same SDK against the services that jobs keep their data and messages in.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, paginateFilterLogEvents,
        PutLogEventsCommand} from '@aws-sdk/client-cloudwatch-logs';
import {ConditionalCheckFailedException, CreateTableCommand, DynamoDBClient, GetItemCommand, paginateQuery,
        PutItemCommand, TransactWriteItemsCommand, UpdateItemCommand, waitUntilTableExists}
    from '@aws-sdk/client-dynamodb';
import {AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CopyObjectCommand, CreateBucketCommand,
        CreateMultipartUploadCommand, DeleteObjectsCommand, GetBucketAclCommand, GetBucketLifecycleConfigurationCommand,
        GetObjectCommand, HeadObjectCommand, NoSuchKey, paginateListObjectsV2, PutBucketLifecycleConfigurationCommand,
        PutObjectCommand, S3Client, UploadPartCommand} from '@aws-sdk/client-s3';
import {CreateSecretCommand, DeleteSecretCommand, GetSecretValueCommand, PutSecretValueCommand,
        ResourceNotFoundException, SecretsManagerClient} from '@aws-sdk/client-secrets-manager';
import {CreateTopicCommand, NotFoundException, paginateListSubscriptionsByTopic, PublishBatchCommand, PublishCommand,
        SNSClient, SubscribeCommand} from '@aws-sdk/client-sns';
import {CreateQueueCommand, ReceiveMessageCommand, SQSClient} from '@aws-sdk/client-sqs';

import {config} from './server.mjs';

const s3 = () => new S3Client({...config, forcePathStyle: true});

test('s3: objects with metadata, ranges, typed errors and a paginator', async () => {
  const client = s3(), Bucket = 'sdk';
  await client.send(new CreateBucketCommand({Bucket}));
  const put = await client.send(new PutObjectCommand(
      {Bucket, Key: 'a \u{1f680}+b', Body: 'body', Metadata: {step: '7'}, ContentType: 'text/plain'}));
  assert.equal(put.ETag, '"841a2d689ad86bd1611447453c22c6fc"');
  const got = await client.send(new GetObjectCommand({Bucket, Key: 'a \u{1f680}+b', Range: 'bytes=1-2'}));
  assert.deepEqual([await got.Body.transformToString(), got.ContentRange, got.Metadata], ['od', 'bytes 1-2/4', {step: '7'}]);
  await assert.rejects(client.send(new GetObjectCommand({Bucket, Key: 'none'})), NoSuchKey);
  await assert.rejects(client.send(new PutObjectCommand({Bucket, Key: 'a \u{1f680}+b', Body: 'x', IfNoneMatch: '*'})),
                       {name: 'PreconditionFailed'});
  await client.send(new CopyObjectCommand({Bucket, Key: 'copy', CopySource: 'sdk/' + encodeURIComponent('a \u{1f680}+b')}));
  const keys = [];
  for await (const page of paginateListObjectsV2({client, pageSize: 1}, {Bucket})) {
    keys.push(...page.Contents.map(each => each.Key));
  }
  assert.deepEqual(keys, ['a \u{1f680}+b', 'copy']);
  const gone = await client.send(new DeleteObjectsCommand({Bucket, Delete: {Objects: keys.map(Key => ({Key}))}}));
  assert.equal(gone.Deleted.length, 2);
});

test('s3: an upload in parts, one of them from a stream', async () => {
  const client = s3(), Bucket = 'sdk-parts', Key = 'key';
  await client.send(new CreateBucketCommand({Bucket}));
  const {UploadId} = await client.send(new CreateMultipartUploadCommand({Bucket, Key}));
  const bodies = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('end')], Parts = [];
  for (const [index, Body] of bodies.entries()) {
    const part = {Bucket, Key, UploadId, PartNumber: index + 1, Body};
    Parts.push({PartNumber: index + 1, ETag: (await client.send(new UploadPartCommand(part))).ETag});
  }
  await client.send(new CompleteMultipartUploadCommand({Bucket, Key, UploadId, MultipartUpload: {Parts}}));
  const got = await client.send(new GetObjectCommand({Bucket, Key}));
  assert.ok(Buffer.concat(bodies).equals(Buffer.from(await got.Body.transformToByteArray())));
  await assert.rejects(client.send(new AbortMultipartUploadCommand({Bucket, Key, UploadId})), {name: 'NoSuchUpload'});
});

test('s3: a bucket\'s lifecycle rules and its owner', async () => {
  const client = s3(), Bucket = 'sdk-rules';
  await client.send(new CreateBucketCommand({Bucket}));
  await assert.rejects(client.send(new GetBucketLifecycleConfigurationCommand({Bucket})),
                       {name: 'NoSuchLifecycleConfiguration'});
  const Rules = [{ID: 'logs', Status: 'Enabled', Filter: {Prefix: 'logs/'}, Expiration: {Days: 1}}];
  await client.send(new PutBucketLifecycleConfigurationCommand({Bucket, LifecycleConfiguration: {Rules}}));
  assert.deepEqual((await client.send(new GetBucketLifecycleConfigurationCommand({Bucket}))).Rules, Rules);
  await client.send(new PutObjectCommand({Bucket, Key: 'logs/a', Body: 'a'}));
  assert.match((await client.send(new HeadObjectCommand({Bucket, Key: 'logs/a'}))).Expiration, /rule-id="logs"/);
  const [grant] = (await client.send(new GetBucketAclCommand({Bucket}))).Grants;
  assert.deepEqual([grant.Grantee.Type, grant.Permission], ['CanonicalUser', 'FULL_CONTROL']);
});

test('sns: a topic tells its queue, a batch too', async () => {
  const sns = new SNSClient(config), sqs = new SQSClient(config);
  const {TopicArn} = await sns.send(new CreateTopicCommand({Name: 'sdk'}));
  const {QueueUrl} = await sqs.send(new CreateQueueCommand({QueueName: 'sdk-told'}));
  await sns.send(new SubscribeCommand({
    TopicArn, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:123456789012:sdk-told',
    Attributes: {RawMessageDelivery: 'true'},
  }));
  await sns.send(new PublishCommand({TopicArn, Message: 'a \u{1f680} <&>'}));
  const batch = await sns.send(new PublishBatchCommand(
      {TopicArn, PublishBatchRequestEntries: [{Id: '1', Message: 'b'}]}));
  assert.deepEqual(batch.Successful.map(each => each.Id), ['1']);
  const told = await sqs.send(new ReceiveMessageCommand({QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1}));
  assert.deepEqual(told.Messages.map(each => each.Body), ['a \u{1f680} <&>', 'b']);
  const found = [];
  for await (const page of paginateListSubscriptionsByTopic({client: sns}, {TopicArn})) found.push(...page.Subscriptions);
  assert.equal(found.length, 1);
  await assert.rejects(sns.send(new PublishCommand({TopicArn: TopicArn + '-none', Message: 'x'})), NotFoundException);
});

test('secretsmanager: versions by their labels, binary values, typed errors', async () => {
  const client = new SecretsManagerClient(config), SecretId = 'sdk/secret';
  await client.send(new CreateSecretCommand({Name: SecretId, SecretString: 'first'}));
  await client.send(new PutSecretValueCommand({SecretId, SecretBinary: Buffer.from([0, 255])}));
  assert.deepEqual([...(await client.send(new GetSecretValueCommand({SecretId}))).SecretBinary], [0, 255]);
  const before = await client.send(new GetSecretValueCommand({SecretId, VersionStage: 'AWSPREVIOUS'}));
  assert.equal(before.SecretString, 'first');
  await client.send(new DeleteSecretCommand({SecretId, ForceDeleteWithoutRecovery: true}));
  await assert.rejects(client.send(new GetSecretValueCommand({SecretId})), ResourceNotFoundException);
});

test('logs: events are found by a pattern, page by page', async () => {
  const client = new CloudWatchLogsClient(config), named = {logGroupName: 'sdk', logStreamName: 'stream'};
  await client.send(new CreateLogGroupCommand({logGroupName: 'sdk'}));
  await client.send(new CreateLogStreamCommand(named));
  const timestamp = Date.now();
  const messages = ['ERROR one', 'fine', 'ERROR two'];
  await client.send(new PutLogEventsCommand(
      {...named, logEvents: messages.map((message, at) => ({message, timestamp: timestamp + at}))}));
  const found = [];
  for await (const page of paginateFilterLogEvents({client, pageSize: 1}, {logGroupName: 'sdk', filterPattern: 'ERROR'})) {
    found.push(...page.events.map(each => each.message));
  }
  assert.deepEqual(found, ['ERROR one', 'ERROR two']);
});

test('dynamodb: items, conditions, a transaction and a paginator', async () => {
  const client = new DynamoDBClient(config), TableName = 'sdk';
  await client.send(new CreateTableCommand({
    TableName, BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{AttributeName: 'h', AttributeType: 'S'}, {AttributeName: 'r', AttributeType: 'N'}],
    KeySchema: [{AttributeName: 'h', KeyType: 'HASH'}, {AttributeName: 'r', KeyType: 'RANGE'}],
  }));
  await waitUntilTableExists({client, maxWaitTime: 60, minDelay: 1, maxDelay: 1}, {TableName});
  const item = r => ({h: {S: 'a'}, r: {N: String(r)}, b: {B: Buffer.from([0, 255])}, s: {SS: ['x', 'y']}});
  await client.send(new PutItemCommand({TableName, Item: item(1)}));
  await assert.rejects(
      client.send(new PutItemCommand({TableName, Item: item(1), ConditionExpression: 'attribute_not_exists(h)'})),
      ConditionalCheckFailedException);
  await client.send(new TransactWriteItemsCommand({TransactItems: [2, 3].map(r => ({Put: {TableName, Item: item(r)}}))}));
  const updated = await client.send(new UpdateItemCommand({
    TableName, Key: {h: {S: 'a'}, r: {N: '1'}}, UpdateExpression: 'ADD n :one', ReturnValues: 'UPDATED_NEW',
    ExpressionAttributeValues: {':one': {N: '1'}},
  }));
  assert.deepEqual(updated.Attributes, {n: {N: '1'}});
  const got = await client.send(new GetItemCommand({TableName, Key: {h: {S: 'a'}, r: {N: '2'}}}));
  assert.deepEqual([[...got.Item.b.B], got.Item.s.SS], [[0, 255], ['x', 'y']]);
  const found = [];
  for await (const page of paginateQuery({client, pageSize: 1}, {
    TableName, KeyConditionExpression: 'h = :h', ExpressionAttributeValues: {':h': {S: 'a'}}, ScanIndexForward: false,
  })) found.push(...page.Items.map(each => each.r.N));
  assert.deepEqual(found, ['3', '2', '1']);
});
