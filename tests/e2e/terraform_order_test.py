"""What the Terraform AWS provider calls for aws_instance with market options, for
aws_spot_instance_request and for aws_launch_template, with the role, key pair, group and network around them, in its order, from
plan to destroy; written as boto3 calls."""
import textwrap
import unittest

from harness import PYTHONS, Server

BEGIN = textwrap.dedent('''
    import base64, boto3, json, time
    from botocore.exceptions import ClientError
    ec2, iam, ssm = (boto3.client(name) for name in ('ec2', 'iam', 'ssm'))

    def refused(code, call, **arguments):
        try:
            call(**arguments)
        except ClientError as error:
            assert error.response['Error']['Code'] == code, error
        else:
            raise AssertionError(code + ' was expected')

    def until(state, instance):
        for _ in range(100):
            found = ec2.describe_instances(InstanceIds=[instance])['Reservations'][0]['Instances'][0]
            if found['State']['Name'] == state:
                return found
            time.sleep(0.1)
        raise AssertionError(found['State'])

    def read_instance(instance):
        found = until('running', instance)
        ec2.describe_instance_types(InstanceTypes=[found['InstanceType']])
        for attribute in ('disableApiStop', 'disableApiTermination', 'userData',
                          'instanceInitiatedShutdownBehavior'):
            ec2.describe_instance_attribute(InstanceId=instance, Attribute=attribute)
        volumes = [m['Ebs']['VolumeId'] for m in found['BlockDeviceMappings']]
        shown = ec2.describe_volumes(VolumeIds=volumes)['Volumes']
        assert [v['Attachments'][0]['InstanceId'] for v in shown] == [instance]
        credits = ec2.describe_instance_credit_specifications(InstanceIds=[instance])
        assert credits['InstanceCreditSpecifications'][0]['CpuCredits'] == 'unlimited'
        ec2.describe_tags(Filters=[{'Name': 'resource-id', 'Values': [instance]}])
        return found

    def destroy_instance(instance):
        ec2.modify_instance_attribute(InstanceId=instance, DisableApiTermination={'Value': False})
        ec2.modify_instance_attribute(InstanceId=instance, DisableApiStop={'Value': False})
        ec2.terminate_instances(InstanceIds=[instance])
        until('terminated', instance)

    # The provider, and data sources.
    boto3.client('sts').get_caller_identity()
    assert iam.get_user()['User']['Arn'].endswith(':root')
    ec2.describe_account_attributes(AttributeNames=['supported-platforms', 'default-vpc'])
    zone = ec2.describe_availability_zones()['AvailabilityZones'][0]['ZoneName']
    image = ssm.get_parameter(Name='/aws/service/ami-amazon-linux-latest/'
                              'al2023-ami-kernel-6.1-x86_64')['Parameter']['Value']
    assert ec2.describe_images(ImageIds=[image])['Images'][0]['RootDeviceName'] == '/dev/xvda'
    offered = ec2.describe_instance_type_offerings(
        LocationType='availability-zone', Filters=[{'Name': 'instance-type', 'Values': ['t3.small']}])
    assert zone in [o['Location'] for o in offered['InstanceTypeOfferings']]
''')

IDENTITY = textwrap.dedent('''
    trust = json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow',
        'Principal': {'Service': 'ec2.amazonaws.com'}, 'Action': 'sts:AssumeRole'}]})
    allow = json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow',
        'Action': 's3:*', 'Resource': '*'}]})
    iam.create_role(RoleName='batch', AssumeRolePolicyDocument=trust)
    iam.get_role(RoleName='batch')
    assert iam.list_role_policies(RoleName='batch')['PolicyNames'] == []
    assert iam.list_attached_role_policies(RoleName='batch')['AttachedPolicies'] == []
    iam.put_role_policy(RoleName='batch', PolicyName='s3', PolicyDocument=allow)
    assert iam.get_role_policy(RoleName='batch', PolicyName='s3')['PolicyDocument'] == \\
        json.loads(allow)
    policy = iam.create_policy(PolicyName='more', PolicyDocument=allow)['Policy']['Arn']
    iam.get_policy(PolicyArn=policy)
    iam.get_policy_version(PolicyArn=policy, VersionId='v1')
    iam.attach_role_policy(RoleName='batch', PolicyArn=policy)
    assert iam.list_attached_role_policies(RoleName='batch')['AttachedPolicies'] == [
        {'PolicyName': 'more', 'PolicyArn': policy}]
    iam.create_instance_profile(InstanceProfileName='batch')
    iam.add_role_to_instance_profile(InstanceProfileName='batch', RoleName='batch')
    iam.get_instance_profile(InstanceProfileName='batch')
    iam.tag_role(RoleName='batch', Tags=[{'Key': 'team', 'Value': 'film'}])
''')

NETWORK = textwrap.dedent('''
    vpc = ec2.create_vpc(CidrBlock='10.0.0.0/16')['Vpc']['VpcId']
    assert ec2.describe_vpcs(VpcIds=[vpc])['Vpcs'][0]['State'] == 'available'
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={'Value': True})
    for attribute in ('enableDnsHostnames', 'enableDnsSupport', 'enableNetworkAddressUsageMetrics'):
        ec2.describe_vpc_attribute(VpcId=vpc, Attribute=attribute)
    of_vpc = {'Name': 'vpc-id', 'Values': [vpc]}
    ec2.describe_network_acls(Filters=[of_vpc, {'Name': 'default', 'Values': ['true']}])
    ec2.describe_route_tables(Filters=[of_vpc, {'Name': 'association.main', 'Values': ['true']}])
    ec2.describe_security_groups(Filters=[of_vpc, {'Name': 'group-name', 'Values': ['default']}])
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock='10.0.1.0/24',
                               AvailabilityZone=zone)['Subnet']['SubnetId']
    ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={'Value': True})
    assert ec2.describe_subnets(SubnetIds=[subnet])['Subnets'][0]['MapPublicIpOnLaunch']
    gateway = ec2.create_internet_gateway()['InternetGateway']['InternetGatewayId']
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    assert ec2.describe_internet_gateways(InternetGatewayIds=[gateway])[
        'InternetGateways'][0]['Attachments'] == [{'State': 'available', 'VpcId': vpc}]
    table = ec2.create_route_table(VpcId=vpc)['RouteTable']['RouteTableId']
    ec2.create_route(RouteTableId=table, DestinationCidrBlock='0.0.0.0/0', GatewayId=gateway)
    association = ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)['AssociationId']
    ec2.describe_route_tables(RouteTableIds=[table])

    everything = {'IpProtocol': '-1', 'IpRanges': [{'CidrIp': '0.0.0.0/0'}]}
    group = ec2.create_security_group(GroupName='batch', Description='d', VpcId=vpc)['GroupId']
    ec2.describe_security_groups(GroupIds=[group])
    ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[everything])
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[{'IpProtocol': 'tcp',
        'FromPort': 22, 'ToPort': 22, 'IpRanges': [{'CidrIp': '10.0.0.0/8'}]}])
    ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[everything])
    shown = ec2.describe_security_groups(GroupIds=[group])['SecurityGroups'][0]
    assert shown['IpPermissions'][0]['IpRanges'] == [{'CidrIp': '10.0.0.0/8'}]
    assert len(shown['IpPermissionsEgress']) == 1

    made = ec2.create_key_pair(KeyName='made', KeyType='ed25519')
    assert made['KeyMaterial'].startswith('-----BEGIN OPENSSH PRIVATE KEY-----')
    public = ec2.describe_key_pairs(KeyNames=['made'], IncludePublicKey=True)['KeyPairs'][0]
    ec2.import_key_pair(KeyName='batch', PublicKeyMaterial=public['PublicKey'].encode())
    assert ec2.describe_key_pairs(KeyNames=['batch'])['KeyPairs'][0]['KeyFingerprint'] == \\
        made['KeyFingerprint']
''')

INSTANCES = textwrap.dedent('''
    # aws_instance with market options.
    instance = ec2.run_instances(
        ImageId=image, InstanceType='t3.small', MinCount=1, MaxCount=1, KeyName='batch',
        IamInstanceProfile={'Name': 'batch'}, SubnetId=subnet, SecurityGroupIds=[group],
        DisableApiTermination=True, UserData='#!/bin/sh',
        InstanceMarketOptions={'MarketType': 'spot', 'SpotOptions': {
            'SpotInstanceType': 'persistent', 'InstanceInterruptionBehavior': 'stop'}},
        TagSpecifications=[{'ResourceType': 'instance', 'Tags': [{'Key': 'a', 'Value': 'b'}]}],
    )['Instances'][0]['InstanceId']
    found = read_instance(instance)
    assert (found['SubnetId'], found['VpcId'], found['KeyName']) == (subnet, vpc, 'batch')
    association_of = ec2.describe_iam_instance_profile_associations(
        Filters=[{'Name': 'instance-id', 'Values': [instance]}])
    assert association_of['IamInstanceProfileAssociations'][0]['State'] == 'associated'
    request = found['SpotInstanceRequestId']
    shown = ec2.describe_spot_instance_requests(SpotInstanceRequestIds=[request])
    assert shown['SpotInstanceRequests'][0]['LaunchSpecification']['SubnetId'] == subnet
    refused('DependencyViolation', ec2.delete_security_group, GroupId=group)
    ec2.cancel_spot_instance_requests(SpotInstanceRequestIds=[request])
    destroy_instance(instance)

    # aws_spot_instance_request.
    request = ec2.request_spot_instances(InstanceCount=1, Type='one-time', LaunchSpecification={
        'ImageId': image, 'InstanceType': 't3.small', 'KeyName': 'batch', 'SubnetId': subnet,
        'SecurityGroupIds': [group]})['SpotInstanceRequests'][0]['SpotInstanceRequestId']
    for _ in range(100):
        shown = ec2.describe_spot_instance_requests(
            SpotInstanceRequestIds=[request])['SpotInstanceRequests'][0]
        if shown['Status']['Code'] == 'fulfilled':
            break
        time.sleep(0.1)
    read_instance(shown['InstanceId'])
    ec2.create_tags(Resources=[request], Tags=[{'Key': 'a', 'Value': 'b'}])
    ec2.cancel_spot_instance_requests(SpotInstanceRequestIds=[request])
    destroy_instance(shown['InstanceId'])
''')

TEMPLATES = textwrap.dedent('''
    # aws_launch_template, an aws_instance by it, a change of it.
    data = {'ImageId': image, 'InstanceType': 't3.small', 'KeyName': 'batch',
            'UserData': base64.b64encode(b'#!/bin/sh').decode(),
            'IamInstanceProfile': {'Name': 'batch'},
            'NetworkInterfaces': [{'DeviceIndex': 0, 'SubnetId': subnet, 'Groups': [group]}],
            'BlockDeviceMappings': [{'DeviceName': '/dev/xvda', 'Ebs': {'VolumeSize': 20}}],
            'MetadataOptions': {'HttpTokens': 'required'},
            'InstanceMarketOptions': {'MarketType': 'spot',
                                      'SpotOptions': {'SpotInstanceType': 'one-time'}},
            'TagSpecifications': [{'ResourceType': 'instance',
                                   'Tags': [{'Key': 'of', 'Value': 'template'}]}]}
    template = ec2.create_launch_template(
        LaunchTemplateName='batch', LaunchTemplateData=data, VersionDescription='first',
        ClientToken='terraform-1', TagSpecifications=[{'ResourceType': 'launch-template',
        'Tags': [{'Key': 'a', 'Value': 'b'}]}])['LaunchTemplate']['LaunchTemplateId']
    refused('InvalidLaunchTemplateName.AlreadyExistsException', ec2.create_launch_template,
            LaunchTemplateName='batch', LaunchTemplateData=data)
    shown = ec2.describe_launch_templates(LaunchTemplateIds=[template])['LaunchTemplates'][0]
    assert (shown['DefaultVersionNumber'], shown['Tags']) == (1, [{'Key': 'a', 'Value': 'b'}])
    version = ec2.describe_launch_template_versions(
        LaunchTemplateId=template, Versions=['$Latest'])['LaunchTemplateVersions'][0]
    assert version['LaunchTemplateData'] == data, version
    by_template = ec2.run_instances(LaunchTemplate={'LaunchTemplateId': template}, MinCount=1,
                                    MaxCount=1, InstanceType='t3.micro')['Instances'][0]
    found = read_instance(by_template['InstanceId'])
    assert (found['InstanceType'], found['SubnetId'], found['InstanceLifecycle']) == (
        't3.micro', subnet, 'spot')
    tags = {t['Key']: t['Value'] for t in found['Tags']}
    assert tags == {'of': 'template', 'aws:ec2launchtemplate:id': template,
                    'aws:ec2launchtemplate:version': '1'}
    destroy_instance(found['InstanceId'])
    ec2.create_launch_template_version(LaunchTemplateId=template, SourceVersion='1',
                                       LaunchTemplateData={'InstanceType': 't3.medium'})
    ec2.modify_launch_template(LaunchTemplateId=template, DefaultVersion='2')
    refused('InvalidLaunchTemplateId.VersionNotFound', ec2.modify_launch_template,
            LaunchTemplateId=template, DefaultVersion='9')
    refused('InvalidLaunchTemplateName.NotFoundException', ec2.run_instances,
            LaunchTemplate={'LaunchTemplateName': 'other'}, MinCount=1, MaxCount=1)
    ec2.delete_launch_template(LaunchTemplateId=template)
    refused('InvalidLaunchTemplateId.NotFound', ec2.describe_launch_templates,
            LaunchTemplateIds=[template])
''')

DESTROY = textwrap.dedent('''
    for name in ('batch', 'made'):
        ec2.delete_key_pair(KeyName=name)
    ec2.delete_security_group(GroupId=group)
    refused('InvalidGroup.NotFound', ec2.describe_security_groups, GroupIds=[group])
    ec2.disassociate_route_table(AssociationId=association)
    ec2.delete_route(RouteTableId=table, DestinationCidrBlock='0.0.0.0/0')
    ec2.delete_route_table(RouteTableId=table)
    refused('InvalidRouteTableID.NotFound', ec2.describe_route_tables, RouteTableIds=[table])
    ec2.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.delete_internet_gateway(InternetGatewayId=gateway)
    interfaces = ec2.describe_network_interfaces(
        Filters=[{'Name': 'subnet-id', 'Values': [subnet]}])
    assert interfaces['NetworkInterfaces'] == []
    ec2.delete_subnet(SubnetId=subnet)
    refused('InvalidSubnetID.NotFound', ec2.describe_subnets, SubnetIds=[subnet])
    ec2.delete_vpc(VpcId=vpc)
    refused('InvalidVpcID.NotFound', ec2.describe_vpcs, VpcIds=[vpc])
    iam.remove_role_from_instance_profile(InstanceProfileName='batch', RoleName='batch')
    iam.delete_instance_profile(InstanceProfileName='batch')
    iam.detach_role_policy(RoleName='batch', PolicyArn=policy)
    iam.delete_policy(PolicyArn=policy)
    iam.delete_role_policy(RoleName='batch', PolicyName='s3')
    assert iam.list_instance_profiles_for_role(RoleName='batch')['InstanceProfiles'] == []
    iam.delete_role(RoleName='batch')
    print('destroyed')
''')


@unittest.skipUnless(PYTHONS, 'no boto3')
class TerraformOrder(unittest.TestCase):
    def test_everything_that_it_calls_is_there(self):
        with Server('--instances', 'modelled', '--strict-ids') as server:
            script = BEGIN + IDENTITY + NETWORK + INSTANCES + TEMPLATES + DESTROY
            self.assertIn('destroyed', server.exec(PYTHONS[0], '-c', script))


if __name__ == '__main__':
    unittest.main()
