#!/bin/bash
# User data of a batch job as many are written: it reports to CloudWatch, and loses everything when
# it is interrupted. What is wrong with it, on purpose:
#   - It counts its checkpoints and loads none: every start begins at zero.
#   - It cleans up on SIGINT (Ctrl-C), but a shutdown sends the other signal.
#   - It never asks for the interruption notice.
cat >/home/ec2-user/train.py <<'EOF'
import signal
import sys
import time

import boto3

NAMESPACE = 'spotdrill/python-naive'
DURATION_SECONDS = 240
CHECKPOINT_EVERY = 10  # Steps.

saved = 0


def clean_up(number, frame):
    print(f'interrupted by hand, saved {saved}', flush=True)
    sys.exit(0)


signal.signal(signal.SIGINT, clean_up)
cloudwatch = boto3.client('cloudwatch')


def report(progress):
    cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=[
        {'MetricName': 'progress', 'Unit': 'Percent', 'Value': progress},
        {'MetricName': 'saved', 'Unit': 'Percent', 'Value': saved},
    ])
    print(f'{progress}% done, {saved}% saved', flush=True)


report(0)
for step in range(1, 101):
    time.sleep(DURATION_SECONDS / 100)
    if step % CHECKPOINT_EVERY == 0:
        saved = step
    report(step)
EOF
AWS_DEFAULT_REGION=$(curl -s http://169.254.169.254/latest/meta-data/placement/region)
export AWS_DEFAULT_REGION
/usr/bin/python3 /home/ec2-user/train.py
