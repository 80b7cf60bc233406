#!/bin/bash
cat >/root/job.py <<'EOF'
import boto3

ssm = boto3.client('ssm', region_name='us-east-1')
for n in range(64):
    try:
        ssm.get_parameter(Name='/not/there')
    except ssm.exceptions.ParameterNotFound:
        pass  # And again.
print('100%')
EOF
/usr/bin/python3 /root/job.py
