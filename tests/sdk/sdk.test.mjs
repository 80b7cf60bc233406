// The official AWS SDK for JavaScript v3 against a live server with modelled instances.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';

import {CloudWatchClient, GetMetricDataCommand, GetMetricStatisticsCommand, ListMetricsCommand,
        PutMetricDataCommand} from '@aws-sdk/client-cloudwatch';
import {CreateTagsCommand, DescribeInstancesCommand, DescribeSpotInstanceRequestsCommand, EC2Client,
        paginateDescribeInstances, RequestSpotInstancesCommand, RunInstancesCommand,
        TerminateInstancesCommand, waitUntilInstanceRunning, waitUntilInstanceTerminated}
    from '@aws-sdk/client-ec2';
import {CreateExperimentTemplateCommand, FisClient, GetActionCommand, GetExperimentCommand,
        StartExperimentCommand} from '@aws-sdk/client-fis';
import {CreateRoleCommand, GetRoleCommand, IAMClient} from '@aws-sdk/client-iam';
import {CreateStateMachineCommand, DescribeExecutionCommand, paginateGetExecutionHistory, SFNClient,
        StartExecutionCommand, StartSyncExecutionCommand} from '@aws-sdk/client-sfn';
import {CreateQueueCommand, DeleteMessageBatchCommand, DeleteMessageCommand, paginateListQueues, ReceiveMessageCommand,
        SendMessageBatchCommand, SendMessageCommand, SQSClient} from '@aws-sdk/client-sqs';
import {GetParameterCommand, GetParametersByPathCommand, PutParameterCommand, SSMClient}
    from '@aws-sdk/client-ssm';
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';

import {config} from './server.mjs';

test('sts: the caller is the account\'s root', async () => {
  const who = await new STSClient(config).send(new GetCallerIdentityCommand({}));
  assert.equal(who.Account, '123456789012');
  assert.match(who.Arn, /^arn:aws:iam::123456789012:/);
});

test('signature: a wrong secret is refused', async () => {
  const sts = new STSClient({...config, credentials: {...config.credentials, secretAccessKey: 'x'}});
  await assert.rejects(sts.send(new GetCallerIdentityCommand({})), {name: 'SignatureDoesNotMatch'});
});

test('ec2: a Spot request is fulfilled, its instance found, tagged, terminated', async () => {
  const ec2 = new EC2Client(config);
  const made = await ec2.send(new RequestSpotInstancesCommand({
    InstanceCount: 1,
    LaunchSpecification: {ImageId: 'ami-0de1377598c572f0b', InstanceType: 't3.small',
                          UserData: Buffer.from('#!/bin/sh\n').toString('base64')},
  }));
  const [request] = made.SpotInstanceRequests;
  assert.equal(request.State, 'open');
  const seen = await ec2.send(new DescribeSpotInstanceRequestsCommand(
      {SpotInstanceRequestIds: [request.SpotInstanceRequestId]}));
  assert.equal(seen.SpotInstanceRequests[0].State, 'active');
  assert.equal(seen.SpotInstanceRequests[0].Status.Code, 'fulfilled');
  const InstanceIds = [seen.SpotInstanceRequests[0].InstanceId];
  await waitUntilInstanceRunning({client: ec2, maxWaitTime: 10, minDelay: 1}, {InstanceIds});
  await ec2.send(new CreateTagsCommand(
      {Resources: InstanceIds, Tags: [{Key: 'Name', Value: 'Fis/Spot <&>'}]}));
  const {Reservations} = await ec2.send(new DescribeInstancesCommand(
      {Filters: [{Name: 'tag:Name', Values: ['Fis/*']}]}));
  assert.equal(Reservations[0].Instances[0].InstanceLifecycle, 'spot');
  assert.equal(Reservations[0].Instances[0].Tags[0].Value, 'Fis/Spot <&>');
  assert.ok(Reservations[0].Instances[0].LaunchTime instanceof Date);
  await ec2.send(new TerminateInstancesCommand({InstanceIds}));
  await waitUntilInstanceTerminated({client: ec2, maxWaitTime: 10, minDelay: 1}, {InstanceIds});
});

test('ec2: paginators end and see everything once', async () => {
  const ec2 = new EC2Client(config);
  const run = await ec2.send(new RunInstancesCommand(
      {ImageId: 'ami-0de1377598c572f0b', InstanceType: 't3.micro', MinCount: 7, MaxCount: 7}));
  const ids = new Set();
  const wanted = run.Instances.map(i => i.InstanceId).sort();
  for await (const page of paginateDescribeInstances(
      {client: ec2, pageSize: 5},
      {Filters: [{Name: 'instance-type', Values: ['t3.micro']}]})) {
    for (const {Instances} of page.Reservations) for (const i of Instances) ids.add(i.InstanceId);
  }
  assert.deepEqual([...ids].sort(), wanted);
});

test('ec2: errors carry AWS\'s code and message', async () => {
  const ec2 = new EC2Client(config);
  await assert.rejects(
      ec2.send(new DescribeInstancesCommand({InstanceIds: ['i-00000000000000000']})),
      {name: 'InvalidInstanceID.NotFound',
       message: 'The instance ID \'i-00000000000000000\' does not exist'});
  await assert.rejects(ec2.send(new RunInstancesCommand(
      {ImageId: 'ami-0de1377598c572f0b', MinCount: 1, MaxCount: 1, DryRun: true})),
      {name: 'DryRunOperation'});
});

test('ssm: parameters with versions, paths and typed errors', async () => {
  const ssm = new SSMClient(config);
  await ssm.send(new PutParameterCommand({Name: '/sdk/a', Value: '1', Type: 'String'}));
  await ssm.send(new PutParameterCommand({Name: '/sdk/a', Value: '2', Overwrite: true}));
  const {Parameter} = await ssm.send(new GetParameterCommand({Name: '/sdk/a'}));
  assert.equal(Parameter.Value, '2');
  assert.equal(Parameter.Version, 2);
  const {Parameters} = await ssm.send(new GetParametersByPathCommand({Path: '/sdk'}));
  assert.equal(Parameters.length, 1);
  await assert.rejects(ssm.send(new GetParameterCommand({Name: 'none'})), {name: 'ParameterNotFound'});
});

test('cloudwatch: what was put comes back, large gzipped bodies too', async () => {
  const cw = new CloudWatchClient(config);
  const at = new Date(Math.floor(Date.now() / 60000) * 60000);
  await cw.send(new PutMetricDataCommand({
    Namespace: 'sdk',
    MetricData: Array.from({length: 500}, (_, i) => ({
      MetricName: 'progress', Value: i, Unit: 'Percent', Timestamp: at,
      Dimensions: [{Name: 'Instance', Value: `i-${i % 2}`}],
    })),
  }));
  const {Metrics} = await cw.send(new ListMetricsCommand({Namespace: 'sdk'}));
  assert.equal(Metrics.length, 2);
  const stats = await cw.send(new GetMetricStatisticsCommand({
    Namespace: 'sdk', MetricName: 'progress', Period: 60, Statistics: ['Maximum', 'SampleCount'],
    Dimensions: [{Name: 'Instance', Value: 'i-1'}],
    StartTime: new Date(at - 60000), EndTime: new Date(+at + 120000),
  }));
  assert.equal(stats.Datapoints[0].Maximum, 499);
  assert.equal(stats.Datapoints[0].SampleCount, 250);
  const {MetricDataResults} = await cw.send(new GetMetricDataCommand({
    StartTime: new Date(at - 60000), EndTime: new Date(+at + 120000),
    MetricDataQueries: [
      {Id: 'm1', ReturnData: false, MetricStat: {Stat: 'Maximum', Period: 60, Metric: {
        Namespace: 'sdk', MetricName: 'progress', Dimensions: [{Name: 'Instance', Value: 'i-0'}]}}},
      {Id: 'half', Expression: 'm1 / 2'},
    ],
  }));
  assert.deepEqual(MetricDataResults[0].Values, [249]);
});

test('fis: a template starts an experiment that completes', async () => {
  const fis = new FisClient(config);
  await new IAMClient(config).send(new CreateRoleCommand(
      {RoleName: 'FisRole', AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}'}));
  const {Role} = await new IAMClient(config).send(new GetRoleCommand({RoleName: 'FisRole'}));
  const {experimentTemplate} = await fis.send(new CreateExperimentTemplateCommand({
    description: 'wait', roleArn: Role.Arn, stopConditions: [{source: 'none'}], targets: {},
    actions: {pause: {actionId: 'aws:fis:wait', parameters: {duration: 'PT1M'}}},
    clientToken: 'sdk-1',
  }));
  const {experiment} = await fis.send(new StartExperimentCommand(
      {experimentTemplateId: experimentTemplate.id, clientToken: 'sdk-2'}));
  let state;
  for (let i = 0; i < 100 && state != 'completed'; ++i) {
    await sleep(100);
    state = (await fis.send(new GetExperimentCommand({id: experiment.id}))).experiment.state.status;
  }
  assert.equal(state, 'completed');
  const {action} = await fis.send(new GetActionCommand({id: 'aws:fis:wait'}));
  assert.equal(action.id, 'aws:fis:wait');
});

// The SDK compares the digest of each body itself.
test('sqs: messages come back with their attributes, a long poll is woken', async () => {
  const sqs = new SQSClient(config);
  const {QueueUrl} = await sqs.send(new CreateQueueCommand({QueueName: 'sdk', tags: {a: 'b'}}));
  assert.equal(QueueUrl, 'https://sqs.us-east-1.amazonaws.com/123456789012/sdk');
  const polled = sqs.send(new ReceiveMessageCommand(
      {QueueUrl, WaitTimeSeconds: 20, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All']}));
  await sqs.send(new SendMessageCommand({
    QueueUrl, MessageBody: 'a \u{1f680} <&>', MessageAttributes: {
      n: {DataType: 'Number', StringValue: '1'}, b: {DataType: 'Binary', BinaryValue: Buffer.from([0, 255])}},
  }));
  const [message] = (await polled).Messages;
  assert.equal(message.Body, 'a \u{1f680} <&>');
  assert.deepEqual([...message.MessageAttributes.b.BinaryValue], [0, 255]);
  assert.equal(message.Attributes.ApproximateReceiveCount, '1');
  await sqs.send(new DeleteMessageCommand({QueueUrl, ReceiptHandle: message.ReceiptHandle}));
  const sent = await sqs.send(new SendMessageBatchCommand(
      {QueueUrl, Entries: [{Id: '1', MessageBody: 'x'}, {Id: '2', MessageBody: '\u0001'}]}));
  assert.deepEqual([sent.Successful[0].Id, sent.Failed[0].Code], ['1', 'InvalidMessageContents']);
  const names = [];
  for await (const page of paginateListQueues({client: sqs, pageSize: 10}, {})) names.push(...page.QueueUrls);
  assert.deepEqual(names, [QueueUrl]);
});

// This version of the SDK goes by x-amzn-query-error: its names are those of the query protocol.
test('sqs: errors are those of the query protocol too', async () => {
  const sqs = new SQSClient(config);
  const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/none';
  await assert.rejects(sqs.send(new SendMessageCommand({QueueUrl, MessageBody: 'x'})),
                       {name: 'AWS.SimpleQueueService.NonExistentQueue', message: 'The specified queue does not exist.'});
  const made = await sqs.send(new CreateQueueCommand({QueueName: 'sdk-errors'}));
  await assert.rejects(sqs.send(new DeleteMessageCommand({QueueUrl: made.QueueUrl, ReceiptHandle: 'x'})),
                       {name: 'ReceiptHandleIsInvalid'});
  await assert.rejects(sqs.send(new DeleteMessageBatchCommand({QueueUrl: made.QueueUrl, Entries: []})),
                       {name: 'AWS.SimpleQueueService.EmptyBatchRequest'});
});

test('sfn: a state machine calls a service and ends', async () => {
  const sfn = new SFNClient(config);
  const {stateMachineArn} = await sfn.send(new CreateStateMachineCommand({
    name: 'sdk', roleArn: 'arn:aws:iam::123456789012:role/sfn', definition: JSON.stringify({
      StartAt: 'Pass',
      States: {
        Pass: {Type: 'Pass', Result: ['a', 'b'], ResultPath: '$.names', Next: 'Choice'},
        Choice: {Type: 'Choice', Default: 'Wait',
                 Choices: [{Variable: '$.skip', IsPresent: true, Next: 'End'}]},
        Wait: {Type: 'Wait', Seconds: 10, Next: 'Map'},
        Map: {Type: 'Map', ItemsPath: '$.names', Next: 'End', ItemProcessor: {
          StartAt: 'Put', States: {Put: {
            Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:ssm:putParameter', End: true,
            Parameters: {'Name.$': "States.Format('/sfn/{}', $)", Value: 'v', Type: 'String'},
            ResultSelector: {'Version.$': '$.Version'}}}}},
        End: {Type: 'Succeed'},
      }})}));
  const {executionArn} = await sfn.send(new StartExecutionCommand({stateMachineArn, input: '{}'}));
  let told = {status: 'RUNNING'};
  for (let i = 0; i < 100 && told.status == 'RUNNING'; ++i) {
    await sleep(100);
    told = await sfn.send(new DescribeExecutionCommand({executionArn}));
  }
  assert.equal(told.status, 'SUCCEEDED');
  assert.deepEqual(JSON.parse(told.output), [{Version: 1}, {Version: 1}]);
  const types = [];
  for await (const page of paginateGetExecutionHistory({client: sfn, pageSize: 5}, {executionArn})) {
    types.push(...page.events.map(event => event.type));
  }
  assert.equal(types[0], 'ExecutionStarted');
  assert.equal(types.at(-1), 'ExecutionSucceeded');
  await assert.rejects(sfn.send(new StartExecutionCommand({stateMachineArn, input: 'x'})),
                       {name: 'InvalidExecutionInput'});
});

test('sfn: a synchronous execution answers with its end', async () => {
  const sfn = new SFNClient({...config, disableHostPrefix: true});  // "sync-127.0.0.1" has no address.
  const {stateMachineArn} = await sfn.send(new CreateStateMachineCommand({
    name: 'sync', type: 'EXPRESS', roleArn: 'arn:aws:iam::123456789012:role/sfn',
    definition: JSON.stringify({StartAt: 'P', States: {P: {Type: 'Pass', End: true}}})}));
  const told = await sfn.send(new StartSyncExecutionCommand({
    stateMachineArn, input: '{"a":1}', traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793'}));
  assert.equal(told.status, 'SUCCEEDED');
  assert.equal(told.output, '{"a":1}');
});
