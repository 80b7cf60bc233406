#!/bin/bash
save() { echo "$1" >/mnt/efs/saved.new && mv /mnt/efs/saved.new /mnt/efs/saved; }
for ((n = 1; n <= 100; n++)); do
  sleep 1
  [ $((n % 10)) -eq 0 ] && save "$n"
  echo "$n%"
done
