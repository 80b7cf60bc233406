// How topics of SNS reach the queues of SQS: by SendMessage, in the same transaction. Wiring.
#pragma once

#include "services/sns/queue_message.hpp"
#include "services/sqs/sqs.hpp"
#include "wire/regional.hpp"

namespace spotdrill::apps {

/// `queues` outlives it.
sns::Enqueue enqueue_into(wire::Regional<sqs::Sqs>& queues);

}  // namespace spotdrill::apps
