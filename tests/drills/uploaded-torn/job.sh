#!/bin/bash
# Writes its state where it is, while a loop beside it uploads what there is.
bucket=s3://spot-checkpoints/torn
mkdir -p /root/ckpt && cd /root/ckpt || exit 1
aws s3 sync --quiet $bucket .
n=0
[ -e state ] && n=$(head -n 1 state)
while sleep 3; do aws s3 sync --quiet . $bucket; done &
while [ "$n" -lt 6 ]; do
  n=$((n + 1))
  for ((k = 0; k < 20; k++)); do
    echo "$n"
    sleep 0.5
  done >state
  echo "step $n of 6"
done
kill %1
