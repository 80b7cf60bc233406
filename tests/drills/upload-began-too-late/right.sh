#!/bin/bash
# Saves at the notice, and works on if there is time left: on SIGTERM nothing is to be done.
state=s3://spot-checkpoints/early/state
imds=http://169.254.169.254/latest
n=0
noticed() {
  token=$(curl -sfX PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' $imds/api/token) &&
    curl -sfo /dev/null -H "X-aws-ec2-metadata-token: $token" $imds/meta-data/spot/instance-action
}
aws s3 cp --quiet $state state && n=$(head -n 1 state)
while [ "$n" -lt 100 ]; do
  sleep 5
  n=$((n + 1))
  echo "step $n of 100"
  if noticed; then
    { echo "$n"; head -c 20000000 /dev/zero; } >state
    aws s3 cp --quiet state $state && exit 75
  fi
done
