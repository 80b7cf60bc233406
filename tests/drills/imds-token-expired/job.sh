#!/bin/bash
imds=http://169.254.169.254/latest
token=$(curl -s -X PUT "$imds/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 30')
sleep 60
curl -s -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/spot/instance-action"
echo '100%'
