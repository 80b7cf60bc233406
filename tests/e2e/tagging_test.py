"""The Resource Groups Tagging API for its clients: the AWS CLI, boto3, Step Functions."""
import json
import unittest

from harness import AWS_CLIS, WithServer

# What a workflow does to the Spot request that it has made.
MACHINE = {'StartAt': 'Tag', 'States': {'Tag': {
    'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:resourcegroupstaggingapi:tagResources',
    'Parameters': {'ResourceARNList.$': '$.arns', 'Tags': {'Run': 'seven'}}, 'End': True}}}


class Tagging(WithServer):
    def made(self, which):
        """One resource of each kind, by its ARN."""
        aws = self.server.aws
        prefix = 'arn:aws:{}:us-east-1:123456789012:{}'
        instance = aws('ec2', 'run-instances', '--image-id', 'ami-0de1377598c572f0b')['Instances'][0]['InstanceId']
        spot = aws('ec2', 'request-spot-instances', '--launch-specification',
                   json.dumps({'ImageId': 'ami-0de1377598c572f0b', 'InstanceType': 't3.micro'}))
        key = aws('kms', 'create-key')['KeyMetadata']['Arn']
        aws('sqs', 'create-queue', '--queue-name', f'work-{which}')
        aws('ssm', 'put-parameter', '--name', f'/job/{which}/percent', '--type', 'String', '--value', '7')
        aws('ssm', 'put-parameter', '--name', f'plain-{which}', '--type', 'String', '--value', '7')
        table = aws('dynamodb', 'create-table', '--table-name', f'progress-{which}', '--billing-mode', 'PAY_PER_REQUEST',
                    '--key-schema', 'AttributeName=id,KeyType=HASH',
                    '--attribute-definitions', 'AttributeName=id,AttributeType=S')['TableDescription']['TableArn']
        machine = self.server.make_machine(f'tag-{which}', MACHINE)
        topic = aws('sns', 'create-topic', '--name', f'told-{which}')['TopicArn']
        secret = aws('secretsmanager', 'create-secret', '--name', f'key-{which}', '--secret-string', 'x')['ARN']
        self.server.exec('aws', 'logs', 'create-log-group', '--log-group-name', f'/job/{which}')
        self.server.exec('aws', 's3api', 'create-bucket', '--bucket', f'kept-{which}')
        return sorted([
            topic, secret, f'arn:aws:s3:::kept-{which}', prefix.format('logs', f'log-group:/job/{which}'),
            prefix.format('ec2', f'instance/{instance}'), key, table, machine,
            prefix.format('ec2', 'spot-instances-request/' +
                          spot['SpotInstanceRequests'][0]['SpotInstanceRequestId']),
            prefix.format('sqs', f'work-{which}'), prefix.format('ssm', f'parameter/job/{which}/percent'),
            prefix.format('ssm', f'parameter/plain-{which}')])

    def test_tags_by_arn_what_any_service_has(self):
        arns = self.made('cli')
        for cli in AWS_CLIS:
            with self.subTest(cli=cli):
                def tagging(*words):
                    return self.server.aws('resourcegroupstaggingapi', *words, cli=cli)
                told = tagging('tag-resources', '--resource-arn-list', *arns, '--tags', 'Job=7,Team=red')
                self.assertEqual(told, {'FailedResourcesMap': {}})
                listed = tagging('get-resources', '--tag-filters', 'Key=Team,Values=red')['ResourceTagMappingList']
                self.assertEqual([each['ResourceARN'] for each in listed], arns)
                queues = tagging('get-resources', '--resource-type-filters', 'sqs', '--tag-filters', 'Key=Job')
                queues = queues['ResourceTagMappingList']
                self.assertEqual(queues[0]['Tags'], [{'Key': 'Job', 'Value': '7'}, {'Key': 'Team', 'Value': 'red'}])
                self.assertLessEqual({'Job', 'Team'}, set(tagging('get-tag-keys')['TagKeys']))
                self.assertEqual(tagging('get-tag-values', '--key', 'Job')['TagValues'], ['7'])
                told = tagging('untag-resources', '--tag-keys', 'Team', 'Job', '--resource-arn-list', *arns,
                               'arn:aws:sqs:us-east-1:123456789012:gone')
                self.assertEqual(list(told['FailedResourcesMap']), ['arn:aws:sqs:us-east-1:123456789012:gone'])
                self.assertEqual(tagging('get-resources', '--tag-filters', 'Key=Team')['ResourceTagMappingList'], [])
                refused = self.server.exec(cli, 'resourcegroupstaggingapi', 'tag-resources', '--resource-arn-list',
                                           'i-0123', '--tags', 'a=b', check=False)
                self.assertIn('(InvalidParameterException) when calling the TagResources operation: '
                              'i-0123 is not a valid AmazonResourceName (ARN)', refused.stderr)

    def test_step_functions_tags_by_arn(self):
        arns = self.made('machine')
        machine = next(arn for arn in arns if ':states:' in arn)
        told = self.server.execute(machine, arns=arns)
        self.assertEqual(json.loads(told['output']), {'FailedResourcesMap': {}}, told)
        tags = self.server.aws('sqs', 'list-queue-tags', '--queue-url',
                               'https://sqs.us-east-1.amazonaws.com/123456789012/work-machine')['Tags']
        self.assertEqual(tags, {'Run': 'seven'})


if __name__ == '__main__':
    unittest.main()
