#!/bin/bash
imds=http://169.254.169.254/latest
token=$(curl -s -X PUT "$imds/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 60')
save() { echo "$1" >/mnt/efs/saved.new && mv /mnt/efs/saved.new /mnt/efs/saved; }
n=$(cat /mnt/efs/saved 2>/dev/null)
for ((n = ${n:-0} + 1; n <= 60; n++)); do
  sleep 20
  echo "$n/60 tasks"
  status=$(curl -s -o /dev/null -w '%{http_code}' -H "X-aws-ec2-metadata-token: $token" \
    "$imds/meta-data/spot/instance-action")
  if [ "$status" != 404 ]; then
    echo 'interruption detected'
    save "$n"
    exit 75
  fi
done
