#!/bin/bash
# User data: runs the job with the region that the instance is in.
export AWS_DEFAULT_REGION=$(curl -s http://169.254.169.254/latest/meta-data/placement/region)
/usr/bin/python3 /opt/job/train.py
