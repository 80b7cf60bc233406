#!/bin/bash
# User data of the Spot Instances that the state machine requests: runs the job of checkpointed-batch
# and tells the state machine how it ended, by the task token in the instance's own parameter.
metadata=http://169.254.169.254/latest
session=$(curl -s -X PUT "$metadata/api/token" -H 'X-aws-ec2-metadata-token-ttl-seconds: 300')
about() { curl -s -H "X-aws-ec2-metadata-token: $session" "$metadata/meta-data/$1"; }
AWS_DEFAULT_REGION=$(about placement/region)
export AWS_DEFAULT_REGION

# The job begins at once; the token comes as soon as the state machine knows which instance it got.
mkdir -p /mnt/efs/state-machine
/opt/job/spotdrill_example_job /mnt/efs/state-machine --duration 240 --interval 40 &
job=$!

parameter=/state-machine/tokens/$(about instance-id)
until token=$(aws ssm get-parameter --name "$parameter" --query Parameter.Value --output text 2>/dev/null); do
  sleep 5
done

while sleep 60; do aws stepfunctions send-task-heartbeat --task-token "$token"; done &
heartbeat=$!
wait $job
code=$?
kill $heartbeat

case $code in
  0) aws stepfunctions send-task-success --task-token "$token" --task-output '{"complete": true}' ;;
  75) aws stepfunctions send-task-failure --task-token "$token" --error Job.Interrupted ;;
  *) aws stepfunctions send-task-failure --task-token "$token" --error Job.Failed \
    --cause "The job ended with exit code $code." ;;
esac
exit $code
