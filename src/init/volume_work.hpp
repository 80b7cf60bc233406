// What commands inside an instance ask PID 1 to do with volumes: a process of its own does it, with
// PID 1's rights. Only volumes that are attached are mounted, and never with devices on them.
#pragma once

#include <string>
#include <vector>

#include "init/volumes.hpp"

namespace spotdrill::init {

/// Answers one request (volume_client.hpp) on `connection`.
void serve_volumes(int connection, const std::vector<VolumeNode>& nodes, int store);

/// Where a volume is mounted.
std::vector<std::string> places_of(const VolumeNode& node);

}  // namespace spotdrill::init
