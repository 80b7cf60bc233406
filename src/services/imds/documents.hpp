// The JSON documents among the metadata, in AWS's own layout: two spaces, and one before the colon.
#pragma once

#include <string>

#include "services/imds/metadata_tree.hpp"

namespace spotdrill::imds {

/// iam/info. The instance has a profile.
std::string iam_info(const ec2::Instance& instance);

/// identity-credentials/ec2/info.
std::string identity_credentials_info(const ec2::Instance& instance);

/// iam/security-credentials/ROLE.
std::string credentials_document(const Credentials& credentials);

/// dynamic/instance-identity/document. Source: EC2 User Guide, "Instance identity documents".
std::string identity_document(const ec2::Instance& instance, const Place& place);

}  // namespace spotdrill::imds
