#!/usr/bin/env python3
"""Writes requests-<client>.json: what botocore's serializers make of parameters.

Run with each Python whose botocore is to be recorded; the name is the client's, e.g. botocore-1.29.
The cases are data that the tests read: no botocore is needed to run them.
"""
import datetime
import json
import pathlib
import sys

import botocore
import botocore.session

WHEN = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)

CASES = [
    ("ec2", "RequestSpotInstances", {
        "InstanceCount": 2, "Type": "one-time", "DryRun": False, "SpotPrice": "0.05",
        "ValidUntil": WHEN,
        "LaunchSpecification": {
            "ImageId": "ami-0123456789abcdef0", "InstanceType": "t3.micro",
            "SubnetId": "subnet-1", "SecurityGroupIds": ["sg-1", "sg-2"],
            "IamInstanceProfile": {"Arn": "arn:aws:iam::123456789012:instance-profile/p"},
            "UserData": "IyEvYmluL3NoCg==",
            "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 8}}]},
        "TagSpecifications": [{"ResourceType": "spot-instances-request",
                               "Tags": [{"Key": "Name", "Value": "a & b = c+d/\u00e9\u4e16"}]}]}),
    ("ec2", "DescribeInstances", {
        "Filters": [{"Name": "instance-state-name", "Values": ["running", "pending"]},
                    {"Name": "tag:Name", "Values": ["x"]}], "MaxResults": 50}),
    ("ec2", "RunInstances", {
        "ImageId": "ami-1", "MinCount": 1, "MaxCount": 3, "InstanceType": "m5.large",
        "InstanceMarketOptions": {"MarketType": "spot", "SpotOptions": {
            "SpotInstanceType": "persistent", "InstanceInterruptionBehavior": "stop"}},
        "NetworkInterfaces": [{"DeviceIndex": 0, "SubnetId": "subnet-2", "Groups": ["sg-3"]}],
        "MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 2},
        "ClientToken": "token-1"}),
    ("ec2", "TerminateInstances", {"InstanceIds": ["i-%017x" % n for n in range(12)]}),
    ("ec2", "CreateTags", {"Resources": ["i-1"], "Tags": [{"Key": "k", "Value": ""}]}),
    ("ec2", "DescribeRegions", {}),
    ("ssm", "PutParameter", {
        "Name": "/a/b", "Value": "line\nbreak \"quoted\" \\ \u00fc \U0001f600", "Type": "String",
        "Overwrite": True, "Tags": [{"Key": "k", "Value": "v"}]}),
    ("ssm", "GetParametersByPath", {"Path": "/a", "Recursive": True, "MaxResults": 10}),
    ("ssm", "DescribeParameters", {"ParameterFilters": [
        {"Key": "Name", "Option": "BeginsWith", "Values": ["/a"]}]}),
    ("cloudwatch", "PutMetricData", {
        "Namespace": "fisworkshop",
        "MetricData": [
            {"MetricName": "unsaved", "Value": 1.5, "Unit": "Seconds", "StorageResolution": 1,
             "Timestamp": WHEN, "Dimensions": [{"Name": "InstanceId", "Value": "i-1"}]},
            {"MetricName": "sets", "StatisticValues": {
                "SampleCount": 2.0, "Sum": 3.0, "Minimum": -1.0, "Maximum": 4.0}},
            {"MetricName": "values", "Values": [1.0, 2.5, 1e300], "Counts": [1.0, 2.0, 3.0]}]}),
    ("cloudwatch", "GetMetricData", {
        "StartTime": WHEN, "EndTime": WHEN + datetime.timedelta(hours=1), "MaxDatapoints": 100,
        "MetricDataQueries": [
            {"Id": "m1", "ReturnData": False, "MetricStat": {
                "Metric": {"Namespace": "n", "MetricName": "m",
                           "Dimensions": [{"Name": "a", "Value": "b"}]},
                "Period": 60, "Stat": "Average"}},
            {"Id": "e1", "Expression": "m1 * 2", "Label": "twice"}]}),
    ("cloudwatch", "GetMetricStatistics", {
        "Namespace": "n", "MetricName": "m", "StartTime": WHEN, "EndTime": WHEN, "Period": 60,
        "Statistics": ["Average", "Sum"], "ExtendedStatistics": ["p99.9"]}),
    ("fis", "CreateExperimentTemplate", {
        "clientToken": "t", "description": "d", "roleArn": "arn:aws:iam::123456789012:role/r",
        "stopConditions": [{"source": "none"}],
        "targets": {"spot": {"resourceType": "aws:ec2:spot-instance", "selectionMode": "COUNT(1)",
                             "resourceTags": {"a": "b"},
                             "filters": [{"path": "State.Name", "values": ["running"]}]}},
        "actions": {"interrupt": {
            "actionId": "aws:ec2:send-spot-instance-interruptions",
            "parameters": {"durationBeforeInterruption": "PT2M"},
            "targets": {"SpotInstances": "spot"}, "startAfter": ["wait"]}},
        "tags": {"Name": "x"}}),
    ("fis", "GetAction", {"id": "aws:ec2:terminate-instances"}),
    ("fis", "ListExperiments", {"maxResults": 5, "nextToken": "a/b=="}),
    ("fis", "TagResource", {"resourceArn": "arn:aws:fis:us-east-1:123456789012:experiment/EXP1",
                            "tags": {"k": "v"}}),
    ("fis", "UntagResource", {"resourceArn": "arn:aws:fis:us-east-1:123456789012:experiment/EXP1",
                              "tagKeys": ["a", "b c"]}),
    ("sts", "AssumeRole", {"RoleArn": "arn:aws:iam::123456789012:role/r",
                           "RoleSessionName": "session", "DurationSeconds": 900,
                           "Tags": [{"Key": "k", "Value": "v"}]}),
    ("sts", "GetCallerIdentity", {}),
    ("iam", "CreateRole", {"RoleName": "r", "AssumeRolePolicyDocument": "{\"a\": [1]}",
                           "Path": "/x/", "MaxSessionDuration": 3600}),
]


def text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else value


def plain(value):
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def record(session, service, operation, params, protocol=None):
    client = session.create_client(service, region_name="us-east-1",
                                   aws_access_key_id="AKIDEXAMPLE",
                                   aws_secret_access_key="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    model = client.meta.service_model
    if protocol is None:
        serializer = client._serializer
        name = getattr(model, "resolved_protocol", model.metadata["protocol"])
    else:
        serializer = botocore.serialize.create_serializer(protocol)
        name = protocol
    captured = {}

    def capture(request, **_):
        from botocore.awsrequest import AWSResponse
        captured.update(method=request.method, url=request.url, headers=request.headers,
                        body=request.body)
        return AWSResponse(request.url, 599, {}, None)

    client.meta.events.register_first("before-send", capture)
    client._serializer = serializer
    try:
        method = botocore.xform_name(operation)
        getattr(client, method)(**params)
    except Exception as error:  # The reply is none: only the request matters.
        if not captured:
            raise error
        pass
    body = captured["body"] or b""
    body = body.encode() if isinstance(body, str) else bytes(body)
    uri = "/" + captured["url"].split("/", 3)[3] if captured["url"].count("/") > 2 else "/"
    binary = any(byte > 126 or byte < 9 for byte in body) and name == "smithy-rpc-v2-cbor"
    return {"id": f"{service}-{operation}-{name}", "service": service, "operation": operation,
            "method": captured["method"], "uri": uri,
            "headers": {"Host": captured["url"].split("/")[2]} | {
                key: text(value) for key, value in captured["headers"].items()
                if key.lower() not in ("host", "user-agent")},
            "body": body.hex() if binary else body.decode("utf-8"),
            "bodyEncoding": "hex" if binary else "utf-8", "params": plain(params)}


def main():
    session = botocore.session.Session()
    session.set_config_variable("retries", {"max_attempts": 1})
    cases = []
    for service, operation, params in CASES:
        cases.append(record(session, service, operation, params))
        if service == "cloudwatch" and hasattr(botocore.serialize, "RpcV2CBORSerializer"):
            cases.append(record(session, service, operation, params, "smithy-rpc-v2-cbor"))
    version = ".".join(botocore.__version__.split(".")[:2])
    path = pathlib.Path(__file__).resolve().parent / f"requests-botocore-{version}.json"
    path.write_text(json.dumps(cases, indent=1) + "\n", encoding="utf-8")
    print(path, len(cases))


if __name__ == "__main__":
    sys.exit(main())
