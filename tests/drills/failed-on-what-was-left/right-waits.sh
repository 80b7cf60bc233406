#!/bin/bash
save() { echo "$1" >/mnt/efs/saved.new && mv /mnt/efs/saved.new /mnt/efs/saved; }
exec 9>/mnt/efs/.lock
echo 'waiting for the lock'
flock 9
n=$(cat /mnt/efs/saved 2>/dev/null)
for ((n = ${n:-0} + 1; n <= 100; n++)); do
  sleep 1
  save "$n"
  echo "$n%"
done
