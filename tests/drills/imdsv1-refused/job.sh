#!/bin/bash
imds=http://169.254.169.254/latest
token=$(curl -s -X PUT "$imds/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600')
noticed() { curl -sf -o /dev/null -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/spot/instance-action"; }
about() { curl -s -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/$1"; }
AWS_DEFAULT_REGION=$(about placement/region)
export AWS_DEFAULT_REGION
# As an image of Amazon Linux 2023 would have it from the start.
aws ec2 modify-instance-metadata-options --instance-id "$(about instance-id)" --http-tokens required
curl -s "$imds/meta-data/spot/instance-action"
echo '100%'
