#!/bin/bash
save() { echo "$1" >/mnt/efs/saved.new && mv /mnt/efs/saved.new /mnt/efs/saved; }
# Each checkpoint is a file; 'ls' sorts them by name, so that 9 comes after 30.
mkdir -p /mnt/efs/steps
n=$(ls /mnt/efs/steps | tail -n 1)
for ((n = ${n:-0} + 1; n <= 100; n++)); do
  sleep 1
  if [ $((n % 3)) -eq 0 ]; then
    touch "/mnt/efs/steps/$n"
    save "$n"
  fi
  echo "$n%"
done
