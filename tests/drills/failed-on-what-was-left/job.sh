#!/bin/bash
save() { echo "$1" >/mnt/efs/saved.new && mv /mnt/efs/saved.new /mnt/efs/saved; }
if ! mkdir /mnt/efs/lock; then
  echo 'the directory is locked by another process' >&2
  exit 1
fi
n=$(cat /mnt/efs/saved 2>/dev/null)
for ((n = ${n:-0} + 1; n <= 100; n++)); do
  sleep 1
  save "$n"
  echo "$n%"
done
rmdir /mnt/efs/lock
