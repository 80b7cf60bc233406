"""CloudFormation for those who deploy with it: the AWS CLI's deploy and wait, stacks that change, that fail half-way
and go back, and one that a kill cuts off."""
import json
import time
import unittest

from harness import AWS_CLIS, PYTHONS, Server, WithServer, wait_until

TRUST = {'Version': '2012-10-17', 'Statement': [
    {'Effect': 'Allow', 'Principal': {'Service': 'states.amazonaws.com'}, 'Action': 'sts:AssumeRole'}]}

STACK = '''
AWSTemplateFormatVersion: 2010-09-09
Description: A job's surroundings
Parameters:
  Stage: {Type: String, Default: test, AllowedValues: [test, prod]}
  Delay: {Type: Number, Default: 5, MaxValue: 900}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: TRUST
      Policies:
        - PolicyName: queue
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{Effect: Allow, Action: "sqs:*", Resource: !GetAtt Queue.Arn}]
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      BillingMode: PAY_PER_REQUEST
  Queue:
    Type: AWS::SQS::Queue
    Properties: {DelaySeconds: !Ref Delay}
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !GetAtt Role.Arn
      DefinitionString: !Sub |
        {"StartAt": "Put", "States": {"Put": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::dynamodb:putItem",
          "Parameters": {"TableName": "${Table}", "Item": {"id": {"S.$": "$.id"}}}}}}
  Only:
    Type: AWS::SSM::Parameter
    Condition: IsProd
    Properties: {Type: String, Value: !Join ["/", [!Ref Stage, !Ref "AWS::Region"]]}
Outputs:
  Machine: {Value: !Ref Machine}
  Table: {Value: !Ref Table, Export: {Name: !Sub "${AWS::StackName}-table"}}
  Queue: {Value: !Ref Queue}
'''.replace('TRUST', json.dumps(TRUST))

FAILING = '''
Resources:
  Good: {Type: AWS::SQS::Queue, Properties: {QueueName: half-way}}
  Bad: {Type: AWS::SSM::Parameter, DependsOn: Good, Properties: {Name: half-way, Type: Nonsense, Value: x}}
'''


# A stack of every resource type that the other tests do not have: made, changed by a change set, deleted.
EVERY_TYPE = '''
import json, time
import boto3
stacks = boto3.client('cloudformation')
trust = {'Version': '2012-10-17', 'Statement': [
    {'Effect': 'Allow', 'Principal': {'Service': 'fis.amazonaws.com'}, 'Action': 'sts:AssumeRole'}]}

def policy(action):
    return {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': action, 'Resource': '*'}]}

def open_to(service, name, new):
    arn = {'Ref': name} if service == 'sns' else {'Fn::GetAtt': name + '.Arn'}
    return {'Version': '2012-10-17', 'Statement': [{'Sid': new or 'old', 'Effect': 'Allow', 'Principal': '*',
                                                    'Action': service + ':*', 'Resource': arn}]}

def template(new):
    kinds = {
        'Key': ('KMS::Key', {'Description': new or 'old', 'EnableKeyRotation': True}),
        'Alias': ('KMS::Alias', {'AliasName': 'alias/mine', 'TargetKeyId': {'Ref': 'Key'}}),
        'Secret': ('SecretsManager::Secret', {'GenerateSecretString': {
            'SecretStringTemplate': '{"user": "a"}', 'GenerateStringKey': 'password', 'PasswordLength': 20}}),
        'Log': ('Logs::LogGroup', {'RetentionInDays': 14 if new else 7}),
        'Bucket': ('S3::Bucket', {'VersioningConfiguration': {'Status': 'Suspended' if new else 'Enabled'},
                                  'PublicAccessBlockConfiguration': {'BlockPublicAcls': 'true'}}),
        'Queue': ('SQS::Queue', {'FifoQueue': True, 'Tags': [] if new else [{'Key': 'a', 'Value': 'b'}]}),
        'Topic': ('SNS::Topic', {'FifoTopic': True, 'ContentBasedDeduplication': 'true'}),
        'Sub': ('SNS::Subscription', {'TopicArn': {'Ref': 'Topic'}, 'Protocol': 'sqs', 'RawMessageDelivery': True,
                                      'Endpoint': {'Fn::GetAtt': 'Queue.Arn'}, 'FilterPolicy': {'a': [new or 'b']}}),
        'Role': ('IAM::Role', {'ManagedPolicyArns': [{'Ref': 'Managed'}], 'AssumeRolePolicyDocument': trust}),
        'Managed': ('IAM::ManagedPolicy', {'PolicyDocument': policy('ec2:*' if new else 's3:*')}),
        'Policy': ('IAM::Policy', {'PolicyName': 'p', 'Roles': [{'Ref': 'Role'}],
                                   'PolicyDocument': policy('ec2:*' if new else 's3:*')}),
        'Profile': ('IAM::InstanceProfile', {'Roles': [{'Ref': 'Role'}]}),
        'Activity': ('StepFunctions::Activity', {'Name': 'act'}),
        'Group': ('EC2::SecurityGroup', {'GroupDescription': 'g', 'SecurityGroupIngress': [
            {'IpProtocol': 'tcp', 'FromPort': 21 if new else 22, 'ToPort': '22', 'CidrIp': '10.0.0.0/8'}]}),
        'Template': ('EC2::LaunchTemplate', {'LaunchTemplateData': {
            'InstanceType': 't3.small', 'ImageId': 'ami-0de1377598c572f0b'}}),
        'Instance': ('EC2::Instance', {'LaunchTemplate': {
            'LaunchTemplateId': {'Ref': 'Template'}, 'Version': {'Fn::GetAtt': ['Template', 'LatestVersionNumber']}},
            'SecurityGroupIds': [{'Ref': 'Group'}], 'IamInstanceProfile': {'Ref': 'Profile'}}),
        'Volume': ('EC2::Volume', {'AvailabilityZone': {'Fn::GetAtt': 'Instance.AvailabilityZone'}, 'Size': 1}),
        'Fis': ('FIS::ExperimentTemplate', {
            'Description': new or 'old', 'RoleArn': {'Fn::GetAtt': 'Role.Arn'}, 'StopConditions': [{'Source': 'none'}],
            'Tags': {'Name': 'x'}, 'Targets': {'S': {'ResourceType': 'aws:ec2:spot-instance',
                                                     'ResourceTags': {'a': 'b'}, 'SelectionMode': 'ALL'}},
            'Actions': {'I': {'ActionId': 'aws:ec2:send-spot-instance-interruptions', 'Targets': {'SpotInstances': 'S'},
                              'Parameters': {'durationBeforeInterruption': 'PT2M'}}}}),
        'Queues': ('SQS::QueuePolicy', {'Queues': [{'Ref': 'Queue'}], 'PolicyDocument': open_to('sqs', 'Queue', new)}),
        'Topics': ('SNS::TopicPolicy', {'Topics': [{'Ref': 'Topic'}], 'PolicyDocument': open_to('sns', 'Topic', new)}),
        'Buckets': ('S3::BucketPolicy', {'Bucket': {'Ref': 'Bucket'}, 'PolicyDocument': open_to('s3', 'Bucket', new)}),
        'Both': ('CloudWatch::CompositeAlarm', {'AlarmName': 'both', 'AlarmRule': 'TRUE' if new else 'FALSE'}),
        'Flow': ('StepFunctions::StateMachine', {'RoleArn': {'Fn::GetAtt': 'Role.Arn'}, 'Definition': {
            'StartAt': 'End', 'States': {'End': {'Type': 'Succeed', 'Comment': new or 'old'}}}}),
        'FlowVersion': ('StepFunctions::StateMachineVersion', {
            'StateMachineArn': {'Ref': 'Flow'}, 'StateMachineRevisionId': {'Fn::GetAtt': 'Flow.StateMachineRevisionId'}}),
        'FlowAlias': ('StepFunctions::StateMachineAlias', {'Name': 'live', 'RoutingConfiguration': [
            {'StateMachineVersionArn': {'Ref': 'FlowVersion'}, 'Weight': 100}]}),
        'Param': ('SSM::Parameter', {'Type': 'String', 'Value': new or {
            'Fn::Sub': '{{resolve:secretsmanager:${Secret}:SecretString:user}}'}}),
    }
    return json.dumps({'Resources': {name: {'Type': 'AWS::' + kind, 'Properties': properties}
                                     for name, (kind, properties) in kinds.items()}})

def settled(status):
    for _ in range(1500):
        stack = stacks.describe_stacks(StackName=made)['Stacks'][0]
        if not stack['StackStatus'].endswith('IN_PROGRESS'):
            break
        time.sleep(0.2)
    failed = [event for event in stacks.describe_stack_events(StackName=made)['StackEvents']
              if event['ResourceStatus'].endswith('FAILED')]
    assert stack['StackStatus'] == status and not failed, (stack, failed)

made = stacks.create_stack(StackName='all', TemplateBody=template(None), Capabilities=['CAPABILITY_IAM'],
                           Tags=[{'Key': 'team', 'Value': 'x'}])['StackId']
settled('CREATE_COMPLETE')
parameter = boto3.client('ssm').describe_parameters()['Parameters'][0]['Name']
value = lambda: boto3.client('ssm').get_parameter(Name=parameter)['Parameter']['Value']
assert value() == 'a', value()
[queue] = boto3.client('sqs').list_queues(QueueNamePrefix='all-Queue')['QueueUrls']
tags = lambda: boto3.client('sqs').list_queue_tags(QueueUrl=queue)['Tags']
assert tags() == {'a': 'b', 'team': 'x'}, tags()
[topic] = [each['TopicArn'] for each in boto3.client('sns').list_topics()['Topics'] if 'all-Topic' in each['TopicArn']]
[bucket] = [each['Name'] for each in boto3.client('s3').list_buckets()['Buckets'] if each['Name'].startswith('all-')]
def sids():
    return [json.loads(text)['Statement'][0]['Sid'] for text in (
        boto3.client('sqs').get_queue_attributes(QueueUrl=queue, AttributeNames=['Policy'])['Attributes']['Policy'],
        boto3.client('sns').get_topic_attributes(TopicArn=topic)['Attributes']['Policy'],
        boto3.client('s3').get_bucket_policy(Bucket=bucket)['Policy'])]
assert sids() == ['old'] * 3, sids()
states = boto3.client('stepfunctions')
[flow] = [each['stateMachineArn'] for each in states.list_state_machines()['stateMachines'] if 'Flow' in each['name']]
def runs(qualifier):  # Debian's boto3 does not list versions.
    try:
        return bool(states.start_execution(stateMachineArn=flow + qualifier))
    except states.exceptions.StateMachineDoesNotExist:
        return False
assert runs(':1') and runs(':live') and not runs(':2')
change_set = stacks.create_change_set(StackName='all', ChangeSetName='one', TemplateBody=template('new'),
                                      Capabilities=['CAPABILITY_IAM'])['Id']
changes = stacks.describe_change_set(ChangeSetName=change_set)['Changes']
assert {change['ResourceChange']['LogicalResourceId'] for change in changes} == {
    'Both', 'Bucket', 'Buckets', 'Fis', 'Flow', 'Group', 'Key', 'Log', 'Managed', 'Param', 'Policy', 'Queue', 'Queues', 'Sub',
    'Topics'}, [change['ResourceChange']['LogicalResourceId'] for change in changes]
stacks.execute_change_set(ChangeSetName=change_set)
settled('UPDATE_COMPLETE')
assert (value(), tags()) == ('new', {'team': 'x'}), (value(), tags())
assert sids() == ['new'] * 3, sids()
assert runs(':2') and runs(':live') and not runs(':1')
[both] = boto3.client('cloudwatch').describe_alarms(AlarmTypes=['CompositeAlarm'])['CompositeAlarms']
assert (both['AlarmName'], both['AlarmRule']) == ('both', 'TRUE'), both
plan = dict(StackName='all', ChangeSetName='two', Capabilities=['CAPABILITY_IAM'])
stacks.create_change_set(TemplateBody=template(''), **plan)
stacks.update_stack(StackName='all', TemplateBody=template('newer'), Capabilities=['CAPABILITY_IAM'])
settled('UPDATE_COMPLETE')
try:
    stacks.execute_change_set(StackName='all', ChangeSetName='two')
    raise AssertionError('a plan for what the stack no longer is')
except stacks.exceptions.InvalidChangeSetStatusException as error:
    assert 'in its current execution status of [OBSOLETE]' in str(error), error
without = json.loads(template('newer'))
for name in ('Queues', 'Topics', 'Buckets'):
    del without['Resources'][name]
stacks.update_stack(StackName='all', TemplateBody=json.dumps(without), Capabilities=['CAPABILITY_IAM'])
settled('UPDATE_COMPLETE')
assert '__default_policy_ID' in boto3.client('sns').get_topic_attributes(TopicArn=topic)['Attributes']['Policy']
assert not boto3.client('sqs').get_queue_attributes(QueueUrl=queue, AttributeNames=['Policy']).get('Attributes')
stacks.delete_stack(StackName='all')
settled('DELETE_COMPLETE')
try:
    stacks.describe_change_set(ChangeSetName=change_set)
    raise AssertionError('it is gone with its stack')
except stacks.exceptions.ChangeSetNotFoundException:
    pass
assert not boto3.client('sqs').list_queues(QueueNamePrefix='all-Queue').get('QueueUrls')
print('good')
'''


# Properties that are left away again, empty ones, peers of every kind, and an update that fails half-way in a
# role: what was not done yet is no fault of the rollback.
DETAILS = '''
import json, time
import boto3
stacks, sqs, ec2, iam = (boto3.client(name) for name in ('cloudformation', 'sqs', 'ec2', 'iam'))

def template(full, policies=(), description='x'):
    kinds = {
        'Queue': ('SQS::Queue', {**({'DelaySeconds': 9, 'VisibilityTimeout': 77} if full else {}), 'QueueName': 'details'}),
        'Secret': ('SecretsManager::Secret', {'Name': 'made', 'GenerateSecretString': {}}),
        'Peer': ('EC2::SecurityGroup', {'GroupDescription': 'peer'}),
        'Group': ('EC2::SecurityGroup', {'GroupDescription': 'rules', 'SecurityGroupIngress': [
            {'IpProtocol': 'tcp', 'FromPort': 22, 'ToPort': 22, 'CidrIp': '10.0.0.0/8', 'Description': 'ours'},
            {'IpProtocol': 'tcp', 'FromPort': 80, 'ToPort': 80, 'CidrIpv6': '::/0'},
            {'IpProtocol': 'tcp', 'FromPort': 81, 'ToPort': 81, 'Description': 'theirs',
             'SourceSecurityGroupId': {'Fn::GetAtt': 'Peer.GroupId'}}]}),
        'Template': ('EC2::LaunchTemplate', {'LaunchTemplateName': 'details',
                                             'LaunchTemplateData': {'InstanceType': 't3.small'}}),
        'Role': ('IAM::Role', {'RoleName': 'details', 'ManagedPolicyArns': list(policies), 'AssumeRolePolicyDocument': {
            'Version': '2012-10-17', 'Statement': []}}),
    }
    return json.dumps({'Description': description, 'Resources': {
        name: {'Type': 'AWS::' + kind, 'Properties': properties} for name, (kind, properties) in kinds.items()}})

def settled():
    for _ in range(600):
        stack = stacks.describe_stacks(StackName='details')['Stacks'][0]
        if not stack['StackStatus'].endswith('IN_PROGRESS'):
            return stack['StackStatus']
        time.sleep(0.1)

given = dict(StackName='details', Capabilities=['CAPABILITY_NAMED_IAM'])
stacks.create_stack(TemplateBody=template(True), **given)
print(settled())
url = sqs.get_queue_url(QueueName='details')['QueueUrl']
numbers = lambda: [sqs.get_queue_attributes(QueueUrl=url, AttributeNames=['All'])['Attributes'][name]
                   for name in ('DelaySeconds', 'VisibilityTimeout')]
print(*numbers(), len(boto3.client('secretsmanager').get_secret_value(SecretId='made')['SecretString']))
[group] = ec2.describe_security_groups(Filters=[{'Name': 'description', 'Values': ['rules']}])['SecurityGroups']
print(sorted((each['FromPort'], len(each['IpRanges']), len(each['Ipv6Ranges']), len(each['UserIdGroupPairs']))
             for each in group['IpPermissions']))
stacks.update_stack(TemplateBody=template(False), Tags=[{'Key': 'team', 'Value': 'x'}], **given)
print(settled(), *numbers())
print(ec2.describe_launch_templates(LaunchTemplateNames=['details'])['LaunchTemplates'][0]['LatestVersionNumber'])
stacks.update_stack(TemplateBody=template(True, ['arn:aws:iam::123456789012:policy/nobodys']), **given)
print(settled(), *numbers())
stacks.delete_stack(StackName='details')
'''


# What one stack exports and another one imports is held by it, from the first moment of its creation.
IMPORTS = '''
import json, time
import boto3
stacks = boto3.client('cloudformation')

def exporter(value, name='shared-name'):
    return json.dumps({'Resources': {'Param': {'Type': 'AWS::SSM::Parameter', 'Properties': {
        'Name': '/exported', 'Type': 'String', 'Value': value}}},
        'Outputs': {'Out': {'Value': {'Fn::GetAtt': 'Param.Value'}, 'Export': {'Name': name}}}})

importer = json.dumps({'Resources': {
    'Slow': {'Type': 'AWS::EC2::Instance', 'Properties': {'ImageId': 'ami-0de1377598c572f0b'}},
    'Param': {'Type': 'AWS::SSM::Parameter', 'DependsOn': 'Slow', 'Properties': {
        'Name': '/imported', 'Type': 'String', 'Value': {'Fn::ImportValue': 'shared-name'}}}}})

def settled(name):
    while True:
        [stack] = stacks.describe_stacks(StackName=name)['Stacks']
        if not stack['StackStatus'].endswith('IN_PROGRESS'):
            return stack['StackStatus']
        time.sleep(0.1)

def refused(call, **given):
    try:
        call(**given)
    except stacks.exceptions.ClientError as error:
        return error.response['Error']['Message']

stacks.create_stack(StackName='exporter', TemplateBody=exporter('one'))
assert settled('exporter') == 'CREATE_COMPLETE'
stacks.create_stack(StackName='importer', TemplateBody=importer)
print(stacks.describe_stacks(StackName='importer')['Stacks'][0]['StackStatus'],
      refused(stacks.delete_stack, StackName='exporter'))
assert settled('importer') == 'CREATE_COMPLETE'
print(boto3.client('ssm').get_parameter(Name='/imported')['Parameter']['Value'],
      stacks.list_imports(ExportName='shared-name')['Imports'])
for text in (exporter('two'), exporter('one', 'other-name')):
    stacks.update_stack(StackName='exporter', TemplateBody=text)
    print(settled('exporter'))
reasons = [event.get('ResourceStatusReason', '') for event in
           stacks.describe_stack_events(StackName='exporter')['StackEvents']]
print(*sorted({reason.strip() for reason in reasons if reason.startswith('Export')}), sep='; ')
stacks.delete_stack(StackName='importer')
try:
    settled('importer')
except stacks.exceptions.ClientError:
    pass
stacks.delete_stack(StackName='exporter')
print(refused(stacks.list_imports, ExportName='shared-name'))
'''


class CloudFormation(WithServer):
    ARGS = ('--instances', 'modelled')

    def template(self, text, name='template.yaml'):
        path = self.directory / name
        path.write_text(text)
        return str(path)

    def deploy(self, stack, text, *more, server=None, cli='aws', check=True):
        # The AWS CLI names a change set by the second, and one that was executed keeps its name.
        second = int(time.time())
        wait_until(lambda: int(time.time()) > second, every=0.05)
        return (server or self.server).exec(cli, 'cloudformation', 'deploy', '--stack-name', stack, '--template-file',
                                            self.template(text), '--capabilities', 'CAPABILITY_IAM', *more, check=check)

    def stack(self, name, server=None):
        return (server or self.server).aws('cloudformation', 'describe-stacks', '--stack-name', name)['Stacks'][0]

    def outputs(self, name):
        return {each['OutputKey']: each['OutputValue'] for each in self.stack(name)['Outputs']}

    def events(self, name):
        """(logical id, status), the oldest first."""
        events = self.server.aws('cloudformation', 'describe-stack-events', '--stack-name', name)['StackEvents']
        return [(each['LogicalResourceId'], each['ResourceStatus']) for each in reversed(events)]

    def test_a_stack_is_deployed_used_changed_and_deleted(self):
        for number, cli in enumerate(AWS_CLIS):
            with self.subTest(cli=cli):
                name = f'job-{number}'
                self.deploy(name, STACK, cli=cli)
                made = self.outputs(name)
                ended = self.server.execute(made['Machine'], id='seven')
                self.assertEqual(ended['status'], 'SUCCEEDED', ended)
                item = self.server.aws('dynamodb', 'get-item', '--table-name', made['Table'], '--key',
                                       '{"id": {"S": "seven"}}')
                self.assertEqual(item['Item'], {'id': {'S': 'seven'}})
                same = self.deploy(name, STACK, cli=cli, check=False)
                self.assertIn('No changes to deploy', same.stdout + same.stderr)

                self.deploy(name, STACK, '--parameter-overrides', 'Delay=7', 'Stage=prod', cli=cli)
                changed = self.outputs(name)
                self.assertEqual(changed, made)
                delay = self.server.aws('sqs', 'get-queue-attributes', '--queue-url', made['Queue'],
                                        '--attribute-names', 'DelaySeconds')
                self.assertEqual(delay['Attributes']['DelaySeconds'], '7')
                resources = self.server.aws('cloudformation', 'list-stack-resources', '--stack-name', name)
                self.assertEqual([each['LogicalResourceId'] for each in resources['StackResourceSummaries']],
                                 ['Machine', 'Only', 'Queue', 'Role', 'Table'])
                exports = self.server.aws('cloudformation', 'list-exports')['Exports']
                self.assertEqual([each['Value'] for each in exports], [made['Table']])

                stack_id = self.stack(name)['StackId']
                self.server.exec(cli, 'cloudformation', 'delete-stack', '--stack-name', name)
                self.server.exec(cli, 'cloudformation', 'wait', 'stack-delete-complete', '--stack-name', stack_id)
                self.assertEqual(self.server.aws('dynamodb', 'list-tables')['TableNames'], [])
                self.assertEqual(self.stack(stack_id)['StackStatus'], 'DELETE_COMPLETE')
                gone = self.server.exec(cli, 'cloudformation', 'describe-stacks', '--stack-name', name, check=False)
                self.assertIn(f'Stack with id {name} does not exist', gone.stderr)

    def test_what_is_imported_is_held(self):
        self.assertEqual(self.server.exec('/usr/bin/python3', '-c', IMPORTS).splitlines(), [
            'CREATE_IN_PROGRESS Export shared-name cannot be deleted as it is in use by importer',
            "one ['importer']",
            'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE',
            'Export shared-name cannot be deleted as it is in use by importer.; '
            'Export shared-name cannot be updated as it is in use by importer.',
            "Export 'shared-name' is not imported by any stack."])

    def test_what_fails_half_way_is_rolled_back_in_order(self):
        self.server.aws('cloudformation', 'create-stack', '--stack-name', 'half', '--template-body', FAILING)
        waited = self.server.exec('aws', 'cloudformation', 'wait', 'stack-create-complete', '--stack-name', 'half',
                                  check=False)
        self.assertNotEqual(waited.returncode, 0)
        wait_until(lambda: self.stack('half')['StackStatus'] == 'ROLLBACK_COMPLETE', what='the rollback')
        self.assertEqual(self.events('half'), [
            ('half', 'CREATE_IN_PROGRESS'), ('Good', 'CREATE_IN_PROGRESS'), ('Good', 'CREATE_IN_PROGRESS'),
            ('Good', 'CREATE_COMPLETE'), ('Bad', 'CREATE_IN_PROGRESS'), ('Bad', 'CREATE_FAILED'),
            ('half', 'ROLLBACK_IN_PROGRESS'), ('Bad', 'DELETE_COMPLETE'), ('Good', 'DELETE_IN_PROGRESS'),
            ('Good', 'DELETE_COMPLETE'), ('half', 'ROLLBACK_COMPLETE')])
        self.assertNotIn('half-way', self.server.exec('aws', 'sqs', 'list-queues'))

    def test_an_update_that_fails_goes_back(self):
        good = 'Resources:\n  Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 5}}\n'
        bad = good.replace('5', '6') + '''  Bad: {Type: AWS::SSM::Parameter, DependsOn: Queue,
        Properties: {Type: Nonsense, Value: x}}\n'''
        self.deploy('back', good)
        self.assertNotEqual(self.deploy('back', bad, check=False).returncode, 0)
        wait_until(lambda: self.stack('back')['StackStatus'] == 'UPDATE_ROLLBACK_COMPLETE', what='the rollback')
        resources = self.server.aws('cloudformation', 'describe-stack-resources', '--stack-name', 'back')
        [queue] = resources['StackResources']
        delay = self.server.aws('sqs', 'get-queue-attributes', '--queue-url', queue['PhysicalResourceId'],
                                '--attribute-names', 'DelaySeconds')
        self.assertEqual(delay['Attributes']['DelaySeconds'], '5')

    def test_what_is_wrong_is_refused_before_anything_is_made(self):
        def refused(text, *more):
            done = self.server.exec('aws', 'cloudformation', 'create-stack', '--stack-name', 'wrong',
                                    '--template-body', text, *more, check=False)
            self.assertNotEqual(done.returncode, 0)
            return done.stderr
        self.assertIn('AWS::EKS::Cluster', refused('Resources: {Cluster: {Type: "AWS::EKS::Cluster"}}'))
        self.assertIn('extraneous key [Nme]', refused(
            'Resources: {Q: {Type: "AWS::SQS::Queue", Properties: {Nme: x}}}'))
        self.assertIn('Requires capabilities : [CAPABILITY_IAM]', refused(STACK))
        self.assertIn("Parameter 'Stage' must be one of AllowedValues", refused(
            STACK, '--capabilities', 'CAPABILITY_IAM', '--parameters', 'ParameterKey=Stage,ParameterValue=dev'))
        self.assertIn('(line 2, column', refused('Resources:\n  A: }\n'))
        self.assertNotIn('wrong', self.server.exec('aws', 'cloudformation', 'list-stacks'))
        valid = self.server.aws('cloudformation', 'validate-template', '--template-body', STACK)
        self.assertEqual(valid['Capabilities'], ['CAPABILITY_IAM'])

    def test_every_type_is_made_changed_and_deleted(self):
        self.assertEqual(self.server.exec(PYTHONS[0], '-c', EVERY_TYPE).strip(), 'good')

    def test_what_is_left_away_goes_back_and_a_rollback_undoes_no_more_than_was_done(self):
        self.assertEqual(self.server.exec(PYTHONS[0], '-c', DETAILS).split('\n')[:-1], [
            'CREATE_COMPLETE', '9 77 32', '[(22, 1, 0, 0), (80, 0, 1, 0), (81, 0, 0, 1)]',
            'UPDATE_COMPLETE 0 30', '1', 'UPDATE_ROLLBACK_COMPLETE 0 30'])

    def test_a_template_lies_in_s3(self):
        self.server.exec('aws', 's3', 'mb', 's3://templates')
        self.server.exec('aws', 's3', 'cp', self.template(FAILING.split('  Bad')[0].replace('half-way', 'from-s3')),
                         's3://templates/a/t.yaml')
        self.server.aws('cloudformation', 'create-stack', '--stack-name', 'from-s3', '--template-url',
                        'https://templates.s3.us-east-1.amazonaws.com/a/t.yaml')
        self.server.exec('aws', 'cloudformation', 'wait', 'stack-create-complete', '--stack-name', 'from-s3')
        self.assertIn('from-s3', self.server.exec('aws', 'sqs', 'list-queues'))

    def test_a_deployment_goes_on_after_a_kill(self):
        lines = ['Resources:']
        for number in range(12):
            after = f', DependsOn: P{number - 1}' if number else ''
            lines.append(f'  P{number}: {{Type: AWS::SSM::Parameter{after}, Properties: {{Type: String, Value: x}}}}')
        def names(server):
            return {each['Name'] for each in server.aws('ssm', 'describe-parameters')['Parameters']}
        with Server('--api-delay', '2s') as server:
            server.aws('cloudformation', 'create-stack', '--stack-name', 'cut', '--template-body', '\n'.join(lines))
            wait_until(lambda: len(names(server)) > 1, what='two of the parameters')
            server.stop(9)
            server.start()
            before = names(server)
            wait_until(lambda: self.stack('cut', server)['StackStatus'] == 'CREATE_COMPLETE', what='the stack')
            self.assertLess(len(before), 12)
            self.assertEqual(len(names(server)), 12)
            self.assertLessEqual(before, names(server))


if __name__ == '__main__':
    unittest.main()
