#!/bin/bash
imds=http://169.254.169.254/latest
token=$(curl -s -X PUT "$imds/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600')
noticed() { curl -sf -o /dev/null -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/spot/instance-action"; }
export AWS_DEFAULT_REGION=us-east-1
about() { curl -s -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/$1"; }
role=$(about iam/security-credentials/)
keys=$(about "iam/security-credentials/$role")
key() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" <<<"$keys"; }
AWS_ACCESS_KEY_ID=$(key AccessKeyId)
AWS_SECRET_ACCESS_KEY=$(key SecretAccessKey)
AWS_SESSION_TOKEN=$(key Token)
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
aws sts get-caller-identity
sleep 6h 5m
aws sts get-caller-identity
echo '100%'
