#!/bin/bash
save() { echo "$1" >/mnt/efs/saved.new && mv /mnt/efs/saved.new /mnt/efs/saved; }
mkdir -p /mnt/efs/items
for ((n = 1; n <= 100; n++)); do
  [ -e "/mnt/efs/items/$n" ] && continue
  sleep 2
  echo result >"/mnt/efs/items/$n.new" && mv "/mnt/efs/items/$n.new" "/mnt/efs/items/$n"
  save "$n"
  echo "$n%"
done
