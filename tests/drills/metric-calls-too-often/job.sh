#!/bin/bash
cat >/root/job.py <<'EOF'
import boto3

cloudwatch = boto3.client('cloudwatch', region_name='us-east-1')
for n in range(1, 101):
    cloudwatch.put_metric_data(Namespace='drill', MetricData=[{'MetricName': 'progress', 'Value': n}])
    print(f'{n}%', flush=True)
EOF
/usr/bin/python3 /root/job.py
