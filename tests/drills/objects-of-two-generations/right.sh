#!/bin/bash
# Every checkpoint has keys of its own; a small object, uploaded last, names the one that is whole.
cat >/root/job.py <<'EOF'
import time

import boto3
from botocore.exceptions import ClientError

s3 = boto3.client('s3', region_name='us-east-1')
bucket = 'spot-checkpoints'


def load():
    try:
        n = int(s3.get_object(Bucket=bucket, Key='one/latest')['Body'].read())
    except ClientError:
        return 0
    for name in ('model', 'optimizer'):
        s3.get_object(Bucket=bucket, Key=f'one/{n}/{name}')['Body'].read()
    return n


n = load()
while n < 8:
    time.sleep(30)
    n += 1
    print(f'step {n} of 8', flush=True)
    state = f'{n}\n'.encode() + bytes(1_000_000)
    for name in ('model', 'optimizer'):
        s3.put_object(Bucket=bucket, Key=f'one/{n}/{name}', Body=state)
    s3.put_object(Bucket=bucket, Key='one/latest', Body=str(n).encode())
EOF
exec /usr/bin/python3 /root/job.py
