#!/bin/bash
# Saves on SIGTERM, when the two minutes of its notice are over.
state=s3://spot-checkpoints/late/state
n=0
save() {
  { echo "$n"; head -c 20000000 /dev/zero; } >state
  aws s3 cp --quiet state $state
  exit 75
}
trap save TERM
aws s3 cp --quiet $state state && n=$(head -n 1 state)
while [ "$n" -lt 100 ]; do
  sleep 5 &
  wait $!
  n=$((n + 1))
  echo "step $n of 100"
done
