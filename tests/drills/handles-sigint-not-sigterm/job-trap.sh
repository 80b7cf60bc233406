#!/bin/bash
n=$(cat /mnt/efs/saved 2>/dev/null)
trap 'echo "$n" >/mnt/efs/saved; exit 130' SIGINT
for ((n = ${n:-0} + 1; n <= 100; n++)); do
  sleep 2
  echo "$n%"
done
