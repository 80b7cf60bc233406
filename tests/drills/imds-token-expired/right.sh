#!/bin/bash
imds=http://169.254.169.254/latest
save() { echo "$1" >/mnt/efs/saved.new && mv /mnt/efs/saved.new /mnt/efs/saved; }
new_token() { token=$(curl -s -X PUT "$imds/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 30'); }
asked() { curl -s -o /dev/null -w '%{http_code}' -H "X-aws-ec2-metadata-token: $token" "$imds/meta-data/spot/instance-action"; }
noticed() {
  status=$(asked)
  if [ "$status" = 401 ]; then
    new_token
    status=$(asked)
  fi
  [ "$status" = 200 ]
}
new_token
n=$(cat /mnt/efs/saved 2>/dev/null)
for ((n = ${n:-0} + 1; n <= 25; n++)); do
  sleep 8
  echo "step $n of 25"
  if noticed; then
    save "$n"
    exit 75
  fi
done
