#!/bin/bash
worker() {
  local file=/mnt/efs/$1 n
  n=$(cat "$file" 2>/dev/null)
  n=${n:-0}
  trap 'echo "$n" >"$file.new"; mv "$file.new" "$file"; exit 75' TERM
  while [ "$n" -lt 30 ]; do
    sleep "$1" &
    wait $!
    n=$((n + 1))
    echo "worker $1: item $n/30"
  done
  echo 30 >"$file"
}
for i in 2 3 4 5; do worker $i & done
trap 'wait; exit 75' TERM
wait
