#!/bin/bash
save() { echo "$1" >/mnt/efs/saved.new && mv /mnt/efs/saved.new /mnt/efs/saved; }
n=$(cat /mnt/efs/saved 2>/dev/null)
for ((n = ${n:-0} + 1; n <= 100; n++)); do
  sleep 3
  [ $((n % 20)) -eq 0 ] && save "$n"
  echo "$n%"
done
