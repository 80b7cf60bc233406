// What Lambda finds beside it here: roles, CloudWatch Logs, S3, queues and topics.
#pragma once

#include "services/iam/identity.hpp"
#include "services/lambda/outside.hpp"
#include "services/logs/logs.hpp"
#include "services/s3/s3.hpp"
#include "services/sns/sns.hpp"
#include "services/sqs/sqs.hpp"
#include "wire/regional.hpp"

namespace spotdrill::apps {

struct FunctionSurroundings {
  iam::Identity& identity;
  wire::Regional<logs::Logs>& logs;
  s3::S3& s3;
  wire::Regional<sqs::Sqs>& queues;
  wire::Regional<sns::Sns>& topics;
};

/// What is beside it, and the host, outlive it.
lambda::Outside outside_of_functions(FunctionSurroundings beside, FunctionHost& host);

/// Where instances are modelled: no function has code here, and none is run.
FunctionHost& no_function_host();

}  // namespace spotdrill::apps
