// What alarms of CloudWatch do: notify a topic, act on an instance. Wiring.
#pragma once

#include "services/cloudwatch/alarms/alarms.hpp"
#include "services/ec2/ec2_service.hpp"
#include "services/sns/sns.hpp"
#include "wire/regional.hpp"

namespace spotdrill::apps {

/// `topics` and `ec2` outlive it.
cloudwatch::AlarmAction act_on(wire::Regional<sns::Sns>& topics, ec2::Ec2Service& ec2, Place place);

}  // namespace spotdrill::apps
