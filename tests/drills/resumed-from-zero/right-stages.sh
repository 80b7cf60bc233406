#!/bin/bash
stage() {
  [ -e "/mnt/efs/$1.done" ] && return
  for ((percent = 10; percent <= 100; percent += 10)); do
    [ -e "/mnt/efs/$1-$percent" ] && continue
    sleep 3
    touch "/mnt/efs/$1-$percent"
    echo "Stage $1/3 ($2): $percent%"
  done
  touch "/mnt/efs/$1.done"
}
stage 1 extract
stage 2 transform
stage 3 load
