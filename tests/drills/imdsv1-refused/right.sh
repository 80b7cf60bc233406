#!/bin/bash
imds=http://169.254.169.254/latest
save() { echo "$1" >/mnt/efs/saved.new && mv /mnt/efs/saved.new /mnt/efs/saved; }
new_token() { token=$(curl -s -X PUT "$imds/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600'); }
about() { curl -sf -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/$1"; }
noticed() { about spot/instance-action; }
new_token
AWS_DEFAULT_REGION=$(about placement/region)
export AWS_DEFAULT_REGION
# As an image of Amazon Linux 2023 would have it from the start.
aws ec2 modify-instance-metadata-options --instance-id "$(about instance-id)" --http-tokens required
curl -sf "$imds/meta-data/spot/instance-action" || new_token
n=$(cat /mnt/efs/saved 2>/dev/null)
for ((n = ${n:-0} + 1; n <= 25; n++)); do
  sleep 8
  echo "step $n of 25"
  if noticed; then
    save "$n"
    exit 75
  fi
done
