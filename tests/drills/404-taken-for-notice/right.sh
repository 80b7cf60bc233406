#!/bin/bash
imds=http://169.254.169.254/latest
token=$(curl -s -X PUT "$imds/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600')
save() { echo "$1" >/mnt/efs/saved.new && mv /mnt/efs/saved.new /mnt/efs/saved; }
monitor() {
  while true; do
    action=$(curl -sf -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/spot/instance-action")
    if [ -n "$action" ]; then
      echo 'interruption detected'
      touch /tmp/stop
      return
    fi
    sleep 5
  done
}
monitor &
n=$(cat /mnt/efs/saved 2>/dev/null)
for ((n = ${n:-0} + 1; n <= 100; n++)); do
  sleep 3
  echo "$n%"
  if [ -e /tmp/stop ]; then
    save "$n"
    exit 75
  fi
done
save 100
