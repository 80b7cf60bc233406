#!/bin/bash
imds=http://169.254.169.254/latest
token=$(curl -s -X PUT "$imds/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600')
noticed() { curl -sf -o /dev/null -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/spot/instance-action"; }
save() { echo "$1" >/mnt/efs/saved.new && mv /mnt/efs/saved.new /mnt/efs/saved; }
watch() {
  until noticed; do sleep 70; done
  touch /tmp/stop
}
watch &
for ((n = 1; n <= 100; n++)); do
  sleep 2
  echo "$n%"
  if [ -e /tmp/stop ]; then
    save "$n"
    exit 75
  fi
done
