// Short forms of faults as FIS experiment templates.
#pragma once

#include <string>

#include "drill/definition/definition.hpp"

namespace spotdrill::drill {

/// The instance that a fault is for, and in whose name FIS acts.
struct FaultTarget {
  std::string subnet_arn;    ///< Of its subnet: what Network is for.
  std::string instance_arn;  ///< "arn:aws:ec2:us-east-1:123456789012:instance/i-…".
  std::string role_arn;
};

/// CreateExperimentTemplate's input for `fault`. A template of the author's own comes back as it
/// is.
json::object fault_document(const Fault& fault, const FaultTarget& target);

}  // namespace spotdrill::drill
