#!/bin/bash
# Saves all of its state at the notice.
size=${SIZE:-4000000}
state=s3://spot-checkpoints/finished/state
imds=http://169.254.169.254/latest
noticed() {
  token=$(curl -sfX PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' $imds/api/token) &&
    curl -sfo /dev/null -H "X-aws-ec2-metadata-token: $token" $imds/meta-data/spot/instance-action
}
n=0
aws s3 cp --quiet $state state && n=$(head -n 1 state)
while [ "$n" -lt 60 ]; do
  sleep 5
  n=$((n + 1))
  echo "step $n of 60"
  if noticed; then
    { echo "$n"; head -c "$size" /dev/zero; } >state
    aws s3 cp --quiet state $state && exit 75
  fi
done
