#!/bin/bash
cat >/root/job.py <<'EOF'
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ec2 = boto3.client('ec2', region_name='us-east-1', config=Config(retries={'total_max_attempts': 1}))
throttled = 0
while throttled < 64:
    try:
        ec2.describe_tags()
        time.sleep(5)
    except ClientError:
        throttled += 1  # And again.
print('100%')
EOF
/usr/bin/python3 /root/job.py
