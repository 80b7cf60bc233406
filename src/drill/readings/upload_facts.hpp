// Puts what the journal tells of an instance's transfers to and from S3 into its timeline.
#pragma once

#include <string>

#include "client/server_observer.hpp"
#include "drill/readings/timeline.hpp"

namespace spotdrill::drill {

/// An upload began, went on or ended. Returns how a person would put it; empty: not worth telling.
std::string uploaded(InstanceTimeline& instance, const client::ServerFact& fact);

/// The file that was uploaded was being written.
std::string torn_file_uploaded(InstanceTimeline& instance, const client::ServerFact& fact);

/// The instance got an object.
std::string object_read(InstanceTimeline& instance, const client::ServerFact& fact);

}  // namespace spotdrill::drill
